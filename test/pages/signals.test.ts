import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { SIGNALS } from "../../host-tools/contract/signals.ts";
import { CARD } from "../../host-tools/labels/card-texts.ts";
import { TEXTS } from "../../host-tools/pages/cong/texts.ts";

const WEARERS = readFileSync(new URL("../../docs/wearers.md", import.meta.url), "utf8").replaceAll("**", "");

describe("what a token's red light says", () => {
  it("is one sentence on the card, the guard's page and the page for wearers", () => {
    assert.equal(CARD.vi.red, SIGNALS.red.vi);
    assert.equal(TEXTS.vi.redLight, SIGNALS.red.vi);
    assert.ok(WEARERS.includes(SIGNALS.red.vi.slice(0, -1)));
  });
});
