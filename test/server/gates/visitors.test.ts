import assert from "node:assert/strict";
import type { Visit } from "../../../host-tools/contract/visits.ts";
import { visitorsFrom } from "../../../host-tools/server/gates/visitors.ts";

const NAME = "Nguyễn Thị Đào";
let drawn = 0;
const visit = (minute: number, direction: "in" | "out", more: Partial<Visit> & { gate?: string } = {}) => ({
  id: (drawn++).toString(16).padStart(16, "0"),
  gate: "north",
  minute,
  direction,
  by: "spoken" as const,
  name: NAME,
  ...more,
});
const told = (...visits: Parameters<typeof visitorsFrom>[0][number][]) =>
  visitorsFrom(visits).map(({ name, stay }) => [name, stay.from, stay.to]);

describe("from visits to who was there", () => {
  it("an out is the in of the same name, however it is written, at whichever gate, in any order", () => {
    assert.deepEqual(
      told(
        visit(90, "out", { name: "nguyen thi dao", gate: "south" }),
        visit(30, "in", { phone: "0912345678" }),
      ),
      [[NAME, 30, 90]],
    );
    const [one] = visitorsFrom([
      visit(30, "in", { id: "ab".repeat(8), phone: "0912345678", host: "Kho", by: "site" }),
      visit(90, "out", { birthYear: "1950", gate: "south" }),
    ]);
    assert.deepEqual(one, {
      name: NAME,
      phone: "0912345678",
      host: "Kho",
      birthYear: "1950",
      id: "ab".repeat(8),
      by: "site",
      gate: "north",
      stay: { from: 30, to: 90 },
    });
  });

  it("an out in the minute of the in is behind it, whichever comes first", () => {
    for (const within of [
      [visit(30, "out"), visit(30, "in")],
      [visit(30, "in"), visit(30, "out")],
    ])
      assert.deepEqual(told(...within), [[NAME, 30, 30]]);
  });

  it("an in without an out stands open, an out without an in too", () => {
    assert.deepEqual(told(visit(30, "in")), [[NAME, 30, undefined]]);
    assert.deepEqual(told(visit(30, "out")), [[NAME, undefined, 30]]);
    assert.deepEqual(told(visit(30, "in"), visit(40, "out"), visit(50, "in")), [
      [NAME, 30, 40],
      [NAME, 50, undefined],
    ]);
  });

  it("two of one name are told apart by phone or year; where nothing tells them apart, neither has gone", () => {
    const [mine, hers] = [{ phone: "0912 345 678" }, { phone: "+84987654321" }];
    const both = [visit(30, "in", mine), visit(31, "in", hers)] as const;
    assert.deepEqual(told(...both, visit(60, "out", { phone: "0987654321" })), [
      [NAME, 30, undefined],
      [NAME, 31, 60],
    ]);
    assert.deepEqual(told(...both, visit(60, "out")), [
      [NAME, 30, undefined],
      [NAME, 31, undefined],
    ]);
    assert.deepEqual(told(...both, visit(60, "out", { phone: "0900000000" })).length, 3);
    assert.deepEqual(told(visit(30, "in", { birthYear: "1950" }), visit(40, "out", { birthYear: "1951" })), [
      [NAME, 30, undefined],
      [NAME, undefined, 40],
    ]);
    // By name alone two who come are two.
    assert.equal(told(visit(30, "in"), visit(31, "in")).length, 2);
  });

  it("who is noted in twice has been there since the first time", () => {
    assert.deepEqual(
      told(
        visit(30, "in", { birthYear: "1950" }),
        visit(31, "in", { birthYear: "1950", phone: "0912345678" }),
        visit(80, "out", { phone: "0912345678" }),
      ),
      [[NAME, 30, 80]],
    );
  });

  it("who gives a token back is who was lent it last, by whatever name", () => {
    const lent = [
      visit(30, "in", { token: 5 }),
      visit(60, "in", { token: 5, name: "Trần Văn Ba" }),
      visit(61, "in", { token: 6, name: "Lê Thị Tư" }),
    ] as const;
    assert.deepEqual(told(...lent, visit(90, "out", { token: 5, name: "Ba" })), [
      [NAME, 30, undefined],
      ["Trần Văn Ba", 60, 90],
      ["Lê Thị Tư", 61, undefined],
    ]);
    assert.deepEqual(visitorsFrom([...lent, visit(90, "out")])[0], {
      name: NAME,
      id: lent[0].id,
      by: "spoken",
      gate: "north",
      stay: { from: 30, to: 90 },
      token: 5,
    });
  });
});
