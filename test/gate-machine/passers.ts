/**
 * Days at a factory's gate without the world's radio: who presses when, and what two lanes' listeners hear of it. A thinning of the tokens'
 * own schedule: a tap's adverts and the background's, a quarter lost, losses as the world has them some metres from a post.
 */
import type { Heard } from "../../host-tools/gate/sighting.ts";
import { hash, normalOf, unitOf } from "../../host-tools/lib/random.ts";
import { sha256 } from "../../host-tools/lib/sha256.ts";
import { DAY_MS, EPOCH_MS, MINUTE_MS } from "../../host-tools/lib/time.ts";
import { idsOf } from "../../host-tools/world/phones.ts";
import { encodeAdvert } from "../../protocol/advert.ts";
import { toHex } from "../../protocol/bytes.ts";

export const FIRST_DAY = Date.UTC(2026, 10, 22, 17);
/** Minutes from the province's midnight in which everybody comes or goes, and through which lane. */
const RUSHES = [
  { from: 340, to: 360, lane: "in" },
  { from: 660, to: 680, lane: "out" },
  { from: 700, to: 720, lane: "in" },
  { from: 1020, to: 1040, lane: "out" },
] as const;
export const PASSAGES_A_DAY = RUSHES.length;
const POWER = -60;
const LOST = 0.25;
const TAP = { adverts: 20, everyMs: 100 };
/** As long as a press is on the air, and some more. */
const PRESS_MS = 2500;
const BACKGROUND_MS = 2000;
/** Within reach of a post for so long before and after a press. */
const AROUND_MS = 10_000;
const METRES_PER_SECOND = 1.2;

export interface Press {
  readonly person: number;
  /** World ms. */
  readonly at: number;
  readonly lane: "in" | "out";
  /** First six bytes of the ID, hex. */
  readonly prefix: string;
}

export class Crowd {
  readonly #seed: number;
  readonly #ids: readonly ((epoch: number) => Uint8Array)[];

  constructor(people: number, seed: number) {
    this.#seed = seed;
    const day = Math.floor(FIRST_DAY / DAY_MS);
    // Two more lie about: the guard's token, and one in a drawer.
    this.#ids = Array.from({ length: people + 2 }, (_, person) =>
      idsOf(sha256(new TextEncoder().encode(`crowd ${seed} ${person}`)), day),
    );
  }

  get people(): number {
    return this.#ids.length - 2;
  }

  /** Everybody's presses of a day (0 the first), ascending. */
  presses(day: number): Press[] {
    const midnight = FIRST_DAY + day * DAY_MS;
    return RUSHES.flatMap(({ from, to, lane }, rush) =>
      Array.from({ length: this.people }, (_, person) => {
        const draw = unitOf(hash(this.#seed, 1, day, rush, person));
        const drawn = Math.floor(
          midnight + MINUTE_MS * from + 15_000 + draw * (MINUTE_MS * (to - from) - 30_000),
        );
        // A press while IDs change is told under both, which only the server can see to be one.
        const at = EPOCH_MS - (drawn % EPOCH_MS) > PRESS_MS ? drawn : drawn - PRESS_MS;
        return { person, at, lane, prefix: this.#prefixOf(person, at) };
      }),
    ).sort((a, b) => a.at - b.at);
  }

  /** All that the listeners hear in a minute, ascending. */
  heard(minuteFrom: number, presses: readonly Press[]): Heard[] {
    const to = minuteFrom + MINUTE_MS;
    const heard: Heard[] = [];
    for (const press of presses) {
      if (press.at + AROUND_MS < minuteFrom || press.at - AROUND_MS >= to) continue;
      heard.push(...this.#ofPress(press).filter(({ at }) => at >= minuteFrom && at < to));
    }
    for (const person of [this.people, this.people + 1])
      for (let at = minuteFrom + 700 * (person % 2); at < to; at += BACKGROUND_MS)
        this.#put(heard, person, "in", at, 11, false);
    return heard.sort((a, b) => a.at - b.at);
  }

  #ofPress({ person, at, lane }: Press): Heard[] {
    const heard: Heard[] = [];
    for (let i = 0; i < TAP.adverts; i++) this.#put(heard, person, lane, at + i * TAP.everyMs, 3, true);
    const first = at - AROUND_MS + BACKGROUND_MS * unitOf(hash(this.#seed, 2, person, at));
    for (let t = first; t < at + AROUND_MS; t += BACKGROUND_MS) {
      if (t >= at && t < at + TAP.adverts * TAP.everyMs) continue;
      const metres = Math.max(1, (METRES_PER_SECOND * Math.abs(t - at)) / 1000);
      this.#put(heard, person, lane, t, 3 + 19.5 * Math.log10(metres), false);
    }
    return heard;
  }

  #put(to: Heard[], person: number, lane: Press["lane"], at: number, loss: number, isTap: boolean): void {
    const word = hash(this.#seed, 3, person, at);
    if (unitOf(word) < LOST) return;
    const data = encodeAdvert(this.#ids[person]!(Math.floor(at / EPOCH_MS)), {
      version: 1,
      role: "token",
      clockTrusted: true,
      powerAtOneMetre: POWER,
      inBurst: false,
      late: !isTap,
      minute: Math.floor(at / MINUTE_MS) % 0x200000,
    });
    to.push({ at, listener: lane, rssi: Math.round(POWER - loss - 4 * normalOf(hash(word, 1))), data });
  }

  #prefixOf(person: number, at: number): string {
    return toHex(this.#ids[person]!(Math.floor(at / EPOCH_MS)).subarray(0, 6));
  }
}
