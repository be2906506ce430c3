/** Tokens whose pages works.ts sends: small ones, page after page. */
import { boards } from "../../../boards/index.ts";
import { keysFromSeed } from "../../../protocol/identity.ts";
import { nextPageKey } from "../../../protocol/seal.ts";
import { sha256 } from "../../lib/sha256.ts";
import { PageBuilder } from "../../models/page-builder.ts";
import type { EnrolRequest, PageUpload } from "../../server/server.ts";

export const TOKENS = 50;
export const DAY = 20_780;
export const RECORDS = 4;
const EPOCH = DAY * 96 + 8;

const seedOf = (serial: number) => sha256(Uint8Array.of(serial, 87));

export function enrolRequests(): EnrolRequest[] {
  const { number, radio } = boards.puckjs!;
  return Array.from({ length: TOKENS }, (_, i) => ({
    serial: i + 1,
    seed: seedOf(i + 1),
    day: DAY,
    board: number,
    powerAtOneMetre: radio.rssiAtOneMetreDbm,
  }));
}

/** Each token's next page in turn, without end. */
export function* pages(): Generator<PageUpload> {
  const keys = Array.from({ length: TOKENS }, (_, i) => keysFromSeed(sha256, seedOf(i + 1)).pageKey);
  for (let sequence = 0; ; sequence++)
    for (let token = 0; token < TOKENS; token++) {
      const key = keys[token]!;
      keys[token] = nextPageKey(sha256, key);
      const noise = sha256(Uint8Array.of(token, sequence & 255, (sequence >> 8) & 255, sequence >> 16));
      const records = Array.from({ length: RECORDS }, (_, peer) => ({
        prefix: noise.slice(6 * peer, 6 * peer + 6),
        summary: { minutes: 0x7fff, strongestLoss: -2, stretchLoss: 2, count: 20 },
      }));
      const page = new PageBuilder(key, sequence, EPOCH).records(EPOCH, records).build(true);
      yield { serial: token + 1, ...page };
    }
}
