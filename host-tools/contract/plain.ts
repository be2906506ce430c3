/** Types of the JSON that goes between pages and server, told by the schemas that validate it. */
import type * as v from "valibot";

/** Nobody changes what they were sent, and a field without a value is not there: JSON has no `undefined`. */
type Plain<T> = T extends readonly (infer E)[]
  ? readonly Plain<E>[]
  : T extends object
    ? { readonly [K in keyof T]: Plain<Exclude<T[K], undefined>> }
    : T;

/** What a schema's reader gets. */
export type AnswerOf<S extends v.GenericSchema> = Plain<v.InferOutput<S>>;

/** What may be sent to be read by a schema. */
export type RequestOf<S extends v.GenericSchema> = Plain<v.InferInput<S>>;
