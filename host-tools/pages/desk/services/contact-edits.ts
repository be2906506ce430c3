/** Writes down what was done about contacts: only what changed, all of it, and never over a colleague's word unseen. */
import { useRef, useState } from "preact/hooks";
import type { ContactChange, ContactChanged, ContactDone, ContactView } from "../../../contract/contacts.ts";
import type { ContactState } from "../../../contract/vocabulary.ts";
import { useDesk } from "./desk-context.ts";
import { useLine } from "./edit-line.ts";

/** A state, or a note; null takes the note away. */
export type Wanted = { readonly state: ContactState } | { readonly note: string | null };

/** What was done about a contact since the list was read: no second look for it. */
export type Edit = Pick<ContactView, "state" | "note" | "changedAt" | "history">;

/** Takes what a change was answered with into the list. */
export type Edited = (contact: ContactView, now: ContactDone) => void;

interface Done {
  /** As it is after it. */
  readonly contact: ContactView;
  readonly before: ContactState;
  readonly after: ContactState;
}

/** What is wanted of a contact, as it was seen when that was written. */
export interface Put {
  readonly contact: ContactView;
  readonly wanted: Wanted;
}

/** Somebody else has changed the same since it was seen: `now`, where this page wants `wanted`. */
export interface Conflict extends Put {
  readonly now: ContactDone;
}

export interface Edits {
  readonly isBusy: boolean;
  readonly error: unknown;
  /** The last change of a state, which can be undone. */
  readonly done: Done | undefined;
  readonly conflicts: readonly Conflict[];
  /** Notes that were left and are not saved, by the contact's key. */
  readonly unsaved: ReadonlyMap<string, Put>;
  /** Sends it, behind what is being sent. */
  put(contact: ContactView, wanted: Wanted): void;
  undo(): void;
  /** Ends the conflict with this page's word, or with the colleague's. */
  settle(conflict: Conflict, isMine: boolean): void;
}

/** The contact's part that is another after a change. */
export function editOf(contact: ContactView, now: ContactDone): Edit {
  const history = contact.history.some(({ at }) => at === now.at)
    ? contact.history
    : [...contact.history, now];
  return { state: now.state, note: now.note, changedAt: now.at, history } as Edit;
}

function after({ contact }: Put, now: ContactDone): ContactView {
  return Object.assign({}, contact, editOf(contact, now));
}

/** The contact as the list has it or as it was answered, whichever is later. */
export function edited<T extends ContactView>(contact: T, edit: Edit | undefined): T {
  const isLater = edit !== undefined && (edit.changedAt ?? "") >= (contact.changedAt ?? "");
  return isLater ? Object.assign({}, contact, edit) : contact;
}

/** What a change is about: one contact's state, or its note. */
export function aspectOf({ contact, wanted }: Put): string {
  return `${"state" in wanted ? "state" : "note"} ${contact.key}`;
}

const without = <T>(map: ReadonlyMap<string, T>, key: string): ReadonlyMap<string, T> =>
  new Map([...map].filter(([one]) => one !== key));

/** A second try of what got no answer is the same change. */
function useChangeIds() {
  const ids = useRef(new Map<string, { readonly text: string; readonly id: string }>()).current;
  return {
    of(put: Put): string {
      const text = JSON.stringify(put.wanted);
      const known = ids.get(aspectOf(put));
      if (known?.text === text) return known.id;
      const id = crypto.randomUUID();
      ids.set(aspectOf(put), { text, id });
      return id;
    },
    answered: (put: Put) => ids.delete(aspectOf(put)),
  };
}

export function useContactEdits(caseId: string, take: Edited): Edits {
  const { api } = useDesk();
  const ids = useChangeIds();
  const [done, setDone] = useState<Done>();
  const [conflicts, setConflicts] = useState<ReadonlyMap<string, Conflict>>(new Map());
  const [unsaved, setUnsaved] = useState<ReadonlyMap<string, Put>>(new Map());
  const end = (put: Put) => {
    setConflicts((known) => without(known, aspectOf(put)));
    if ("note" in put.wanted)
      // What was written meanwhile is on its way.
      setUnsaved((known) =>
        known.get(put.contact.key)?.wanted === put.wanted ? without(known, put.contact.key) : known,
      );
  };
  const send = async (put: Put) => {
    const { contact, wanted } = put;
    const change: ContactChange = Object.assign({ id: ids.of(put), seen: contact.changedAt ?? null }, wanted);
    const path = `/api/cases/${caseId}/contacts/${encodeURIComponent(contact.key)}`;
    const { isSaved, now } = await api.send<ContactChanged>("PUT", path, change);
    ids.answered(put);
    if (!isSaved) {
      setConflicts((known) => new Map(known).set(aspectOf(put), { contact, wanted, now }));
      return;
    }
    end(put);
    const isState = "state" in wanted && now.state !== contact.state;
    setDone(isState ? { contact: after(put, now), before: contact.state, after: now.state } : undefined);
    take(contact, now);
    return (other: Put) =>
      aspectOf(other) === aspectOf(put) ? { contact: after(other, now), wanted: other.wanted } : other;
  };
  const { isBusy, error, add } = useLine(send);
  const put = (contact: ContactView, wanted: Wanted) => {
    if ("note" in wanted) setUnsaved((known) => new Map(known).set(contact.key, { contact, wanted }));
    add({ contact, wanted });
  };
  return {
    isBusy,
    error,
    done,
    conflicts: [...conflicts.values()],
    unsaved,
    put,
    undo() {
      if (done) put(done.contact, { state: done.before });
    },
    settle(conflict, isMine) {
      const { contact, wanted, now } = conflict;
      if (isMine) return put(after(conflict, now), wanted);
      end(conflict);
      take(contact, now);
    },
  };
}
