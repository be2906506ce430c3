/** Changes of what is kept: only what is to change, with what was seen of it, so that no colleague's word is lost unseen. */
import * as v from "valibot";
import { id, time } from "./pieces.ts";
import type { AnswerOf } from "./plain.ts";

type Removable<S> = S extends v.OptionalSchema<infer Inner, infer _> ? v.NullableSchema<Inner, undefined> : S;
type Given<E extends v.ObjectEntries> = {
  readonly [K in keyof E]: v.OptionalSchema<Removable<E[K]>, undefined>;
};

/** A field that may be missing can be taken away: null. */
function removable(schema: v.ObjectEntries[string]): v.GenericSchema {
  return schema.type === "optional" && "wrapped" in schema
    ? v.nullable(schema.wrapped as v.GenericSchema)
    : (schema as v.GenericSchema);
}

function given<E extends v.ObjectEntries>(fields: E): Given<E> {
  const all = Object.entries(fields).map(([name, schema]) => [name, v.optional(removable(schema))]);
  return Object.fromEntries(all) as Given<E>;
}

/**
 * What may be changed of a thing: each field that is to become another one, and in `seen` the same as it stood where
 * whoever changes it saw it, absent or null where there was nothing. More than that in `seen` does no harm.
 */
export function changeOf<E extends v.ObjectEntries>(fields: E) {
  const entries = given(fields);
  return v.strictObject(Object.assign({ seen: v.strictObject(entries) }, entries));
}

/** Of a field: null where there is nothing. */
const value = v.nullable(
  v.union([v.string(), v.boolean(), v.array(v.string()), v.record(v.string(), v.string())]),
);
export type FieldValue = AnswerOf<typeof value>;

/** A field that a colleague has changed to something else since it was seen: their word and the one that was not saved. */
export const meanwhile = v.strictObject({
  field: v.string(),
  /** Absent where who asks may not see it. */
  now: v.optional(value),
  wanted: v.optional(value),
  /** Name of the account, and when; absent of changes that an older program made. */
  by: v.optional(v.string()),
  at: v.optional(time),
});
export type Meanwhile = AnswerOf<typeof meanwhile>;

/** A case that there is already, as far as who asks may see it. */
export const knownCase = v.strictObject({
  id: v.optional(id),
  reference: v.optional(v.string()),
  openedAt: v.optional(time),
  placeName: v.optional(v.string()),
});
export type KnownCase = AnswerOf<typeof knownCase>;
