/** The form of a person: what is opened and saved untouched changes nothing, and one thing that is typed changes that alone. */
import assert from "node:assert/strict";
import fc from "fast-check";
import type { Person } from "../../host-tools/contract/persons.ts";
import {
  editsOf,
  fieldOf,
  fieldsOf,
  personOf,
  placeWrites,
  wrongIn,
} from "../../host-tools/pages/station/people/person-fields.ts";

const TODAY = "2026-11-29";
const some = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined });
const words = fc.constantFrom("Nguyễn Thị Đào", "Xóm Chùa", "Lớp 6A", "mẹ", "Lý Văn Hòa");
const phones = fc.constantFrom("+84912345678", "+84987654321", "+842203852345");
/** What some of it is not there has no key for it, as from the server. */
const persons: fc.Arbitrary<Person> = fc
  .record({
    name: words,
    birth: fc.constantFrom("1944", "2015", "1948-03-02", "2015-12-31"),
    phone: some(phones),
    phoneShared: some(fc.boolean()),
    idNumber: some(fc.constant("030060000001")),
    organisation: some(fc.constant("truong")),
    hamlet: some(words),
    group: some(words),
    guardian: some(fc.record({ name: words, relation: words, phone: phones })),
  })
  .map(({ phoneShared, ...more }) =>
    Object.fromEntries(
      Object.entries({
        id: "00000000-0000-4000-8000-000000000001",
        unit: "10525-2025",
        ...more,
        phoneShared: more.phone === undefined ? undefined : phoneShared,
      }).filter(([, value]) => value !== undefined),
    ),
  ) as fc.Arbitrary<Person>;

const typed = (person: Person, more: object = {}) =>
  personOf({ ...fieldsOf(person), ...more }, person.phoneShared ?? false, person.guardian !== undefined);

describe("the form of a person", () => {
  it("that is opened and saved untouched changes nothing", () => {
    fc.assert(fc.property(persons, (person) => assert.deepEqual(editsOf(person, typed(person)), {})));
  });

  it("changes what was typed alone, with what was seen of it; what is emptied is taken away", () => {
    fc.assert(
      fc.property(persons, fc.constantFrom("Xóm Đình", ""), (person, hamlet) => {
        const edits = editsOf(person, typed(person, { hamlet }));
        const isSame = hamlet === (person.hamlet ?? "");
        const edit = { seen: person.hamlet ?? null, wanted: hamlet === "" ? null : hamlet };
        assert.deepEqual(edits, isSame ? {} : { hamlet: edit });
      }),
    );
    const person: Person = {
      id: "00000000-0000-4000-8000-000000000001",
      name: "Lê Thị Đào",
      birth: "1948",
      unit: "31",
      phone: "+84912345678",
      phoneShared: true,
    };
    assert.deepEqual(editsOf(person, typed(person, { phone: "" })), {
      phone: { seen: "+84912345678", wanted: null },
      phoneShared: { seen: true, wanted: null },
    });
    assert.deepEqual(editsOf(person, typed(person, { phone: "+84 912-345-678" })), {});
    assert.deepEqual(editsOf(person, typed(person, { birth: "2/3/1948" })), {
      birth: { seen: "1948", wanted: "1948-03-02" },
    });
  });

  it("finds what is wrong, of a guardian only where one is asked for, and knows the server's names", () => {
    const fields = { ...fieldsOf({ id: "", unit: "", name: "A", birth: "1948" }) };
    const nobody = { isChild: false, hasGuardian: false };
    assert.deepEqual(wrongIn(fields, TODAY, nobody), {});
    assert.deepEqual(wrongIn({ ...fields, guardianPhone: "1" }, TODAY, nobody), {});
    assert.deepEqual(wrongIn({ ...fields, name: " ", birth: "31/2/1948", phone: "12" }, TODAY, nobody), {
      name: "missing",
      birth: "birth",
      phone: "phone",
    });
    assert.deepEqual(wrongIn(fields, TODAY, { isChild: true, hasGuardian: true }), {
      guardian: "missing",
      relation: "missing",
    });
    assert.deepEqual(["name", "person.name", "guardian.phone", "unit", undefined].map(fieldOf), [
      "name",
      "name",
      "guardianPhone",
      undefined,
      undefined,
    ]);
  });
});

describe("a hamlet or class that is typed", () => {
  const known = new Map([
    ["Xóm Chùa", 12],
    ["Lớp 6A", 3],
    ["Đường Láng", 1],
  ]);
  const cases: readonly (readonly [typed: string, before: string, after: string])[] = [
    ["xóm chùa", "", "Xóm Chùa"],
    ["xom chua", "", "Xóm Chùa"],
    ["duong lang", "", "Đường Láng"],
    ["Xóm Chúa", "", "Xóm Chúa"],
    ["Xóm Mới", "", "Xóm Mới"],
    ["", "Xóm Chùa", ""],
    // Put right itself, it stays as it is typed.
    ["XÓM CHÙA", "xóm chùa", "XÓM CHÙA"],
  ];
  for (const [typed, before, after] of cases)
    it(`is written as the place writes it: “${typed}” after “${before}” is “${after}”`, () => {
      assert.equal(placeWrites(typed, before, known), after);
    });
});
