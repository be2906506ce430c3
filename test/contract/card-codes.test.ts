import assert from "node:assert/strict";
import fc from "fast-check";
import { type CardRead, isCardText, readCard } from "../../host-tools/contract/card-codes.ts";

const NAME = "Nguyễn Thị Đào";
/** Hải Dương, a woman born in 1950. */
const WOMAN = "030150001234";
/** A boy born in 2018. */
const BOY = "030218005678";
const ADDRESS = "Thôn 3, Xã An Lâm, Nam Sách, Hải Dương";
const hex = (text: string) => Buffer.from(text).toString("hex");
const HOLDER: CardRead = { kind: "holder", holder: { name: NAME, birthYear: "1950" } };
const insurance = (number: string, birth: string, name = hex(NAME)) =>
  `${number}|${name}|${birth}|2|${hex(ADDRESS)}|30 - 001|01/01/2021|-|01/01/2021|00000000000000|-|4|01/01/2026|0000000000000000-7102|$`;

const CARDS: readonly (readonly [name: string, text: string])[] = [
  ["a citizen's card of 2021", `${WOMAN}|142123456|${NAME}|02031950|Nữ|${ADDRESS}|11052021`],
  ["without an old number", `${WOMAN}||${NAME}|02031950|Nữ|${ADDRESS}|11052021`],
  ["without the day of issue", `${WOMAN}||${NAME}|02031950|Nữ|${ADDRESS}`],
  [
    "a card of 2024, the old order first",
    `${WOMAN}||${NAME}|02031950|Nữ|${ADDRESS}|05072024|031150009999|Nguyễn Văn Cam|Trần Thị Bưởi|`,
  ],
  ["a card of 2024 in the law's order", `${WOMAN}|${NAME}|02031950|Nữ|${ADDRESS}|05072024|142123456|`],
  ["the same with the sex before the birth", `${WOMAN}|${NAME}|Nữ|02031950|${ADDRESS}|05072024||`],
  ["letters that are not composed", `${WOMAN}||${NAME}|02031950|Nữ|${ADDRESS}|11052021`.normalize("NFD")],
  ["an insurance card", insurance("HT4300000000001", "02/03/1950")],
  ["an insurance card of ten digits, of whom the year alone is known", insurance("3020123456", "1950")],
];

describe("codes of citizens' and insurance cards", () => {
  for (const [name, text] of CARDS)
    it(`are read: ${name}`, () => {
      assert.deepEqual(readCard(text), HOLDER);
      assert.deepEqual(readCard(`${text}\r\n`), HOLDER);
    });

  it("tell a child from its parents", () => {
    const text = `${BOY}|Trần Minh Quân|12062018|Nam|${ADDRESS}|05072024|||Trần Văn Tám|Lê Thị Hoa`;
    assert.deepEqual(readCard(text), {
      kind: "holder",
      holder: { name: "Trần Minh Quân", birthYear: "2018" },
    });
  });

  it("are refused where name, birth or sex is not sure", () => {
    for (const text of [
      `${WOMAN}||${NAME}|02031951|Nữ|${ADDRESS}|11052021`,
      `${WOMAN}||${NAME}|02031950|Nam|${ADDRESS}|11052021`,
      `${WOMAN}||Nguyen Thi Dda1o|02031950|Nữ|${ADDRESS}|11052021`,
      `${WOMAN}|Nguyễn|Thị Đào|02031950|Nữ|${ADDRESS}|11052021`,
      `${BOY}|Trần Minh Quân|12062018|Nam|${ADDRESS}|05072018||`,
      `${WOMAN}||${NAME}|31021950|Nữ|${ADDRESS}|11052021`,
      insurance("HT4300000000001", "50"),
      insurance("HT4300000000001", "1950", "4e67e1"),
      insurance("HT4300000000001", "1950", hex("1234")),
    ])
      assert.deepEqual(readCard(text), { kind: "doubtful" }, text);
  });

  it("are not taken for what is typed, for labels or other codes", () => {
    for (const text of [
      "",
      "dao 1950",
      WOMAN,
      "21000000013",
      "https://example.vn/?a=1|2",
      "0912345678",
      "a|b",
    ])
      assert.deepEqual(readCard(text), { kind: "other" }, text);
  });

  it("that come in pieces are waited for, and never tell another name or year", () => {
    for (const [, text] of CARDS)
      for (let end = 0; end < text.length; end++) {
        const read = readCard(text.slice(0, end));
        if (read.kind === "holder") assert.deepEqual(read, HOLDER, text.slice(0, end));
        // A number that stands there is no word to look for.
        if (text.slice(0, end).includes("|")) assert.ok(isCardText(text.slice(0, end)), text.slice(0, end));
      }
  });

  it("of any bytes never throw", () => {
    const part = fc.oneof(
      fc.string(),
      fc.constantFrom(WOMAN, NAME, "02031950", "Nữ", "$", hex(NAME), "-", ""),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 16 }), (parts) => {
        const read = readCard(parts.join("|"));
        if (read.kind === "holder") assert.match(read.holder.birthYear, /^(?:19|20|2[1-3])\d\d$/);
      }),
      { numRuns: 2000 },
    );
  });
});
