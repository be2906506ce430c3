/** Tokens with seeded keys and the logs that they would have written of given encounters. */
import { boards } from "../../boards/index.ts";
import { sha256 } from "../../host-tools/lib/sha256.ts";
import { type BuiltPage, logPages, PageBuilder } from "../../host-tools/models/page-builder.ts";
import type { Server } from "../../host-tools/server/server.ts";
import type { PageUpload } from "../../host-tools/server/uploads/open-upload.ts";
import { dayOfEpoch, epochOfDay } from "../../protocol/epoch.ts";
import { keysFromSeed } from "../../protocol/identity.ts";
import type { EncounterRecord, Summary } from "../../protocol/record.ts";
import { laterDayKey, rollingIdsOfDay } from "../../protocol/rolling-id.ts";
import { nextPageKey } from "../../protocol/seal.ts";

export interface TestToken {
  readonly serial: number;
  readonly keys: ReturnType<typeof keysFromSeed>;
  readonly day: number;
}

/** Who looks at contacts in tests. */
export const LOOK = { actor: "investigator", reason: "case-investigation" } as const;

export function seedOf(number: number): Uint8Array {
  return sha256(Uint8Array.of(number & 255, (number >> 8) & 255, number >> 16));
}

/** Enrols tokens with serials 1..count. */
export async function enrolTokens(server: Server, count: number, day: number): Promise<TestToken[]> {
  const serials = Array.from({ length: count }, (_, i) => i + 1);
  await server.enrol(serials.map((serial) => enrolRequest(serial, day)));
  return serials.map((serial) => ({ serial, keys: keysFromSeed(sha256, seedOf(serial)), day }));
}

export function enrolRequest(serial: number, day: number) {
  return {
    serial,
    day,
    seed: seedOf(serial),
    board: boards.puckjs!.number,
    powerAtOneMetre: boards.puckjs!.radio.rssiAtOneMetreDbm,
  };
}

/** The rolling ID that a token advertises in an epoch. */
export function rollingId(token: TestToken, epoch: number): Uint8Array {
  const key = laterDayKey(sha256, token.keys.dayKey, dayOfEpoch(epoch) - token.day);
  return rollingIdsOfDay(sha256, key)[epochOfDay(epoch)]!;
}

export function record(token: TestToken, epoch: number, summary: Partial<Summary> = {}): EncounterRecord {
  return {
    prefix: rollingId(token, epoch).slice(0, 6),
    summary: { minutes: 0x7fff, strongestLoss: -6, stretchLoss: -2, count: 20, ...summary },
  };
}

/** A page of the token's log under its key of that sequence. */
export function pageOf(token: TestToken, sequence: number, epochBase: number): PageBuilder {
  let key = token.keys.pageKey;
  for (let i = 0; i < sequence; i++) key = nextPageKey(sha256, key);
  return new PageBuilder(key, sequence, epochBase);
}

export function uploadOf(token: TestToken, page: BuiltPage): PageUpload {
  return { serial: token.serial, ...page };
}

/** As many closed pages as records by ascending epoch need, and the open one at the end. */
export function logOf(token: TestToken, frames: Parameters<typeof logPages>[1]): PageUpload[] {
  return logPages(token.keys.pageKey, frames).map((page) => uploadOf(token, page));
}
