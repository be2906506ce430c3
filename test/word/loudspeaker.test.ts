import assert from "node:assert/strict";
import { weekdayOf } from "../../host-tools/contract/province-time.ts";
import { radioSchedule, SCRIPT } from "../../host-tools/word/loudspeaker.ts";
import { UNITS } from "./contents.ts";
import { COMMUNE, factsOf } from "./units.ts";

const minutes = (time: string) => {
  const [hour, minute] = time.split(":").map(Number);
  return hour! * 60 + minute!;
};

describe("what loudspeakers read when", () => {
  it("keeps to two sessions a day of a quarter of an hour, Monday to Friday", () => {
    for (const unit of Object.values(UNITS)) {
      const slots = radioSchedule(unit);
      for (const { day } of slots) {
        assert.ok(weekdayOf(day) >= 1 && weekdayOf(day) <= 5, day);
        assert.equal(slots.filter((slot) => slot.day === day).length, 2, day);
      }
      for (const { session } of slots) {
        const length = minutes(session.to) - minutes(session.from);
        assert.ok(length <= 15 && SCRIPT.readings * SCRIPT.seconds <= length * 60, session.from);
        assert.ok(session.from >= "05:15" && session.to <= "17:30");
      }
    }
  });

  it("announces before, reminds, tells of the days, asks to come by, and ends", () => {
    const slots = radioSchedule(UNITS.commune);
    const days = (item: string) => [
      ...new Set(slots.filter((slot) => slot.item === item).map(({ day }) => day)),
    ];
    assert.deepEqual(days("first"), ["2026-12-28", "2026-12-29", "2026-12-30", "2026-12-31"]);
    assert.deepEqual(days("reminder"), ["2027-01-01"]);
    assert.deepEqual([days("hand-out")[0], days("hand-out").at(-1)], ["2027-01-04", "2027-01-19"]);
    assert.deepEqual(days("sync"), ["2027-01-25", "2027-02-01", "2027-02-08", "2027-02-15"]);
    assert.deepEqual([days("end")[0], days("end").at(-1)], ["2027-06-23", "2027-06-30"]);
  });

  it("follows the hours that the unit names", () => {
    const sessions = [
      { from: "06:00", to: "06:15" },
      { from: "11:15", to: "11:45" },
      { from: "16:45", to: "17:30" },
    ];
    const slots = radioSchedule(factsOf({ ...COMMUNE, radio: { sessions, weekdays: "monday-saturday" } }));
    assert.deepEqual([...new Set(slots.map(({ session }) => session.from))], ["06:00", "11:15"]);
    assert.ok(
      slots.some(({ day }) => weekdayOf(day) === 6) && slots.every(({ day }) => weekdayOf(day) !== 0),
    );
  });

  it("asks nobody to come by once the programme has ended", () => {
    const slots = radioSchedule(factsOf({ ...COMMUNE, ends: "2027-01-27" }));
    assert.deepEqual(
      slots.filter(({ item }) => item === "sync").map(({ day }) => day),
      ["2027-01-25", "2027-01-25"],
    );
  });
});
