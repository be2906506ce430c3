import assert from "node:assert/strict";
import { dayAfter, dayStart } from "../../host-tools/contract/province-time.ts";
import { ORGANISATION_KINDS, type OrganisationKind } from "../../host-tools/contract/vocabulary.ts";
import { holidayOn, isWorkingDay, KNOWN_TO, silentSince } from "../../host-tools/contract/working-days.ts";

const DAY_MS = 86_400_000;
const noon = (day: string) => dayStart(day) + DAY_MS / 2;
/** Days of silence that a place is given at noon of a day. */
const givenOn = (day: string, kind: OrganisationKind | undefined) =>
  (noon(day) - silentSince(noon(day), kind)) / DAY_MS;

describe("working days", () => {
  it("are told by what an organisation is: offices rest on weekends, factories on Sundays, markets never", () => {
    const week = [
      "2026-11-16",
      "2026-11-17",
      "2026-11-18",
      "2026-11-19",
      "2026-11-20",
      "2026-11-21",
      "2026-11-22",
    ];
    const works = (kind: OrganisationKind | undefined) =>
      week.filter((day) => isWorkingDay(day, kind)).length;
    assert.deepEqual(
      ["office", "enterprise", "market"].map((kind) => works(kind as OrganisationKind)),
      [5, 6, 7],
    );
    assert.equal(works(undefined), 7);
  });

  it("know the holidays of 2026 to 2028, and Saturdays that are worked instead", () => {
    for (const year of [2026, 2027, 2028])
      for (const day of ["01-01", "04-30", "05-01", "09-02"])
        assert.ok(holidayOn(`${year}-${day}`), `${year}-${day}`);
    // First days of lunar years, and the 10th of the third month, as almanacs have them.
    for (const day of ["2026-02-17", "2027-02-06", "2028-01-26"])
      assert.equal(holidayOn(day), "Tết Nguyên đán");
    for (const day of ["2026-04-26", "2027-04-16", "2028-04-04"]) assert.equal(holidayOn(day), "Giỗ Tổ");
    for (const year of [2026, 2027, 2028]) assert.equal(holidayOn(`${year}-11-24`), "Ngày Văn hóa Việt Nam");
    assert.equal(givenOn("2026-11-25", "office"), 8);
    assert.ok(isWorkingDay("2026-08-22", "office") && !isWorkingDay("2026-08-29", "office"));
    assert.ok(!isWorkingDay("2026-08-31", "school") && isWorkingDay("2026-08-31", "hospital"));
  });

  it("of Tết are at least five that nobody would have rested on anyway, each year", () => {
    for (const first of ["2026-02-17", "2027-02-06", "2028-01-26"]) {
      let off = 0;
      for (let day = dayAfter(first, -7); day < dayAfter(first, 10); day = dayAfter(day, 1)) {
        const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
        if (holidayOn(day) && weekday !== 0 && weekday !== 6) off++;
      }
      assert.ok(off >= 5, `${first}: ${off}`);
    }
  });

  it("make silence of an office a week and the days off in it, never less than a week", () => {
    assert.equal(givenOn("2026-11-18", "office"), 7);
    assert.equal(givenOn("2026-11-21", "office"), 7, "also on a weekend");
    // The Monday after Tết: a week's work lies between 9 February and it.
    assert.equal(givenOn("2026-02-23", "office"), 14);
    assert.equal(givenOn("2026-02-23", "market"), 7);
    assert.equal(givenOn("2026-02-23", undefined), 7, "people of a commune have no days off");
    for (const kind of ORGANISATION_KINDS)
      for (let day = "2026-01-01"; day <= KNOWN_TO; day = dayAfter(day, 1))
        assert.ok(givenOn(day, kind) >= 7 && givenOn(day, kind) <= 21, `${kind} on ${day}`);
  });
});
