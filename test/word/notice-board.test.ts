/** The sheet of all places: whatever is on it is read back from the PDF, however many sheets there are. */
import assert from "node:assert/strict";
import { outside } from "../../host-tools/lib/system-packages.ts";
import { installedFaces } from "../../host-tools/paper/faces.ts";
import { Letters } from "../../host-tools/paper/letters.ts";
import { sheetPages } from "../../host-tools/word/drawing/sheet.ts";
import { MOST_LISTED } from "../../host-tools/word/facts.ts";
import { pdfOf } from "../../host-tools/word/files/pdf.ts";
import { LANGUAGES, type Language, type Sheet } from "../../host-tools/word/model.ts";
import { NOTICE_BOARD } from "../../host-tools/word/templates/notice-board.ts";
import { bare, pageWordsIn } from "./reading.ts";
import { COMMUNE, CROWDED, factsOf } from "./units.ts";

describe("the sheet for notice boards", function () {
  this.timeout(30_000);
  const faces = installedFaces();
  const letters = new Letters(faces);
  const sheetOf = (unit: unknown, language: Language) =>
    NOTICE_BOARD.templates[0]!.make(factsOf(unit), language) as Sheet;
  const pagesOf = (sheet: Sheet, name: string) => sheetPages("notice-board", sheet, { name }, letters);
  const tableIn = ({ blocks }: Sheet) => blocks.find((block) => block.kind === "table")!;

  it("is one sheet for a few places, and several for many", () => {
    assert.equal(pagesOf(sheetOf(COMMUNE, "vi"), COMMUNE.name).length, 1);
    assert.equal(CROWDED.places.length, MOST_LISTED.places);
    assert.equal(pagesOf(sheetOf(CROWDED, "vi"), CROWDED.name).length, 2);
  });

  for (const language of LANGUAGES)
    it(`has every place whole on one of its sheets, each under the table's head, with sender and phone (${language})`, async function () {
      if (!outside("poppler")) this.skip();
      const sheet = sheetOf(CROWDED, language);
      const pages = pagesOf(sheet, CROWDED.name);
      const read = pageWordsIn(await pdfOf({ title: "this", language, pages, faces }));
      const { head, rows } = tableIn(sheet);
      assert.equal(rows.length, CROWDED.places.length);
      const counts = rows.map((row) => read.filter((page) => page.includes(bare(row.join("")))).length);
      assert.deepEqual(
        counts,
        rows.map(() => 1),
      );
      for (const [i, page] of read.entries()) {
        assert.ok(rows.some((row) => page.includes(bare(row.join("")))));
        for (const words of [head.join(""), `${CROWDED.name} · ${i + 1}/${read.length}`, "0220 375 2115"])
          assert.ok(page.includes(bare(words)), `${i + 1}: ${words} in ${page}`);
      }
      for (const { name, address } of CROWDED.places)
        assert.ok(
          read.some((page) => page.includes(bare(`${name}, ${address}`))),
          name,
        );
    });

  it("says that it does not fit where not even its sheets are enough", () => {
    const long = {
      ...COMMUNE.places[0]!,
      name: "Nhà văn hóa thôn Vũ Thượng ".repeat(3).trim(),
      address: "Xóm ".repeat(29).trim(),
    };
    const unit = { ...COMMUNE, places: Array.from({ length: MOST_LISTED.places }, () => long) };
    const sheet = { ...sheetOf(unit, "vi"), mostPages: 1 };
    assert.throws(() => pagesOf(sheet, COMMUNE.name), /notice-board, table 2: does not fit/);
  });
});
