/** Which words the picture of a case has room for: what would lie on a bubble or on another word waits until somebody comes nearer. */
import { CASE_RADIUS, type Layout, RADIUS } from "./layout.ts";

export interface Label {
  readonly key: string;
  readonly text: string;
  readonly kind: "number" | "name" | "place";
  /** Of its middle, and of its base line. */
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Generous: the widest Vietnamese letters in bold. */
const LETTER = 0.68;
const CELL = 64;

const widthOf = (text: string, size: number) => text.length * LETTER * size;

/** Whether a bubble has room for it. */
const fits = (name: string, size: number) => widthOf(name, size) <= 1.8 * RADIUS && size <= 1.4 * RADIUS;

export function boxOf({ text, x, y, size }: Label): Box {
  const half = widthOf(text, size) / 2;
  return { left: x - half, right: x + half, top: y - size, bottom: y + 0.3 * size };
}

const isApart = (a: Box, b: Box) =>
  a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;

/** What is taken, found by where it lies. */
class Taken {
  readonly #cells = new Map<string, Box[]>();

  *#around({ left, right, top, bottom }: Box): Generator<string> {
    for (let x = Math.floor(left / CELL); x <= Math.floor(right / CELL); x++)
      for (let y = Math.floor(top / CELL); y <= Math.floor(bottom / CELL); y++) yield `${x} ${y}`;
  }
  isFree(box: Box): boolean {
    return [...this.#around(box)].every((cell) =>
      (this.#cells.get(cell) ?? []).every((one) => isApart(one, box)),
    );
  }
  take(box: Box): void {
    for (const cell of this.#around(box)) this.#cells.set(cell, [...(this.#cells.get(cell) ?? []), box]);
  }
}

interface Wish {
  /** Height of letters in units of the picture: the nearer somebody is, the smaller. */
  readonly size: number;
  /** Names of people, or only their numbers. */
  readonly hasNames: boolean;
  /** Whoever is looked for has a name first. */
  readonly found?: ReadonlySet<string> | undefined;
  readonly placeName: (place: string | undefined, count: number) => string;
}

export function labelsOf({ bubbles, clusters }: Layout, { size, hasNames, found, placeName }: Wish): Label[] {
  const taken = new Taken();
  const square = (x: number, y: number, half: number) =>
    taken.take({ left: x - half, right: x + half, top: y - half, bottom: y + half });
  square(0, 0, CASE_RADIUS);
  for (const { x, y } of bubbles) square(x, y, RADIUS);
  const labels: Label[] = [];
  const add = (label: Label) => {
    const box = boxOf(label);
    if (!taken.isFree(box)) return;
    taken.take(box);
    labels.push(label);
  };
  for (const { key, name, x, y } of bubbles)
    if (fits(name, size)) labels.push({ key, text: name, kind: "number", x, y: y + 0.36 * size, size });
  for (const { place, count, x, y, radius } of clusters) {
    const text = placeName(place, count);
    add({ key: `place ${place ?? ""}`, text, kind: "place", x, y: y - radius - 0.5 * size, size });
  }
  // A few names among bubbles without numbers would be taken for what stands above them.
  const isNear = bubbles.every(({ name }) => fits(name, size));
  const first = [...bubbles].sort((a, b) => Number(found?.has(b.key) ?? 0) - Number(found?.has(a.key) ?? 0));
  if (hasNames)
    for (const { key, label, x, y } of first.filter(({ key }) => isNear || found?.has(key)))
      add({ key, text: label, kind: "name", x, y: y + RADIUS + 1.1 * size, size });
  return labels;
}
