/**
 * What rooms of made-up shifts look like: seats and how far they stand apart. As the shifts themselves (`shift-plans.ts`), the
 * measures are assumptions of this project, taken from what is usual, and no survey.
 */

/** A seat in its unit: metres from the unit's first seat, and where who sits there looks, degrees from the x axis. */
type Seat = readonly [x: number, y: number, degrees: number];

export interface RoomPlan {
  /** Seats that stand together, in the order in which people take them: a bench, a table, two workplaces across a belt. */
  readonly unit: readonly Seat[];
  /** Units in a row along the room, and from unit to unit, metres. */
  readonly columns: number;
  readonly pitch: readonly [x: number, y: number];
  /** Free floor around the seats, metres. */
  readonly margin: number;
  /** Width and depth at least, metres. */
  readonly least: readonly [number, number];
  /** From room to room, metres; 0: they share a wall. */
  readonly gap: number;
  readonly hasWalls: boolean;
  /** People get up now and then. */
  readonly getsUp: boolean;
}

const TABLE: readonly Seat[] = [
  [0, 0, 90],
  [0.7, 0, 90],
  [0, 0.9, -90],
  [0.7, 0.9, -90],
];
const ROOM = { margin: 1.5, least: [5, 5], gap: 0, hasWalls: true, getsUp: true } as const;
const LONG = 1000;

export const ROOM_PLANS: Readonly<Record<string, RoomPlan>> = {
  /** Two rows of workplaces that face each other across a belt. */
  line: {
    ...ROOM,
    unit: [
      [0, 0, 90],
      [0, 2.6, -90],
    ],
    columns: LONG,
    pitch: [1.5, 0],
  },
  /** Two seats on each side of the aisle. */
  bus: {
    ...ROOM,
    unit: [
      [0, 0, 0],
      [0, 0.5, 0],
      [0, 1.1, 0],
      [0, 1.6, 0],
    ],
    columns: LONG,
    pitch: [0.8, 0],
    margin: 0.6,
    least: [3, 2.4],
    gap: 8,
    getsUp: false,
  },
  /** Benches for two, four in a row. */
  class: {
    ...ROOM,
    unit: [
      [0, 0, 90],
      [0.6, 0, 90],
    ],
    columns: 4,
    pitch: [2.2, 1.4],
  },
  canteen: { ...ROOM, unit: TABLE, columns: 4, pitch: [2.8, 3] },
  "staff room": { ...ROOM, unit: TABLE, columns: 2, pitch: [2.8, 3] },
  /** A bed and a chair beside it, two rows. */
  ward: {
    ...ROOM,
    unit: [
      [0, 0, 90],
      [0.9, 0, 180],
    ],
    columns: 4,
    pitch: [2.6, 4.5],
  },
  /** Stalls on both sides of an aisle, under a roof without walls. */
  aisle: {
    ...ROOM,
    unit: [
      [0, 0, 90],
      [0, 3.5, -90],
    ],
    columns: LONG,
    pitch: [2.2, 0],
    gap: 2,
    hasWalls: false,
  },
  /** Nobody has a seat. */
  yard: {
    ...ROOM,
    unit: [],
    columns: 1,
    pitch: [0, 0],
    margin: 0.5,
    least: [18, 14],
    gap: 2,
    hasWalls: false,
  },
};
