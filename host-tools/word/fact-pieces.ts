/** Pieces of a unit's facts; what is wrong with one is the message of its fault. */
import * as v from "valibot";
import { normalPhone } from "../contract/phones.ts";
import { tidyString } from "../contract/pieces.ts";
import { isDay } from "../contract/province-time.ts";
import type { FactsFault } from "./fault-words.ts";
import { wordObjections } from "./words-lint.ts";

/** A fault is the message of what failed: valibot hands it on, and nothing else is kept of the issue. */
export const said = (most: number) =>
  v.pipe(
    tidyString,
    v.minLength(1, "missing" satisfies FactsFault),
    v.maxLength(most, "too-long" satisfies FactsFault),
    v.regex(/^[^\p{Cc}\p{Cs}<>]*$/u, "letters" satisfies FactsFault),
  );
/** What is said in a sentence of ours, with the words before it: no order, no version, nothing that the system does not keep. */
export const allowed = (most: number, before = "") =>
  v.pipe(
    said(most),
    v.check((text) => wordObjections(before + text, "vi").length === 0, "refused" satisfies FactsFault),
  );
export const phone = v.pipe(
  tidyString,
  v.minLength(1, "missing" satisfies FactsFault),
  v.check((text) => normalPhone(text) !== undefined || SHORT_CODE.test(text), "phone" satisfies FactsFault),
);
/** Service numbers: 1900 9095, 1022, 115. */
const SHORT_CODE = /^(?:1[89]00[ .]?\d{2}[ .]?\d{2}|1\d{2,3})$/;
export const day = v.pipe(v.string(), v.check(isDay, "day" satisfies FactsFault));
const minute = v.pipe(v.string(), v.regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, "time" satisfies FactsFault));
/** A page's address that can be typed, printed as a code, and opened without a warning. */
export const address = v.pipe(
  tidyString,
  v.minLength(1, "missing" satisfies FactsFault),
  v.maxLength(120, "too-long" satisfies FactsFault),
  v.check(isAddress, "address" satisfies FactsFault),
);

export const hours = v.pipe(
  v.strictObject({ from: minute, to: minute }),
  v.forward(
    v.check(({ from, to }) => from < to, "before" satisfies FactsFault),
    ["to"],
  ),
);
export type Hours = v.InferOutput<typeof hours>;
export const someHours = v.pipe(
  v.array(hours),
  v.minLength(1, "missing" satisfies FactsFault),
  v.maxLength(3, "too-many" satisfies FactsFault),
);

function isAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  return protocol === "https:" && hostname.includes(".") && username + password === "";
}
