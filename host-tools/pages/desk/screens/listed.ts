/** The list as it was answered and done with since, and what is wanted of it. */
import { useMemo } from "preact/hooks";
import type { ListView } from "../../../contract/contacts.ts";
import { type Edit, edited } from "../services/contact-edits.ts";
import { useDesk } from "../services/desk-context.ts";
import type { NumberedContact } from "../services/numbered-contact.ts";
import { type Sort, sorted } from "./contact-order.ts";
import { type Filter, filtered } from "./Filters.tsx";

/** All that were answered, with what was done since, and those that are wanted, in their order. */
export function useListed(
  view: ListView | undefined,
  edits: ReadonlyMap<string, Edit>,
  filter: Filter,
  sort: Sort,
): Readonly<Record<"contacts" | "shown", readonly NumberedContact[]>> {
  const contacts = useMemo(
    () =>
      view?.contacts.map((contact, i) => ({ ...edited(contact, edits.get(contact.key)), number: i + 1 })) ??
      [],
    [view, edits],
  );
  const { account } = useDesk();
  const shown = useMemo(
    () => sorted(filtered(contacts, filter, { account: account.id, now: Date.now() }), sort),
    [contacts, filter, sort, account],
  );
  return { contacts, shown };
}
