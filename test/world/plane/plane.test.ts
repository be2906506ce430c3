import assert from "node:assert/strict";
import { Stream } from "../../../host-tools/lib/random.ts";
import { DAY_MS, MINUTE_MS } from "../../../host-tools/lib/time.ts";
import { Floor } from "../../../host-tools/world/floor.ts";
import { planeReport } from "../../../host-tools/world/no-plane.ts";
import {
  bearing,
  degreesBetween,
  metresBetween,
  wallsBetween,
} from "../../../host-tools/world/plane/geometry.ts";
import { isInside, siteOf } from "../../../host-tools/world/plane/site.ts";
import { QUICKEST_METRES_PER_SECOND } from "../../../host-tools/world/plane/tracks.ts";
import { Propagation } from "../../../host-tools/world/propagation.ts";
import { WEARINGS } from "../../../host-tools/world/radio-parameters.ts";
import { OUT } from "../../../host-tools/world/rooms.ts";
import { Scene } from "../../../host-tools/world/scene.ts";
import { sceneOf } from "../../../host-tools/world/scene-of.ts";
import { SHIFT_NAMES } from "../../../host-tools/world/shift-plans.ts";
import { playShift } from "../../../host-tools/world/shifts.ts";
import { SEED } from "../../support/seed.ts";

const shift = (name: string, people = 40, seed = SEED) =>
  playShift(name, { people, seed, geometry: "plane" });

describe("a shift on a plane", () => {
  for (const name of SHIFT_NAMES) {
    const day = shift(name);
    const scene = sceneOf(day, 3);
    const stream = new Stream(SEED, 1);
    const anybody = () => stream.below(day.people.length);
    const anytime = () => stream.between(day.startAt, day.endAt);

    it(`${name}: distances are the same both ways and close to triangles`, () => {
      let looked = 0;
      for (let i = 0; i < 4000; i++) {
        const [a, b, c, t] = [anybody(), anybody(), anybody(), anytime()];
        if (a === b || b === c || a === c) continue;
        const [ab, bc, ac] = [scene.distance(a, b, t), scene.distance(b, c, t), scene.distance(a, c, t)];
        assert.equal(ab, scene.distance(b, a, t));
        assert.deepEqual(scene.relation(a, b, t), scene.relation(b, a, t));
        if (![ab, bc, ac].every(Number.isFinite)) continue;
        looked++;
        assert.ok(ac <= ab + bc + 1e-9, `${a} ${b} ${c} at ${t}: ${ac} > ${ab} + ${bc}`);
      }
      assert.ok(looked > 20, String(looked));
      assert.equal(planeReport(scene).triplesWithoutPlane, 0);
    });

    it(`${name}: nobody leaves the room they stay in, jumps or runs`, () => {
      for (const track of day.plane!.tracks) for (const part of track.parts) assert.ok(part.to > part.from);
      for (let person = 0; person < day.people.length; person++) {
        const track = day.plane!.tracks[person]!;
        for (let i = 1; i < track.parts.length; i++)
          assert.equal(track.parts[i]!.from, track.parts[i - 1]!.to);
        let last: { t: number; point: { x: number; y: number } } | undefined;
        for (let t = day.startAt; t < day.startAt + 90 * MINUTE_MS; t += 700) {
          const stance = track.at(t);
          if (stance && last) {
            const speed = metresBetween(stance.point, last.point) / ((t - last.t) / 1000);
            assert.ok(speed <= QUICKEST_METRES_PER_SECOND, `${day.people[person]}: ${speed} m/s`);
          }
          last = stance && { t, point: stance.point };
        }
      }
    });

    it(`${name}: the truth is who was within 2 m with no wall between`, () => {
      for (let i = 0; i < 300; i++) {
        const pair = scene.pairs[stream.below(scene.pairs.length)]!;
        for (const minute of pair.presence) {
          const seen = [10_000, 30_000, 50_000].map((ms) =>
            scene.relation(pair.a, pair.b, minute * MINUTE_MS + ms),
          );
          const near = seen.filter((relation) => relation && relation.metres <= 2 && relation.walls === 0);
          assert.ok(near.length >= 2, `${pair.a} ${pair.b} in minute ${minute}`);
        }
      }
    });
  }

  it("is a function of the seed and not of the order of questions", () => {
    const [one, two, three] = [
      sceneOf(shift("park"), 4),
      sceneOf(shift("park"), 4),
      sceneOf(shift("park", 40, SEED + 1), 4),
    ];
    const times = Array.from({ length: 50 }, (_, i) => one.day.startAt + i * 7.3 * MINUTE_MS);
    const forward = times.map((t) => one.relation(2, 9, t));
    assert.deepEqual(
      times.toReversed().map((t) => two.relation(9, 2, t)),
      forward.toReversed(),
    );
    assert.notDeepEqual(
      times.map((t) => three.relation(2, 9, t)),
      forward,
    );
  });

  it("keeps people inside the rooms of their stays", () => {
    const day = shift("school", 60);
    const seats = day.plane!.tracks.flatMap(({ parts }) => parts.filter((part) => part.kind === "stay"));
    const names = [...new Set(seats.map(({ room }) => room))];
    const counts = new Map<string, number[]>();
    for (const name of names) {
      const [kind, index] = [name.replace(/-\d+$/, ""), Number(name.match(/\d+$/)![0]) - 1];
      const list = counts.get(kind) ?? [];
      counts.set(kind, list);
      list[index] = 30;
    }
    const { rooms } = siteOf(counts);
    for (const track of day.plane!.tracks)
      for (const part of track.parts) {
        if (part.kind !== "stay") continue;
        for (const share of [0.01, 0.3, 0.6, 0.99]) {
          const { point } = track.at(part.from + share * (part.to - part.from))!;
          assert.ok(isInside(rooms.get(part.room)!, point), `${part.room}: ${point.x}, ${point.y}`);
        }
      }
  });

  it("turns a body once for everybody who hears it", () => {
    const day = shift("park");
    const scene = sceneOf(day, 1);
    const stream = new Stream(SEED, 2);
    for (let i = 0; i < 500; i++) {
      const [a, b] = [stream.below(40), stream.below(40)];
      const t = stream.between(day.startAt, day.endAt);
      const relation = a === b ? undefined : scene.relation(a, b, t);
      if (!relation) continue;
      const { tracks } = day.plane!;
      const [one, other] = [tracks[Math.min(a, b)]!.at(t)!, tracks[Math.max(a, b)]!.at(t)!];
      const [first, second] = relation.turned!;
      assert.ok(Math.abs(first - degreesBetween(one.heading, bearing(one.point, other.point))) < 1e-9);
      assert.ok(Math.abs(second - degreesBetween(other.heading, bearing(other.point, one.point))) < 1e-9);
    }
  });

  it("counts walls: none to the mate in the room, one to the next room, none through an open door", () => {
    const { rooms, walls } = siteOf(new Map([["class", [20, 20, 20]]]));
    const [first, across, next] = ["class-1", "class-2", "class-3"].map((name) => rooms.get(name)!);
    const seat = (room: typeof first) => room!.seats[7]!.point;
    assert.equal(wallsBetween(first!.seats[0]!.point, seat(first), walls), 0);
    assert.equal(wallsBetween(seat(first), { x: next!.corner.x + 1, y: seat(first).y }, walls), 1);
    const [x, y] = [first!.door.x, first!.door.y];
    assert.equal(wallsBetween({ x, y: y + 2 }, first!.lane, walls), 0);
    assert.equal(wallsBetween({ x: x - 2, y: y + 2 }, { x: x - 2, y: first!.lane.y }, walls), 1);
    assert.equal(wallsBetween({ x: x - 2, y: y + 2 }, { x: x - 2, y: across!.corner.y + 1 }, walls), 2);
  });
});

describe("how a token is worn", () => {
  it("is drawn anew with each putting on, and spreads half as much on lanyards", () => {
    const day = shift("park");
    const scene = sceneOf(day, 1);
    const DAYS = 10;
    const offsets = (wearing: keyof typeof WEARINGS) => {
      const propagation = new Propagation(scene, WEARINGS[wearing], SEED);
      return day.people.flatMap((_, person) =>
        Array.from({ length: DAYS }, (_, at) => {
          const morning = propagation.wearerOffset(person, day.startAt + at * DAY_MS);
          assert.equal(propagation.wearerOffset(person, day.endAt - 1 + at * DAY_MS), morning);
          return morning;
        }),
      );
    };
    const sd = (values: readonly number[]) =>
      Math.sqrt(values.reduce((sum, x) => sum + x * x, 0) / values.length);
    for (const [wearing, expected] of [
      ["anyhow", 3.2],
      ["lanyards", 1.5],
    ] as const) {
      const found = offsets(wearing);
      assert.ok(Math.abs(sd(found) - expected) < 0.2 * expected, `${wearing}: ${sd(found)}`);
      // From one day to the next it is another draw.
      const change = sd(found.flatMap((offset, i) => (i % DAYS === 0 ? [] : [offset - found[i - 1]!])));
      assert.ok(Math.abs(change / Math.SQRT2 - expected) < 0.2 * expected, `${wearing}: ${change}`);
    }
  });
});

describe("distances of pairs without places", () => {
  it("agree with no plane for most triples, and the report says so", () => {
    const report = planeReport(new Scene(playShift("park", { people: 40 }), 1));
    assert.equal(report.pairs, (40 * 39) / 2);
    assert.ok(report.triplesWithoutPlane > 0.05 * report.triples, JSON.stringify(report));
    assert.ok(report.pairsWithoutPlane > 0 && report.pairsWithoutPlane <= report.pairs);
  });

  it("count a pair that is further apart than the way over a third person, and nobody who is out", () => {
    const metres = [
      [0, 1, 9, 1],
      [1, 0, 2, 1],
      [9, 2, 0, 8],
      [1, 1, 8, 0],
    ];
    const rooms = { startAt: 0, minutes: 30, table: new Int16Array(), position: [] };
    const day = { people: ["a", "b", "c", "d"] } as never;
    const report = (out: number) =>
      planeReport({
        day,
        rooms,
        distance: (a, b) => (a === out || b === out ? Number.POSITIVE_INFINITY : metres[a]![b]!),
      });
    assert.deepEqual(report(3), { pairs: 3, pairsWithoutPlane: 1, triples: 1, triplesWithoutPlane: 1 });
    assert.deepEqual(report(0), { pairs: 3, pairsWithoutPlane: 1, triples: 1, triplesWithoutPlane: 1 });
    assert.deepEqual(report(2), { pairs: 3, pairsWithoutPlane: 0, triples: 1, triplesWithoutPlane: 0 });
  });
});

describe("a floor with one turn of a body", () => {
  it("keeps its places and turns each body once for everybody", () => {
    const options = { people: 12, diameter: 6, apart: 0.5, seed: 4, startAt: 0, stayMinutes: 60 };
    const [drawn, turned] = [new Floor(options), new Floor({ ...options, bodies: "one turn" })];
    const t = 25 * MINUTE_MS;
    assert.equal(turned.distance(3, 4, t), drawn.distance(3, 4, t));
    assert.equal(drawn.relation(3, 4, t)!.turned, undefined);
    assert.deepEqual(turned.relation(3, 4, t), turned.relation(4, 3, t));
    // Somebody in the middle of others cannot be turned from all of them alike.
    const ofOne = [0, 1, 2, 3, 4].map((other) => turned.relation(other, 11, t)!.turned![1]);
    assert.ok(Math.max(...ofOne) - Math.min(...ofOne) > 10);
    assert.notEqual(turned.roomAt(0, t), OUT);
  });
});
