/** Why a contact is as sure as it is. */
import type { ContactView } from "../../../contract/contacts.ts";

interface SureWords {
  readonly confidence: Readonly<Record<ContactView["confidence"]["reasons"][number], string>>;
}

/** The reasons one behind the other; of those judged with others also with how many. */
export function whySure(
  { confidence: { reasons }, judgedWith }: Pick<ContactView, "confidence" | "judgedWith">,
  { confidence }: SureWords,
  withOthers: (others: number) => string,
): string {
  return reasons
    .map((reason) => (reason === "with-others" ? withOthers(judgedWith) : confidence[reason]))
    .join(", ");
}
