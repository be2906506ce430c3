import assert from "node:assert/strict";
import { dayStart } from "../../host-tools/contract/province-time.ts";
import { emptyLine, visitsOfLine } from "../../host-tools/pages/cong/visits/paper-line.ts";
import { PAPER_TEXTS } from "../../host-tools/pages/cong/visits/paper-texts.ts";

const DAY = "2026-11-22";
const NOON = dayStart(DAY) + 12 * 3_600_000;
const line = (more: Partial<ReturnType<typeof emptyLine>>) => ({ ...emptyLine(), ...more });
const of = (more: Parameters<typeof line>[0], now = NOON) => visitsOfLine(line(more), DAY, now);

describe("a line of the paper sheet", () => {
  it("is an in, an out or both, at the typed minutes of its day, under numbers that stay", () => {
    const both = line({ name: " Lan ", phone: "0912 345 678", host: "Kho", in: "7:32", out: "1105" });
    const read = visitsOfLine(both, DAY, NOON);
    assert.ok("visits" in read);
    const first = dayStart(DAY) / 60_000;
    const told = { by: "paper", name: "Lan", phone: "0912 345 678", host: "Kho" };
    assert.deepEqual(read.visits, [
      { id: both.ids.in, minute: first + 452, direction: "in", ...told },
      { id: both.ids.out, minute: first + 665, direction: "out", ...told },
    ]);
    assert.notEqual(both.ids.in, both.ids.out);
    for (const text of ["7:32", "07.32", "7h32", "732", "0732", " 7 32 ", "7 g 32"]) {
      const one = of({ name: "Lan", in: text });
      assert.ok("visits" in one, text);
      assert.equal(one.visits[0]!.minute, first + 452, text);
    }
  });

  it("that is wrong says what, and where", () => {
    const cases = [
      [{ in: "7:00" }, "no-name", "name"],
      [{ name: "030150001234", in: "7:00" }, "name", "name"],
      [{ name: "Lan", phone: "gọi sau", in: "7:00" }, "phone", "phone"],
      [{ name: "Lan", host: "123456789", in: "7:00" }, "host", "host"],
      [{ name: "Lan" }, "no-time", "in"],
      [{ name: "Lan", in: "sáng" }, "time", "in"],
      [{ name: "Lan", in: "25:00" }, "time", "in"],
      [{ name: "Lan", in: "7:61" }, "time", "in"],
      [{ name: "Lan", in: "9:00", out: "8:59" }, "order", "out"],
      [{ name: "Lan", in: "12:01" }, "future", "in"],
    ] as const;
    for (const [more, wrong, field] of cases)
      assert.deepEqual(of(more), { wrong, field }, JSON.stringify(more));
    for (const { wrong } of Object.values(PAPER_TEXTS))
      assert.deepEqual(Object.keys(wrong).sort(), [...new Set(cases.map(([, one]) => one))].sort());
  });
});
