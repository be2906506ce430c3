import assert from "node:assert/strict";
import fc from "fast-check";
import { hash, normalOf, unitOf } from "../../../host-tools/lib/random.ts";
import { cheapestAssignment } from "../../../host-tools/studies/linking/assignment.ts";
import { CLUES, type Clue } from "../../../host-tools/studies/linking/clues.ts";
import {
  advantageOf,
  type Game,
  gameOf,
  type Linked,
  learn,
  linkBy,
  linkByAll,
} from "../../../host-tools/studies/linking/link.ts";
import { Tracks } from "../../../host-tools/studies/linking/tracks.ts";
import { ADVERT_VERSION, encodeAdvert, MINUTE_MODULUS } from "../../../protocol/advert.ts";

const MINUTE_MS = 60_000;
const CHANGE = Date.UTC(2026, 10, 24, 3);
const TOKENS = 12;

interface Habits {
  /** Of an ID of a token: how late all it sends is, ms. */
  readonly lateness: (token: number, id: number, minute: number) => number;
  readonly power?: (token: number) => number;
  readonly rssi?: (token: number, packet: number) => number;
}

/** Tokens made by hand: each minute a burst of ten adverts, then some in the background. */
function madeUp(habits: Habits, seed: number, clues: Readonly<Record<string, Clue>> = CLUES): Game {
  const tracks = new Tracks();
  for (let token = 0; token < TOKENS; token++)
    for (let id = 0; id < 2; id++) {
      const rollingId = Uint8Array.from({ length: 12 }, (_, i) => hash(seed, token, id, i));
      const hex = [...rollingId.slice(0, 5)].map((byte) => byte.toString(16).padStart(2, "0"));
      for (let minute = 0; minute < 15; minute++) {
        const start = CHANGE + ((id - 1) * 15 + minute) * MINUTE_MS;
        const number = Math.floor(start / MINUTE_MS) % MINUTE_MODULUS;
        const late = habits.lateness(token, id, minute);
        for (let k = 0; k < 14; k++) {
          const at = start + 20_000 + late + (k < 10 ? 100 * k : 1000 + 5000 * (k - 10));
          const powerAtOneMetre = habits.power?.(token) ?? -60;
          const tail = {
            version: ADVERT_VERSION,
            role: "token" as const,
            clockTrusted: true,
            powerAtOneMetre,
          };
          const data = encodeAdvert(rollingId, { ...tail, inBurst: k < 10, late: k > 4, minute: number });
          const rssi = habits.rssi?.(token, hash(id, minute, k)) ?? -60;
          const address = `c0:${hex.join(":")} random`;
          tracks.add({ at, channel: 0, rssi, pduType: 2, address, data }, token);
        }
      }
    }
  const { before, after } = tracks.around(CHANGE, 10 * MINUTE_MS, MINUTE_MS);
  assert.equal(before.length, TOKENS);
  return gameOf(before, after, CHANGE, clues, seed);
}

const seeds = Array.from({ length: 30 }, (_, i) => i);
const shareBy = (name: string, habits: (seed: number) => Habits) =>
  advantageOf(seeds.map((seed) => [linkBy(madeUp(habits(seed), seed, { [name]: CLUES[name]! }), name)]));
const jitter = (...words: number[]) => 20 * normalOf(hash(99, ...words));

describe("linking observer", function () {
  this.timeout(120_000);

  it("assigns at least cost", () => {
    const orders = (items: number[]): number[][] =>
      items.length < 2
        ? [items]
        : items.flatMap((x) => orders(items.filter((y) => y !== x)).map((rest) => [x, ...rest]));
    fc.assert(
      fc.property(
        fc
          .integer({ min: 1, max: 6 })
          .chain((n) =>
            fc.array(fc.array(fc.nat(30), { minLength: n, maxLength: n }), { minLength: n, maxLength: n }),
          ),
        (costs) => {
          const total = (columns: readonly number[]) =>
            columns.reduce((sum, column, row) => sum + costs[row]![column]!, 0);
          const columns = cheapestAssignment(costs);
          assert.equal(new Set(columns).size, costs.length);
          assert.equal(total(columns), Math.min(...orders(costs.map((_, i) => i)).map(total)));
        },
      ),
    );
  });

  it("finds nothing where there is nothing", () => {
    const games = seeds.map((seed) => madeUp({ lateness: (...words) => jitter(seed, ...words) }, seed));
    for (const name of Object.keys(CLUES)) {
      const { mean, low, high } = advantageOf(games.map((game) => [linkBy(game, name)]));
      assert.ok(low < 0.03 && high > -0.03 && Math.abs(mean) < 0.06, `${name}: ${mean} (${low} to ${high})`);
    }
  });

  it("finds a clock that is wrong by the same under both IDs, but not when each ID leans by chance", () => {
    const own = (seed: number, token: number) => 200 * normalOf(hash(seed, token));
    const name = "time: burst begins, near the change";
    const wrong = shareBy(name, (seed) => ({
      lateness: (token, ...words) => own(seed, token) + jitter(token, ...words),
    }));
    assert.ok(wrong.low > 0.5, `${wrong.low}`);
    const leaning = shareBy(name, (seed) => ({
      lateness: (token, id, minute) =>
        own(seed, token) / 10 + 500 * unitOf(hash(seed, token, id)) + jitter(token, id, minute),
    }));
    assert.ok(leaning.high < 0.06, `${leaning.high}`);
  });

  it("finds a clock that gains by the same under both IDs", () => {
    const { low } = shareBy("time: drift of the background's begin", (seed) => ({
      lateness: (token, id, minute) =>
        minute * 20 * normalOf(hash(seed, token)) +
        500 * unitOf(hash(seed, token, id)) +
        jitter(token, id, minute) / 4,
    }));
    assert.ok(low > 0.4, `${low}`);
  });

  it("finds tokens that tell different powers, or are heard at different strengths", () => {
    const telling = shareBy("tail: power", (seed) => ({
      lateness: jitter,
      power: (token) => -60 + 2 * Math.round(2 * normalOf(hash(seed, token))),
    }));
    assert.ok(telling.low > 0.15, `${telling.low}`);
    const apart = shareBy("strength at the observer", (seed) => ({
      lateness: jitter,
      rssi: (token, packet) =>
        -70 + 8 * normalOf(hash(seed, token)) + 3 * normalOf(hash(seed, token, packet)),
    }));
    assert.ok(apart.low > 0.4, `${apart.low}`);
  });

  it("learns from other games which clue to trust, and is better by all than by none", () => {
    const habits = (seed: number): Habits => ({
      lateness: (token, id, minute) => 60 * normalOf(hash(seed, token)) + 2 * jitter(seed, token, id, minute),
      rssi: (token, packet) =>
        -70 + 3 * normalOf(hash(seed, token)) + 6 * normalOf(hash(seed, token, packet)),
    });
    const games = seeds.map((seed) => madeUp(habits(seed), seed));
    const linked = games.map((game, i): Linked[] => [
      linkByAll(
        game,
        learn(
          games.filter((_, j) => j !== i),
          Object.keys(CLUES),
        ),
      ),
    ]);
    const all = advantageOf(linked);
    for (const name of ["rolling ID", "time: burst begins"])
      assert.ok(all.mean > advantageOf(games.map((game) => [linkBy(game, name)])).mean, name);
    assert.ok(all.low > 0.15, `${all.low}`);
  });
});
