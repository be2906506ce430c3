import assert from "node:assert/strict";
import * as v from "valibot";
import { SAMPLES } from "./samples.ts";

/** Fields that a schema leaves to another one. */
const LOOSE: readonly string[] = [
  "form of a person: person",
  "form of a person: consent",
  "form of an answer: answer",
];

/** Every object in a value, with a name, and the value again with a field more in that object. */
function* withOneMore(value: unknown, path: string): Generator<{ path: string; more: unknown }> {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) yield { path, more: { ...value, unheardOf: 1 } };
  for (const [key, inner] of Object.entries(value))
    for (const { path: at, more } of withOneMore(inner, key)) {
      const copy = Array.isArray(value) ? [...value] : { ...value };
      yield { path: `${path}: ${at}`, more: Object.assign(copy, { [key]: more }) };
    }
}

describe("what pages and server say to each other", () => {
  for (const { name, schema, json } of SAMPLES)
    it(`${name}: is taken as it is written down, and not with a field more anywhere in it`, () => {
      const read = v.safeParse(schema, json);
      assert.ok(read.success, JSON.stringify(read.issues?.map((issue) => v.getDotPath(issue))));
      for (const { path, more } of withOneMore(json, name))
        assert.equal(v.is(schema, more), LOOSE.includes(path), path);
    });

  it("is never empty", () => {
    for (const { name, schema } of SAMPLES) assert.ok(!v.is(schema, {}), name);
  });
});
