/**
 * Enrolment through the server: a bench asks for one token and gets its number and, sealed to a key that it made for this
 * one board, the 160 bytes that are written into it (SPEC.md §6).
 */
import * as v from "valibot";
import { hex, serialNumber } from "./pieces.ts";
import type { AnswerOf } from "./plain.ts";
import { POINT_BYTES } from "./sessions.ts";

const IDENTITY_BYTES = 160;
const TAG_BYTES = 16;
/**
 * Ephemeral P-256 point of the server ‖ AES-256-GCM of the identity; its key is HKDF-SHA256 of the ECDH secret with both
 * points as salt, so that each token has its own, and its additional data the serial in decimal digits.
 */
const SEALED_IDENTITY_BYTES = POINT_BYTES + IDENTITY_BYTES + TAG_BYTES;
export const ENROLMENT_INFO = "bluezone-token enrolment 1";
/** One key seals one identity: its nonce may always be the same. */
export const ENROLMENT_NONCE = new Uint8Array(12);

export const enrolmentRequest = v.strictObject({
  /** Number of the board in boards/. */
  board: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(255)),
  /** Mean RSSI at 1 m of its advert, dBm. */
  powerAtOneMetre: v.pipe(v.number(), v.integer(), v.minValue(-127), v.maxValue(0)),
  /** Public half of a key that the bench made for this board and keeps in its memory alone. */
  point: hex(POINT_BYTES),
});

export const enrolmentAnswer = v.strictObject({
  serial: serialNumber,
  /** As on the label: BZ- and four digits. */
  name: v.string(),
  sealed: hex(SEALED_IDENTITY_BYTES),
});
export type EnrolmentAnswer = AnswerOf<typeof enrolmentAnswer>;

/** What became of a number that a bench has drawn: a token has it, or none ever will. */
const NUMBER_ENDS = ["finished", "void"] as const;
export type NumberEnd = (typeof NUMBER_ENDS)[number];

export const numberEnd = v.strictObject({ end: v.picklist(NUMBER_ENDS) });
export const numberEnded = v.strictObject({ serial: serialNumber, end: v.picklist(NUMBER_ENDS) });
export type NumberEnded = AnswerOf<typeof numberEnded>;
