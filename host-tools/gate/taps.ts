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
/** A press is on the air for two seconds; what is heard so long afterwards belongs to it, ms. */
const PRESS_MS = 3000;
/** Who was not sure and pressed again has gone through once, ms. */
const AGAIN_MS = 60_000;

interface Press {
  readonly at: number;
  listener: Listener;
  loss: number;
  isTold: boolean;
}

export class Taps {
  readonly #layout: Layout;
  readonly #byName: ReadonlyMap<string, Listener>;
  readonly #presses = new Map<string, Press>();
  readonly #told = new Map<string, { readonly at: number; readonly lane: string }>();

  constructor(layout: Layout) {
    this.#layout = layout;
    this.#byName = new Map(layout.listeners.map((one) => [one.name, one]));
  }

  hear({ at, prefix, listener: name, loss }: Sighting): void {
    const listener = this.#byName.get(name);
    if (!listener || loss > this.#layout.tapReach) return;
    const press = this.#presses.get(prefix);
    if (!press || at - press.at > PRESS_MS) this.#presses.set(prefix, { at, listener, loss, isTold: false });
    else if (!press.isTold && loss < press.loss) Object.assign(press, { listener, loss });
  }

  /** Those that can be told by now. */
  due(now: number): Tap[] {
    const taps: Tap[] = [];
    for (const [prefix, press] of this.#presses) {
      if (now - press.at > PRESS_MS) this.#presses.delete(prefix);
      if (press.isTold || now - press.at < COMPARE_MS) continue;
      press.isTold = true;
      const { at, listener } = press;
      const last = this.#told.get(prefix);
      const isAgain = last !== undefined && at - last.at < AGAIN_MS && last.lane === listener.lane;
      if (!isAgain) this.#told.set(prefix, { at, lane: listener.lane });
      taps.push({ at, prefix, listener, isAgain });
    }
    for (const [prefix, { at }] of this.#told) if (now - at > AGAIN_MS) this.#told.delete(prefix);
    return taps;
  }
}
