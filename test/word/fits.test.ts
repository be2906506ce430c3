import assert from "node:assert/strict";
import { installedFaces } from "../../host-tools/paper/faces.ts";
import { Letters } from "../../host-tools/paper/letters.ts";
import type { Colour } from "../../host-tools/paper/shapes.ts";
import { COLOURS, formatOf } from "../../host-tools/word/drawing/look.ts";
import { sheetPages } from "../../host-tools/word/drawing/sheet.ts";
import { madeFor, UNITS } from "./contents.ts";
import { CROWDED, factsOf } from "./units.ts";

describe("every sheet of the kit", function () {
  this.timeout(60_000);
  const letters = new Letters(installedFaces());
  const written = new Set<Colour>();
  const units = { ...UNITS, crowded: factsOf(CROWDED) };

  for (const [unit, facts] of Object.entries(units))
    it(`fits its paper, with what a unit has to say: ${unit}`, () => {
      let sheets = 0;
      for (const { id, content } of madeFor({ [unit]: facts })) {
        if (content.kind !== "sheet") continue;
        const pages = sheetPages(id, content, { name: facts.name }, letters);
        assert.ok(pages.length <= formatOf(content).mostPages, id);
        for (const { drawings } of pages)
          for (const one of drawings) if (one.kind === "text") written.add(one.colour);
        sheets++;
      }
      assert.ok(sheets > 25, String(sheets));
    });

  it("is read by old eyes and in grey: letters stand out seven to one from what is behind them", () => {
    const { ground, wash, ink, blue } = COLOURS;
    const behind = new Map<Colour, readonly Colour[]>([
      [ink, [ground, wash]],
      [blue, [ground, wash]],
      [ground, [blue]],
    ]);
    assert.equal(written.size, behind.size);
    for (const colour of written)
      for (const other of behind.get(colour)!)
        assert.ok(contrast(colour, other) >= 7, `${colour} on ${other}`);
  });
});

/** WCAG 2.2: from 1 of a colour on itself to 21 of black on white. */
function contrast(a: Colour, b: Colour): number {
  const light = ([red, green, blue]: Colour) => {
    const [r, g, b] = [red, green, blue].map((part) =>
      part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
  };
  const [dark, bright] = [light(a), light(b)].sort((one, other) => one - other);
  return (bright! + 0.05) / (dark! + 0.05);
}
