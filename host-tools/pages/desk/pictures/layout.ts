/** Where the picture of a case puts hundreds of bubbles: by rings around the case, or by the places that people belong to. None lies on another. */

export interface Bubble {
  readonly key: string;
  /** What the picture and the list call it: 3 is an F1, 3a one of its F2. */
  readonly name: string;
  /** Of the person, for a label where there is room. */
  readonly label: string;
  readonly kind: "f1" | "f2";
  /** Hamlet or organisation; undefined where none is known. */
  readonly place: string | undefined;
  /** F1 that an F2 was near. */
  readonly from: readonly string[];
}

export interface Placed extends Bubble {
  readonly x: number;
  readonly y: number;
}

/** A place with its people around a centre of its own. */
interface Cluster {
  readonly place: string | undefined;
  readonly count: number;
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

export interface Layout {
  readonly bubbles: readonly Placed[];
  readonly clusters: readonly Cluster[];
  /** Everything lies within so far of the middle. */
  readonly reach: number;
}

export const RADIUS = 16;
export const CASE_RADIUS = 30;
/** Between the middles of two neighbours. */
const APART = 2 * RADIUS + 12;
/** Between F1 and F2, and between two places: room for a title. */
const AISLE = 44;
/** More places are no help to the eye: the smallest stand together. */
const MOST_PLACES = 24;

const at = (angle: number, radius: number) => ({ x: radius * Math.sin(angle), y: -radius * Math.cos(angle) });

/** On rings from a radius on, each as near to the angle that it wants as its neighbours let it. Returns the radius behind them. */
function onRings(
  bubbles: readonly Bubble[],
  from: number,
  wanted: (bubble: Bubble) => number,
): { readonly placed: Placed[]; readonly end: number } {
  let left = bubbles.map((bubble) => ({ bubble, angle: wanted(bubble) })).sort((a, b) => a.angle - b.angle);
  const placed: Placed[] = [];
  let radius = from;
  for (; left.length > 0; radius += APART) {
    const step = 2 * Math.asin(APART / 2 / radius);
    const first = left[0]!.angle;
    let last = first - step;
    const late: typeof left = [];
    for (const { bubble, angle } of left) {
      const free = Math.max(angle, last + step);
      if (free > first + 2 * Math.PI - step + 1e-9) late.push({ bubble, angle });
      else {
        placed.push({ ...bubble, ...at(free, radius) });
        last = free;
      }
    }
    left = late;
  }
  return { placed, end: radius };
}

/** F1 around the case in the order of calling, F2 outside near the F1 that they were found by. */
export function byRings(bubbles: readonly Bubble[]): Layout {
  const first = bubbles.filter(({ kind }) => kind === "f1");
  const turn = new Map<string, number>();
  const inner: Placed[] = [];
  let end = CASE_RADIUS + AISLE + RADIUS;
  for (; inner.length < first.length; end += APART) {
    const room = Math.floor(Math.PI / Math.asin(APART / 2 / end));
    const ring = first.slice(inner.length, inner.length + room);
    ring.forEach((bubble, i) => {
      const angle = (2 * Math.PI * i) / ring.length;
      turn.set(bubble.key, angle);
      inner.push({ ...bubble, ...at(angle, end) });
    });
  }
  const outer = onRings(
    bubbles.filter(({ kind }) => kind === "f2"),
    end + AISLE,
    ({ from }) => turn.get(from[0] ?? "") ?? 0,
  );
  const reach = (outer.placed.length > 0 ? outer.end : end) - APART + RADIUS;
  return { bubbles: [...inner, ...outer.placed], clusters: [], reach };
}

/** Middles of a honeycomb from its own middle on. */
function honeycomb(count: number): { x: number; y: number }[] {
  const cells = [{ x: 0, y: 0 }];
  for (let ring = 1; cells.length < count; ring++)
    for (let side = 0; side < 6; side++)
      for (let i = 0; i < ring; i++) {
        const [corner, next] = [at((side * Math.PI) / 3, ring), at(((side + 1) * Math.PI) / 3, ring)];
        const share = i / ring;
        cells.push({ x: corner.x + (next.x - corner.x) * share, y: corner.y + (next.y - corner.y) * share });
      }
  return cells.slice(0, count).map(({ x, y }) => ({ x: x * APART, y: y * APART }));
}

/** The largest place first; who has none, and whoever is of one place too many, last. */
function placesOf(bubbles: readonly Bubble[]): [string | undefined, Bubble[]][] {
  const places = new Map<string | undefined, Bubble[]>();
  for (const bubble of bubbles) places.set(bubble.place, [...(places.get(bubble.place) ?? []), bubble]);
  const known = [...places]
    .filter(([place]) => place !== undefined)
    .sort(([, a], [, b]) => b.length - a.length);
  const many = known.slice(MOST_PLACES).flatMap(([, some]) => some);
  const rest = [...many, ...(places.get(undefined) ?? [])];
  return [
    ...known.slice(0, MOST_PLACES),
    ...(rest.length > 0 ? [[undefined, rest] as [undefined, Bubble[]]] : []),
  ];
}

/** Each place a honeycomb, as near to the case as the larger ones let it. */
export function byPlaces(bubbles: readonly Bubble[]): Layout {
  const clusters: Cluster[] = [];
  const placed: Placed[] = [];
  for (const [place, members] of placesOf(bubbles)) {
    const cells = honeycomb(members.length);
    const spread = Math.max(...cells.map(({ x, y }) => Math.hypot(x, y) + RADIUS));
    const middle = freeSpot(clusters, spread);
    clusters.push({ place, count: members.length, radius: spread, ...middle });
    members.forEach((bubble, i) => {
      placed.push({ ...bubble, x: middle.x + cells[i]!.x, y: middle.y + cells[i]!.y });
    });
  }
  const reach = Math.max(CASE_RADIUS, ...clusters.map(({ x, y, radius }) => Math.hypot(x, y) + radius));
  return { bubbles: placed, clusters, reach };
}

function freeSpot(taken: readonly Cluster[], radius: number): { x: number; y: number } {
  for (let far = CASE_RADIUS + AISLE + radius; ; far += RADIUS) {
    const turns = Math.ceil((2 * Math.PI * far) / RADIUS);
    for (let i = 0; i < turns; i++) {
      const spot = at((2 * Math.PI * i) / turns, far);
      if (taken.every((one) => Math.hypot(one.x - spot.x, one.y - spot.y) >= one.radius + radius + AISLE))
        return spot;
    }
  }
}
