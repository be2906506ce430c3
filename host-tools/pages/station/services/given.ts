/** What somebody has given beside contacts, after another answer. */
import type { LaterAnswer, OptionalAnswers } from "../../../contract/persons.ts";
import type { RosterEntry } from "../../../contract/roster.ts";
import { OPTIONAL_PURPOSES, type OptionalPurpose } from "../../../contract/vocabulary.ts";

type Given = readonly OptionalPurpose[];

/** Of somebody who is new. */
export function firstGiven(optional: OptionalAnswers = {}): Given {
  return OPTIONAL_PURPOSES.filter((purpose) => optional[purpose]);
}

export function givenAfter(
  given: Given = [],
  { purpose, agreed }: Pick<LaterAnswer, "purpose" | "agreed">,
): Given {
  return OPTIONAL_PURPOSES.filter((one) => (one === purpose ? agreed : given.includes(one)));
}

/** People as they are after somebody's answer. */
export function withAnswer(
  people: readonly RosterEntry[],
  id: string,
  answer: Pick<LaterAnswer, "purpose" | "agreed">,
): RosterEntry[] {
  return people.map((one) => (one.id === id ? { ...one, given: givenAfter(one.given, answer) } : one));
}
