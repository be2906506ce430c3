/** Arithmetic, bits, comparisons; and the arithmetic that the program does. */
import { batch, type Generator, type Template } from "./generator.ts";
import { fraction, logic, wholeNumber } from "./values.ts";

/** The shapes of the program's own sums, with numbers as it has them. */
const PROGRAM: readonly Template[] = [
  // The name's four digits of a serial of 40 bits.
  (c) => `var s=${c.below(256)}*4294967296+${c.below(2 ** 32)};print(@,s%10000,("000"+(s%10000)).slice(-4))`,
  // An epoch, its day, and where it is in the day.
  (c) => `var t=${c.between(0, 2 ** 31 - 1)},e=Math.floor(t/900);print(@,e,Math.floor(e/96),e%96,t-e*900)`,
  // The minute of a tail nearest to the own one.
  (c) => `var t=${c.below(2 ** 21)},o=${c.between(2 ** 24, 2 ** 25)};print(@,o+(((t-o)<<11)>>11),o%2097152)`,
  (c) => `var t=${c.below(2 ** 32)};print(@,(t>>>22)&62,(t>>>21)&7,t|0,t>>>0)`,
  // A day's counter in two bytes, a length in words.
  (c) => `var n=${c.below(70_000)};print(@,n&255,n>>8&255,(n+3)>>2,(n+3)&~3,-n&3)`,
];

const test: Template = (c) => {
  const depth = 1 + c.below(3);
  return c.one([
    () => `print(@,${wholeNumber(c, depth)})`,
    () => `print(@,${fraction(c, depth)})`,
    () => `print(@,${logic(c, depth)})`,
    () =>
      `var a=${wholeNumber(c, 1)},b=${wholeNumber(c, 1)};a${c.pick(["+", "-", "|", "&", "^"])}=b;print(@,a,b)`,
    () => `var a=${wholeNumber(c, 1)};print(@,${c.pick(["a++", "a--", "++a", "--a"])},a)`,
    () => c.pick(PROGRAM)(c),
  ]);
};

export const numbers: Generator = { name: "numbers", ...batch("Arithmetic and bits", "any", 40, test) };
