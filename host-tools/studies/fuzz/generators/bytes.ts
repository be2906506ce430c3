/** What is made of bytes: texts of any code, buffers, CRC-32 and SHA-256 of all lengths from all offsets. */
import type { Choices } from "./choices.ts";
import { batch, type Generator, type Template } from "./generator.ts";
import { wholeNumber } from "./values.ts";

const LITERALS = ['"abc"', '""', '"\\xff\\xb5\\x22"', '"\\x7f\\x80"', '"\\x00\\x01"', '"Puck"'];

/** What E's functions make bytes of. */
const bytesLike = (c: Choices): string =>
  c.one([
    () => `[${c.below(256)},${c.below(256)}]`,
    () => c.pick(LITERALS),
    () => `new Uint8Array([${c.below(256)},${c.below(256)},3])`,
    () => `new ${c.pick(["Int8Array", "Uint16Array", "Int32Array"])}([${c.below(256)},300,-2])`,
    () => `new Uint8Array([1,2,3,4,5]).subarray(${c.below(5)})`,
    () => "new Uint8Array([9,8,7]).buffer",
    () => `[[${c.below(256)},2],"x"]`,
  ]);

const filled = (c: Choices, name: string, length: number): string =>
  `var ${name}=new Uint8Array(${length});for(var i=0;i<${length};i++)${name}[i]=i*${c.below(256)}+${c.below(256)};`;

const codes = (c: Choices): string => c.some(0, 6, () => c.below(256)).join();

const TESTS: readonly Template[] = [
  (c) => `print(@,E.toUint8Array(${bytesLike(c)},${bytesLike(c)}))`,
  (c) => `var t=E.toString(${bytesLike(c)},${bytesLike(c)});print(@,t.length,E.toUint8Array(t))`,
  (c) => `print(@,new Uint8Array(E.toArrayBuffer(${c.pick(LITERALS)})))`,
  (c) => `var t=String.fromCharCode(${codes(c)});print(@,t.length,btoa(t),atob(btoa(t))==t,E.CRC32(t))`,
  (c) =>
    `var t=String.fromCharCode(${codes(c)});print(@,t.indexOf("\\xff"),t.charCodeAt(1),t<"\\x80",E.toUint8Array(t))`,
  (c) => `print(@,E.CRC32(${c.pick(LITERALS)}),E.CRC32(new Uint8Array([${codes(c)}])))`,
  (c) => {
    const offset = c.below(5);
    const made = filled(c, "a", c.below(200) + offset);
    return `${made}var s=a.subarray(${offset});print(@,E.CRC32(s),btoa(require("crypto").SHA256(s)))`;
  },
  (c) => {
    const made = `var a="";for(var i=0;i<${c.below(200)};i++)a+=String.fromCharCode((i*${c.below(256)})&255);`;
    return `${made}print(@,E.CRC32(a),btoa(require("crypto").SHA256(a)))`;
  },
  (c) => {
    const made = `var a=new Uint8Array(require("crypto").SHA256("k${c.below(1000)}"))`;
    return `${made},b=a.subarray(0,${1 + c.below(32)}),w=new Int32Array(a.buffer);w[${c.below(8)}]^=${wholeNumber(c, 0)};print(@,b,E.CRC32(b),w)`;
  },
  (c) => `${filled(c, "a", c.below(100))}print(@,btoa(require("crypto").SHA256([a,"x",[1,2]])))`,
];

export const bytes: Generator = {
  name: "bytes",
  ...batch("Bytes and hashes", "board", 20, (c) => c.pick(TESTS)(c)),
};
