import assert from "node:assert/strict";
import { installedFaces } from "../../host-tools/paper/faces.ts";
import { Letters } from "../../host-tools/paper/letters.ts";
import { formatOf } from "../../host-tools/word/drawing/look.ts";
import { sheetPages } from "../../host-tools/word/drawing/sheet.ts";
import { madeFor, UNITS } from "./contents.ts";
import { CROWDED, factsOf } from "./units.ts";

describe("every sheet of the kit", function () {
  this.timeout(60_000);
  const letters = new Letters(installedFaces());
  const units = { ...UNITS, crowded: factsOf(CROWDED) };

  for (const [unit, facts] of Object.entries(units))
    it(`fits its paper, with what a unit has to say: ${unit}`, () => {
      let sheets = 0;
      for (const { id, content } of madeFor({ [unit]: facts })) {
        if (content.kind !== "sheet") continue;
        const pages = sheetPages(id, content, { name: facts.name }, letters);
        assert.ok(pages.length <= formatOf(content).mostPages, id);
        sheets++;
      }
      assert.ok(sheets > 25, String(sheets));
    });
});
