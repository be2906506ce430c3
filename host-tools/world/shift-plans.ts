/**
 * Made-up shifts as data: who takes part, when, in which kind of room, and how people meet there.
 * Times are Vietnam's clock (UTC+7). Hours, group sizes and habits are assumptions of this project, chosen to be plain and
 * varied, not measurements; recorded days come from contact files.
 */

/** Shortest and longest, in minutes. */
export type Minutes = readonly [number, number];

/** How people in one room meet. `roles` limits it to some of them. */
export type Meeting =
  /** Each with the next in line for spells, apart in between; facing for a share of the time. */
  | {
      readonly kind: "line";
      readonly roles?: readonly string[];
      readonly faceShare: number;
      readonly spell: Minutes;
      readonly apart: Minutes;
    }
  /** Everybody with everybody else of a group of `size`. */
  | {
      readonly kind: "groups";
      readonly roles?: readonly string[];
      readonly size: number;
      readonly faceShare: number;
      readonly spell: Minutes;
      readonly apart: Minutes;
    }
  /** Chance meetings of two, so many per person and hour; most are over in 20 s, few last long. */
  | { readonly kind: "mingle"; readonly roles?: readonly string[]; readonly perHour: number }
  /** Each visitor goes from host to host. */
  | {
      readonly kind: "rounds";
      readonly visitors: readonly string[];
      readonly hosts: readonly string[];
      readonly stop: Minutes;
      readonly walk: Minutes;
    };

export interface Activity {
  /** HH:MM, Vietnam's clock. */
  readonly from: string;
  readonly to: string;
  readonly roles: readonly string[];
  /** Rooms are called place-1, place-2 ... */
  readonly place: string;
  /** People a room, about; the groups are made equal. */
  readonly roomOf: number;
  /** The same rooms every time, or a new mix. */
  readonly mix: "team" | "anew";
  /** Roles that are there only for a part of the activity, and for how long. */
  readonly visits?: Readonly<Record<string, Minutes>>;
  readonly meetings: readonly Meeting[];
}

export interface ShiftPlan {
  readonly title: string;
  readonly people: number;
  /** Relative numbers of people by role. */
  readonly roles: Readonly<Record<string, number>>;
  readonly activities: readonly Activity[];
}

const SEATS: Meeting = { kind: "groups", size: 2, faceShare: 0.2, spell: [20, 60], apart: [1, 2] };
const LINE_WORK: readonly Meeting[] = [
  { kind: "line", roles: ["worker"], faceShare: 0.25, spell: [10, 70], apart: [3, 12] },
  { kind: "rounds", visitors: ["leader"], hosts: ["worker"], stop: [0.4, 4], walk: [0.4, 3] },
];
const BENCHES: readonly Meeting[] = [
  { kind: "groups", roles: ["pupil"], size: 2, faceShare: 0.3, spell: [15, 45], apart: [3, 6] },
  { kind: "rounds", visitors: ["teacher"], hosts: ["pupil"], stop: [0.4, 1.5], walk: [0.4, 3] },
];
const BEDSIDE: Meeting = {
  kind: "groups",
  roles: ["patient", "carer"],
  size: 2,
  faceShare: 0.2,
  spell: [10, 60],
  apart: [4, 30],
};

const work = (from: string, to: string): Activity => ({
  from,
  to,
  roles: ["worker", "leader"],
  place: "line",
  roomOf: 20,
  mix: "team",
  meetings: LINE_WORK,
});
const bus = (from: string, to: string): Activity => ({
  from,
  to,
  roles: ["worker", "leader"],
  place: "bus",
  roomOf: 25,
  mix: "anew",
  meetings: [SEATS],
});
const lesson = (from: string, to: string): Activity => ({
  from,
  to,
  roles: ["pupil", "teacher"],
  place: "class",
  roomOf: 30,
  mix: "team",
  meetings: BENCHES,
});
const playtime = (from: string, to: string): Activity => ({
  from,
  to,
  roles: ["pupil"],
  place: "yard",
  roomOf: 30,
  mix: "anew",
  meetings: [{ kind: "mingle", perHour: 14 }],
});
const wardHours = (from: string, to: string, meetings: readonly Meeting[]): Activity => ({
  from,
  to,
  roles: ["patient", "carer", "nurse", "doctor"],
  place: "ward",
  roomOf: 20,
  mix: "team",
  meetings: [BEDSIDE, ...meetings],
});
const nursing = (stop: Minutes): Meeting => ({
  kind: "rounds",
  visitors: ["nurse"],
  hosts: ["patient"],
  stop,
  walk: [1, 6],
});

export const SHIFT_PLANS = {
  /** The early shift of an industrial park; it crosses 07:00, where UTC changes the date and the day key. */
  park: {
    title: "early shift of an industrial park",
    people: 40,
    roles: { worker: 19, leader: 1 },
    activities: [
      bus("05:30", "05:50"),
      work("05:50", "09:00"),
      {
        from: "09:00",
        to: "09:10",
        roles: ["worker", "leader"],
        place: "yard",
        roomOf: 25,
        mix: "anew",
        meetings: [{ kind: "mingle", perHour: 20 }],
      },
      work("09:10", "11:00"),
      {
        from: "11:00",
        to: "11:30",
        roles: ["worker", "leader"],
        place: "canteen",
        roomOf: 30,
        mix: "anew",
        meetings: [{ kind: "groups", size: 4, faceShare: 0.5, spell: [12, 25], apart: [5, 15] }],
      },
      work("11:30", "13:10"),
      bus("13:10", "13:30"),
    ],
  },
  school: {
    title: "a school morning",
    people: 60,
    roles: { pupil: 29, teacher: 1 },
    activities: [
      lesson("07:00", "07:45"),
      lesson("07:50", "08:35"),
      playtime("08:35", "08:55"),
      lesson("08:55", "09:40"),
      playtime("09:40", "09:50"),
      lesson("09:50", "10:35"),
      lesson("10:40", "11:25"),
    ],
  },
  ward: {
    title: "a day shift on a hospital ward",
    people: 40,
    roles: { patient: 8, carer: 8, nurse: 3, doctor: 1 },
    activities: [
      wardHours("07:00", "08:00", [
        nursing([1, 4]),
        { kind: "mingle", roles: ["nurse", "doctor"], perHour: 10 },
      ]),
      wardHours("08:00", "10:30", [
        nursing([2, 6]),
        { kind: "rounds", visitors: ["doctor"], hosts: ["patient"], stop: [4, 9], walk: [1, 4] },
      ]),
      wardHours("10:30", "11:30", [nursing([3, 12]), { kind: "mingle", roles: ["carer"], perHour: 6 }]),
      {
        from: "11:30",
        to: "12:00",
        roles: ["nurse", "doctor"],
        place: "staff room",
        roomOf: 30,
        mix: "anew",
        meetings: [{ kind: "groups", size: 4, faceShare: 0.5, spell: [15, 25], apart: [5, 15] }],
      },
      {
        from: "11:30",
        to: "12:00",
        roles: ["patient", "carer"],
        place: "ward",
        roomOf: 16,
        mix: "team",
        meetings: [BEDSIDE],
      },
      wardHours("12:00", "15:00", [
        nursing([2, 8]),
        { kind: "mingle", roles: ["carer", "nurse"], perHour: 4 },
      ]),
    ],
  },
  market: {
    title: "a morning at the market",
    people: 60,
    roles: { seller: 1, customer: 2 },
    activities: [
      {
        from: "05:00",
        to: "10:00",
        roles: ["seller", "customer"],
        place: "aisle",
        roomOf: 30,
        mix: "team",
        visits: { customer: [20, 60] },
        meetings: [
          { kind: "line", roles: ["seller"], faceShare: 0.15, spell: [10, 40], apart: [5, 30] },
          { kind: "rounds", visitors: ["customer"], hosts: ["seller"], stop: [0.4, 6], walk: [0.4, 3] },
          { kind: "mingle", roles: ["customer"], perHour: 6 },
        ],
      },
    ],
  },
} as const satisfies Record<string, ShiftPlan>;

export type ShiftName = keyof typeof SHIFT_PLANS;
export const SHIFT_NAMES = Object.keys(SHIFT_PLANS) as ShiftName[];
