import assert from "node:assert/strict";
import { judgeDigest } from "../../../host-tools/studies/plane/frozen.ts";

/** As it was when the rule with shared peers was first judged by it. */
const FROZEN = "87ef137016eb0304dab3614348d6ef7fe8984f960f73b0c4a8c6540dc9468f2c";

describe("the judge of nearness", () => {
  it("is the one that the rules were judged by", async () => {
    assert.equal(
      await judgeDigest(),
      FROZEN,
      [
        "The world's places, ways, radio or drawn logs have changed, so the lists of docs/CASES.md (old rule and new)",
        "no longer come out of this world. A rule that is developed on a judge that moves is judged by nothing: it was checked",
        "beside recordings and frozen before the rule with shared peers was scored (docs/SUMMARY.md, The judge).",
        "If the change is wanted: set the world beside the recordings again (host-tools/studies/plane/validate.ts), play the lists",
        "of every rule again (host-tools/studies/park-day/lists.ts), put both into the documents, and only then the new number here.",
      ].join("\n"),
    );
  });
});
