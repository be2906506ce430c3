/** Expressions of numbers as the generators use them. */
import type { Choices } from "./choices.ts";

/** Literals at borders of integers; 40 bits at most, so that no sum reaches 2^53. */
const WHOLE = [
  "0",
  "1",
  "-1",
  "2",
  "7",
  "15",
  "31",
  "32",
  "33",
  "60",
  "63",
  "64",
  "255",
  "256",
  "900",
  "10000",
  "-128",
  "127",
  "32767",
  "32768",
  "65535",
  "65536",
  "-32769",
  "86400",
  "8388607",
  "16777216",
  "1073741824",
  "2147483647",
  "2147483648",
  "-2147483648",
  "-2147483649",
  "4294967295",
  "4294967296",
  "1798761600",
  "19753",
  "1099511627775",
  "-1e10",
];
const FRACTIONS = [
  "0.5",
  "-0.5",
  "1.5",
  "2.5",
  "-1.5",
  "0.25",
  "255.75",
  "-65535.5",
  "2147483647.5",
  "900.125",
];
const OTHER = ["true", "false", "null"];

/** In brackets where a sign before it would run into another one. */
const operand = (text: string): string => (/^[-+]/.test(text) ? `(${text})` : text);

/** A whole number of 16 bits: products of two stay exact. */
export function small(c: Choices): string {
  return c.one([() => String(c.below(300)), () => String(c.between(-300, 65_535))]);
}

/** Arithmetic of whole numbers, below 2^53 at every step. */
export function wholeNumber(c: Choices, depth: number): string {
  if (depth <= 0) return c.pick(WHOLE);
  const next = (): string => operand(wholeNumber(c, depth - 1));
  return c.one([
    () => c.pick(WHOLE),
    () => `(${next()}${c.pick(["&", "|", "^"])}${next()})`,
    () => `(${next()}${c.pick(["+", "-"])}${next()})`,
    // What is shifted by more than 31 differs between processors: the build has a rule for it.
    () => `(${next()}${c.pick([">>", ">>>", "<<"])}${c.below(32)})`,
    () => `(${next()}${c.pick([">>", ">>>", "<<"])}(${next()}&31))`,
    () => `(${operand(small(c))}*${operand(small(c))})`,
    () => `(${next()}%${1 + c.below(90_000)})`,
    () => `Math.floor(${next()}/${1 + c.below(1000)})`,
    () => `(${next()}/${1 + c.below(1000)}|0)`,
    () => `${c.pick(["~", "-", "+"])}${next()}`,
    () => `Math.${c.pick(["abs", "floor", "ceil", "round"])}(${next()})`,
    () => `Math.${c.pick(["min", "max"])}(${next()},${next()})`,
    () => `(${logic(c, depth - 1)}?${next()}:${next()})`,
  ]);
}

/** Comparisons and logic: true, false, or one of the operands. */
export function logic(c: Choices, depth: number): string {
  const next = (): string => operand(wholeNumber(c, depth - 1));
  return c.one([
    () => `(${next()}${c.pick(["<", ">", "<=", ">=", "==", "!=", "===", "!=="])}${next()})`,
    () => `(${next()}${c.pick(["&&", "||"])}${next()})`,
    () => `!${next()}`,
    () => `(${c.pick([...OTHER, "undefined"])}${c.pick(["===", "!==", "==", "&&", "||"])}${next()})`,
  ]);
}

/** Numbers with fractions that are exact: halves, quarters. */
export function fraction(c: Choices, depth: number): string {
  if (depth <= 0) return c.pick(FRACTIONS);
  const next = (): string => operand(c.one([() => fraction(c, depth - 1), () => small(c)]));
  return c.one([
    () => c.pick(FRACTIONS),
    () => `(${next()}${c.pick(["+", "-"])}${next()})`,
    () => `(${next()}*${c.between(1, 16)})`,
    () => `(${next()}/${c.pick([2, 4, 8])})`,
    () => `Math.${c.pick(["abs", "floor", "ceil", "round"])}(${next()})`,
    () => `(${next()}|0)`,
    () => `(${next()}${c.pick(["<", ">", "<=", ">="])}${next()}?${next()}:${next()})`,
  ]);
}
