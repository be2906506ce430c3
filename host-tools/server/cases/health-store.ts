/** What is told of contacts' health: kept wrapped, apart from all that says who somebody is. */
import { isoOf } from "../../lib/time.ts";
import type { Queries } from "../database/database.ts";
import type { KeyWrapping } from "../keys/key-wrapping.ts";
import type { SecretColumn } from "../keys/secret-column.ts";
import { standIns } from "../people/merged-ids.ts";
import type { Told } from "./next-steps.ts";
import type { Written } from "./written.ts";

/** Where an entry stands: no wrapped entry can take the place of another one's. */
const rowId = (caseId: string, key: string, id: string) => `${caseId} ${key} ${id}`;
/** Of whom it was written down. */
const keyIn = (row: string) => row.slice(row.indexOf(" ") + 1, row.lastIndexOf(" "));

/** The label under which an entry is wrapped. */
export function toldLabel(row: string): string {
  return `told of health ${row}`;
}

export const HEALTH_SECRETS: readonly SecretColumn[] = [
  { table: "medical.told", id: "id", column: "told", label: toldLabel },
];

export interface HealthChange {
  readonly kind: "health";
  readonly case: string;
  readonly key: string;
  readonly entry: Omit<Written<Told>, "said">;
  readonly wrapped: Uint8Array;
}

/** An entry as it is kept: wrapped. */
export function wrappedTold(
  wrapping: KeyWrapping,
  caseId: string,
  key: string,
  { said, ...entry }: Written<Told>,
): HealthChange {
  const plain = new TextEncoder().encode(JSON.stringify(said));
  const wrapped = wrapping.wrap(toldLabel(rowId(caseId, key, entry.id)), plain);
  return { kind: "health", case: caseId, key, entry, wrapped };
}

export async function applyHealthChange(
  queries: Queries,
  { case: caseId, key, entry, wrapped }: HealthChange,
): Promise<void> {
  const { id, at, by, corrects } = entry;
  await queries.query(
    `INSERT INTO medical.told SELECT $1, $2, $3, $4, $5, $6, $7
     WHERE EXISTS (SELECT FROM desk.contact WHERE case_id = $2 AND key = $3) ON CONFLICT DO NOTHING`,
    [rowId(caseId, key, id), caseId, key, isoOf(at), by, corrects ?? null, wrapped],
  );
}

/** What was told of a case's contacts by key, oldest first; of one contact where its key is given. */
export async function toldOf(
  queries: Queries,
  wrapping: KeyWrapping,
  caseId: string,
  key?: string,
): Promise<Map<string, Written<Told>[]>> {
  const rows = await queries.query<{
    id: string;
    key: string;
    at: Date;
    by: string;
    corrects: string | null;
    told: Uint8Array;
  }>("SELECT * FROM medical.told WHERE case_id = $1 AND ($2::text IS NULL OR key = $2) ORDER BY at, id", [
    caseId,
    key ?? null,
  ]);
  const others = rows.flatMap((row) => (keyIn(row.id) === row.key ? [] : [keyIn(row.id)]));
  const standing = await standIns(queries, others);
  const all = new Map<string, Written<Told>[]>();
  for (const { id: row, key: of, at, by, corrects, told } of rows) {
    // It was written down of this contact, or of who became one with them.
    if (keyIn(row) !== of && standing.get(keyIn(row)) !== of) throw new Error(`${row} is not told of ${of}.`);
    const said = JSON.parse(new TextDecoder().decode(wrapping.unwrap(toldLabel(row), told))) as Told;
    const id = row.slice(row.lastIndexOf(" ") + 1);
    const entry = { id, at: at.getTime(), by, ...(corrects === null ? {} : { corrects }), said };
    const known = all.get(of);
    if (known) known.push(entry);
    else all.set(of, [entry]);
  }
  return all;
}
