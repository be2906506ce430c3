import assert from "node:assert/strict";
import fc from "fast-check";
import type { Passage } from "../../host-tools/contract/gates.ts";
import { Gate, LayoutError } from "../../host-tools/gate/engine.ts";
import { type Layout, type Listener, REACH, SIDES_REACH, TAP_REACH } from "../../host-tools/gate/layout.ts";
import { type Call, type Sighting, sightingOf } from "../../host-tools/gate/sighting.ts";
import { encodeAdvert, type Tail } from "../../protocol/advert.ts";

const both: readonly Listener[] = [
  { name: "yard", side: "inside", lane: "passed" },
  { name: "road", side: "outside", lane: "passed" },
];
const lanes: readonly Listener[] = [
  { name: "lane 1", side: "door", lane: "in" },
  { name: "lane 2", side: "door", lane: "out" },
];
const layout = (listeners: readonly Listener[]): Layout => ({
  listeners,
  reach: listeners === both ? SIDES_REACH : REACH,
  tapReach: TAP_REACH,
});

/** Five minutes into a quarter of an hour. */
const NINE = Date.UTC(2026, 5, 1, 9, 5);
const TURN = Date.UTC(2026, 5, 1, 9, 15);

const sighting = (at: number, listener: string, more: Partial<Sighting> = {}): Sighting => ({
  at,
  listener,
  prefix: "0123456789ab",
  call: "background",
  loss: 10,
  ...more,
});

/** Adverts each 2 s on a listener, ms from NINE. */
function heard(
  listener: string,
  from: number,
  to: number,
  more: Partial<Sighting> = {},
  start = NINE,
): Sighting[] {
  const all: Sighting[] = [];
  for (let at = from; at < to; at += 2000) all.push(sighting(start + at, listener, more));
  return all;
}

/** What a gate tells of these sightings and of the minute behind them. */
function play(listeners: readonly Listener[], sightings: readonly Sighting[]): Passage[] {
  const gate = new Gate(layout(listeners));
  const told: Passage[] = [];
  const inOrder = [...sightings].sort((one, other) => one.at - other.at);
  let now = inOrder[0]?.at ?? NINE;
  const until = (at: number) => {
    for (; now <= at; now += 100) told.push(...gate.advance(now).passages);
  };
  for (const one of inOrder) {
    until(one.at);
    told.push(...gate.hear(one));
  }
  until(now + 60_000);
  return told;
}

const said = (passages: readonly Passage[]) =>
  passages.map(({ direction, evidence, minute }) => `${direction} by ${evidence} at ${minute % 60}`);

describe("A gate", () => {
  describe("with a listener on each side", () => {
    it("tells who comes in and who goes out, and when", () => {
      const road = heard("road", 0, 14_000);
      const yard = heard("yard", 18_000, 40_000);
      assert.deepEqual(said(play(both, [...road, ...yard])), ["in by sides at 5"]);
      const out = [...heard("yard", 0, 60_000), ...heard("road", 84_000, 100_000)];
      assert.deepEqual(said(play(both, out)), ["out by sides at 6"]);
    });

    it("takes a weak token for where it is heard now and then alone, and a few adverts across for nothing", () => {
      const weak = { loss: REACH + 1 };
      const road = [0, 20, 40].map((s) => sighting(NINE + s * 1000, "road", weak));
      const yard = [60, 68, 77, 86].map((s) => sighting(NINE + s * 1000, "yard", weak));
      assert.deepEqual(said(play(both, [...road, ...yard])), ["in by sides at 5"]);
      // Between the two, heard by one side three times as often as by the other, or for a while by it alone.
      const between = [
        ...heard("road", 0, 30_000),
        ...Array.from({ length: 21 }, (_, i) => sighting(NINE + 30_000 + 3000 * i, "yard")),
        ...[38, 46, 55, 63, 72, 80, 88].map((s) => sighting(NINE + s * 1000, "road")),
        ...heard("road", 92_000, 130_000),
      ];
      assert.deepEqual(play(both, between), []);
      const aWhile = [
        ...heard("road", 0, 30_000),
        ...heard("yard", 32_000, 54_000),
        ...heard("road", 56_000, 90_000),
      ];
      assert.deepEqual(play(both, aWhile), []);
    });

    it("remembers where somebody was while they walk in silence from one side to the other", () => {
      const walk = [...heard("road", 0, 14_000), ...heard("yard", 60_000, 84_000)];
      assert.deepEqual(said(play(both, walk)), ["in by sides at 5"]);
    });

    it("lets an advert that a lucky moment carries across change nothing", () => {
      const walk = [
        ...heard("road", 0, 20_000),
        sighting(NINE + 9000, "yard"),
        ...heard("yard", 24_000, 60_000),
        ...[33, 42, 51, 59].map((s) => sighting(NINE + s * 1000, "road")),
      ];
      assert.deepEqual(said(play(both, walk)), ["in by sides at 5"]);
      const stays = [
        ...heard("yard", 0, 240_000),
        ...[31, 95, 151].map((s) => sighting(NINE + s * 1000, "road")),
      ];
      assert.deepEqual(play(both, stays), []);
    });

    it("tells nothing of who stands at the door, sits in the yard or comes and turns back", () => {
      const atTheDoor = [...heard("road", 0, 300_000), ...heard("yard", 500, 300_000)];
      assert.deepEqual(play(both, atTheDoor), []);
      assert.deepEqual(play(both, heard("yard", 0, 400_000)), []);
      const turnsBack = [
        ...heard("road", 0, 60_000),
        ...heard("yard", 20_000, 34_000),
        ...heard("road", 60_000, 90_000),
      ];
      assert.deepEqual(play(both, turnsBack), []);
    });

    it("tells both when somebody comes in and goes out again", () => {
      const visit = [
        ...heard("road", 0, 14_000),
        ...heard("yard", 16_000, 120_000),
        ...heard("road", 144_000, 160_000),
      ];
      assert.deepEqual(said(play(both, visit)), ["in by sides at 5", "out by sides at 7"]);
    });

    it("notes who is where when IDs change, so that two rows make a passage", () => {
      const before = heard("road", -20_000, -1000, {}, TURN);
      const after = heard("yard", 1000, 40_000, { prefix: "ba9876543210" }, TURN);
      assert.deepEqual(
        play(both, [...before, ...after]).map(({ prefix, side, direction }) => [prefix, side, direction]),
        [
          ["ba9876543210", "inside", "there"],
          ["0123456789ab", "outside", "there"],
        ],
      );
    });

    it("hears nobody out of its reach", () => {
      const far = { loss: SIDES_REACH + 1 };
      assert.deepEqual(
        play(both, [...heard("road", 0, 14_000, far), ...heard("yard", 18_000, 40_000, far)]),
        [],
      );
    });

    it("counts IDs on the inner side, and no ID twice", () => {
      const gate = new Gate(layout(both));
      for (const one of [
        ...heard("yard", 0, 30_000),
        ...heard("yard", 0, 30_000, { prefix: "ffffffffffff" }),
      ])
        gate.hear(one);
      assert.equal(gate.inside(), 2);
      gate.advance(NINE + 62_000);
      assert.equal(gate.inside(), 0);
      assert.equal(new Gate(layout(lanes)).inside(), undefined);
    });
  });

  describe("with lanes", () => {
    const press = (from: number, listener: string, loss: number): Sighting[] =>
      Array.from({ length: 20 }, (_, index) =>
        sighting(NINE + from + index * 100, listener, { call: "tap", loss }),
      );

    it("tells a tap once, at the lane that heard it best, within 300 ms", () => {
      const told = play(lanes, [...press(0, "lane 1", 14), ...press(30, "lane 2", 6)]);
      assert.deepEqual(said(told), ["out by tap at 5"]);
      const gate = new Gate(layout(lanes));
      gate.hear(press(0, "lane 1", 6)[0]!);
      assert.equal(gate.advance(NINE + 300).taps.length, 1);
    });

    it("waits for the lane next by where only another one has heard a press, half a second at most", () => {
      const missed = [press(0, "lane 2", 14)[0]!, ...press(200, "lane 1", 5)];
      assert.deepEqual(said(play(lanes, missed)), ["in by tap at 5"]);
      const gate = new Gate(layout(lanes));
      gate.hear(press(0, "lane 2", 14)[0]!);
      assert.deepEqual(
        [300, 500].map((ms) => gate.advance(NINE + ms).taps.length),
        [0, 1],
      );
    });

    it("takes a press for the lane that hears it best over all its adverts, not for that of the luckiest one", () => {
      const lucky = press(0, "lane 2", 15).map((one, i) => (i === 1 ? { ...one, loss: 3 } : one));
      assert.deepEqual(said(play(lanes, [...press(0, "lane 1", 6), ...lucky])), ["in by tap at 5"]);
    });

    it("answers a second press, and counts it once; a press at the other lane counts", () => {
      const twice = [...press(0, "lane 1", 5), ...press(8000, "lane 1", 5)];
      assert.equal(play(lanes, twice).length, 1);
      const gate = new Gate(layout(lanes));
      const answered = twice.flatMap((one) => {
        gate.hear(one);
        return gate.advance(one.at + 200).taps;
      });
      assert.deepEqual(
        answered.map(({ isAgain }) => isAgain),
        [false, true],
      );
      assert.deepEqual(said(play(lanes, [...press(0, "lane 1", 5), ...press(20_000, "lane 2", 5)])), [
        "in by tap at 5",
        "out by tap at 5",
      ]);
    });

    it("does not count a press further away", () => {
      assert.deepEqual(play(lanes, press(0, "lane 1", TAP_REACH + 1)), []);
    });

    it("tells who walks by that they passed, and nothing of who stands there", () => {
      assert.deepEqual(said(play(lanes, heard("lane 1", 0, 12_000))), ["passed by walk at 5"]);
      assert.deepEqual(play(lanes, heard("lane 1", 0, 200_000)), []);
    });

    it("does not take somebody far away for one who walks by, whatever one lucky moment carries", () => {
      const far = heard("lane 1", 0, 12_000, { loss: TAP_REACH + 2 });
      assert.deepEqual(play(lanes, far), []);
      assert.deepEqual(play(lanes, [...far, sighting(NINE + 5000, "lane 1", { loss: 9 })]), []);
    });

    it("does not count twice who taps and walks through", () => {
      const all = [...heard("lane 1", 0, 12_000), ...press(4000, "lane 1", 4)];
      assert.deepEqual(said(play(lanes, all)), ["in by tap at 5"]);
    });
  });

  it("takes IDs apart: whatever others do changes nothing of what is told of one", () => {
    const one = fc.record({
      at: fc.integer({ min: 0, max: 240_000 }),
      listener: fc.constantFrom("yard", "road"),
      prefix: fc.constantFrom("aaaaaaaaaaaa", "bbbbbbbbbbbb", "cccccccccccc"),
      call: fc.constantFrom<Call>("tap", "burst", "background", "phone"),
      loss: fc.integer({ min: -5, max: 40 }),
    });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 120 }), (drawn) => {
        const all = drawn.map((each) => ({ ...each, at: NINE + each.at }));
        const mine = (told: readonly Passage[]) => told.filter(({ prefix }) => prefix === "aaaaaaaaaaaa");
        const alone = all.filter(({ prefix }) => prefix === "aaaaaaaaaaaa");
        assert.deepEqual(mine(play(both, all)), play(both, alone));
      }),
      { numRuns: 40 },
    );
  });

  it("refuses a layout that cannot work, by the fault's name", () => {
    const faultOf = (listeners: readonly Listener[]) => {
      try {
        new Gate(layout(listeners));
        return undefined;
      } catch (error) {
        assert.ok(error instanceof LayoutError);
        return error.fault;
      }
    };
    const [yard, road] = [both[0]!, both[1]!];
    assert.equal(faultOf([]), "no-listener");
    assert.equal(faultOf([yard, { ...road, name: "yard" }]), "same-name");
    assert.equal(faultOf([yard]), "one-side");
    assert.equal(faultOf([yard, road, lanes[0]!]), "mixed");
    assert.equal(faultOf(lanes), undefined);
  });
});

describe("A sighting", () => {
  const id = Uint8Array.from({ length: 12 }, (_, index) => index);
  const tail: Tail = {
    version: 1,
    role: "token",
    clockTrusted: true,
    powerAtOneMetre: -60,
    inBurst: false,
    late: true,
    minute: 5,
  };
  const heardWith = (more: Partial<Tail>) =>
    sightingOf({ at: NINE, listener: "yard", rssi: -75, data: encodeAdvert(id, { ...tail, ...more }) });

  it("tells what an advert is for, whose it is and how much was lost on the way", () => {
    assert.deepEqual(heardWith({}), {
      at: NINE,
      listener: "yard",
      prefix: "000102030405",
      call: "background",
      loss: 15,
    });
    assert.equal(heardWith({ late: false })?.call, "tap");
    assert.equal(heardWith({ inBurst: true, late: false })?.call, "burst");
    const phone = encodeAdvert(id, tail).slice(0, 23);
    assert.equal(sightingOf({ at: NINE, listener: "yard", rssi: -75, data: phone })?.call, "phone");
  });

  it("is none of a gate, of another version, of any other device, of any bytes", () => {
    assert.equal(heardWith({ role: "gate" }), undefined);
    assert.equal(heardWith({ version: 2 }), undefined);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (data) => {
        const found = sightingOf({ at: NINE, listener: "yard", rssi: -75, data });
        assert.ok(found === undefined || /^[0-9a-f]{12}$/.test(found.prefix));
      }),
    );
  });
});
