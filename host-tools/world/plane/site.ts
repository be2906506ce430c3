/**
 * Rooms on a plane. The rooms of one kind stand on both sides of a corridor, their doors on it; the corridors end on one
 * open way. Made of the kinds and numbers of rooms alone.
 */
import type { Point, Wall } from "./geometry.ts";
import { ROOM_PLANS, type RoomPlan } from "./room-plans.ts";

const CORRIDOR_METRES = 2.5;
const BETWEEN_CORRIDORS_METRES = 6;
/** The open way lies so far before the first rooms. */
const OPEN_WAY_X = -3;
const DOOR_METRES = 1;

export interface Place {
  readonly point: Point;
  /** Direction in which who sits there looks. */
  readonly facing: number;
}

export interface SiteRoom {
  readonly name: string;
  readonly kind: string;
  readonly plan: RoomPlan;
  /** Left lower corner. */
  readonly corner: Point;
  readonly width: number;
  readonly depth: number;
  readonly door: Point;
  /** Where the corridor passes the door. */
  readonly lane: Point;
  readonly seats: readonly Place[];
}

export interface Site {
  readonly rooms: ReadonlyMap<string, SiteRoom>;
  readonly walls: readonly Wall[];
}

/** Kinds of rooms in their order, and for each the seats that its rooms need. */
export type Needs = ReadonlyMap<string, readonly number[]>;

export function siteOf(needs: Needs): Site {
  const rooms = new Map<string, SiteRoom>();
  const walls: Wall[] = [];
  let lane = 0;
  for (const [kind, seats] of needs) {
    const plan = ROOM_PLANS[kind];
    if (!plan) throw new RangeError(`no room is planned for "${kind}"`);
    const size = sizeOf(plan, Math.max(...seats));
    lane += size.depth + CORRIDOR_METRES / 2 + BETWEEN_CORRIDORS_METRES / 2;
    const block = seats.map((count, i) => roomOf(kind, plan, i, count, size, lane));
    for (const room of block) rooms.set(room.name, room);
    if (plan.hasWalls) walls.push(...block.flatMap((room, i) => wallsOf(room, i + 2 < block.length)));
    lane += size.depth + CORRIDOR_METRES / 2 + BETWEEN_CORRIDORS_METRES / 2;
  }
  return { rooms, walls };
}

function sizeOf(plan: RoomPlan, seats: number): { width: number; depth: number } {
  const units = Math.ceil(seats / Math.max(1, plan.unit.length));
  const columns = Math.min(units, plan.columns);
  const rows = Math.ceil(units / plan.columns);
  const unitWidth = Math.max(0, ...plan.unit.map(([x]) => x));
  const unitDepth = Math.max(0, ...plan.unit.map(([, y]) => y));
  const spread = (count: number, pitch: number) => Math.max(0, count - 1) * pitch;
  return {
    width: Math.max(plan.least[0], spread(columns, plan.pitch[0]) + unitWidth + 2 * plan.margin),
    depth: Math.max(plan.least[1], spread(rows, plan.pitch[1]) + unitDepth + 2 * plan.margin),
  };
}

function roomOf(
  kind: string,
  plan: RoomPlan,
  i: number,
  count: number,
  { width, depth }: { width: number; depth: number },
  lane: number,
): SiteRoom {
  const isAbove = i % 2 === 0;
  const x = (i >> 1) * (width + plan.gap);
  const half = CORRIDOR_METRES / 2;
  const corner = { x, y: isAbove ? lane + half : lane - half - depth };
  const seats = Array.from({ length: plan.unit.length > 0 ? count : 0 }, (_, seat): Place => {
    const [ux, uy, degrees] = plan.unit[seat % plan.unit.length]!;
    const unit = Math.floor(seat / plan.unit.length);
    const column = unit % plan.columns;
    const row = Math.floor(unit / plan.columns);
    return {
      point: {
        x: corner.x + plan.margin + column * plan.pitch[0] + ux,
        y: corner.y + plan.margin + row * plan.pitch[1] + uy,
      },
      facing: (degrees * Math.PI) / 180,
    };
  });
  const middle = x + width / 2;
  return {
    name: `${kind}-${i + 1}`,
    kind,
    plan,
    corner,
    width,
    depth,
    door: { x: middle, y: isAbove ? corner.y : corner.y + depth },
    lane: { x: middle, y: lane },
    seats,
  };
}

/** The walls of a room, with a gap for the door; the right one is left out where the next room has it. */
function wallsOf({ corner, width, depth, door, plan }: SiteRoom, hasNeighbour: boolean): Wall[] {
  const [left, right] = [corner.x, corner.x + width];
  const [bottom, top] = [corner.y, corner.y + depth];
  const far = door.y === bottom ? top : bottom;
  const wall = (x1: number, y1: number, x2: number, y2: number): Wall => [
    { x: x1, y: y1 },
    { x: x2, y: y2 },
  ];
  return [
    wall(left, bottom, left, top),
    wall(left, far, right, far),
    wall(left, door.y, door.x - DOOR_METRES / 2, door.y),
    wall(door.x + DOOR_METRES / 2, door.y, right, door.y),
    ...(plan.gap === 0 && hasNeighbour ? [] : [wall(right, bottom, right, top)]),
  ];
}

/** The way from a point in one room to a point in another. */
export function wayBetween(from: SiteRoom, a: Point, to: SiteRoom, b: Point): Point[] {
  if (from.name === to.name) return [a, b];
  const outside =
    from.kind === to.kind
      ? []
      : [
          { x: OPEN_WAY_X, y: from.lane.y },
          { x: OPEN_WAY_X, y: to.lane.y },
        ];
  return [a, from.door, from.lane, ...outside, to.lane, to.door, b];
}

/** Whether a point lies in a room, on the safe side of its walls by so many metres. */
export function isInside({ corner, width, depth }: SiteRoom, { x, y }: Point, by = 0): boolean {
  return x >= corner.x + by && x <= corner.x + width - by && y >= corner.y + by && y <= corner.y + depth - by;
}
