/** Taps: the wearer presses the button at the gate, and the token says so for two seconds. Each press is told once. */
import type { Layout, Listener } from "./layout.ts";
import type { Sighting } from "./sighting.ts";

export interface Tap {
  /** When its first advert was heard near enough, ms. */
  readonly at: number;
  readonly prefix: string;
  readonly listener: Listener;
  /** The same wearer has pressed shortly before at the same lane: answered again, and no passage of its own. */
  readonly isAgain: boolean;
}

/** So long other listeners may hear the same press better, ms. */
const COMPARE_MS = 150;
/**
 * A press that nobody has heard from close by, dB, may be another lane's whose listener has missed the first adverts: where lanes are for
 * both ways it is waited for longer, ms.
 */
const CLOSE = 12;
const UNSURE_MS = 400;
/** A press is on the air for two seconds; what is heard so long afterwards belongs to it, ms. */
const PRESS_MS = 3000;
/** Who was not sure and pressed again has gone through once, ms. */
const AGAIN_MS = 60_000;

/** What one listener has heard of a press. */
interface Ear {
  readonly listener: Listener;
  adverts: number;
  /** Sum of their losses, dB. */
  losses: number;
}

interface Press {
  /** When it was first heard near enough. */
  at: number;
  readonly ears: Map<string, Ear>;
  isTold: boolean;
}

export class Taps {
  readonly #layout: Layout;
  readonly #byName: ReadonlyMap<string, Listener>;
  /** Whether it matters which listener hears a press. */
  readonly #hasLanes: boolean;
  readonly #presses = new Map<string, Press>();
  readonly #told = new Map<string, { readonly at: number; readonly lane: string }>();

  constructor(layout: Layout) {
    this.#layout = layout;
    this.#byName = new Map(layout.listeners.map((one) => [one.name, one]));
    this.#hasLanes = new Set(layout.listeners.map(({ lane }) => lane)).size > 1;
  }

  hear({ at, prefix, listener: name, loss }: Sighting): void {
    const listener = this.#byName.get(name);
    if (!listener) return;
    let press = this.#presses.get(prefix);
    if (!press || at - press.at > PRESS_MS) {
      if (loss > this.#layout.tapReach) return;
      press = { at, ears: new Map(), isTold: false };
      this.#presses.set(prefix, press);
    }
    const ear = press.ears.get(name) ?? { listener, adverts: 0, losses: 0 };
    ear.adverts++;
    ear.losses += loss;
    press.ears.set(name, ear);
  }

  #waits(nearest: Ear): number {
    return meanLoss(nearest) <= CLOSE || !this.#hasLanes ? COMPARE_MS : UNSURE_MS;
  }

  /** Those that can be told by now. */
  due(now: number): Tap[] {
    const taps: Tap[] = [];
    for (const [prefix, press] of this.#presses) {
      if (now - press.at > PRESS_MS) this.#presses.delete(prefix);
      if (press.isTold || now - press.at < COMPARE_MS) continue;
      const nearest = nearestOf(press);
      if (now - press.at < this.#waits(nearest)) continue;
      press.isTold = true;
      const { at } = press;
      const { listener } = nearest;
      const last = this.#told.get(prefix);
      const isAgain = last !== undefined && at - last.at < AGAIN_MS && last.lane === listener.lane;
      if (!isAgain) this.#told.set(prefix, { at, lane: listener.lane });
      taps.push({ at, prefix, listener, isAgain });
    }
    for (const [prefix, { at }] of this.#told) if (now - at > AGAIN_MS) this.#told.delete(prefix);
    return taps;
  }
}

const meanLoss = ({ losses, adverts }: Ear): number => losses / adverts;

/** The listener that hears the press best, over all that it has heard of it: one advert alone may be a lucky moment. */
function nearestOf({ ears }: Press): Ear {
  return [...ears.values()].reduce((best, one) => (meanLoss(one) < meanLoss(best) ? one : best));
}
