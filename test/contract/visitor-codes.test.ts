import assert from "node:assert/strict";
import fc from "fast-check";
import * as v from "valibot";
import { labelDigits } from "../../host-tools/contract/label.ts";
import { type OddCode, readVisitorCode, scannedIn } from "../../host-tools/contract/visitor-codes.ts";
import { CARD_DIGITS, guardVisit } from "../../host-tools/contract/visits.ts";

const NAME = "Nguyễn Thị Đào";
const WOMAN = "030150001234";
const CARD = `${WOMAN}||${NAME}|02031950|Nữ|Thôn 3, Xã An Lâm|11052021`;
const NEW_CARD = `${WOMAN}|${NAME}|Nữ|02031950|Thôn 3, Xã An Lâm|05072024|||Nguyễn Văn Ba|Trần Thị Tư`;
const HEX = Buffer.from(NAME).toString("hex");
const INSURANCE = `HT4300000000001|${HEX}|02/03/1950|2|${HEX}|30 - 001|01/01/2021|-|01/01/2021|00000000000000|-|4|01/01/2026|0000000000000000-7102|$`;
const HOLDER = { name: NAME, birthYear: "1950" };

const HOLDERS = [
  ["card", CARD],
  ["card", NEW_CARD],
  ["insurance", INSURANCE],
  ["code", `${WOMAN}|${NAME}|02/03/1950|0|VN30150001234|1<HT4300000000001<0912345678`],
  ["code", `******509 | ${NAME} | 1950 | 1 | VN3015 | 1<`],
] as const;

const ODD: readonly (readonly [OddCode, string])[] = [
  ["doubtful", CARD.replace("02031950", "02031949")],
  ["unfinished", CARD.slice(0, 40)],
  ["unfinished", "*****509|Nguyễn"],
  ["token", labelDigits(2_100_000_001)],
  ["site", "https://bluezone.example/den/K7QX"],
  ["site", "https://qr.tokhaiyte.vn/diem/123"],
  ["link", "https://example.vn/?a=1|2"],
  ["number", WOMAN],
  ["number", "2100000001"],
  ["unknown", "VNeID:eyJhbGciOi.J9.x"],
  ["unknown", ""],
];

describe("what a guard's scanner reads", () => {
  it("is told by its shape: of each card the name and the year alone", () => {
    for (const [by, code] of HOLDERS)
      assert.deepEqual(readVisitorCode(code), { kind: "holder", by, holder: HOLDER }, code);
  });

  it("and is odd has a kind of its own, and nothing of it comes out", () => {
    for (const [kind, code] of ODD) {
      const more = kind === "token" ? { serial: 2_100_000_001 } : {};
      assert.deepEqual(readVisitorCode(code), { kind, ...more }, code);
    }
  });

  it("stands apart from what was typed before it, in whichever field the cursor was", () => {
    for (const before of ["", "Lan ", "phòng 12 "])
      for (const code of [...HOLDERS.slice(0, 4).map(([, one]) => one), "https://a.vn/x", WOMAN])
        assert.deepEqual(scannedIn(before + code), { before, code }, code);
    assert.deepEqual(scannedIn(`0912345678${CARD}`, true), { before: "0912345678", code: CARD });
    assert.deepEqual(scannedIn(WOMAN, true), { before: "", code: WOMAN });
    for (const typed of ["", "Nguyễn Thị Đào", "Phòng 3.12", "tầng 2 | bếp"])
      assert.equal(scannedIn(typed), undefined, typed);
    for (const phone of ["0912345678", "+84912345678", "0912 345 678"])
      assert.equal(scannedIn(phone, true), undefined, phone);
  });

  it("gives no number of any card to a visit, whatever the bytes", () => {
    const part = fc.oneof(
      fc.string(),
      fc.constantFrom(WOMAN, NAME, "02031950", "Nữ", "$", HEX, "0", "***1", ""),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 16 }), (parts) => {
        const read = readVisitorCode(parts.join("|"));
        if (read.kind === "holder") assert.ok(!CARD_DIGITS.test(read.holder.name + read.holder.birthYear));
        const found = scannedIn(parts.join("|"));
        if (found) assert.equal(found.before + found.code, parts.join("|"));
      }),
      { numRuns: 2000 },
    );
    const of = { id: "00".repeat(8), direction: "in", by: "spoken", name: NAME };
    assert.ok(v.is(guardVisit, of));
    for (const wrong of [{ name: WOMAN }, { host: `P. ${WOMAN}` }, { phone: WOMAN }, { idNumber: WOMAN }])
      assert.ok(!v.is(guardVisit, { ...of, ...wrong }), JSON.stringify(wrong));
  });
});
