/** What is told of a week at gates leaves each `*` any of 1 to 7: another week that would be told the same is made for each. */
import assert from "node:assert/strict";
import fc from "fast-check";
import {
  DAYS_OF_WEEK,
  HOURS_OF_DAY,
  isCounted,
  toldByHand,
  toldHours,
} from "../../host-tools/contract/gate-hours.ts";
import { dayStart } from "../../host-tools/contract/province-time.ts";
import { isFew, sum, type Told, told } from "../../host-tools/contract/small-numbers.ts";
import { gateWeek } from "../../host-tools/server/gates/gate-weeks.ts";

const MONDAY = "2026-11-16";
const SUNDAY_OVER = dayStart("2026-11-23");
/** Seven days of 24 hours. */
type Week = readonly (readonly number[])[];

const gate = (heardAt: number, enrolledAt?: number) => ({
  id: "cổng",
  place: "nhà-máy",
  name: "Cổng 1",
  zone: "Xưởng",
  addedAt: 0,
  ...(enrolledAt === undefined ? {} : { enrolledAt }),
  heardAt,
});

function toldOf(week: Week, heardAt = SUNDAY_OVER, passages = 0, enrolledAt?: number) {
  const first = dayStart(MONDAY) / 3_600_000;
  const counts = week.flatMap((hours, day) =>
    hours.map((ids, hour) => ({
      gate: "cổng",
      way: "in" as const,
      hour: first + day * HOURS_OF_DAY + hour,
      ids,
    })),
  );
  const { days, hours, byHand } = gateWeek(gate(heardAt, enrolledAt), MONDAY, counts, {
    times: 1,
    people: 90,
    passages,
  });
  return { days: days.map((day) => day?.in), hours: hours.in, byHand };
}

const total = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);

/** Numbers within their ranges that add up to `all`. */
function fitted(ranges: readonly Told[], all: number): number[] {
  let rest = all - sum(ranges).least;
  return ranges.map(({ least, most }) => {
    const more = Math.max(0, Math.min(rest, most - least));
    rest -= more;
    return least + more;
  });
}

/** A week with these sums of days and of hours. */
function weekOf(days: readonly number[], hours: readonly number[]): number[][] {
  const left = [...hours];
  return days.map((all) => {
    let rest = all;
    return left.map((some, hour) => {
      const here = Math.min(some, rest);
      left[hour] = some - here;
      rest -= here;
      return here;
    });
  });
}

const exactly = (count: number): Told => ({ least: count, most: count });

/** A week in which one hour is `value` and that is told the same, by what is told alone. */
function otherWeek(week: Week, hour: number, value: number): number[][] {
  const { days, hours } = toldOf(week);
  const counted = days.map((day) => (isCounted(day) ? day : exactly(0)));
  const ranges = hours!.map((one, at) => (at === hour ? exactly(value) : one));
  const [ofDays, ofHours] = [sum(counted), sum(ranges)];
  const all = Math.max(ofDays.least, ofHours.least);
  const made = weekOf(fitted(counted, all), fitted(ranges, all));
  return made.map((some, day) => (isCounted(days[day]) ? some : [...week[day]!]));
}

const hourOf = fc.oneof(
  { weight: 6, arbitrary: fc.constant(0) },
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 3 }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 60 }) },
);
const anyWeek: fc.Arbitrary<Week> = fc.array(
  fc.oneof(
    fc.array(hourOf, { minLength: HOURS_OF_DAY, maxLength: HOURS_OF_DAY }),
    fc
      .tuple(fc.nat(HOURS_OF_DAY - 1), fc.integer({ min: 0, max: 12 }))
      .map(([at, ids]) => Array.from({ length: HOURS_OF_DAY }, (_, hour) => (hour === at ? ids : 0))),
  ),
  { minLength: DAYS_OF_WEEK, maxLength: DAYS_OF_WEEK },
);

describe("counts of a gate's week", function () {
  this.timeout(60_000);

  it("leave each * of a day and of an hour any of 1 to 7, for who knows this program", () => {
    let [days, hours] = [0, 0];
    fc.assert(
      fc.property(anyWeek, (week) => {
        const shown = toldOf(week);
        for (const [day, one] of shown.days.entries()) {
          if (!one || !isFew(one)) continue;
          days++;
          for (let value = 1; value <= 7; value++) {
            const other = week.map((some, at) =>
              at === day ? some.map((_, hour) => (hour === 9 ? value : 0)) : some,
            );
            assert.deepEqual(toldOf(other), shown);
          }
        }
        for (const [hour, one] of (shown.hours ?? []).entries()) {
          if (!isFew(one)) continue;
          hours++;
          for (let value = 1; value <= 7; value++) {
            const other = otherWeek(week, hour, value);
            assert.deepEqual(toldOf(other), shown);
            assert.equal(
              total(other.map((some, day) => (isCounted(shown.days[day]) ? some[hour]! : 0))),
              value,
            );
          }
        }
      }),
      { numRuns: 100 },
    );
    assert.ok(days > 50 && hours > 50, `${days} days, ${hours} hours`);
  });

  it("tell no hours where they would tell a *, and none of a single day", () => {
    const single = (hour: number, ids: number) =>
      Array.from({ length: HOURS_OF_DAY }, (_, at) => (at === hour ? ids : 0));
    const quiet = single(0, 0);
    const [eight, nine] = [single(8, 8), single(9, 9)];
    const rest = Array.from({ length: DAYS_OF_WEEK - 2 }, () => quiet);
    assert.ok(toldOf([eight, nine, ...rest]).hours);
    assert.equal(toldOf([eight, quiet, ...rest]).hours, undefined);
    // Twenty hours in which one came, of two days of 10: they could be no others.
    const ones = Array.from({ length: HOURS_OF_DAY }, (_, at) => (at < 10 ? 1 : 0));
    const others = Array.from({ length: HOURS_OF_DAY }, (_, at) => (at >= 10 && at < 20 ? 1 : 0));
    assert.equal(toldOf([ones, others, ...rest]).hours, undefined);
    // A day of few is in no hour.
    const few = single(3, 5);
    assert.equal(toldOf([eight, nine, few, ...rest.slice(1)]).hours![3]!.most, 0);
  });

  it("tell of counts by hand only what leaves every day as open as it was", () => {
    let toldOnes = 0;
    fc.assert(
      fc.property(anyWeek, fc.nat(60), (week, some) => {
        const passages = Math.min(some, total(week.map(total)));
        const shown = toldOf(week, SUNDAY_OVER, passages);
        if (!shown.byHand) return;
        toldOnes++;
        // What the gate told meanwhile is in the days: whatever each of them is, there is room for it.
        assert.ok(shown.byHand.passages.most <= sum(shown.days.flatMap((day) => day ?? [])).least);
      }),
      { numRuns: 300 },
    );
    assert.ok(toldOnes > 50, String(toldOnes));
    const week = Array.from({ length: DAYS_OF_WEEK }, (_, day) =>
      Array.from({ length: HOURS_OF_DAY }, (_, hour) => (day === 0 && hour === 7 ? 14 : 0)),
    );
    // Of 13 to 17: it would be no fewer than 14.
    assert.equal(toldOf(week, SUNDAY_OVER, 14).byHand, undefined);
    assert.ok(toldOf(week, SUNDAY_OVER, 12).byHand);
    assert.equal(toldByHand([], { times: 3, people: 19, passages: 0 }), undefined, "too few people");
  });

  it("call a day unknown that the machine was not heard of behind, and never nought", () => {
    const week = Array.from({ length: DAYS_OF_WEEK }, () => new Array<number>(HOURS_OF_DAY).fill(0));
    assert.deepEqual(
      toldOf(week, SUNDAY_OVER - 1).days.map((day) => day && day.most),
      [0, 0, 0, 0, 0, 0, undefined],
    );
    assert.deepEqual(toldHours([undefined, told(40)], new Array<number>(HOURS_OF_DAY).fill(0)), undefined);
  });

  it("call the days before a machine was let in unknown, but those on which another one wrote", () => {
    const week = Array.from({ length: DAYS_OF_WEEK }, (_, day) =>
      Array.from({ length: HOURS_OF_DAY }, (_, hour) => (hour === 7 && day === 0 ? 20 : 0)),
    );
    const wednesdayNoon = dayStart("2026-11-18") + 12 * 3_600_000;
    assert.deepEqual(
      toldOf(week, SUNDAY_OVER, 0, wednesdayNoon).days.map((day) => day && day.most),
      [22, undefined, 0, 0, 0, 0, 0],
    );
  });
});
