/** What people answered for each purpose: every answer is kept, none is written over, and nothing is used without one. */
import { isSince } from "../../contract/consent-texts.ts";
import type { ConsentHistory } from "../../contract/persons.ts";
import type { ConsentAnswer, Purpose } from "../../contract/vocabulary.ts";
import { DAY_MS, isoOf } from "../../lib/time.ts";
import type { Queries } from "../database/database.ts";

/** One answer to one purpose. `takenBy` read the text and heard the answer; `at` is world ms. */
export interface Consent extends Omit<ConsentHistory["consents"][number], "at"> {
  readonly at: number;
}

export type ConsentChange = { readonly kind: "consent"; readonly person: string; readonly consent: Consent };

type Said = Pick<Consent, "purpose" | "answer" | "at">;

/**
 * Whether somebody may be used for a purpose at a time, world ms: it was given by then, and not taken back since. A no counts
 * from when it is noted, whatever time it tells; what was never asked was not given. `said` by time.
 */
export function mayBeUsedFor(said: readonly Said[], purpose: Purpose, at: number): boolean {
  const answers = said.filter((one) => one.purpose === purpose);
  const lastNo = answers.findLastIndex(({ answer }) => answer !== "given");
  return answers.slice(lastNo + 1).some((given) => given.at <= at);
}

/** What a yes or a no comes to: a no takes back what was given. `said` by time. */
export function answerOf(said: readonly Said[], purpose: Purpose, agreed: boolean): ConsentAnswer {
  if (agreed) return "given";
  const last = said.findLast((one) => one.purpose === purpose);
  return last?.answer === "given" || last?.answer === "withdrawn" ? "withdrawn" : "refused";
}

interface Answered {
  readonly purpose: Purpose;
  readonly agreed: boolean;
  /** ISO, by a station that had no network. */
  readonly told: string | undefined;
}

/** An answer that was said longer ago, ms, is taken down as if it had been said then. */
const MOST_DELAY_MS = 7 * DAY_MS;

/** When something was said: now, or as a station without a network told it, ISO; within a week, and not in the future. World ms. */
export function whenSaid(told: string | undefined, now: number): number {
  if (told === undefined) return now;
  return Math.min(now, Math.max(now - MOST_DELAY_MS, Date.parse(told)));
}

/**
 * The time of an answer, world ms: behind all that were noted of its purpose before, also where the clock was put back. A yes
 * that a station brings later stands when it was said: it does not undo a no that was noted meanwhile.
 */
export function whenAnswered(
  said: readonly Said[],
  { purpose, agreed, told }: Answered,
  now: number,
): number {
  const taken = said.filter((one) => one.purpose === purpose).map(({ at }) => at);
  if (!agreed || told === undefined) return Math.max(now, ...taken.map((at) => at + 1));
  let at = whenSaid(told, now);
  while (taken.includes(at)) at++;
  return at;
}

export async function applyConsentChange(
  queries: Queries,
  { person, consent }: ConsentChange,
): Promise<void> {
  const { purpose, answer, at, version, language, channel, givenBy, takenBy } = consent;
  // Of a person who was erased since, nothing comes back when the journal is read again.
  await queries.query(
    `INSERT INTO people.consent (person, purpose, answer, said_at, version, language, channel, given_by, taken_by)
     SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9
     WHERE EXISTS (SELECT FROM people.person WHERE id = $1) ON CONFLICT DO NOTHING`,
    [person, purpose, answer, isoOf(at), version, language, channel, givenBy, takenBy],
  );
}

/** Every answer of a person, by time. */
export async function consentsOf(queries: Queries, person: string): Promise<Consent[]> {
  const rows = await queries.query<Omit<Consent, "at"> & { said_at: Date }>(
    `SELECT purpose, answer, version, language, channel, given_by AS "givenBy", taken_by AS "takenBy", said_at
     FROM people.consent WHERE person = $1 ORDER BY said_at, purpose`,
    [person],
  );
  return rows.map(({ said_at, ...consent }) => ({ ...consent, at: said_at.getTime() }));
}

/** Who of these persons may be used for a purpose at a time, world ms; a yes to a text before `since` is none. */
export async function usableFor(
  queries: Queries,
  persons: readonly string[],
  purpose: Purpose,
  at: number,
  since?: string,
): Promise<ReadonlySet<string>> {
  const rows = await queries.query<Pick<Consent, "answer" | "version"> & { person: string; said_at: Date }>(
    `SELECT person, answer, said_at, version FROM people.consent
     WHERE purpose = $2 AND person = ANY($1::text[]) ORDER BY said_at`,
    [[...new Set(persons)], purpose],
  );
  const said = new Map<string, Said[]>();
  for (const { person, answer, said_at, version } of rows) {
    if (answer === "given" && since !== undefined && !isSince(version, since)) continue;
    const before = said.get(person) ?? [];
    before.push({ purpose, answer, at: said_at.getTime() });
    said.set(person, before);
  }
  return new Set([...said].filter(([, answers]) => mayBeUsedFor(answers, purpose, at)).map(([id]) => id));
}
