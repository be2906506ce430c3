/** People and tokens of the training: made up, the same at every beginning. */
import type { RosterEntry } from "../../../contract/roster.ts";
import type { SimulatedToken } from "./simulated-token.ts";

export const TRAINING_PLACE = "Trạm y tế Tập Huấn";

const PEOPLE: readonly (readonly [
  name: string,
  birth: string,
  place: Partial<RosterEntry>,
  serial?: number,
])[] = [
  ["Trần Thị Bưởi", "1944", { hamlet: "Xóm Chùa" }, 2001],
  ["Nguyễn Văn Cam", "1951", { hamlet: "Xóm Chùa" }, 2002],
  ["Lê Thị Đào", "1948", { hamlet: "Xóm Chùa" }],
  ["Phạm Văn Mít", "1939", { hamlet: "Xóm Đình" }, 2003],
  ["Hoàng Thị Ổi", "1957", { hamlet: "Xóm Đình" }],
  ["Vũ Ngọc Ánh", "2014", { group: "Lớp 6A" }, 3001],
  ["Đặng Gia Bảo", "2014", { group: "Lớp 6A" }, 3002],
  ["Bùi Minh Châu", "2014", { group: "Lớp 6A" }, 3003],
  ["Đỗ Thùy Dương", "2014", { group: "Lớp 6A" }],
  ["Ngô Thị Hạnh", "1993", { group: "Xưởng may 2" }, 4001],
  ["Dương Văn Khải", "1988", { group: "Xưởng may 2" }, 4002],
];

export function madeUpPeople(): RosterEntry[] {
  return PEOPLE.map(([name, birth, place, serial], i) => ({
    id: `00000000-0000-4000-8000-${String(i).padStart(12, "0")}`,
    name,
    birth,
    ...place,
    ...(serial === undefined ? {} : { serials: [serial] }),
  }));
}

/** Each teaches something: all well, an old log, a link that breaks, an empty battery, a lost clock, a called wearer. */
export const CALLED = 3003;
const FREE_TOKENS = [5001, 5002, 5003] as const;

export function madeUpTokens(): SimulatedToken[] {
  const token = (serial: number, more: Partial<SimulatedToken> = {}): SimulatedToken => ({
    serial,
    batteryMillivolts: 2880,
    hasLostTime: false,
    pages: pages(1, 1500),
    ...more,
  });
  return [
    token(2001, { pages: pages(3, 3200) }),
    token(2002, { breaksAfter: 20 }),
    token(2003, { batteryMillivolts: 2480 }),
    token(3001),
    token(3002, { hasLostTime: true }),
    token(CALLED),
    token(4001, { pages: pages(2, 2400) }),
    token(4002),
    ...FREE_TOKENS.map((serial) => token(serial, { pages: pages(1, 400) })),
  ];
}

function pages(count: number, length: number) {
  return Array.from({ length: count }, (_, sequence) => ({ sequence, length, receipted: false }));
}
