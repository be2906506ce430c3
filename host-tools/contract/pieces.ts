/** Pieces of which the schemas are made. */
import * as v from "valibot";
import { isDay } from "./province-time.ts";
import { tidyText } from "./texts.ts";
import { REASONS, ROLES, STAGES } from "./vocabulary.ts";

export const nothing = v.strictObject({});

/** By a type of its own the OpenAPI description still tells what stands behind it. */
const tidy: v.BaseTransformation<string, string, never> = { ...v.transform(tidyText), type: "tidy" };

/** What was typed or pasted, in its one form. */
export const tidyString = v.pipe(v.string(), tidy);

/** Text of people, in its one form: no control characters, no angle brackets, nothing that only spaces. */
export const text = (most: number) =>
  v.pipe(v.string(), tidy, v.minLength(1), v.maxLength(most), v.regex(/^[^\p{Cc}\p{Cs}<>]*$/u));
/** What somebody looks for; empty where they look at everything. */
export const searchText = (most: number) =>
  v.pipe(v.string(), tidy, v.maxLength(most), v.regex(/^[^\p{Cc}\p{Cs}]*$/u));
/** What is said to people, in both languages. */
export const both = v.strictObject({ vi: v.string(), en: v.string() });

export const id = v.pipe(v.string(), v.uuid());
/** Of units and organisations. */
export const place = v.pipe(v.string(), v.regex(/^[0-9a-z-]{1,40}$/));
export const serial = v.pipe(v.string(), v.regex(/^[1-9]\d{0,9}$/), v.transform(Number));
export const serialNumber = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(9_999_999_999));
/** A day that there is: not 31 February. */
export const date = v.pipe(v.string(), v.isoDate(), v.check(isDay));
export const time = v.pipe(
  v.string(),
  v.isoTimestamp(),
  v.check((text) => !Number.isNaN(Date.parse(text))),
);
/** World ms that a date can hold; a browser's clock measures fractions of them. */
export const worldTime = v.pipe(v.number(), v.minValue(0), v.maxValue(8.64e15), v.transform(Math.floor));
export const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffffffff));
/** Minutes since the Unix epoch, UTC. */
export const minute = v.pipe(count, v.maxValue(0x7fffffff));
export const countText = v.pipe(
  v.string(),
  v.regex(/^\d{1,10}$/),
  v.transform(Number),
  v.maxValue(0xffffffff),
);
export const hex = (bytes: number) => v.pipe(v.string(), v.regex(new RegExp(`^[0-9a-f]{${2 * bytes}}$`)));
export const login = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9.-]{2,31}$/));
export const secret = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
export const limit = v.optional(
  v.pipe(v.string(), v.regex(/^\d{1,3}$/), v.transform(Number), v.minValue(1), v.maxValue(200)),
  "50",
);

export const stage = v.picklist(STAGES);
export const role = v.picklist(ROLES);
export const reason = v.picklist(REASONS);
/** Number of a case or letter. */
export const reference = v.pipe(tidyString, v.regex(/^[A-Z0-9/.-]{1,32}$/));
