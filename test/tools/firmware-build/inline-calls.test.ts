import assert from "node:assert/strict";
import { runInNewContext } from "node:vm";
import { inlineCalls } from "../../../host-tools/tools/firmware-build/inline-calls.ts";

/** The text without blanks, and what it leaves in `out` with the same random inputs as before. */
function both(text: string): { short: string; same: boolean } {
  const after = inlineCalls(text);
  const run = (program: string) => {
    const globals = { out: undefined as unknown, a: 3, b: -4, u: [7, 8], getTime: () => 5, Math };
    runInNewContext(program, globals);
    return globals;
  };
  return {
    short: after.replace(/\s/g, ""),
    same: JSON.stringify(run(text)) === JSON.stringify(run(after)),
  };
}

describe("calls of functions used once", () => {
  for (const [what, text, short] of [
    ["become the value", "function f(x,y){return x-y} out=2*f(a,b);", "out=2*((a)-(b));"],
    ["may use a name often", "function f(x){return x*x} out=f(a);", "out=((a)*(a));"],
    ["use arithmetic once", "function f(x){return Math.max(x,1)} out=f(a+b);", "out=(Math.max((a+b),1));"],
    ["may ask the clock", "function f(x){return x/2} out=f(getTime());", "out=((getTime())/2);"],
  ] as const)
    it(what, () => assert.deepEqual(both(text), { short, same: true }));

  for (const [what, text] of [
    ["of a function used twice", "function f(x){return x} out=f(a)+f(b);"],
    ["with more than a value", "function f(x){var y=x;return y} out=f(a);"],
    ["where what is handed over would be reckoned twice", "function f(x){return x+x} out=f(u[0]+a);"],
    ["where something happens on the way", "function f(x){return a=9,x} out=f(a);"],
    ["with an effect in what is handed over", "function f(x){return a+x} out=f(a++);"],
    ["that change what they were given", "function f(x){return ++x} out=f(a);"],
    ["of a function that is handed on", "function f(x){return x} out=u.map(f);"],
    ["with something in place of nothing", "function f(x,y){return y===undefined?x:y} out=f(a);"],
  ] as const)
    it(`stay ${what}`, () => assert.deepEqual(both(text), { short: text.replace(/\s/g, ""), same: true }));
});

describe("calls of functions that only set a variable", () => {
  for (const [what, text, short] of [
    [
      "become the assignment, each of them",
      "var x;function f(y){x=y} f(a);f(b*2);out=x;",
      "varx;(x=a);(x=b*2);out=x;",
    ],
    ["one behind the other", "var x;function f(y){x=y} f(a),out=x;", "varx;(x=a),out=x;"],
    [
      "with an effect in what is handed over",
      "var x;function f(y){x=y} f(a++);f(u.pop());out=x;",
      "varx;(x=a++);(x=u.pop());out=x;",
    ],
    [
      "within other functions",
      "var x;function f(y){x=y} function g(z){f(z);f(z+1);return x} out=g(a)+g(b);",
      "varx;functiong(z){(x=z);(x=z+1);returnx}out=g(a)+g(b);",
    ],
  ] as const)
    it(what, () => assert.deepEqual(both(text), { short, same: true }));

  for (const [what, text] of [
    ["whose value goes somewhere", "var x;function f(y){x=y} f(b);out=[f(a)];"],
    ["that set nothing", "var x;function f(y){x=y} f();out=x;"],
    ["that set something else than what is handed over", "var x;function f(y){x=y+1} f(a);f(b);out=x;"],
    ["that add to it", "var x=1;function f(y){x+=y} f(a);f(b);out=x;"],
    [
      "where another variable has the name",
      "var x;function f(y){x=y} function g(x){f(b);return x} out=[g(a),g(b)];",
    ],
    ["of a function that is handed on", "var x;function f(y){x=y} f(a);u.forEach(f);out=x;"],
  ] as const)
    it(`stay ${what}`, () => assert.deepEqual(both(text), { short: text.replace(/\s/g, ""), same: true }));
});
