import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import {
  dayBefore,
  dayEnd,
  dayInProvince,
  dayStart,
  isDay,
  minuteInProvince,
} from "../../host-tools/contract/province-time.ts";
import { provinceDate } from "../../protocol/contact.ts";

/** By Unicode's own calendar, which knows the zone by its name. */
const CALENDAR = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Ho_Chi_Minh", dateStyle: "short" });
const time = fc.integer({ min: Date.UTC(1976, 0, 1), max: Date.UTC(2099, 0, 1) });

describe("the province's time", () => {
  it("is UTC+7: the day changes at 17:00 UTC, not at seven in the morning", () => {
    const rows = [
      ["2026-12-31T16:59:59.999Z", "2026-12-31T23:59"],
      ["2026-12-31T17:00:00.000Z", "2027-01-01T00:00"],
      ["2026-12-31T23:59:59.999Z", "2027-01-01T06:59"],
      ["2027-01-01T00:00:00.000Z", "2027-01-01T07:00"],
      ["2028-02-28T17:00:00.000Z", "2028-02-29T00:00"],
    ] as const;
    for (const [world, local] of rows) {
      assert.equal(minuteInProvince(Date.parse(world)), local);
      assert.equal(dayInProvince(Date.parse(world)), local.slice(0, 10));
    }
  });

  it("agrees with Unicode's calendar and with the days of contacts at any time", () => {
    fc.assert(
      fc.property(time, (at) => {
        const day = dayInProvince(at);
        assert.equal(day, CALENDAR.format(at));
        assert.equal(day, provinceDate(Math.floor(at / 60_000)));
        assert.ok(dayStart(day) <= at && at < dayEnd(day));
        assert.equal(dayInProvince(dayStart(day) - 1), dayBefore(day, 1));
        assert.ok(isDay(day));
      }),
    );
    for (const text of ["2026-02-29", "2026-13-01", "2026-1-1", "2026", ""]) assert.ok(!isDay(text), text);
  });
});

/** What makes a day of a time in another zone than the province's, or in the zone of whoever runs it. */
const OTHER_DAYS =
  /toISOString\(\)\.slice\(0, ?10\)|isoDateOf|\.get(?:UTC)?(?:Date|Day|Month|FullYear|Hours)\(|toLocale(?:Date|Time)String|7 \* (?:60|3_?600)|PROVINCE_OFFSET/;
/** Each with why. */
const ALLOWED: Readonly<Record<string, string>> = {
  "contract/province-time.ts": "the one place",
  "server/audit/head-files.ts": "names of files, by the day in UTC as all files of the server",
  "server/cases/coverage.ts":
    "the command line asks for days of keys, which are UTC's, and its answer says so",
  "server/upkeep/backup.ts": "names of files, by the day in UTC as all files of the server",
};

describe("days for people", () => {
  it("are made in one place: nothing else in contract, pages, stations and server makes a day of a time", () => {
    const root = join(import.meta.dirname, "../../host-tools");
    const files = ["contract", "pages", "station", "server"].flatMap((wing) =>
      readdirSync(join(root, wing), { recursive: true, encoding: "utf8" })
        .filter((name) => /\.tsx?$/.test(name))
        .map((name) => `${wing}/${name}`),
    );
    const found = files.filter((name) => OTHER_DAYS.test(readFileSync(join(root, name), "utf8")));
    assert.deepEqual(found.sort(), Object.keys(ALLOWED).sort());
    assert.ok(files.length > 200, String(files.length));
  });
});
