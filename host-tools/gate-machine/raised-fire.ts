/** The fire that a guard has raised here, if one has, and whether the server knows of it. In memory alone; times are Unix ms. */
import { FIRE_MINUTES, FIRE_WORD_MINUTES } from "../contract/fires.ts";
import type { FireOnScreen } from "../contract/guard-screen.ts";
import { isoOf, MINUTE_MS } from "../lib/time.ts";

interface Raised {
  readonly id: string;
  readonly at: number;
  isWritten: boolean;
  toldAt: number | undefined;
}

export class RaisedFire {
  #fire: Raised | undefined;

  raise(id: string, at: number): void {
    this.#fire = { id, at, isWritten: false, toldAt: undefined };
  }

  /** Of the one that lasts; undefined where there is none. */
  idAt(now: number): string | undefined {
    return this.#look(now)?.id;
  }

  /** It is on the disk. */
  written(id: string): void {
    if (this.#fire?.id === id) this.#fire.isWritten = true;
  }

  /** Of the one that lasts and is on the disk. */
  writtenAt(now: number): string | undefined {
    const fire = this.#look(now);
    return fire?.isWritten ? fire.id : undefined;
  }

  /** All that was written down by the time at which this was its ID is with the server. */
  told(id: string, now: number): void {
    if (this.#fire?.id === id) this.#fire.toldAt ??= now;
  }

  end(): void {
    this.#fire = undefined;
  }

  shown(now: number): FireOnScreen | undefined {
    const fire = this.#look(now);
    return fire && { raisedAt: isoOf(fire.at), isTold: fire.toldAt !== undefined };
  }

  /** It is over by itself; one of which the server did not hear in time raises nothing there any more. */
  #look(now: number): Raised | undefined {
    const fire = this.#fire;
    if (!fire) return undefined;
    const minutes = fire.toldAt === undefined ? FIRE_WORD_MINUTES : FIRE_MINUTES;
    if (now - fire.at >= minutes * MINUTE_MS) this.#fire = undefined;
    return this.#fire;
  }
}
