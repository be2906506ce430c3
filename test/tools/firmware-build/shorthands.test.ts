import assert from "node:assert/strict";
import { runInNewContext } from "node:vm";
import { withShorthands } from "../../../host-tools/tools/firmware-build/shorthands.ts";

const PROGRAM = `
var SMALL = -3, LARGE = 1000, changed = 4, shadowed = 5;
changed++;
function f(shadowed) { return shadowed; }
var bytes = new Uint8Array(8);
bytes.set([SMALL, LARGE, changed, f(9), shadowed]);
var words = [new Uint8Array(bytes.buffer, 1, 2), new Uint8Array(2), new Uint8Array([7])];
var own = { Uint8Array: 1, subarray: 2 };
result = [
  bytes.subarray(1).subarray(1, 3).subarray(0, 1)[0],
  bytes.subarray().length,
  bytes.subarray(bytes.subarray(1, 2)[0] & 1, 3).length,
  words[0].length + words[2][0], own.Uint8Array, own.subarray,
  Math.max(SMALL, Math.max(1, Math.max(LARGE, Math.max(2, 3)))),
  bytes[0], bytes[2], bytes[3], bytes[4], SMALL - -SMALL,
];
`;

function resultOf(text: string): unknown {
  const context: Record<string, unknown> = {};
  runInNewContext(text, context);
  return JSON.parse(JSON.stringify(context["result"]));
}

describe("shorthands of a program", () => {
  it("mean the same, on the same lines", () => {
    const short = withShorthands(PROGRAM);
    assert.deepEqual(resultOf(short), resultOf(PROGRAM));
    assert.equal(short.split("\n").length, PROGRAM.split("\n").length);
    assert.match(short, /new \$Uint8Array\(8\)/);
    assert.match(short, /\$subarray\(\$subarray\(\$subarray\(bytes, 1\), 1, 3\), 0, 1\)\[0\]/);
    assert.match(short, /bytes\.set\(\[\(-3\), LARGE, changed, f\(9\), shadowed\]\)/);
    assert.match(short, /own = \{ Uint8Array: 1, subarray: 2 \}/);
  });

  it("are left out where they would not pay", () => {
    const text = "var a = new Uint8Array(1);\nresult = a.subarray(0).length;\n";
    assert.equal(withShorthands(text), text);
  });
});
