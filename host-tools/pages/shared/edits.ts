/** What somebody has changed of a thing that others change, too: each field with what stood there when they did. */
import type { FieldValue, Meanwhile } from "../../contract/changes.ts";

interface Edit {
  /** As it stood when it was changed; null where there was nothing. */
  readonly seen: FieldValue;
  /** Null where there is to be nothing. */
  readonly wanted: FieldValue;
}
/** By the field's name. */
export type Edits = Readonly<Record<string, Edit>>;

export function without(edits: Edits, field: string): Edits {
  return Object.fromEntries(Object.entries(edits).filter(([name]) => name !== field));
}

/** As the server takes it: only what is to change, and the same as it was seen. */
export function askedOf(edits: Edits): object {
  const pick = (what: (edit: Edit) => FieldValue) =>
    Object.fromEntries(Object.entries(edits).map(([name, edit]) => [name, what(edit)]));
  return Object.assign(
    { seen: pick(({ seen }) => seen) },
    pick(({ wanted }) => wanted),
  );
}

/** What is still to change once somebody has chosen between a colleague's word and their own, which has now seen the colleague's. */
export function settled(edits: Edits, { field, now }: Meanwhile, isMine: boolean): Edits {
  const mine = edits[field];
  if (!isMine || !mine) return without(edits, field);
  const chosen = new Map(Object.entries(edits)).set(field, { seen: now ?? null, wanted: mine.wanted });
  return Object.fromEntries(chosen);
}

/** What was typed while `sent` was on its way, and has not been sent: it has seen what this page sent. */
export function typedMeanwhile(edits: Edits, sent: Edits): Edits {
  const left = Object.entries(edits).filter(([name, edit]) => edit !== sent[name]);
  return Object.fromEntries(
    left.map(([name, { seen, wanted }]) => [name, { seen: sent[name] ? sent[name].wanted : seen, wanted }]),
  );
}
