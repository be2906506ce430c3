/** A list of hundreds by keys: Tab reaches one row of it, arrows go on, and each deed has a key while a row has the focus. */
import type { Ref } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { CONTACT_STATES, type ContactState } from "../../../contract/vocabulary.ts";
import type { NumberedContact } from "./numbered-contact.ts";
import { PAGE, type Paged } from "./paged.ts";

interface RowDeeds {
  /** Shows or hides what a row has no room for. */
  open(contact: NumberedContact): void;
  call(contact: NumberedContact, row: HTMLElement): void;
  note(contact: NumberedContact, row: HTMLElement): void;
  /** Makes the line one's own, or nobody's where it is. */
  claim(contact: NumberedContact): void;
  set(contact: NumberedContact, state: ContactState): void;
  undo(): void;
}

interface RowKeys {
  readonly table: Ref<HTMLTableElement>;
  /** Key of the contact whose row Tab reaches. */
  readonly active: string | undefined;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onFocusIn: (event: FocusEvent) => void;
  readonly onFocusOut: (event: FocusEvent) => void;
}

/** By the key's place, not by its letter: a program that writes Vietnamese changes letters. */
const STEPS: Readonly<Record<string, (place: number, total: number) => number>> = {
  ArrowDown: (place) => place + 1,
  ArrowUp: (place) => place - 1,
  PageDown: (place) => place + PAGE,
  PageUp: (place) => place - PAGE,
  Home: () => 0,
  End: (_, total) => total - 1,
};

function stateOf(code: string): ContactState | undefined {
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(code)?.[1];
  return digit === undefined ? undefined : CONTACT_STATES[Number(digit) - 1];
}

const rowOf = (target: EventTarget | null) =>
  target instanceof Element ? target.closest<HTMLElement>("tr[data-key]") : null;

export function useRowKeys({ all, rows, first, show }: Paged<NumberedContact>, deeds: RowDeeds): RowKeys {
  const table = useRef<HTMLTableElement>(null);
  const [wanted, setWanted] = useState<{ readonly key: string; readonly place: number }>();
  /** The focus belongs into the list, also when its row is gone or not drawn yet. */
  const isInside = useRef(false);
  const known = wanted && rows.find(({ key }) => key === wanted.key);
  // Who was done with left the list: whoever has come to their place is next.
  const active = known ?? rows[wanted ? Math.min(wanted.place - first, rows.length - 1) : 0] ?? rows[0];
  const rowOfKey = (key: string) =>
    table.current?.querySelector<HTMLElement>(`tr[data-key="${CSS.escape(key)}"]`);
  useLayoutEffect(() => {
    const at = document.activeElement;
    if (at && at !== document.body) isInside.current = table.current?.contains(at) ?? false;
    else if (isInside.current && active) rowOfKey(active.key)?.focus();
  });
  const go = (place: number) => {
    const to = Math.max(0, Math.min(place, all.length - 1));
    const contact = all[to];
    if (!contact) return;
    setWanted({ key: contact.key, place: to });
    show(to);
    rowOfKey(contact.key)?.focus();
  };
  const act = (code: string, contact: NumberedContact, row: HTMLElement): boolean => {
    const state = stateOf(code);
    const step = STEPS[code];
    if (step)
      go(
        step(
          all.findIndex(({ key }) => key === contact.key),
          all.length,
        ),
      );
    else if (state) deeds.set(contact, state);
    else if (code === "Enter" || code === "Space") deeds.open(contact);
    else if (code === "KeyG") deeds.call(contact, row);
    else if (code === "KeyL") deeds.claim(contact);
    else if (code === "KeyN") deeds.note(contact, row);
    else if (code === "KeyZ") deeds.undo();
    else return false;
    return true;
  };
  return {
    table,
    active: active?.key,
    onKeyDown(event) {
      const row = rowOf(event.target);
      const contact = rows.find(({ key }) => key === row?.dataset.key);
      if (!row || !contact || event.ctrlKey || event.altKey || event.metaKey) return;
      // Within a field keys are letters; Esc leaves it.
      if (event.target !== row) {
        if (event.code === "Escape") row.focus();
        return;
      }
      if (act(event.code, contact, row)) event.preventDefault();
    },
    onFocusIn({ target }) {
      isInside.current = true;
      const key = rowOf(target)?.dataset.key;
      const place = all.findIndex((one) => one.key === key);
      if (key !== undefined && place >= 0 && key !== wanted?.key) setWanted({ key, place });
    },
    onFocusOut({ relatedTarget }) {
      // A row that is taken away gives the focus to nothing: then it belongs to the next one.
      if (relatedTarget instanceof Element)
        isInside.current = table.current?.contains(relatedTarget) ?? false;
    },
  };
}
