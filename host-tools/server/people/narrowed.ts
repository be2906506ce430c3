/** What two people who are one agreed to: of what either has refused or taken back nobody makes use. */
import { OPTIONAL_PURPOSES, type OptionalPurpose } from "../../contract/vocabulary.ts";
import { type Consent, mayBeUsedFor } from "./consents.ts";

/**
 * Answers that are added to both histories so that the narrower one holds, each as the no was heard. Somebody who was never
 * asked has refused nothing. `by` is who says that they are one, `now` world ms.
 */
export function narrowedBy(
  one: readonly Consent[],
  other: readonly Consent[],
  by: string,
  now: number,
): Consent[] {
  return OPTIONAL_PURPOSES.flatMap((purpose) => {
    const no = [one, other].flatMap((each) => lastNo(each, purpose, now) ?? []).at(-1);
    if (!no || ![one, other].some((said) => mayBeUsedFor(said, purpose, now))) return [];
    const latest = Math.max(now, ...[...one, ...other].map(({ at }) => at + 1));
    return [{ ...no, answer: "withdrawn" as const, takenBy: by, at: latest }];
  });
}

/** The last answer to a purpose where it was a no. */
function lastNo(said: readonly Consent[], purpose: OptionalPurpose, now: number): Consent | undefined {
  if (mayBeUsedFor(said, purpose, now)) return undefined;
  return said.findLast((one) => one.purpose === purpose && one.answer !== "given");
}
