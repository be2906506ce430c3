import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { measure, shownInDocs } from "../../../host-tools/studies/doubles/measure.ts";

describe("the rule for likely doubles", () => {
  it("asks for nothing, and misses, as often as docs/PEOPLE.md says", function () {
    this.timeout(120_000);
    const page = readFileSync(new URL("../../../docs/PEOPLE.md", import.meta.url), "utf8");
    const measured = measure();
    assert.ok(page.includes(shownInDocs(measured)), shownInDocs(measured));
    // Whoever spells as the record does, with diacritics or without, is always found.
    assert.equal(measured.missed["the same"], 0);
    assert.equal(measured.missed["without diacritics"], 0);
    assert.ok(measured.asked < 0.05);
  });
});
