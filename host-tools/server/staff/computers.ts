/**
 * Computers of units and organisations as a second factor, for staff without a phone: the browser holds a key that does
 * not leave it and signs what the server asks. An administrator's one-time code lets a computer in.
 */

import { createHash, createPublicKey, verify } from "node:crypto";
import { POINT_BYTES } from "../../contract/sessions.ts";
import { isoOf } from "../../lib/time.ts";
import type { Queries } from "../database/database.ts";
import type { Place } from "../units/unit.ts";

interface Computer {
  readonly id: string;
  readonly name: string;
  /** Accounts of this place and of those below sign in with it. */
  readonly place: Place;
  /** Of a gate's computer: hours of a shift. It is no second factor; guards sign in at it by PIN (gate-sign-in.ts). */
  readonly shiftHours?: number;
  readonly addedBy: string;
  /** World ms. */
  readonly addedAt: number;
  /** Until when its code is good; absent once it is enrolled. */
  readonly codeUntil?: number;
  readonly enrolledBy?: string;
  readonly enrolledAt?: number;
}

export type ComputerChange =
  | {
      readonly kind: "computer";
      readonly computer: Required<
        Pick<Computer, "id" | "name" | "place" | "addedBy" | "addedAt" | "codeUntil">
      > &
        Pick<Computer, "shiftHours">;
      /** Hex of the code's hash. */
      readonly codeHash: string;
    }
  | {
      readonly kind: "computer-enrolled";
      readonly id: string;
      /** Hex of the uncompressed P-256 point. */
      readonly point: string;
      readonly by: string;
      readonly at: number;
    }
  | { readonly kind: "computer-removed"; readonly id: string };

export const CODE_HOURS = 72;

const bytesOf = (hex: string) => new Uint8Array(Buffer.from(hex, "hex"));

export async function applyComputerChange(queries: Queries, change: ComputerChange): Promise<void> {
  switch (change.kind) {
    case "computer": {
      const { id, name, place, addedBy, addedAt, codeUntil, shiftHours = null } = change.computer;
      await queries.query(
        `INSERT INTO office.computer (id, name, place, added_by, added_at, code, code_until, shift_hours)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [id, name, place, addedBy, isoOf(addedAt), bytesOf(change.codeHash), isoOf(codeUntil), shiftHours],
      );
      return;
    }
    case "computer-enrolled":
      await queries.query(
        `UPDATE office.computer SET point = $2, enrolled_by = $3, enrolled_at = $4, code = NULL, code_until = NULL
         WHERE id = $1`,
        [change.id, bytesOf(change.point), change.by, isoOf(change.at)],
      );
      return;
    case "computer-removed":
      await queries.query("DELETE FROM office.session WHERE computer = $1", [change.id]);
      await queries.query("DELETE FROM office.computer WHERE id = $1", [change.id]);
  }
}

/** Letters and digits alone count, however it was typed. Hex. */
export function codeHashOf(code: string): string {
  return createHash("sha256")
    .update(code.toLowerCase().replace(/[^a-z0-9]/g, ""))
    .digest("hex");
}

interface ComputerRow {
  readonly id: string;
  readonly name: string;
  readonly place: Place;
  readonly addedBy: string;
  readonly addedAt: Date;
  readonly codeUntil: Date | null;
  readonly enrolledBy: string | null;
  readonly enrolledAt: Date | null;
  readonly point: Uint8Array | null;
  readonly shiftHours: number | null;
}

export type KnownComputer = Computer & { readonly point: Uint8Array | null };

const COLUMNS = `id, name, place, added_by AS "addedBy", added_at AS "addedAt", code_until AS "codeUntil",
  enrolled_by AS "enrolledBy", enrolled_at AS "enrolledAt", point, shift_hours AS "shiftHours"`;

async function computersWhere(
  queries: Queries,
  clause: string,
  parameters: readonly (string | Uint8Array)[] = [],
): Promise<KnownComputer[]> {
  const rows = await queries.query<ComputerRow>(
    `SELECT ${COLUMNS} FROM office.computer ${clause}`,
    parameters,
  );
  return rows.map(({ codeUntil, enrolledBy, enrolledAt, shiftHours, addedAt, ...row }) => ({
    ...row,
    addedAt: addedAt.getTime(),
    ...(shiftHours === null ? {} : { shiftHours }),
    ...(codeUntil === null ? {} : { codeUntil: codeUntil.getTime() }),
    ...(enrolledBy === null ? {} : { enrolledBy }),
    ...(enrolledAt === null ? {} : { enrolledAt: enrolledAt.getTime() }),
  }));
}

export function listComputers(queries: Queries): Promise<KnownComputer[]> {
  return computersWhere(queries, "ORDER BY added_at, id");
}

export async function findComputer(queries: Queries, id: string): Promise<KnownComputer | undefined> {
  return (await computersWhere(queries, "WHERE id = $1", [id]))[0];
}

/** The computer that a code lets in at a time (world ms). */
export async function computerOfCode(
  queries: Queries,
  code: string,
  now: number,
): Promise<KnownComputer | undefined> {
  const [found] = await computersWhere(queries, "WHERE code = $1", [bytesOf(codeHashOf(code))]);
  return found?.codeUntil !== undefined && now < found.codeUntil ? found : undefined;
}

/** Keeps what a gate's computer has to sign next; whatever it was asked before is void. False where it is none. */
export async function askGate(queries: Queries, id: string, challenge: Uint8Array): Promise<boolean> {
  const rows = await queries.query(
    `UPDATE office.computer SET challenge = $2
     WHERE id = $1 AND shift_hours IS NOT NULL AND point IS NOT NULL RETURNING id`,
    [id, challenge],
  );
  return rows.length === 1;
}

/** The challenge, once: hex, or undefined where there is none. */
export async function takeGateChallenge(queries: Queries, id: string): Promise<string | undefined> {
  const rows = await queries.query<{ challenge: Uint8Array }>(
    `UPDATE office.computer AS computer SET challenge = NULL FROM office.computer AS before
     WHERE computer.id = $1 AND before.id = $1 AND before.challenge IS NOT NULL RETURNING before.challenge`,
    [id],
  );
  return rows[0] && Buffer.from(rows[0].challenge).toString("hex");
}

/** What a computer signs: it is good for one account (at a gate: one login), one challenge and one purpose. */
export function signedText(
  purpose: "enrol" | "sign-in" | "gate",
  account: string,
  challenge: string,
): Uint8Array {
  return new TextEncoder().encode(`bluezone-token computer 1\n${purpose}\n${account}\n${challenge}`);
}

/** ECDSA with P-256 and SHA-256 as browsers make it: r ‖ s, 64 bytes. False too for what is no point of the curve. */
export function isSigned(point: Uint8Array, text: Uint8Array, signature: Uint8Array): boolean {
  if (point.length !== POINT_BYTES || point[0] !== 4) return false;
  const part = (from: number) => Buffer.from(point.subarray(from, from + 32)).toString("base64url");
  try {
    const key = createPublicKey({
      key: { kty: "EC", crv: "P-256", x: part(1), y: part(33) },
      format: "jwk",
    });
    return verify("sha256", text, { key, dsaEncoding: "ieee-p1363" }, signature);
  } catch {
    return false;
  }
}
