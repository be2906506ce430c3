import { randomBytes } from "node:crypto";
import { crc32 } from "../../../protocol/crc32.ts";
import { encodeIdentity, keysFromSeed, tokenName } from "../../../protocol/identity.ts";
import { refuse } from "../../contract/refusal.ts";
import { sha256 } from "../../lib/sha256.ts";
import type { EventOf } from "../journal/events.ts";
import type { KeyWrapping } from "../keys/key-wrapping.ts";
import { keyLabel, type TokenDirectory } from "./directory.ts";

const MAX_SERIAL = 9_999_999_999;

export interface EnrolRequest {
  /** 1..10^10-1; the next free one when absent. */
  readonly serial?: number;
  /** Number of the board in boards/. */
  readonly board: number;
  /** Mean RSSI at 1 m of this token's advert, dBm. */
  readonly powerAtOneMetre: number;
  readonly role?: "token" | "gate";
  /** Day (since 1970-01-01 UTC) of its first day key. */
  readonly day: number;
  /** 32 bytes that a seeded world supplies; random otherwise. */
  readonly seed?: Uint8Array;
}

export interface Enrolment {
  readonly serial: number;
  /** BZ- and the last four digits of the serial, as on the label. */
  readonly name: string;
  /** The 160 bytes to be written into the token. They hold its keys: the server does not keep them. */
  readonly identity: Uint8Array;
}

/** What is written into a token, and what the server keeps of it. */
export interface Enrolled {
  readonly enrolment: Enrolment;
  readonly event: EventOf<"enrol">;
}

/** All of the requests or none. Refusals: serial (taken, twice, or out of range), seed (not 32 bytes). */
export function enrolments(
  directory: TokenDirectory,
  wrapping: KeyWrapping,
  requests: readonly EnrolRequest[],
  at: number,
): Enrolled[] {
  const taken = new Set<number>();
  let highest = directory.highestSerial;
  return requests.map((request) => {
    const serial = request.serial ?? highest + 1;
    if (!Number.isInteger(serial) || serial < 1 || serial > MAX_SERIAL) throw refuse("serial", "serial");
    if (taken.has(serial) || directory.isTaken(serial)) throw refuse("serial", "serial");
    taken.add(serial);
    highest = Math.max(highest, serial);
    return enrolment(wrapping, request, serial, at);
  });
}

/** Draws the token's keys, wraps them for the escrow, and forgets the seed. */
function enrolment(wrapping: KeyWrapping, request: EnrolRequest, serial: number, at: number): Enrolled {
  const seed = request.seed ?? randomBytes(32);
  if (seed.length !== 32) throw refuse("seed", "seed");
  const keys = keysFromSeed(sha256, seed);
  const { board, powerAtOneMetre, day, role = "token" } = request;
  return {
    enrolment: {
      serial,
      name: tokenName(serial),
      identity: encodeIdentity(crc32, { serial, board, powerAtOneMetre, role, day, ...keys }),
    },
    event: {
      kind: "enrol",
      at,
      serial,
      board,
      power: powerAtOneMetre,
      role,
      day,
      tokenKey: wrapping.wrap(keyLabel(serial, "tokenKey"), keys.tokenKey),
      dayKey: wrapping.wrap(keyLabel(serial, "dayKey"), keys.dayKey),
      pageKey: wrapping.wrap(keyLabel(serial, "pageKey"), keys.pageKey),
    },
  };
}
