/** Cases that could be one and the same: of one person at one time, or of one test. */
import type { Queries } from "../database/database.ts";
import { wearingsOfToken } from "../people/assignments.ts";
import { type Case, isLive, isSameSubject, periodOf } from "./case.ts";

interface LikeCase {
  readonly of: Case;
  /** "person": the same person (or token) in days that both have; "reference": another one's case with the same number of a test. */
  readonly by: "person" | "reference";
}

type Compared = Pick<Case, "id" | "subject" | "reference" | "onset" | "tested" | "from" | "to" | "rule">;

/** Those of `all` that are neither refused nor closed and are like `of`, in their order. */
export async function likeCases(queries: Queries, all: readonly Case[], of: Compared): Promise<LikeCase[]> {
  const persons = await personsOf(queries, of);
  const found: LikeCase[] = [];
  for (const other of all) {
    if (other.id === of.id || !isLive(other)) continue;
    const theirs = await personsOf(queries, other);
    const isSame = isSameSubject(other.subject, of.subject) || theirs.some((one) => persons.includes(one));
    if (isSame && isAtOnce(other, of)) found.push({ of: other, by: "person" });
    else if (other.reference === of.reference) found.push({ of: other, by: "reference" });
  }
  return found;
}

/** Whom a case is about, as far as that is known: also those who wore the token that it names. */
async function personsOf(queries: Queries, { subject }: Compared): Promise<string[]> {
  if (subject.kind === "person") return [subject.person];
  if (subject.kind === "phone") return [];
  return (await wearingsOfToken(queries, subject.serial)).map(({ person }) => person);
}

function isAtOnce(a: Compared, b: Compared): boolean {
  const [one, other] = [periodOf(a), periodOf(b)];
  return one.from <= other.to && other.from <= one.to;
}
