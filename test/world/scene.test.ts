import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { Stream } from "../../host-tools/lib/random.ts";
import { MINUTE_MS } from "../../host-tools/lib/time.ts";
import { parseContacts, pickDay, readContactFile } from "../../host-tools/world/contacts.ts";
import type { Day } from "../../host-tools/world/day.ts";
import { ROW_MS } from "../../host-tools/world/day.ts";
import { LARGEST_ROOM, OUT, SMALLEST_ROOM } from "../../host-tools/world/rooms.ts";
import { Scene } from "../../host-tools/world/scene.ts";
import { playShift } from "../../host-tools/world/shifts.ts";

const DATASETS = process.env.BLUEZONE_DATASETS;
const OFFICE = join(DATASETS ?? "", "office-2013", "contacts.tij.csv.gz");

/** The scene's positions against the truth of the same day, at random times. */
function agrees(day: Day, samples: number): void {
  const scene = new Scene(day, 11);
  const stream = new Stream(5);
  const seen = { facing: 0, "turned away": 0, "same room": 0, "behind walls": 0 };
  for (let i = 0; i < samples; i++) {
    const pair = scene.pairs[stream.below(scene.pairs.length)]!;
    const bout = pair.bouts[stream.below(pair.bouts.length)]!;
    const t = stream.chance(0.5)
      ? stream.between(bout.from, bout.to)
      : stream.between(day.startAt, day.endAt);
    const inside = pair.bouts.some(({ from, to }) => from <= t && t < to);
    const faces = pair.bouts.some(({ rows }) => rows.some((at) => at <= t && t < at + ROW_MS));
    const relation = scene.relation(pair.b, pair.a, t);
    assert.deepEqual(relation, scene.relation(pair.a, pair.b, t));
    if (relation) seen[relation.placement]++;
    const metres = scene.distance(pair.a, pair.b, t);
    if (faces) assert.ok(metres >= 0.5 && metres <= 1.5, `${metres} m face to face`);
    else if (inside) assert.ok(metres >= 1.5 && metres <= 2, `${metres} m within a bout`);
    else assert.ok(metres >= 2.5, `${metres} m outside bouts`);
    if (relation?.placement === "same room") assert.ok(metres <= 8 && relation.walls === 0);
    if (relation?.placement === "behind walls") assert.ok(metres >= 8 && relation.walls >= 1);
  }
  for (const [placement, count] of Object.entries(seen))
    assert.ok(count > samples / 200, `${placement}: ${count}`);
}

describe("scene", () => {
  it("agrees with the truth of a made-up shift", () => agrees(playShift("park", { people: 60 }), 4000));

  it("agrees with the truth of a recorded day, in rooms of 10 to 30", function () {
    if (!DATASETS || !existsSync(OFFICE)) {
      console.log(
        "      left out: set BLUEZONE_DATASETS to a folder that has office-2013/contacts.tij.csv.gz",
      );
      this.skip();
    }
    const day = pickDay(readContactFile(OFFICE), "2013-06-24");
    agrees(day, 4000);
    const { rooms } = new Scene(day, 1);
    for (let minute = 0; minute < rooms.minutes; minute += 30) {
      const sizes = new Map<number, number>();
      for (let person = 0; person < day.people.length; person++) {
        const first = person * rooms.minutes;
        const last = first + Math.min(rooms.minutes, minute + 30);
        const inBlock = rooms.table.subarray(first + minute, last);
        const room = inBlock.find((number) => number !== OUT);
        if (room !== undefined) sizes.set(room, (sizes.get(room) ?? 0) + 1);
      }
      const counts = [...sizes.values()];
      assert.ok(
        counts.every((count) => count <= LARGEST_ROOM),
        `${counts}`,
      );
      // Only people too few for one room are left with a smaller one.
      if (counts.length > 1) assert.ok(Math.min(...counts) >= SMALLEST_ROOM, `minute ${minute}: ${counts}`);
    }
  });

  it("people are in the building for half an hour around their rows, and out otherwise", () => {
    const minutes = (count: number) => 86_400 + count * 60;
    const day = pickDay(parseContacts(`${minutes(60)},a,b\n${minutes(65)},c,d\n${minutes(300)},c,d`, "test"));
    const scene = new Scene(day, 1);
    const at = (minute: number, other: number) =>
      scene.relation(0, other, (minutes(minute) + 10) * 1000)?.placement;
    assert.equal(at(60, 1), "facing");
    assert.equal(at(70, 2), "same room");
    assert.equal(at(89, 2), "same room");
    assert.equal(at(92, 2), undefined);
    assert.equal(at(300, 2), undefined);
    assert.equal(scene.distance(0, 2, (minutes(300) + 10) * 1000), Number.POSITIVE_INFINITY);
  });

  it("is a function of the seed and not of the order of questions", () => {
    const day = playShift("ward");
    const one = new Scene(day, 4);
    const two = new Scene(day, 4);
    const times = Array.from({ length: 50 }, (_, i) => day.startAt + i * 7.3 * MINUTE_MS);
    const forward = times.map((t) => one.distance(2, 9, t));
    const backward = [...times]
      .reverse()
      .map((t) => two.distance(9, 2, t))
      .reverse();
    assert.deepEqual(forward, backward);
    assert.notDeepEqual(
      forward,
      times.map((t) => new Scene(day, 5).distance(2, 9, t)),
    );
  });

  it("names the distance that two people held for a quarter of an hour", () => {
    const day = playShift("park");
    const scene = new Scene(day, 2);
    const close = scene.pairs.filter((pair) => pair.presence.length >= 16);
    assert.ok(close.length > 20);
    for (const pair of close) assert.ok(scene.distanceHeldFor(pair.a, pair.b, 15) <= 2);
    for (const pair of scene.pairs) {
      if (pair.presence.length < 10) assert.ok(scene.distanceHeldFor(pair.a, pair.b, 15) >= 2.5);
    }
  });
});
