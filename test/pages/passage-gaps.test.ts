/** What could not be looked at of a day at gates is said, each kind in words of its own. */
import assert from "node:assert/strict";
import type { CasePassages, GateDay } from "../../host-tools/contract/gates.ts";
import { dayBefore } from "../../host-tools/contract/province-time.ts";
import { daysToAsk, passageGaps } from "../../host-tools/pages/desk/services/passage-gaps.ts";
import { PASSAGES } from "../../host-tools/pages/desk/texts/passages.ts";

const gate = (told: GateDay) => ({
  name: `Cổng ${told}`,
  placeName: "Nhà máy",
  zone: "Xưởng A",
  told,
  heardAt: "2026-11-22T05:00:00.000Z",
});
const NOTHING: CasePassages = {
  day: "2026-11-22",
  stays: [],
  others: [],
  visitors: [],
  unknown: 0,
  gates: [gate("brought")],
  elsewhere: { gates: 0, lacking: 0 },
};

describe("what could not be looked at of a day at gates", () => {
  for (const language of ["vi", "en"] as const) {
    const t = PASSAGES[language];
    const gapsOf = (more: Partial<CasePassages>) => passageGaps({ ...NOTHING, ...more }, "Phường", t);

    it(`is nothing where every gate brought the day (${language})`, () => {
      assert.deepEqual(gapsOf({}), []);
      assert.deepEqual(gapsOf({ elsewhere: { gates: 3, lacking: 0 } }), []);
    });

    it(`has other words for no gate, a silent one, one that is behind, one that never came, and a day that is deleted (${language})`, () => {
      const each = [
        gapsOf({ gates: [] }),
        gapsOf({ gates: [], elsewhere: { gates: 2, lacking: 0 } }),
        gapsOf({ gates: [gate("silent")] }),
        gapsOf({ gates: [gate("behind")] }),
        gapsOf({ gates: [gate("never")] }),
        gapsOf({ elsewhere: { gates: 9, lacking: 4 } }),
        gapsOf({ firstKept: "2026-11-22T00:00:00.000Z" }),
        gapsOf({ firstKept: "2026-11-22T17:00:00.000Z", gates: [gate("deleted")] }),
        gapsOf({ gates: [gate("visitors")] }),
      ];
      for (const lines of each) assert.equal(lines.length, 1, lines.join(" | "));
      assert.equal(new Set(each.flat()).size, each.length);
      assert.deepEqual(each[0], [t.noGate]);
      assert.deepEqual(each[7], [t.deletedAll]);
      assert.match(each[2]![0]!, /Cổng silent/);
      assert.match(each[8]![0]!, /(?:Chỉ có khách|Visitors alone).*Cổng visitors/);
      assert.match(each[3]![0]!, /Cổng behind \(12:00 22\/11\/2026\)/);
    });
  }

  it("is asked of days of the period that have begun, the newest first", () => {
    const before = (day: string) => dayBefore(day, 1);
    assert.deepEqual(daysToAsk("2026-11-30", "2026-12-09", "2026-12-01", before), [
      "2026-12-01",
      "2026-11-30",
    ]);
    assert.deepEqual(daysToAsk("2026-11-30", "2026-11-30", "2026-12-01", before), ["2026-11-30"]);
    assert.deepEqual(daysToAsk("2026-12-02", "2026-12-09", "2026-12-01", before), []);
  });
});
