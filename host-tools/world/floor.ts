/** People at given places on one floor, for measurements that need exact distances: everybody sees everybody, nobody faces anybody. */

import { hash, Stream, unitOf } from "../lib/random.ts";
import { MINUTE_MS } from "../lib/time.ts";
import type { Day } from "./day.ts";
import { FITTED_RADIO } from "./fitted-radio.ts";
import { degreesBetween } from "./plane/geometry.ts";
import { OUT } from "./rooms.ts";
import type { Relation, Surroundings } from "./scene.ts";

export interface FloorOptions {
  readonly people: number;
  /** Metres across the round floor on which they stand. */
  readonly diameter: number;
  /** Nobody stands closer to anybody than this, metres. */
  readonly apart: number;
  readonly seed: number;
  readonly startAt: number;
  /** They change places after so many minutes. */
  readonly stayMinutes: number;
  /** When each person is there (world ms); at other times alone, out of everybody's reach. Default: all of them, always. */
  readonly spells?: readonly (readonly Spell[])[];
  /** Whether a body's turn is drawn for each pair, or is one for everybody who hears it. Default "pairs". */
  readonly bodies?: "pairs" | "one turn" | undefined;
}

/** World ms, `to` exclusive. */
export type Spell = readonly [from: number, to: number];

type Place = readonly [x: number, y: number];

export class Floor implements Surroundings {
  readonly day: Pick<Day, "people" | "startAt">;
  readonly #options: FloorOptions;
  readonly #stays = new Map<number, readonly Place[]>();

  constructor(options: FloorOptions) {
    this.#options = options;
    const people = Array.from({ length: options.people }, (_, person) => `person-${person + 1}`);
    this.day = { people, startAt: options.startAt };
  }

  roomAt(person: number, t: number): number {
    const { spells } = this.#options;
    return !spells || spells[person]!.some(([from, to]) => t >= from && t < to) ? 0 : OUT;
  }

  relation(x: number, y: number, t: number): Relation | undefined {
    if (this.roomAt(x, t) === OUT || this.roomAt(y, t) === OUT) return undefined;
    const stay = this.#stayAt(t);
    const places = this.#placesOf(stay);
    const [[ax, ay], [bx, by]] = [places[x]!, places[y]!];
    const metres = Math.hypot(ax - bx, ay - by);
    const [a, b] = x < y ? [x, y] : [y, x];
    const place = hash(this.#options.seed, a, b, stay);
    const relation: Relation = { metres, placement: "same room", walls: 0, place };
    if (this.#options.bodies !== "one turn") return relation;
    const line = x < y ? Math.atan2(by - ay, bx - ax) : Math.atan2(ay - by, ax - bx);
    const turned = [
      degreesBetween(this.#heading(a, t), line),
      degreesBetween(this.#heading(b, t), line + Math.PI),
    ] as const;
    return { ...relation, turned };
  }

  /** Metres between two people at world time t. */
  distance(a: number, b: number, t: number): number {
    return this.relation(a, b, t)?.metres ?? Number.POSITIVE_INFINITY;
  }

  /** When both are there, ascending. */
  meetings(a: number, b: number): Spell[] {
    const { spells, startAt } = this.#options;
    if (!spells) return [[startAt, Number.POSITIVE_INFINITY]];
    return spells[a]!.flatMap(([from, to]) =>
      spells[b]!.map(([start, end]): Spell => [Math.max(from, start), Math.min(to, end)]),
    )
      .filter(([from, to]) => to > from)
      .sort(([x], [y]) => x - y);
  }

  /** Which way somebody looks: any, for as long as a posture lasts. */
  #heading(person: number, t: number): number {
    const { seed } = this.#options;
    const { postureMs } = FITTED_RADIO;
    const posture = Math.floor((t + postureMs * unitOf(hash(seed, 8, person))) / postureMs);
    return 2 * Math.PI * unitOf(hash(seed, 9, person, posture));
  }

  #stayAt(t: number): number {
    return Math.floor((t - this.#options.startAt) / (this.#options.stayMinutes * MINUTE_MS));
  }

  #placesOf(stay: number): readonly Place[] {
    const found = this.#stays.get(stay) ?? scatter(this.#options, stay);
    this.#stays.set(stay, found);
    return found;
  }
}

/** Places evenly spread over the floor, none too close; crowded floors let people stand closer after many tries. */
function scatter({ people, diameter, apart, seed }: FloorOptions, stay: number): Place[] {
  const stream = new Stream(seed, 7, stay);
  const places: Place[] = [];
  for (let tries = 0; places.length < people; tries++) {
    const radius = (diameter / 2) * Math.sqrt(stream.unit());
    const angle = 2 * Math.PI * stream.unit();
    const place: Place = [radius * Math.cos(angle), radius * Math.sin(angle)];
    const room = apart * 0.98 ** Math.floor(tries / 100);
    if (places.every(([x, y]) => Math.hypot(x - place[0], y - place[1]) >= room)) places.push(place);
  }
  return places;
}
