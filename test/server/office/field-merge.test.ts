import assert from "node:assert/strict";
import fc from "fast-check";
import { mergedFields } from "../../../host-tools/server/office/field-merge.ts";

const FIELDS = ["name", "phone", "guardian"] as const;
const VALUES = [null, "a", "b", { name: "Ba", relation: "bố" }, ["1", "2"]] as const;
type Fields = Readonly<Record<string, unknown>>;

const textOf = (fields: Fields) =>
  JSON.stringify(FIELDS.map((field) => fields[field] ?? null).map((value) => value));

describe("changes of one thing by several people", () => {
  const moves = fc.array(
    fc.record({
      who: fc.integer({ min: 0, max: 2 }),
      reads: fc.boolean(),
      /** A page that sends all that it shows, with or without a change of it. */
      sendsAll: fc.boolean(),
      change: fc.dictionary(fc.constantFrom(...FIELDS), fc.constantFrom(...VALUES)),
    }),
    { maxLength: 30 },
  );

  it("overwrite no field unseen, touch none that was not changed, and tell both words", () => {
    fc.assert(
      fc.property(moves, (all) => {
        let current: Fields = { name: "a" };
        const seen: Fields[] = [current, current, current];
        for (const { who, reads, sendsAll, change } of all) {
          if (reads) seen[who] = current;
          const known = seen[who]!;
          const wanted = sendsAll ? { ...known, ...change } : change;
          const { after, fields, conflicts } = mergedFields(current, known, wanted);
          for (const field of FIELDS) {
            const [now, saw] = [current[field] ?? null, known[field] ?? null];
            const asked = field in change ? change[field] : undefined;
            const isNew = asked !== undefined && JSON.stringify(asked) !== JSON.stringify(saw);
            const conflict = conflicts.find((one) => one.field === field);
            if (!isNew || JSON.stringify(asked) === JSON.stringify(now))
              assert.ok(!conflict && !fields.includes(field), "nothing is changed that nobody changed");
            else if (JSON.stringify(now) === JSON.stringify(saw)) assert.ok(fields.includes(field));
            else assert.deepEqual(conflict, { field, now, wanted: asked }, "both words are told");
          }
          if (conflicts.length > 0) continue;
          const others = FIELDS.filter((field) => !fields.includes(field));
          for (const field of others) assert.deepEqual(after[field] ?? null, current[field] ?? null);
          assert.ok(Object.values(after).every((value) => value !== null && value !== undefined));
          current = after;
          // What is sent again is no change.
          assert.deepEqual(mergedFields(current, known, wanted).conflicts, []);
          assert.equal(textOf(mergedFields(current, known, wanted).after), textOf(current));
        }
      }),
      { numRuns: 3000 },
    );
  });

  it("know an object by its fields, in whatever order", () => {
    const current = { guardian: { name: "Ba", relation: "bố" } };
    const { conflicts, fields } = mergedFields(
      ...([current, { guardian: { relation: "bố", name: "Ba" } }, { guardian: null }] as const),
    );
    assert.deepEqual([conflicts, fields], [[], ["guardian"]]);
  });
});
