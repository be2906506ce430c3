/** Writes down what was done about contacts: only what changed, and never over a colleague's word unseen. */
import { useState } from "preact/hooks";
import type { ContactChange, ContactChanged, ContactDone, ContactView } from "../../../contract/contacts.ts";
import type { ContactState } from "../../../contract/vocabulary.ts";
import { useWork, type Work } from "../../shared/use-work.ts";
import { useDesk } from "./desk-context.ts";

/** A state, or a note; null takes the note away. */
export type Wanted = { readonly state: ContactState } | { readonly note: string | null };

/** What was done about a contact since the list was read: no second look for it. */
export type Edit = Pick<ContactView, "state" | "note" | "changedAt" | "history">;

interface Done {
  /** As it is after it. */
  readonly contact: ContactView;
  readonly before: ContactState;
  readonly after: ContactState;
}

/** Somebody else has changed the same since the list was read: `now`, where this page wants `wanted`. */
export interface Conflict {
  readonly contact: ContactView;
  readonly wanted: Wanted;
  readonly now: ContactDone;
}

interface Pending {
  readonly key: string;
  readonly wanted: string;
  readonly id: string;
}

interface Edits {
  readonly work: Work;
  /** The last change of a state, which can be undone. */
  readonly done: Done | undefined;
  readonly conflict: Conflict | undefined;
  put(contact: ContactView, wanted: Wanted): void;
  undo(): void;
  /** Ends the conflict with this page's word, or with the colleague's. */
  settle(isMine: boolean): void;
}

/** The contact as it is after a change. */
function editOf(contact: ContactView, now: ContactDone): Edit {
  const history = contact.history.some(({ at }) => at === now.at)
    ? contact.history
    : [...contact.history, now];
  return { state: now.state, note: now.note, changedAt: now.at, history } as Edit;
}

export function useContactEdits(caseId: string, edited: (key: string, edit: Edit) => void): Edits {
  const { api } = useDesk();
  const work = useWork();
  const [done, setDone] = useState<Done>();
  const [conflict, setConflict] = useState<Conflict>();
  const [pending, setPending] = useState<Pending>();
  const put = (contact: ContactView, wanted: Wanted) =>
    work.run(async () => {
      const { key } = contact;
      const text = JSON.stringify(wanted);
      // A second try of what got no answer is the same change.
      const isAgain = pending?.key === key && pending.wanted === text;
      const id = isAgain ? pending.id : crypto.randomUUID();
      setPending({ key, wanted: text, id });
      const change: ContactChange = { id, seen: contact.changedAt ?? null, ...wanted };
      const path = `/api/cases/${caseId}/contacts/${encodeURIComponent(key)}`;
      const { isSaved, now } = await api.send<ContactChanged>("PUT", path, change);
      setPending(undefined);
      if (!isSaved) return setConflict({ contact, wanted, now });
      setConflict(undefined);
      const edit = editOf(contact, now);
      const isOther = now.state !== contact.state;
      setDone(
        isOther ? { contact: { ...contact, ...edit }, before: contact.state, after: now.state } : undefined,
      );
      edited(key, edit);
    });
  return {
    work,
    done,
    conflict,
    put,
    undo() {
      if (done) put(done.contact, { state: done.before });
    },
    settle(isMine) {
      if (!conflict) return;
      const { contact, wanted, now } = conflict;
      if (isMine) return put({ ...contact, ...editOf(contact, now) }, wanted);
      setConflict(undefined);
      edited(contact.key, editOf(contact, now));
    },
  };
}
