import assert from "node:assert/strict";
import { xiaoble } from "../../../boards/index.ts";
import { printed, result } from "../../support/script.ts";

/** What the interpreter (2v29.277) printed for the same expressions. */
const OUTPUTS: readonly (readonly [string, string])[] = [
  ["new Uint8Array([1,2,3]).slice(1)", "[ 2, 3 ]"],
  ["new Uint8Array([1,2,3]).slice(1) instanceof Array", "true"],
  ["new Uint8Array([1,2,3]).filter(function(x){return x>1})", "[ 2, 3 ]"],
  ["new Uint8Array([1,2,3]).map(function(x){return x*100})", "new Uint8Array([100, 200, 44])"],
  ["(function(){var u=new Uint8Array(3);u.set([1,2,3,4,5],1);return u})()", "new Uint8Array([0, 1, 2])"],
  ["[Math.round(-2.5),Math.round(2.5),Math.round(-0.2),Math.round(0.5)]", "[ -3, 3, 0, 1 ]"],
  ["new DataView(new ArrayBuffer(64)).getUint8(64)", "0"],
  ["new DataView(new ArrayBuffer(4)).getUint32(1)", "0"],
  ["new DataView(new ArrayBuffer(64)).getUint8(-1)", "!Error: byteOffset too large (or negative)"],
  [
    "(function(){var d=new DataView(new ArrayBuffer(4));d.setUint32(2,0x01020304);return new Uint8Array(d.buffer)})()",
    "new Uint8Array([0, 0, 1, 2])",
  ],
  ["new DataView(new Uint8Array([1,2,3,4,5,6,7,8]).buffer,2,2).getUint16(1)", "1029"],
  ['JSON.stringify({a:new Uint8Array([1,2]),b:"\\xff\\x01"})', '{"a":[1,2],"b":"\\u00FF\\u0001"}'],
  ["String.fromCharCode(300,65).charCodeAt(0)", "44"],
  ['"a,b,c".split(",",2).length', "3"],
  ["new TypeError('t') instanceof Error", "false"],
  ["new Error('t') instanceof Error", "true"],
  ["new Error('t').name", "undefined"],
  ["new TypeError('t').toString()", "TypeError: t"],
  ["1/3", "0.33333333333"],
  ["0.1+0.2", "0.3"],
  ["123456789.123", "123456789.12299999594"],
  ["[1e21,-1.5,-0,NaN,1/0,1e-7]", "[ 10e+20, -1.5, 0, NaN, Infinity, 1e-7 ]"],
  ['[1,"a",undefined,null,[2,3]]', '[ 1, \n  "a", \n  undefined, null, \n  [ 2, 3 ]\n ]'],
  ['{a:1,b:"x",c:[1]}', '{ "a": 1, \n  "b": "x", \n  "c": [ 1 ]\n }'],
  ["{a:1,b:2,c:3,d:4,e:5}", '{ "a": 1, "b": 2, "c": 3, "d": 4, \n  "e": 5 }'],
  ["new ArrayBuffer(3)", "new ArrayBuffer(3)"],
  ["new Uint16Array([1,2])", "new Uint16Array([1, 2])"],
  ["new Error('hi')", "Error: Error: hi"],
  ["new Date(0)", "Date: Thu Jan 1 1970 00:00:00 GMT+0000"],
  ["new Date(2020,1,3,4,5,6).toISOString()", "2020-02-03T04:05:06.000Z"],
  ["E.nothing()", '!Error: Function "nothing" not found!'],
  ["nowhere()", '!ReferenceError: "nowhere" is not defined'],
  ["(function(){var a;return a.b})()", "!Error: Can't read property 'b' of undefined"],
  ['require("nothing")', '!Error: Module "nothing" not found'],
  ['E.toString([65,66],"C",new Uint8Array([68]),{data:"x",count:3})', "ABCDxxx"],
  ['E.toUint8Array([1,2],"A",new Uint16Array([300,2]))', "new Uint8Array([1, 2, 65, 44, 2])"],
  ["E.toUint8Array(undefined)", "!TypeError: Expecting Number or iterable, got undefined"],
  ["E.toArrayBuffer([1])", "undefined"],
  ['[E.CRC32("123456789"),E.CRC32(new Uint8Array([1,2])),E.CRC32("")]', "[ 3421780262, 3066839698, 0 ]"],
  ['btoa("ab\\xff")+atob("AQL/").length', "YWL/3"],
  ["typeof global+typeof globalThis+(global===this)", "objectobjecttrue"],
  ["(function(){E.on('x',5)})()", "!TypeError: Second argument must be a function or a String"],
];

const MISSING = [
  "Map",
  "Set",
  "WeakMap",
  "Symbol",
  "Proxy",
  "Reflect",
  "BigInt",
  "Intl",
  "TextEncoder",
  "queueMicrotask",
  "setImmediate",
  "escape",
  "WebAssembly",
  "Atomics",
  "SharedArrayBuffer",
  "RangeError",
  "structuredClone",
  "Date.UTC",
  "Math.imul",
  "Math.trunc",
  "Math.log2",
  "Math.clz32",
  "Math.hypot",
  "Math.fround",
  "Number.isInteger",
  "Number.isFinite",
  "Number.parseFloat",
  "Number.EPSILON",
  "Number.MAX_SAFE_INTEGER",
  "Array.from",
  "Array.of",
  "[].flat",
  "[].flatMap",
  "[].at",
  "[].lastIndexOf",
  "[].entries",
  "[].reduceRight",
  '"".at',
  '"".codePointAt',
  '"".localeCompare',
  '"".matchAll',
  '"".trimEnd',
  "Object.freeze",
  "Object.seal",
  "Object.is",
  "Uint8Array.from",
  "Uint8Array.of",
  "new Uint8Array(1).copyWithin",
  "ArrayBuffer.isView",
  "new ArrayBuffer(1).slice",
  "Promise.race",
  "Promise.resolve().finally",
  "JSON.rawJSON",
];

describe("virtual token: language", () => {
  for (const [expression, output] of OUTPUTS) {
    it(`prints ${expression} as the interpreter does`, () => assert.equal(result(expression), output));
  }

  it("lacks what the interpreter lacks", () => {
    const found = MISSING.filter((name) => result(`typeof ${name}`) !== "undefined");
    assert.deepEqual(found, []);
  });

  it("still runs loops over arrays, strings and typed arrays", () => {
    const script =
      'var s="";for(var x of [1,2])s+=x;for(var y of "ab")s+=y;for(var z of new Uint8Array([7]))s+=z;print(s)';
    assert.deepEqual(printed(script), ["12ab7"]);
  });

  it("keeps whole characters on boards with Unicode", () => {
    assert.equal(result("String.fromCharCode(300).charCodeAt(0)", { board: xiaoble }), "300");
  });

  it("has SHA-512 on the reference token only", () => {
    assert.equal(result('typeof require("crypto").SHA512'), "undefined");
    assert.equal(result('require("crypto").SHA512("abc").byteLength', { board: xiaoble }), "64");
    assert.equal(
      result('require("crypto").SHA256("abc")'),
      `new Uint8Array([${[...Buffer.from("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", "hex")].join(", ")}]).buffer`,
    );
  });

  it("reports an uncaught error with its place and goes on", () => {
    const lines = printed(
      "setTimeout(function(){throw new Error('a')},10);setTimeout(function(){b()},20);setTimeout(print,30,1)",
    );
    assert.match(lines[0]!, /^Uncaught Error: a\n {4}at .*\.boot0:1:\d+/);
    assert.match(lines[1]!, /^Uncaught ReferenceError: "b" is not defined/);
    assert.equal(lines[2], "1");
  });

  it("gives uncaught errors to process", () => {
    const lines = printed(
      'process.on("uncaughtException",function(e){print("got "+e)});setTimeout(function(){throw "x"},10)',
    );
    assert.deepEqual(lines, ["got x"]);
  });

  it("runs a file of Storage as a module", () => {
    const lines = printed(
      'require("Storage").write("m","exports.f=function(){return 5}");print(require("m").f(),require("m")===require("m"))',
    );
    assert.deepEqual(lines, ["5 true"]);
  });
});
