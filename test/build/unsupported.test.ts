import assert from "node:assert/strict";
import type { Stage } from "../../host-tools/build/rule.ts";
import { checkScript, messageOf, RULES } from "../../host-tools/build/unsupported.ts";

interface Row {
  readonly rule: string;
  /** Refused by this rule. */
  readonly refused: readonly string[];
  /** As close as it gets and still fine, for every rule. */
  readonly passes: readonly string[];
  /** Where the rule looks, when not in the program as it goes to the token. */
  readonly stage?: Stage;
}

const ROWS: readonly Row[] = [
  {
    rule: "destructuring",
    refused: [
      "var [a,b]=[1,2];",
      "function f(o){var {a}=o;return a}",
      "function f({a}){return a}",
      "var a;[a]=[1];",
    ],
    passes: ["var p=[1,2],a=p[0],b=p[1];"],
  },
  {
    rule: "spread",
    refused: ["var a=[1],b=[0,...a];", "print(1,...[2]);", "var o={...{a:1}};", "new Array(...[1]);"],
    passes: ["var a=[1],b=[0].concat(a);"],
    stage: "bundle",
  },
  { rule: "lone-spread", refused: ["print(...[1,2]);"], passes: ["print.apply(undefined,[1,2]);"] },
  {
    rule: "rest-parameter",
    refused: ["function f(...a){return a}"],
    passes: ["function f(){return arguments.length}"],
  },
  {
    rule: "default-parameter",
    refused: ["function f(a=1){return a}", "var f=(a=1)=>a;"],
    passes: ["function f(a){if(a===undefined)a=1;return a}"],
  },
  {
    rule: "tagged-template",
    refused: ["function f(){}f`x`;"],
    passes: ["function f(){}f(`x\x24{1}`);"],
  },
  { rule: "computed-key", refused: ["var k='a',o={[k]:1};"], passes: ["var k='a',o={};o[k]=1;"] },
  {
    rule: "generator",
    refused: ["function*f(){yield 1}", "var o={*f(){}};"],
    passes: ["function f(){return 1*2}"],
  },
  {
    rule: "async",
    refused: ["async function f(){}", "var f=async()=>1;", "var o={async f(){}};"],
    passes: ["function f(){return Promise.resolve(1)}"],
  },
  { rule: "optional-chaining", refused: ["var o={};print(o?.a);", "print?.();"], passes: ["print(1?.5:1);"] },
  {
    rule: "logical-assignment",
    refused: ["var a;a??=1;", "var a;a||=1;", "var a;a&&=1;"],
    passes: ["var a;a=a??1;a=a||1;a|=1;a&=1;"],
  },
  { rule: "exponent", refused: ["var a=2**3;", "var a=2;a**=3;"], passes: ["var a=Math.pow(2,3)*2;"] },
  {
    rule: "label",
    refused: ["a:for(;;){break a}"],
    passes: ["for(;;){break}var o={a:1};"],
  },
  {
    rule: "new-target",
    refused: ["function F(){print(new.target)}"],
    passes: ["function F(){print(this.target)}"],
  },
  { rule: "bigint", refused: ["var a=10n;"], passes: ["var n=10,a=10+n;"] },
  {
    rule: "private-name",
    refused: ["class A{#a=1;b(){return this.#a}}"],
    passes: ["class A{a(){return '#a'}}"],
  },
  { rule: "static-block", refused: ["class A{static{print(1)}}"], passes: ["class A{static a(){print(1)}}"] },
  {
    rule: "extends",
    refused: ["class A extends Error{}", "class A{}class B extends A{}"],
    passes: ["class A{}var b=new A();"],
  },
  {
    rule: "class-field",
    refused: ["class A{x;}", "class A{f=()=>this}"],
    passes: ["class A{x=1;f(){return this}}"],
  },
  {
    rule: "case-after-default",
    refused: ["switch(1){default:print(1);case 2:print(2)}"],
    passes: ["switch(1){case 2:print(2);break;default:print(1)}"],
  },
  {
    rule: "loop-closure",
    refused: [
      "var a=[];for(let i=0;i<3;i++)a.push(()=>i);",
      "var a=[];for(const x of [1,2])a.push(function(){return x});",
      "var a=[],i=0;while(i++<3){const x=i;a.push(()=>x)}",
    ],
    passes: ["var a=[];for(let i=0;i<3;i++)a.push(i);", "var a=[];for(var i=0;i<3;i++)a.push(()=>i);"],
  },
  {
    rule: "use-before-function",
    refused: [
      "f();function f(){}",
      "function g(){return f()}g();function f(){}",
      "(function(){var a=h;function h(){}})();",
    ],
    passes: ["function g(){return f()}function f(){}g();", "var a=1;function f(){return a}f();"],
  },
  {
    rule: "return-newline",
    refused: ["function f(a){if(a)return\na=2}"],
    passes: ["function f(a){if(a)return;\na=2}", "function f(a){a=1;return\n}"],
  },
  { rule: "debugger", refused: ["debugger;"], passes: ["var o={debugger:1};"] },
  {
    rule: "module",
    refused: ["export var a=1;", "import {a} from 'a';", "var a=1;export{a};", "import('Flash');"],
    passes: ["var a=require('Flash');"],
  },
  {
    rule: "wide-character",
    refused: ["print('\\u0103');", "print(`\u0110\x24{1}`);"],
    passes: ["print('\\xe9\\xff');"],
  },
  {
    rule: "regular-expression",
    refused: [
      "/a*?b/.test('');",
      "/colou?r/.test('');",
      "/(?=a)/.test('');",
      "/(?:a)/.test('');",
      "/(?<n>a)/.test('');",
      "/a{2}/.test('');",
      "/\\ba/.test('');",
      "/(a)\\1/.test('');",
      "/a/m.test('');",
      "/a/y.test('');",
      "/a/u.test('');",
      "/\\u0041/.test('');",
    ],
    passes: ["/^([^a?{}]|\\d+\\?|\\.)*$/gi.test('');"],
  },
  {
    rule: "typescript-helper",
    refused: ["var __assign=Object.assign;"],
    passes: ["var assign=Object.assign;"],
  },
  {
    rule: "missing-global",
    refused: [
      "new Map();",
      "var s=Symbol('a');",
      "new TextEncoder();",
      "setImmediate(print);",
      "print(window);",
      "var o={Reflect};",
      "queueMicrotask(print);",
    ],
    passes: [
      "function Map(){}new Map();",
      "print(typeof Symbol,E,NRF,D13,A0);",
      "var o={Map:1};print(o.Set);",
      "class A{Map(){}}",
    ],
  },
  {
    rule: "builtin-assigned",
    refused: ["getTime=function(){};", "Date=1;"],
    passes: ["global.getTime=function(){};", "var date=Date;date=1;"],
  },
  {
    rule: "missing-static",
    refused: [
      "Math.imul(1,2);",
      "Math.trunc(1);",
      "Math['log2'](1);",
      "Number.isInteger(1);",
      "print(Number.MAX_SAFE_INTEGER);",
      "Array.from([1]);",
      "Object.freeze({});",
      "Object.is(1,1);",
      "Uint8Array.from([1]);",
      "ArrayBuffer.isView(1);",
      "Date.UTC(2020,1);",
      "Promise.race([]);",
      "String.raw('a');",
    ],
    passes: [
      "Math.floor(Math.pow(2,.5));Object.entries({});Date.now();",
      "var o={imul:1};o.imul;",
      "var Math={imul:print};Math.imul(1);",
    ],
  },
  {
    rule: "missing-method",
    refused: ["[1].flat();", "[1].at(-1);", "'a'.localeCompare('b');", "Promise.resolve(1).finally(print);"],
    passes: ["[1].map(print);'a'.padStart(2);", "var o={at:print};o.at(1);"],
  },
  {
    rule: "builtin-prototype",
    refused: ["Array.prototype.slice.call([1]);", "var f=String.prototype.charAt;"],
    passes: [
      "[].slice.call([1]);",
      "Array.prototype.last=print;",
      "Object.prototype.hasOwnProperty.call({},'a');",
    ],
  },
  {
    rule: "length-written",
    refused: ["var a=[1];a.length=0;", "var a=[1];a.length--;"],
    passes: ["var a=[1];a.splice(0,a.length);"],
  },
  { rule: "negative-index", refused: ["'abc'[-1];"], passes: ["var s='abc';s[s.length-1];"] },
  {
    rule: "unknown-module",
    refused: ["require('fs');", "var m='Flash';require(m);"],
    passes: ["require('Storage');"],
  },
  {
    rule: "typed-array-of-string",
    refused: ["new Uint8Array('ab');"],
    passes: ["new Uint8Array(2);E.toUint8Array('ab');"],
  },
  {
    rule: "wide-char-code",
    refused: ["String.fromCharCode(65,300);"],
    passes: ["String.fromCharCode(65,255);"],
  },
  { rule: "split-limit", refused: ["'a,b'.split(',',1);"], passes: ["'a,b'.split(',').slice(0,1);"] },
  {
    rule: "aes-stream",
    refused: ["require('crypto').AES.encrypt('','',{mode:'CTR'});"],
    passes: ["require('crypto').AES.encrypt('','',{mode:'ECB'});"],
  },
  {
    rule: "advert-options",
    refused: [
      "NRF.setAdvertising({0x180F:[1]});",
      "NRF.setAdvertising(new Uint8Array(3),{name:'a'});",
      "NRF.setAdvertising({},{manufacturer:1,manufacturerData:[1]});",
    ],
    passes: [
      "NRF.setAdvertising(new Uint8Array(3),{interval:100,showName:false});",
      "NRF.setAdvertising({});",
    ],
  },
  { rule: "advert-read-back", refused: ["NRF.getAdvertisingData({});"], passes: ["NRF.getAddress();"] },
  {
    rule: "console-unforced",
    refused: ["E.setConsole(null);"],
    passes: ["E.setConsole(null,{force:true});"],
  },
];

describe("what the interpreter cannot run", () => {
  it("has an example for every rule", () => {
    assert.deepEqual(
      ROWS.map((row) => row.rule),
      RULES.map((rule) => rule.id),
    );
  });

  for (const { rule, refused, passes, stage = "final" } of ROWS) {
    it(`refuses ${rule} and nothing near it`, () => {
      for (const text of refused) {
        const found = checkScript(text, stage).map((finding) => finding.rule);
        assert.ok(found.includes(rule), `${text} gave ${found.join() || "nothing"}`);
      }
      for (const text of passes) assert.deepEqual(checkScript(text, stage).map(messageOf), [], text);
    });
  }

  it("leaves to the lowering what the lowering mends", () => {
    const mended =
      "const [a=1]=[2];let o={[a]:a?.b};o.c??=a**2;for(let i=0;i<3;i++)o.f(()=>i);print(...[o]);";
    assert.deepEqual(checkScript(mended, "bundle").map(messageOf), []);
    assert.ok(checkScript(mended, "final").length >= 6);
  });

  it("names line, column and what stands there", () => {
    const [finding] = checkScript("print(1);\n  new Map();", "final", "a.js");
    assert.equal(messageOf(finding!), `a.js:2:7: missing-global: Map - ${finding!.reason}`);
  });

  it("reports text that is no program", () => {
    assert.equal(checkScript("var = 1;", "final")[0]?.rule, "syntax");
  });
});
