/** Strings, and what numbers and JSON make of them. */
import type { Choices } from "./choices.ts";
import { batch, type Generator, type Template } from "./generator.ts";
import { small, wholeNumber } from "./values.ts";

const NUMERIC = ['"12"', '"-5"', '"0x10"', '"1.5"', '"abc"'];
const LITERALS = ['"a"', '"abc"', '"12"', '"abcabc"', '"\\"x\\\\"', '"Puck 1"', '"b"', '"tab\\t"'];

const index = (c: Choices): string => c.pick(["0", "1", "2", "3", "5", "10"]);
const printable = (c: Choices): number => c.between(32, 126);

/** A string; of whole numbers and other strings. */
function text(c: Choices, depth: number): string {
  if (depth <= 0) return c.pick(LITERALS);
  const next = (): string => text(c, depth - 1);
  const range = (): string => `${index(c)}${c.chance(0.6) ? `,${index(c)}` : ""}`;
  return c.one([
    next,
    () => `(${next()}+${next()})`,
    () => `(${next()}+(${wholeNumber(c, 1)}))`,
    () => `(${wholeNumber(c, 0)}+${next()})`,
    () => `(${next()}).slice(${range()})`,
    () => `(${next()}).slice(-${1 + c.below(4)})`,
    () => `(${next()}).substr(${range()})`,
    () => `(${next()}).substring(${range()})`,
    () => `String.fromCharCode(${printable(c)},${printable(c)})`,
    () => `String(${wholeNumber(c, 1)})`,
    () => `(${c.pick(['"abC"', '"x1"', '"ABC"'])}).${c.pick(["toUpperCase", "toLowerCase"])}()`,
    () => `(${next()}).repeat(${c.below(4)})`,
    () => `(${next()}).${c.pick(["padStart", "padEnd"])}(${c.below(9)},"0")`,
    () => `(${next()}).charAt(${index(c)})`,
    () => `(${next()}).split(${c.pick(['"a"', '"b"', '","'])}).join("|")`,
    () => `(${next()}).replace(${c.pick(['"a"', '"b"'])},${c.pick(['"x"', '"yz"', '""'])})`,
    () => `(${next()}).trim()`,
    () => `(${small(c)}).toString(${c.pick(["", "2", "16", "10", "36"])})`,
    () => `E.toString(${next()},[${printable(c)},${printable(c)}])`,
  ]);
}

const TESTS: readonly Template[] = [
  (c) => `print(@,JSON.stringify(${text(c, 2)}))`,
  (c) => `print(@,(${text(c, 2)}).length)`,
  (c) => `print(@,(${text(c, 2)}).charCodeAt(${c.below(3)}))`,
  (c) => {
    const part = c.pick(LITERALS);
    return `var t=${text(c, 2)};print(@,t.indexOf(${part}),t.lastIndexOf(${part}),t.includes(${part}))`;
  },
  (c) => `var t=${text(c, 2)},u=${text(c, 1)};print(@,t==u,t<u,t>=u,t===t,t!=u)`,
  (c) => `var t=${c.pick(NUMERIC)};print(@,+t,parseInt(t),parseInt(t,16),Number(t),t*2,t-1,t|0)`,
  (c) => `var t=${text(c, 2)};print(@,t[${c.below(3)}],typeof t[${c.below(6)}],!t,t?1:2)`,
  (c) => `var t=${text(c, 2)};print(@,t.startsWith(${text(c, 1)}),t.endsWith(${text(c, 0)}))`,
  (c) => `var t=${text(c, 2)};print(@,E.toUint8Array(t),E.CRC32(t),btoa(t),atob(btoa(t))==t)`,
  (c) => `var q=0,t=${text(c, 2)};for(var i=0;i<t.length;i++)q=(q*31+t.charCodeAt(i))|0;print(@,q)`,
  (c) => {
    const cases = `case ${text(c, 1)}:print(@,1);break;case "a":print(@,2);case "12":print(@,3);default:print(@,4)`;
    return `switch(${text(c, 1)}){${cases}}`;
  },
  (c) =>
    `print(@,JSON.stringify({a:${wholeNumber(c, 1)},b:${text(c, 1)},c:[${wholeNumber(c, 0)},null,true]}))`,
  (c) => {
    const json = `'{"a":${c.below(1000)},"b":[1,${c.below(9)},"x"],"c":{"d":null}}'`;
    return `var o=JSON.parse(${json});print(@,o.a,o.b.length,o.c.d,JSON.stringify(o))`;
  },
];

export const texts: Generator = {
  name: "texts",
  ...batch("Texts", "any", 30, (c) => c.pick(TESTS)(c)),
};
