/** Gates of places: who may bring passages under which name. */
import { isoOf } from "../../lib/time.ts";
import type { Queries } from "../database/database.ts";
import type { Place } from "../units/unit.ts";

export interface Gate {
  readonly id: string;
  readonly place: Place;
  readonly name: string;
  readonly zone: string;
  /** World ms. */
  readonly addedAt: number;
  /** Until when its code is good; absent when none waits. */
  readonly codeUntil?: number;
  readonly enrolledAt?: number;
  readonly heardAt?: number;
  /** On its poster for visitors' phones. */
  readonly site?: string;
  readonly removedAt?: number;
}

export type GateChange =
  | {
      readonly kind: "gate";
      readonly gate: Pick<Gate, "id" | "place" | "name" | "zone" | "addedAt">;
      readonly by: string;
    }
  /** Hex of the code's hash. */
  | { readonly kind: "gate-code"; readonly id: string; readonly codeHash: string; readonly until: number }
  /** Hex of the secret's hash. The code stays good for a repetition with the same secret, and for nothing else. */
  | { readonly kind: "gate-machine"; readonly id: string; readonly secretHash: string; readonly at: number }
  /** The code before is good no more. */
  | { readonly kind: "gate-site"; readonly id: string; readonly site: string }
  | { readonly kind: "gate-removed"; readonly id: string; readonly at: number };

export function isGateChange(change: { readonly kind: string }): change is GateChange {
  return change.kind === "gate" || change.kind.startsWith("gate-");
}

const bytesOf = (hex: string) => new Uint8Array(Buffer.from(hex, "hex"));

export async function applyGateChange(queries: Queries, change: GateChange): Promise<void> {
  switch (change.kind) {
    case "gate": {
      const { id, place, name, zone, addedAt } = change.gate;
      await queries.query(
        `INSERT INTO office.gate (id, place, name, zone, added_by, added_at) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT DO NOTHING`,
        [id, place, name, zone, change.by, isoOf(addedAt)],
      );
      return;
    }
    case "gate-code":
      await queries.query("UPDATE office.gate SET code = $2, code_until = $3 WHERE id = $1", [
        change.id,
        bytesOf(change.codeHash),
        isoOf(change.until),
      ]);
      return;
    case "gate-machine":
      await queries.query(
        "UPDATE office.gate SET secret = $2, enrolled_at = $3, code_until = NULL WHERE id = $1",
        [change.id, bytesOf(change.secretHash), isoOf(change.at)],
      );
      return;
    case "gate-site":
      await queries.query("UPDATE office.gate SET site = $2 WHERE id = $1 AND removed_at IS NULL", [
        change.id,
        change.site,
      ]);
      return;
    case "gate-removed":
      await queries.query(
        "UPDATE office.gate SET removed_at = $2, code = NULL, code_until = NULL, secret = NULL, site = NULL WHERE id = $1",
        [change.id, isoOf(change.at)],
      );
  }
}

interface GateRow {
  readonly id: string;
  readonly place: Place;
  readonly name: string;
  readonly zone: string;
  readonly added_at: Date;
  readonly code_until: Date | null;
  readonly enrolled_at: Date | null;
  readonly heard_at: Date | null;
  readonly removed_at: Date | null;
  readonly site: string | null;
}

async function gatesWhere(
  queries: Queries,
  clause: string,
  parameters: readonly (string | Uint8Array)[] = [],
): Promise<Gate[]> {
  const rows = await queries.query<GateRow>(
    `SELECT id, place, name, zone, added_at, code_until, enrolled_at, heard_at, removed_at, site FROM office.gate ${clause}`,
    parameters,
  );
  return rows.map(
    ({ id, place, name, zone, added_at, code_until, enrolled_at, heard_at, removed_at, site }) => ({
      id,
      place,
      name,
      zone,
      addedAt: added_at.getTime(),
      ...(code_until === null ? {} : { codeUntil: code_until.getTime() }),
      ...(enrolled_at === null ? {} : { enrolledAt: enrolled_at.getTime() }),
      ...(heard_at === null ? {} : { heardAt: heard_at.getTime() }),
      ...(removed_at === null ? {} : { removedAt: removed_at.getTime() }),
      ...(site === null ? {} : { site }),
    }),
  );
}

/** Those that stand, in the order in which they were added. */
export function listGates(queries: Queries): Promise<Gate[]> {
  return gatesWhere(queries, "WHERE removed_at IS NULL ORDER BY added_at, id");
}

export async function findGate(queries: Queries, id: string): Promise<Gate | undefined> {
  return (await gatesWhere(queries, "WHERE id = $1 AND removed_at IS NULL", [id]))[0];
}

/** The gate on whose poster a code stands; none where another one was drawn since, or the gate was taken away. */
export async function gateOfSite(queries: Queries, site: string): Promise<Gate | undefined> {
  return (await gatesWhere(queries, "WHERE site = $1", [site]))[0];
}

/** Those that lead into a zone of a place, also those that were taken away since. */
export function gatesOfZone(queries: Queries, place: Place, zone: string): Promise<Gate[]> {
  return gatesWhere(queries, "WHERE place = $1 AND zone = $2 ORDER BY added_at, id", [place, zone]);
}

/** Also of those that were taken away since: what they have brought is kept for a while. */
export async function gatesById(queries: Queries): Promise<Map<string, Gate>> {
  return new Map((await gatesWhere(queries, "")).map((gate) => [gate.id, gate]));
}

/** The gate that a code lets a machine in at, at a time (world ms); used up: with the secret of the machine that it let in. */
export async function gateOfCode(
  queries: Queries,
  codeHash: string,
  secretHash: string,
  now: number,
): Promise<{ readonly gate: Gate; readonly isDone: boolean } | undefined> {
  const code = bytesOf(codeHash);
  const [fresh] = await gatesWhere(queries, "WHERE code = $1 AND code_until > $2::text::timestamptz", [
    code,
    isoOf(now),
  ]);
  if (fresh) return { gate: fresh, isDone: false };
  const [done] = await gatesWhere(queries, "WHERE code = $1 AND secret = $2", [code, bytesOf(secretHash)]);
  return done && { gate: done, isDone: true };
}

/** Whether it stands and that is its machine's secret. */
export async function isMachineOf(queries: Queries, id: string, secretHash: string): Promise<boolean> {
  const rows = await queries.query("SELECT FROM office.gate WHERE id = $1 AND secret = $2", [
    id,
    bytesOf(secretHash),
  ]);
  return rows.length > 0;
}
