/** A gate: sightings in, passages out. It reads no clock and keeps nothing on a disk. */
import type { Passage, PassageDirection } from "../contract/gates.ts";
import { faultOf, type Layout, type LayoutFault, type Listener } from "./layout.ts";
import { Sides } from "./sides.ts";
import type { Sighting } from "./sighting.ts";
import { type Tap, Taps } from "./taps.ts";
import { minuteAt } from "./turns.ts";
import { Visits } from "./visits.ts";

export interface Step {
  readonly passages: Passage[];
  /** To be answered on the air and shown to the guard. */
  readonly taps: Tap[];
}

/** Who has tapped is not counted again by being heard to walk through, ms. */
const ONE_PASSAGE_MS = 120_000;

export class LayoutError extends Error {
  readonly fault: LayoutFault;

  constructor(fault: LayoutFault) {
    super(`the gate cannot work: ${fault}`);
    this.fault = fault;
  }
}

export class Gate {
  readonly #layout: Layout;
  readonly #byName: ReadonlyMap<string, Listener>;
  readonly #taps: Taps;
  readonly #sides = new Sides();
  readonly #visits: Visits;
  readonly #tapped = new Map<string, { readonly at: number; readonly direction: PassageDirection }>();

  /** Throws LayoutError. */
  constructor(layout: Layout) {
    const fault = faultOf(layout);
    if (fault) throw new LayoutError(fault);
    this.#layout = layout;
    this.#byName = new Map(layout.listeners.map((one) => [one.name, one]));
    this.#taps = new Taps(layout);
    this.#visits = new Visits(layout.tapReach);
  }

  /** Sightings may come a little out of order, as listeners bring them. */
  hear(sighting: Sighting): Passage[] {
    const listener = this.#byName.get(sighting.listener);
    if (!listener || sighting.loss > this.#layout.reach) return [];
    if (sighting.call === "tap") this.#taps.hear(sighting);
    const { prefix, loss, at } = sighting;
    if (listener.side === "door") {
      this.#visits.hear(prefix, loss, at);
      return [];
    }
    return this.#walked(this.#sides.hear(prefix, listener.side, at));
  }

  /** To be called each tenth of a second or so: what is decided by that no more was heard. */
  advance(now: number): Step {
    const taps = this.#taps.due(now);
    const passages = taps.filter(({ isAgain }) => !isAgain).map((tap) => this.#passageOf(tap));
    passages.push(...this.#walked(this.#sides.sweep(now)), ...this.#walked(this.#visits.sweep(now)));
    for (const [prefix, { at }] of this.#tapped) if (now - at > ONE_PASSAGE_MS) this.#tapped.delete(prefix);
    return { passages, taps };
  }

  /** IDs heard on the inner side now; undefined at a gate that cannot tell. */
  inside(): number | undefined {
    return this.#layout.listeners.some(({ side }) => side === "inside") ? this.#sides.inside() : undefined;
  }

  #passageOf({ at, prefix, listener: { side, lane } }: Tap): Passage {
    this.#tapped.set(prefix, { at, direction: lane });
    return { minute: minuteAt(at), side, direction: lane, evidence: "tap", prefix };
  }

  /** Without those that a tap has told already. */
  #walked(passages: Passage[]): Passage[] {
    return passages.filter(({ prefix, direction }) => {
      const tap = this.#tapped.get(prefix);
      return !tap || direction === "there" || (direction !== "passed" && direction !== tap.direction);
    });
  }
}
