import assert from "node:assert/strict";
import { weekdayOf } from "../../host-tools/contract/province-time.ts";
import { radioSchedule, SCRIPT } from "../../host-tools/word/loudspeaker.ts";
import { CALENDAR } from "../../host-tools/word/templates/calendar.ts";
import { RADIO_SCHEDULE } from "../../host-tools/word/templates/radio-schedule.ts";
import { UNITS } from "./contents.ts";
import { APART, COMMUNE, factsOf } from "./units.ts";

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
      { from: "16:45", to: "17:30" },
    ];
    const slots = radioSchedule(factsOf({ ...COMMUNE, radio: { sessions, weekdays: "monday-saturday" } }));
    assert.deepEqual([...new Set(slots.map(({ session }) => session.from))], ["06:00", "16:45"]);
    assert.ok(
      slots.some(({ day }) => weekdayOf(day) === 6) && slots.every(({ day }) => weekdayOf(day) !== 0),
    );
  });

  it("says that tokens are handed out on days on which they are", () => {
    const days = radioSchedule(factsOf(APART)).flatMap(({ day, item }) => (item === "hand-out" ? [day] : []));
    assert.deepEqual(
      [...new Set(days)].map((day) => Number(day.slice(8))),
      [4, 5, 6, 7, 8, 18, 19, 20, 21, 22],
    );
  });

  it("stands in the calendar as the schedule has it", () => {
    for (const unit of [...Object.values(UNITS), factsOf(APART)]) {
      const calendar = CALENDAR.templates[0]!.make(unit, "vi")!;
      const schedule = RADIO_SCHEDULE.make(unit, "vi")!;
      assert.ok(calendar.kind === "calendar" && schedule.kind === "calendar");
      const told = calendar.rows.filter(([, , channel]) => channel!.startsWith("Loa"));
      const read = schedule.rows.map(([day, , , script]) => `${day} ${script}`);
      for (const [day, , , what] of told) {
        const [script, last = day] = what!.split(", đến hết ");
        assert.ok(read.includes(`${day} ${script}`) && read.includes(`${last} ${script}`), what);
      }
      const scripts = (rows: readonly (readonly string[])[]) =>
        new Set(rows.map(([, , , what]) => what!.split(", đến hết ")[0]));
      assert.deepEqual(scripts(told), scripts(schedule.rows));
    }
  });

  it("asks nobody to come by once the programme has ended", () => {
    const slots = radioSchedule(factsOf({ ...COMMUNE, ends: "2027-01-27" }));
    assert.deepEqual(
      slots.filter(({ item }) => item === "sync").map(({ day }) => day),
      ["2027-01-25", "2027-01-25"],
    );
  });
});
