import assert from "node:assert/strict";
import fc from "fast-check";
import { doubleReasons, type Likeness, nearYears, phoneEndOf } from "../../host-tools/contract/doubles.ts";
import { DOUBLE_REASONS, type DoubleReason } from "../../host-tools/contract/vocabulary.ts";

const ONE: Likeness = {
  name: "Nguyễn Thị Ngọc Lan",
  birth: "1948",
  phone: "+84912345678",
  idNumber: "030123456789",
  hamlet: "Thôn Đông",
  group: "Tổ 3",
};

/** What the other record has otherwise, and why the two are likely to be one. */
const ALIKE: readonly (readonly [change: Partial<Likeness>, reasons: readonly DoubleReason[]])[] = [
  [{ phone: undefined, idNumber: undefined, hamlet: undefined, group: undefined }, ["name-birth"]],
  [{ name: "nguyen thi ngoc lan", phone: undefined, idNumber: undefined }, ["name-birth"]],
  [{ phone: "0912 345 678", idNumber: undefined }, ["name-birth", "phone"]],
  [{ birth: "1948-03-02", phone: undefined, idNumber: undefined }, ["name-birth"]],
  [{ name: "Nguyễn Thị Ngọc Lam", phone: undefined, idNumber: undefined, group: undefined }, ["name-near"]],
  [{ name: "Nguyễn Ngọc Lan", phone: undefined, idNumber: undefined, hamlet: undefined }, ["name-near"]],
  [{ name: "Nguyễn Thị Ngọc aLn", phone: undefined, idNumber: undefined }, ["name-near"]],
  [{ birth: "1984", phone: undefined, idNumber: undefined, hamlet: "THÔN ĐÔNG" }, ["birth-near"]],
  [{ birth: "1949", idNumber: undefined, phone: undefined }, ["birth-near"]],
  [{ name: "Trần Thị Lan", idNumber: undefined }, ["phone"]],
  [{ name: "Cao Bá Quát", birth: "1809", phone: undefined }, ["id-number"]],
];

/** Two people, whatever they have in common. */
const APART: readonly Partial<Likeness>[] = [
  { name: "Nguyễn Văn Ba", idNumber: undefined },
  { birth: "1999", idNumber: undefined },
  // A grandchild with the family's phone.
  { name: "Trần Gia Bảo", birth: "2015", idNumber: undefined },
  { name: "Nguyễn Thị Ngọc Lam", idNumber: undefined, phone: undefined, hamlet: "Xóm 1", group: undefined },
  { birth: "1949", idNumber: undefined, phone: undefined, hamlet: "Xóm 1", group: undefined },
  { name: "Nguyễn Lan", idNumber: undefined, phone: undefined },
];

const person: fc.Arbitrary<Likeness> = fc.record(
  {
    name: fc.constantFrom("Lê Ân", "Lê Ẩn", "Lê Văn Ân", "Le An", "Đỗ Ân", "Lê Vân Anh"),
    birth: fc.constantFrom("1948", "1949", "1984", "1948-03-02", "1948-03-03", "2015"),
    phone: fc.constantFrom("+84912345678", "0912 345 678", "+84912345679"),
    idNumber: fc.constantFrom("030123456789", "123456789"),
    hamlet: fc.constantFrom("Thôn Đông", "thôn đông", "Xóm 1"),
  },
  { requiredKeys: ["name", "birth"] },
);

describe("likely doubles", () => {
  it("are told with their reasons", () => {
    for (const [change, reasons] of ALIKE)
      assert.deepEqual(doubleReasons(ONE, { ...ONE, ...change }), reasons, JSON.stringify(change));
    const used = new Set(ALIKE.flatMap(([, reasons]) => reasons));
    assert.deepEqual(
      [...DOUBLE_REASONS].filter((reason) => !used.has(reason)),
      [],
    );
  });

  it("are not people who have little in common", () => {
    for (const change of APART)
      assert.deepEqual(doubleReasons(ONE, { ...ONE, ...change }), [], JSON.stringify(change));
  });

  it("are the same from either side, and whoever is written down again as they are is one", () => {
    fc.assert(
      fc.property(person, person, (a, b) => {
        assert.deepEqual(doubleReasons(a, b), doubleReasons(b, a));
        assert.ok(doubleReasons(a, a).includes("name-birth"));
      }),
    );
  });

  it("are found also where only the end of the phone is held", () => {
    const { phone, hamlet: _, group: __, idNumber: ___, ...rest } = ONE;
    const held = { ...rest, phoneEnd: phoneEndOf(phone!) };
    assert.equal(held.phoneEnd, "678");
    assert.deepEqual(doubleReasons({ ...rest, birth: "1949", phone }, held), ["birth-near"]);
    assert.deepEqual(doubleReasons({ ...rest, birth: "1949", phone: "+84912345000" }, held), []);
  });

  it("have years by which the server may look for them", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1900, max: 2026 }), fc.integer({ min: 1900, max: 2026 }), (a, b) => {
        const [one, other] = [String(a), String(b)];
        const isFound = doubleReasons(
          { name: "An", birth: one, group: "1" },
          { name: "An", birth: other, group: "1" },
        );
        if (isFound.length > 0) assert.ok(nearYears(one).includes(other), `${one} ${other}`);
      }),
      { numRuns: 2000 },
    );
  });
});
