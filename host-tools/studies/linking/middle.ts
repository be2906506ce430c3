/** A place in the middle of a scene, for somebody who only listens: one more person, whom nobody meets and no log knows. */
import { hash, unitOf } from "../../lib/random.ts";
import { OUT } from "../../world/rooms.ts";
import type { Places, Relation, Surroundings } from "../../world/scene.ts";

/** Nearest and furthest metres of people in the middle's own room and of those in the next one. */
const SAME_ROOM = [1, 6] as const;
const NEXT_ROOM = [6, 14] as const;
/** Added for every further room in between. */
const FURTHER_ROOM_METRES = 8;

export class Middle implements Surroundings {
  readonly day: Surroundings["day"];
  /** Index of the listener, behind all people. */
  readonly listener: number;
  readonly #scene: Surroundings;
  readonly #seed: number;
  readonly #positions: readonly number[];
  readonly #position: number;

  /** A scene's rooms stand in a row; where there are none all people are in one. */
  constructor(scene: Surroundings, seed: number) {
    this.#scene = scene;
    this.#seed = hash(seed, 0x0b5e);
    this.listener = scene.day.people.length;
    this.day = { people: [...scene.day.people, "listener"], startAt: scene.day.startAt };
    this.#positions = (scene as Partial<Places>).rooms?.position ?? [];
    const inOrder = [...this.#positions].sort((x, y) => x - y);
    this.#position = inOrder[inOrder.length >> 1] ?? 0;
  }

  /** The listener is out when everybody is: then nothing of the scene is to be heard. */
  roomAt(person: number, t: number): number {
    if (person !== this.listener) return this.#scene.roomAt(person, t);
    for (let other = 0; other < this.listener; other++) if (this.#scene.roomAt(other, t) !== OUT) return 0;
    return OUT;
  }

  putOn(person: number, t: number): number | undefined {
    return person === this.listener ? undefined : this.#scene.putOn?.(person, t);
  }

  relation(x: number, y: number, t: number): Relation | undefined {
    if (x !== this.listener && y !== this.listener) return this.#scene.relation(x, y, t);
    const person = Math.min(x, y);
    const room = this.#scene.roomAt(person, t);
    if (room === OUT) return undefined;
    const rooms = Math.abs((this.#positions[room] ?? 0) - this.#position);
    const place = hash(this.#seed, person, room);
    const [near, far] = rooms === 0 ? SAME_ROOM : NEXT_ROOM;
    // Equal chances for equal areas of the ring between near and far.
    const metres = Math.sqrt(near * near + unitOf(place) * (far * far - near * near));
    return {
      metres: metres + FURTHER_ROOM_METRES * Math.max(0, rooms - 1),
      placement: rooms === 0 ? "same room" : "behind walls",
      walls: rooms,
      place,
    };
  }
}
