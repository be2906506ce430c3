import assert from "node:assert/strict";
import fc from "fast-check";
import { expressionOf, numberExpression } from "../../../host-tools/models/interpreter/expressions.ts";
import {
  Decoder,
  framed,
  HEAD_BYTES,
  type References,
  readLine,
  WireError,
} from "../../../host-tools/models/interpreter/wire.ts";
import { Realm } from "../../../host-tools/models/virtual-token/realm.ts";

const run = () => {};
const nrf = { name: "NRF" };
const references: References = {
  functionOf: () => run,
  numberOfFunction: (value) => (value === run ? 7 : undefined),
  hostOf: () => nrf,
  numberOfHost: (value) => (value === nrf ? 1 : undefined),
};
const decoded = (text: string): unknown => new Decoder(text, new Realm(), references).value();
const base64 = (text: string): string => Buffer.from(text, "latin1").toString("base64");

describe("interpreter token: what goes between host and program", () => {
  it("writes every double so that whole numbers and divisions by powers of two give it back", () => {
    fc.assert(
      fc.property(fc.double(), (value) => {
        const text = numberExpression(value);
        assert.doesNotMatch(text, /\.|\de/);
        for (const digits of text.match(/\d+/g) ?? []) assert.ok(Number(digits) <= Number.MAX_SAFE_INTEGER);
        assert.ok(Object.is(new Function(`return ${text}`)(), value), text);
      }),
    );
  });

  it("writes values of the model as expressions", () => {
    const realm = new Realm();
    assert.equal(
      expressionOf([undefined, null, true, -3, "a b"], references),
      '[undefined,null,true,-3,"a b"]',
    );
    assert.equal(expressionOf('"\\', references), `unbase64("${base64('"\\')}")`);
    assert.equal(expressionOf("\0\xff", references), `unbase64("${base64("\0\xff")}")`);
    assert.equal(
      expressionOf({ state: true, pin: nrf, run }, references),
      '({"state":true,"pin":hosts[1],"run":functions[7]})',
    );
    assert.equal(
      expressionOf(realm.bytes(Uint8Array.of(1, 2)), references),
      `bytes("${base64("\x01\x02")}")`,
    );
    assert.equal(
      expressionOf(realm.buffer(Uint8Array.of(1, 2)), references),
      `buffer("${base64("\x01\x02")}")`,
    );
    assert.equal(
      expressionOf(new Uint16Array([1]), references),
      `new Uint16Array(buffer("${base64("\x01\0")}"))`,
    );
    assert.throws(() => expressionOf(() => {}, references), WireError);
  });

  it("reads values of the program", () => {
    const float = Buffer.alloc(8);
    float.writeDoubleLE(0.1);
    assert.deepEqual(
      new Decoder(
        `uztfi-12;d${float.toString("base64")};s${base64("a\xff")};F7;H1;`,
        new Realm(),
        references,
      ).all(),
      [undefined, null, true, false, -12, 0.1, "a\xff", run, nrf],
    );
    const view = decoded(`bUint16Array:${base64("\x01\x02\x03\x04")};`) as Uint16Array;
    assert.deepEqual(Array.from(view), [0x0201, 0x0403]);
    const object = decoded(`{${base64("a")};[i1;{}]${base64("b c")};t}`);
    assert.deepEqual(JSON.parse(JSON.stringify(object)), { a: [1, {}], "b c": true });
    const error = decoded(`e${base64("TypeError")}:${base64("no")};`);
    assert.equal(String(error), "TypeError: no");
    assert.throws(() => decoded("x"), WireError);
    assert.throws(() => decoded("i12"), WireError);
  });

  it("parts notes from questions and answers", () => {
    assert.deepEqual(readLine("c27,s45,n0,?NRF.setScan u"), {
      notes: [
        { work: "c", bytes: 27 },
        { work: "s", bytes: 45 },
        { work: "n", bytes: 0 },
      ],
      line: { kind: "?", name: "NRF.setScan", values: "u" },
    });
    assert.deepEqual(readLine("=u"), { notes: [], line: { kind: "=", name: "", values: "u" } });
    assert.throws(() => readLine("Uncaught"), WireError);
  });

  it("frames messages for a program that reads a fixed number of bytes first", () => {
    assert.equal(framed("=", "1").toString(), "=1".padEnd(HEAD_BYTES));
    const long = "x".repeat(HEAD_BYTES);
    assert.equal(framed("(", long).toString(), `:(${HEAD_BYTES}`.padEnd(HEAD_BYTES) + long);
  });
});
