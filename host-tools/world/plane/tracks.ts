/** Where somebody is and how they are turned, as a function of time: stays and ways between them. */
import { hash, normalOf, unitOf } from "../../lib/random.ts";
import type { Point } from "./geometry.ts";
import { lengthOf, pointAlong } from "./geometry.ts";

/** Usual walking, metres a second. */
export const WALKING_METRES_PER_SECOND = 1.2;
/** Nobody is quicker than this: walking, and shifting about meanwhile. */
export const QUICKEST_METRES_PER_SECOND = 1.3;

/** World ms. */
interface Stay {
  readonly kind: "stay";
  readonly from: number;
  readonly to: number;
  readonly room: string;
  readonly point: Point;
  /** Direction that they mostly look in; undefined: any. */
  readonly facing: number | undefined;
}

interface Way {
  readonly kind: "way";
  readonly from: number;
  readonly to: number;
  readonly points: readonly Point[];
}

export type Part = Stay | Way;

/** Somebody at one instant. */
export interface Stance {
  readonly point: Point;
  /** Where their front points. */
  readonly heading: number;
  /** Number of the stay or way: the same while they are where they are. */
  readonly part: number;
  readonly isWalking: boolean;
}

/** People shift about where they are, metres, over so many ms; never in jumps. */
const SWAY = { metres: 0.12, leastMs: 40_000, mostMs: 90_000 };
/** Who has something to look at is turned from it by so many degrees (standard deviation), anew for each posture. */
const TURN_DEGREES = 35;

export class Track {
  readonly parts: readonly Part[];
  readonly #word: number;
  readonly #postureMs: number;

  /** Parts join each other in time and place. A posture, one turn of the body for all who are around, lasts `postureMs`. */
  constructor(parts: readonly Part[], word: number, postureMs: number) {
    this.parts = parts;
    this.#word = word;
    this.#postureMs = postureMs;
  }

  /** undefined before the first part and after the last. */
  at(t: number): Stance | undefined {
    const index = this.#partAt(t);
    const part = this.parts[index];
    if (!part) return undefined;
    if (part.kind === "way") {
      const share = (t - part.from) / (part.to - part.from);
      const { point, direction } = pointAlong(part.points, share * lengthOf(part.points));
      return { point: this.#swayed(point, t), heading: direction, part: index, isWalking: true };
    }
    const heading = this.#headingOf(part, index, t);
    return { point: this.#swayed(part.point, t), heading, part: index, isWalking: false };
  }

  /** The room of the stay or of the next one, where they are on their way to it. */
  roomAt(t: number): string | undefined {
    for (let index = this.#partAt(t); index < this.parts.length; index++) {
      const part = this.parts[index];
      if (part?.kind !== "way") return part?.room;
    }
    return undefined;
  }

  #partAt(t: number): number {
    let low = 0;
    let high = this.parts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.parts[middle]!.to <= t) low = middle + 1;
      else high = middle;
    }
    return low < this.parts.length && this.parts[low]!.from <= t ? low : this.parts.length;
  }

  #headingOf({ facing }: Stay, index: number, t: number): number {
    // Not everybody turns at once.
    const posture = Math.floor((t + this.#postureMs * unitOf(hash(this.#word, 1))) / this.#postureMs);
    const word = hash(this.#word, 2, index, posture);
    if (facing === undefined) return 2 * Math.PI * unitOf(word);
    return facing + (TURN_DEGREES * Math.PI * normalOf(word)) / 180;
  }

  #swayed({ x, y }: Point, t: number): Point {
    return { x: x + this.#wave(3, t), y: y + this.#wave(4, t) };
  }

  #wave(axis: number, t: number): number {
    const word = hash(this.#word, axis);
    const period = SWAY.leastMs + (SWAY.mostMs - SWAY.leastMs) * unitOf(word);
    return SWAY.metres * Math.sin(2 * Math.PI * (t / period + unitOf(hash(word, 1))));
  }
}
