/** Forms that a station filled in without a network, as they are before they are sealed (form-sealing.ts). */
import * as v from "valibot";
import { id, serialNumber, worldTime } from "./pieces.ts";
import type { RequestOf } from "./plain.ts";
import { clockAtWriting, otherTokens } from "./tokens.ts";

/** `at` is Unix ms by the station's best knowledge of the server's time. */
const common = { id, at: worldTime, clock: v.optional(clockAtWriting) };
const wholeText = v.pipe(v.string(), v.regex(/^-?\d{1,15}$/), v.transform(Number));
const worn = { serial: serialNumber, person: id };

/** What is in a person, a consent, an answer or an ending is held to the route that the form stands for. */
export const form = v.variant("kind", [
  v.strictObject({
    ...common,
    kind: v.literal("person"),
    person: v.looseObject({ id }),
    consent: v.looseObject({}),
    /** Somebody has looked at those held here who are likely to be the same person. */
    another: v.optional(v.boolean()),
    /** The row of a list that told of them. */
    planned: v.optional(id),
  }),
  v.strictObject({
    ...common,
    kind: v.literal("hand-out"),
    ...worn,
    handOver: v.boolean(),
    others: v.optional(otherTokens),
    anyway: v.optional(v.boolean()),
  }),
  v.strictObject({ ...common, kind: v.literal("end"), ...worn, endedBy: v.string() }),
  /** It was a mistake: the person wears the token as before. */
  v.strictObject({ ...common, kind: v.literal("end-undone"), ...worn }),
  v.strictObject({ ...common, kind: v.literal("consent"), person: id, answer: v.looseObject({}) }),
]);
export type Form = RequestOf<typeof form>;
/** What the page measured when it sent a form: as in clocks of tokens.ts. */
export const formSending = v.strictObject({ offBy: v.optional(wholeText), ago: v.optional(wholeText) });

export type FormKind = Form["kind"];

/** What staff did, without the form's own number and time. */
export type FormWork = WorkOf<Form>;
type WorkOf<F> = F extends unknown ? Omit<F, "id" | "at" | "clock"> : never;

/** Which form the server has done. */
export const formDone = v.strictObject({ id });
