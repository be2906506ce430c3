import assert from "node:assert/strict";
import { DAY_MS, MINUTE_MS } from "../../host-tools/lib/time.ts";
import { ROW_MS } from "../../host-tools/world/day.ts";
import { SHIFT_NAMES } from "../../host-tools/world/shift-plans.ts";
import { playShift, ShiftError } from "../../host-tools/world/shifts.ts";
import { pairTruths, truthSummary } from "../../host-tools/world/truth.ts";

describe("made-up shifts", () => {
  for (const name of SHIFT_NAMES) {
    it(`${name}: rows only among people who are in the same room, long and short meetings`, () => {
      const day = playShift(name, { seed: 3 });
      const stays = day.stays!;
      const roomAt = (person: number, at: number) =>
        stays.find((stay) => stay.person === person && stay.from <= at && at + ROW_MS <= stay.to)?.room;
      for (const row of day.rows) {
        assert.ok(row.a < row.b && row.b < day.people.length);
        assert.ok(row.at >= day.startAt && row.at + ROW_MS <= day.endAt);
        const room = roomAt(row.a, row.at);
        assert.ok(room !== undefined && room === roomAt(row.b, row.at), `row at ${row.at} in ${room}`);
      }
      const pairs = pairTruths(day.rows);
      const { pairs15 } = truthSummary(pairs);
      assert.ok(pairs15 >= day.people.length / 4, `${pairs15} pairs of 15 minutes`);
      assert.ok(pairs.filter((pair) => pair.presence.length < 15).length > 5, "some meet for less");
    });
  }

  it("nobody is in two rooms at once, and rooms hold 30 people or fewer", () => {
    for (const name of SHIFT_NAMES) {
      const day = playShift(name, { people: 130 });
      for (let at = day.startAt; at < day.endAt; at += 5 * MINUTE_MS) {
        const now = day.stays!.filter((stay) => stay.from <= at && at < stay.to);
        assert.equal(new Set(now.map((stay) => stay.person)).size, now.length);
        const sizes = new Map<string, number>();
        for (const { room } of now) sizes.set(room, (sizes.get(room) ?? 0) + 1);
        assert.ok(Math.max(0, ...sizes.values()) <= 33, `${name}: ${[...sizes.values()]}`);
      }
    }
  });

  it("the park's early shift runs 05:30-13:30 in Vietnam and crosses 00:00 UTC", () => {
    const day = playShift("park", { date: "2021-06-14" });
    assert.equal(new Date(day.startAt).toISOString(), "2021-06-13T22:30:00.000Z");
    assert.equal(new Date(day.endAt).toISOString(), "2021-06-14T06:30:00.000Z");
    const turn = Math.ceil(day.startAt / DAY_MS) * DAY_MS;
    const across = pairTruths(day.rows)
      .flatMap((pair) => pair.bouts)
      .filter((bout) => bout.from < turn && bout.to > turn);
    assert.ok(across.length > 5, "bouts go on across the change of day");
  });

  it("a seed gives one day, another seed another day", () => {
    assert.deepEqual(playShift("ward", { seed: 7 }), playShift("ward", { seed: 7 }));
    assert.notDeepEqual(playShift("ward", { seed: 7 }).rows, playShift("ward", { seed: 8 }).rows);
  });

  it("people and minutes are taken as asked", () => {
    const day = playShift("school", { people: 17, minutes: 40 });
    assert.equal(day.people.length, 17);
    assert.equal(day.endAt - day.startAt, 40 * MINUTE_MS);
    assert.ok(day.rows.every((row) => row.at + ROW_MS <= day.endAt));
    const whole = playShift("school", { people: 17 });
    assert.deepEqual(
      day.rows,
      whole.rows.filter((row) => row.at + ROW_MS <= day.endAt),
    );
    for (const bad of [{ people: 1 }, { people: 2.5 }, { minutes: 0 }, { minutes: 1441 }]) {
      assert.throws(() => playShift("school", bad), ShiftError);
    }
    assert.throws(() => playShift("office"), /unknown shift "office"; there are park, school, ward, market/);
    assert.throws(() => playShift("park", { date: "tomorrow" }), /not a date/);
  });
});
