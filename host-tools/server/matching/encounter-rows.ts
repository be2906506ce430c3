/** Encounters as a match reads them: packed by the database, since thousands of rows as text take longer than the search. */
import type { Queries } from "../database/database.ts";

export interface EncounterRow {
  readonly recorder: number;
  readonly prefix: number;
  readonly epoch: number;
  readonly shift: number;
  readonly summary: number;
  readonly clockTrusted: boolean;
}

/** Encounters as they came, read in place: of thousands of rows most are looked at once. */
export class Encounters {
  readonly length: number;
  readonly #view: DataView;

  constructor(packed: Uint8Array) {
    this.length = packed.length / ROW_BYTES;
    this.#view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  }

  recorder(i: number): number {
    return this.#wide(i * ROW_BYTES);
  }

  prefix(i: number): number {
    return this.#wide(i * ROW_BYTES + 8);
  }

  row(i: number): EncounterRow {
    const at = i * ROW_BYTES;
    return {
      recorder: this.#wide(at),
      prefix: this.#wide(at + 8),
      epoch: this.#view.getInt32(at + 16),
      summary: this.#view.getInt32(at + 20),
      shift: this.#view.getInt32(at + 24) >> 1,
      clockTrusted: (this.#view.getInt32(at + 24) & 1) === 1,
    };
  }

  #wide(at: number): number {
    return this.#view.getInt32(at) * 2 ** 32 + this.#view.getUint32(at + 4);
  }
}

/** Epochs, both included. */
export interface Epochs {
  readonly from: number;
  readonly to: number;
}

/** Few wide fields: each costs the database a call. The last word holds shift and, in its lowest bit, whether the clock was trusted. */
const PACKED = `string_agg(int8send(recorder) || int8send(prefix)
  || int8send((epoch::int8 << 32) | (summary::int8 & 4294967295))
  || int4send((shift << 1) | clock_trusted::int4), ''::bytea) AS packed`;
const ROW_BYTES = 28;

/** Everybody's records of these IDs. */
export function rowsOfPrefixes(
  queries: Queries,
  prefixes: readonly number[],
  { from, to }: Epochs,
): Promise<Encounters> {
  return packedRows(
    queries,
    `SELECT ${PACKED} FROM radio.encounter WHERE prefix = ANY($1::int8[]) AND epoch BETWEEN $2 AND $3`,
    [prefixes, from, to],
  );
}

/** What these tokens recorded. */
export function rowsOfRecorders(
  queries: Queries,
  serials: readonly number[],
  { from, to }: Epochs,
): Promise<Encounters> {
  return packedRows(
    queries,
    `SELECT ${PACKED} FROM radio.encounter WHERE recorder = ANY($1::int8[]) AND epoch BETWEEN $2 AND $3`,
    [serials, from, to],
  );
}

/** What tokens recorded in these epochs, one epoch of one token each. */
export function rowsOfEpochs(
  queries: Queries,
  wanted: readonly { readonly token: number; readonly epoch: number }[],
): Promise<Encounters> {
  return packedRows(
    queries,
    `SELECT ${PACKED} FROM radio.encounter
     JOIN unnest($1::int8[], $2::int4[]) AS wanted (recorder, epoch) USING (recorder, epoch)`,
    [wanted.map(({ token }) => token), wanted.map(({ epoch }) => epoch)],
  );
}

async function packedRows(
  queries: Queries,
  sql: string,
  parameters: readonly [readonly number[], ...(number | readonly number[])[]],
): Promise<Encounters> {
  if (parameters[0].length === 0) return new Encounters(new Uint8Array(0));
  const [row] = await queries.query<{ packed: Uint8Array | null }>(sql, parameters);
  return new Encounters(row?.packed ?? new Uint8Array(0));
}

export interface DisplacedSpan {
  readonly serial: number;
  readonly ownFrom: number;
  readonly ownTo: number;
  readonly shift: number;
}

/** Spans in which the clocks of these tokens, or of all, were wrong, by serial. */
export async function displacedSpans(
  queries: Queries,
  serials?: readonly number[],
): Promise<Map<number, DisplacedSpan[]>> {
  const rows = await queries.query<DisplacedSpan>(
    `SELECT serial, own_from AS "ownFrom", own_to AS "ownTo", shift FROM radio.clock_span
     WHERE $1::int8[] IS NULL OR serial = ANY($1)`,
    [serials ?? null],
  );
  const spans = new Map<number, DisplacedSpan[]>();
  for (const row of rows) spans.set(row.serial, [...(spans.get(row.serial) ?? []), row]);
  return spans;
}
