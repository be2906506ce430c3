import assert from "node:assert/strict";
import fc from "fast-check";
import { folded, nameSortKey } from "../../../host-tools/contract/names.ts";
import { isSought, soughtIn } from "../../../host-tools/contract/person-search.ts";

const matchesName = (text: string, name: string) => isSought(soughtIn(text), { name, birth: "1950" });

const NAMES = [
  "Nguyễn Thị Đào",
  "Trần Văn Đạo",
  "Lê Ân",
  "Phạm Thị Ánh",
  "Đỗ Hồng Ân",
  "Vũ Bình",
  "Ngô Thị Áp",
];

describe("Vietnamese names", () => {
  it("are searched without diacritics, đ as d, composed or not, by beginnings of words", () => {
    assert.equal(folded("Nguyễn Thị Đào"), "nguyen thi dao");
    assert.equal(folded("NGUYỄN THỊ ĐÀO".normalize("NFD")), "nguyen thi dao");
    assert.equal(folded("  Y-Blôk   Êban "), "y blok eban");
    for (const query of ["dao", "Đào", "ng d", "DAO NGUYEN", "thi", "đ"])
      assert.ok(matchesName(query, "Nguyễn Thị Đào"), query);
    for (const query of ["ao", "daoo", "nguyen van", "guyen"])
      assert.ok(!matchesName(query, "Nguyễn Thị Đào"), query);
  });

  it("are sorted by given name, then family name, in the order of Vietnamese letters and tones", () => {
    const given = (name: string) => name.split(" ").at(-1)!;
    const sorted = [...NAMES].sort((a, b) => (nameSortKey(a) < nameSortKey(b) ? -1 : 1));
    assert.deepEqual(sorted.map(given), ["Ánh", "Áp", "Ân", "Ân", "Bình", "Đào", "Đạo"]);
    assert.deepEqual(sorted.slice(2, 4), ["Đỗ Hồng Ân", "Lê Ân"]);
  });

  it("sort single words as Unicode's own collation for Vietnamese does", () => {
    const collator = new Intl.Collator("vi");
    const syllables = [
      "a",
      "à",
      "ả",
      "ã",
      "á",
      "ạ",
      "ă",
      "ắ",
      "â",
      "ấ",
      "ậ",
      "an",
      "ân",
      "b",
      "d",
      "đ",
      "e",
      "ê",
      "ế",
    ];
    const more = [
      "hoa",
      "hoà",
      "hoá",
      "huê",
      "huế",
      "o",
      "ô",
      "ồ",
      "ơ",
      "ợ",
      "u",
      "ư",
      "ứ",
      "y",
      "ỳ",
      "ỵ",
      "tuấn",
      "tuân",
    ];
    const words = fc.constantFrom(...syllables, ...more);
    fc.assert(
      fc.property(words, words, (a, b) => {
        const mine = Math.sign(
          nameSortKey(a) < nameSortKey(b) ? -1 : nameSortKey(a) > nameSortKey(b) ? 1 : 0,
        );
        assert.equal(mine, Math.sign(collator.compare(a, b)), `${a} ${b}`);
      }),
      { numRuns: 2000 },
    );
  });
});
