/** Writes down somebody's stays and ways in order of time: go there, stay until then. */
import type { Point } from "./geometry.ts";
import { lengthOf } from "./geometry.ts";
import type { SiteRoom } from "./site.ts";
import { wayBetween } from "./site.ts";
import { type Part, WALKING_METRES_PER_SECOND } from "./tracks.ts";

export class Itinerary {
  readonly parts: Part[] = [];
  #room: SiteRoom | undefined;
  #point: Point = { x: 0, y: 0 };
  #facing: number | undefined;
  #now = Number.NEGATIVE_INFINITY;

  /** World ms up to which it is written. */
  get now(): number {
    return this.#now;
  }

  /** Sets out at `at`, or as soon as what was begun is over; who was nowhere is there at once. */
  go(at: number, room: SiteRoom, point: Point, facing: number | undefined): void {
    if (!this.#room) this.#now = at;
    else {
      this.stay(at);
      const points = wayBetween(this.#room, this.#point, room, point);
      const metres = lengthOf(points);
      const to = this.#now + (1000 * metres) / WALKING_METRES_PER_SECOND;
      if (to > this.#now) this.parts.push({ kind: "way", from: this.#now, to, points });
      this.#now = to;
    }
    this.#room = room;
    this.#point = point;
    this.#facing = facing;
  }

  /** Stays where they are until `to`. */
  stay(to: number): void {
    if (!this.#room || to <= this.#now) return;
    this.parts.push({
      kind: "stay",
      from: this.#now,
      to,
      room: this.#room.name,
      point: this.#point,
      facing: this.#facing,
    });
    this.#now = to;
  }

  /** The room they are in or on the way to. */
  get room(): SiteRoom | undefined {
    return this.#room;
  }
}
