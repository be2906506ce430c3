/** Typed arrays of all widths, views of buffers, DataView. */
import type { Choices } from "./choices.ts";
import { batch, type Generator, type Template } from "./generator.ts";
import { fraction, wholeNumber } from "./values.ts";

const INTEGERS = ["Uint8Array", "Int8Array", "Uint16Array", "Int16Array", "Int32Array", "Uint32Array"];
const FLOATS = ["Float32Array", "Float64Array"];
const BYTES: Readonly<Record<string, number>> = {
  Uint8Array: 1,
  Int8Array: 1,
  Uint16Array: 2,
  Int16Array: 2,
  Int32Array: 4,
  Uint32Array: 4,
  Float32Array: 4,
  Float64Array: 8,
};

/** A typed array as the tests use it: its type, how it is made, how many elements it has. */
interface Sample {
  readonly type: string;
  readonly text: string;
  readonly length: number;
}

/** A value to be stored: arrays of integers take what is left of it. */
const stored = (c: Choices): string =>
  c.one([() => wholeNumber(c, c.below(2)), () => fraction(c, c.below(2))]);
const values = (c: Choices, length: number): string => Array.from({ length }, () => stored(c)).join();
const bytes = (c: Choices, length: number): string => Array.from({ length }, () => c.below(256)).join();

function sample(c: Choices, types: readonly string[] = [...INTEGERS, ...FLOATS]): Sample {
  const type = c.pick(types);
  const length = 1 + c.below(8);
  const size = BYTES[type]!;
  const integer = c.pick(INTEGERS);
  return c.one<Sample>([
    () => ({ type, text: `new ${type}([${values(c, length)}])`, length }),
    () => ({ type, text: `new ${type}(${length})`, length }),
    () => ({ type, text: `new ${type}(new ${integer}([${values(c, length)}]))`, length }),
    () => {
      // Bytes of floats may be any number, and its last digits are printed by rule of thumb.
      const of = INTEGERS.includes(type) ? type : "Int32Array";
      const offset = BYTES[of]! * c.below(4);
      const from = `new Uint8Array([${bytes(c, offset + length * BYTES[of]!)}]).buffer`;
      return { type: of, text: `new ${of}(${from},${offset},${length})`, length };
    },
    () => {
      const of = INTEGERS.includes(type) ? type : "Int16Array";
      const from = `new Uint8Array([${bytes(c, length * BYTES[of]!)}]).buffer`;
      return { type: of, text: `new ${of}(${from})`, length };
    },
    () => ({ type, text: `new ${type}(${length + size}).subarray(${size},${length + size})`, length }),
  ]);
}

const any =
  (make: (s: Sample, c: Choices) => string): Template =>
  (c) =>
    make(sample(c), c);
const integer =
  (make: (s: Sample, c: Choices) => string): Template =>
  (c) =>
    make(sample(c, INTEGERS), c);

const TESTS: readonly Template[] = [
  any(({ text }) => `var a=${text};print(@,a)`),
  any(({ text }) => `var a=${text};print(@,a.length,a.byteLength,a.byteOffset)`),
  any(({ text, length }, c) => `var a=${text};a[${c.below(length + 3)}]=${stored(c)};print(@,a)`),
  any(({ text, length }, c) => `var a=${text};print(@,a[${c.below(length + 3)}],a[${c.below(length)}])`),
  integer(({ text, length }, c) => {
    const operator = c.pick(["+=", "-=", "|=", "^=", "&="]);
    return `var a=${text};a[${c.below(length)}]${operator}${wholeNumber(c, c.below(2))};print(@,a)`;
  }),
  integer(({ text, length }, c) => {
    const at = c.below(length);
    return `var a=${text};a[${at}]++;print(@,a);a[${at}]--;a[${at}]--;print(@,a)`;
  }),
  any(({ text, length }, c) => {
    const count = c.below(length + 2);
    const from = c.one([
      () => `[${values(c, count)}]`,
      () => `new ${c.pick(INTEGERS)}([${values(c, count)}])`,
    ]);
    return `var a=${text};a.set(${from}${c.chance(0.6) ? `,${c.below(length + 3)}` : ""});print(@,a)`;
  }),
  any(({ text, length }, c) => {
    const start = c.below(length);
    const range = c.pick(["", `,${start}`, `,${start},${c.between(start, length)}`]);
    return `var a=${text};a.fill(${stored(c)}${range});print(@,a)`;
  }),
  any(({ text, length }, c) => {
    const start = c.below(length);
    const end = c.chance(0.5) ? `,${c.between(start + 1, length)}` : "";
    return `var a=${text},s=a.subarray(${start}${end});print(@,s,s.length,s.byteOffset);s[0]=${stored(c)};print(@,a)`;
  }),
  integer(({ text }, c) => `var a=${text},w=new ${c.pick(["Uint8Array", "Int8Array"])}(a.buffer);print(@,w)`),
  (c) => {
    const type = c.pick(INTEGERS);
    const size = BYTES[type]!;
    const count = 1 + c.below(5);
    const writes = c.some(1, 3, () => `w[${c.below(count * size)}]=${c.below(256)};`).join("");
    return `var a=new ${type}([${values(c, count)}]),w=new Uint8Array(a.buffer);${writes}print(@,a,w)`;
  },
  integer(({ text, length }, c) => {
    const at = c.below(length);
    return `var a=${text};print(@,a.indexOf(a[${at}]),a.includes(a[${at}]),a.join("/"))`;
  }),
  integer(({ text }) => `var a=${text};print(@,JSON.stringify(a),""+a,a.map(function(x){return x&255}))`),
  integer(({ text }) => `var a=${text};print(@,a.reduce(function(p,x){return p+x},0))`),
  integer(
    ({ text }) => `var a=${text};print(@,a.every(function(x){return x>=0}),a.some(function(x){return x<0}))`,
  ),
  any(({ text }) => `var a=${text},q="";for(var k in a)q+=k+" ";for(var x of a)q+=x>5?"+":"-";print(@,q)`),
  integer(({ text }) => `var a=${text};a.reverse();print(@,a)`),
  any(({ text }, c) => `var a=${text};print(@,new ${c.pick([...INTEGERS, ...FLOATS])}(a))`),
  any(
    ({ text, length }, c) =>
      `var a=${text};print(@,a.slice(${c.below(length)}),a.slice(0,${c.below(length + 1)}))`,
  ),
  integer(({ text }) => `var a=${text};print(@,E.CRC32(a),E.toUint8Array(a),E.toString(a).length)`),
  (c) => {
    const size = 8 + c.below(8);
    const [method, width] = c.pick([
      ["Uint8", 1] as const,
      ["Int8", 1] as const,
      ["Uint16", 2] as const,
      ["Int16", 2] as const,
      ["Uint32", 4] as const,
      ["Int32", 4] as const,
    ]);
    const order = width === 1 ? "" : c.pick([",true", ",false", ""]);
    const at = c.below(size - width + 1);
    const view = `var d=new DataView(new Uint8Array([${bytes(c, size)}]).buffer)`;
    return `${view};print(@,d.get${method}(${at}${order}));d.set${method}(${at},${wholeNumber(c, 1)}${order});print(@,new Uint8Array(d.buffer))`;
  },
];

export const typedArrays: Generator = {
  name: "typed-arrays",
  ...batch("Typed arrays", "any", 30, (c) => c.pick(TESTS)(c)),
};
