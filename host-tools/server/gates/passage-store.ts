/** Passages as the table has them: a gate, a minute, six bytes of an ID. */
import { MINUTES_PER_EPOCH } from "../../../protocol/epoch.ts";
import { PASSAGE_WORDS, type Passage } from "../../contract/gates.ts";
import { isoOf } from "../../lib/time.ts";
import type { Queries } from "../database/database.ts";
import type { RoomData } from "../database/room-data.ts";

/** One row, its ID as a number: big endian, exact. */
export interface PassageRow extends Omit<Passage, "prefix"> {
  readonly gate: string;
  readonly prefix: number;
}

type Words = keyof typeof PASSAGE_WORDS;
const numberOf = <W extends Words>(word: W, value: Passage[W]): number =>
  (PASSAGE_WORDS[word] as readonly string[]).indexOf(value);
const wordOf = <W extends Words>(word: W, number: number) => PASSAGE_WORDS[word][number] as Passage[W];

/** What was there already stays as it is; IDs that were erased do not come back. World ms. */
export async function addPassages(
  queries: Queries,
  gate: string,
  passages: readonly Passage[],
  at: number,
): Promise<void> {
  await queries.query("UPDATE office.gate SET heard_at = $2 WHERE id = $1", [gate, isoOf(at)]);
  await queries.query(
    `INSERT INTO radio.passage (gate, minute, prefix, side, direction, evidence)
     SELECT $1, brought.* FROM unnest($2::int4[], $3::int8[], $4::int2[], $5::int2[], $6::int2[])
       AS brought (minute, prefix, side, direction, evidence)
     WHERE NOT EXISTS (SELECT FROM radio.erased_id WHERE erased_id.prefix = brought.prefix)
     ON CONFLICT DO NOTHING`,
    [
      gate,
      passages.map(({ minute }) => minute),
      passages.map(({ prefix }) => Number.parseInt(prefix, 16)),
      passages.map(({ side }) => numberOf("side", side)),
      passages.map(({ direction }) => numberOf("direction", direction)),
      passages.map(({ evidence }) => numberOf("evidence", evidence)),
    ],
  );
}

interface Stored {
  readonly gate: string;
  readonly minute: number;
  readonly prefix: number;
  readonly side: number;
  readonly direction: number;
  readonly evidence: number;
}

const rowOf = ({ gate, minute, prefix, side, direction, evidence }: Stored): PassageRow => ({
  gate,
  minute,
  prefix,
  side: wordOf("side", side),
  direction: wordOf("direction", direction),
  evidence: wordOf("evidence", evidence),
});

/** Minutes, both included. */
interface Minutes {
  readonly from: number;
  readonly to: number;
}

/** Passages of these IDs within a time, in its order. */
export function passagesOfIds(
  queries: Queries,
  prefixes: readonly number[],
  time: Minutes,
): Promise<PassageRow[]> {
  return passagesWhere(queries, "prefix = ANY($1::int8[])", prefixes, time);
}

/** Everybody's at these gates within a time, in its order. */
export function passagesOfGates(
  queries: Queries,
  gates: readonly string[],
  time: Minutes,
): Promise<PassageRow[]> {
  return passagesWhere(queries, "gate = ANY($1::uuid[])", gates, time);
}

async function passagesWhere(
  queries: Queries,
  isMeant: string,
  wanted: readonly (number | string)[],
  { from, to }: Minutes,
): Promise<PassageRow[]> {
  if (wanted.length === 0) return [];
  const rows = await queries.query<Stored>(
    `SELECT gate, minute, prefix::float8 AS prefix, side, direction, evidence FROM radio.passage
     WHERE ${isMeant} AND minute BETWEEN $2 AND $3 ORDER BY minute, gate`,
    [wanted as readonly string[], from, to],
  );
  return rows.map(rowOf);
}

/**
 * Whether an ID was on the air in its own quarter of an hour, or one beside it: nobody else can have had it before, and what comes
 * later was caught and sent again. False of an ID that is nobody's.
 */
export function isOnTime({ minute }: Pick<PassageRow, "minute">, epoch: number | undefined): boolean {
  return epoch !== undefined && Math.abs(Math.floor(minute / MINUTES_PER_EPOCH) - epoch) <= 1;
}

/** As long as encounters; a gate that was taken away, as long as what it brought. */
export const PASSAGE_DATA: RoomData = {
  async erase(queries) {
    await queries.query(
      "DELETE FROM radio.passage USING radio.erased_id WHERE erased_id.prefix = passage.prefix",
    );
  },
  async discard(queries, { firstEpoch, before }) {
    const first = firstEpoch * MINUTES_PER_EPOCH;
    await queries.query("DELETE FROM radio.passage WHERE minute < $1", [first]);
    await queries.query("DELETE FROM office.gate WHERE removed_at < $1", [isoOf(before("records"))]);
  },
};
