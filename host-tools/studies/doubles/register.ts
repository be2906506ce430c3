/** A commune's register of made-up people: names as often as they are in Viet Nam, households, hamlets, phones. */
import type { Likeness } from "../../contract/doubles.ts";
import { Stream } from "../../lib/random.ts";

/** Family names and their share, per mille (Lê Trung Hoa, Họ và tên người Việt Nam, 2005); the rest share what is left. */
const FAMILIES: Readonly<Record<string, number>> = {
  Nguyễn: 384,
  Trần: 110,
  Lê: 95,
  Phạm: 70,
  Hoàng: 51,
  Phan: 45,
  Vũ: 39,
  Đặng: 21,
  Bùi: 20,
  Đỗ: 14,
  Hồ: 13,
  Ngô: 13,
  Dương: 10,
  Lý: 5,
  Đinh: 18,
  Trịnh: 14,
  Mai: 13,
  Đào: 13,
  Lương: 12,
  Cao: 10,
  Hà: 10,
  Tạ: 10,
  Đoàn: 10,
};
const words = (text: string) => text.split(" ");
/** By sex. What stands first is chosen more often. */
const MIDDLES = [
  words("Văn Đức Minh Quang Hữu Công Xuân Thành Đình Quốc Gia Ngọc"),
  words("Thị Thị Ngọc Thu Thanh Kim Minh Bích Phương Hồng Thùy Gia"),
] as const;
const GIVEN = [
  words(
    "Hùng Tuấn Dũng Hải Nam Long Minh Thắng Cường Sơn Hưng Tùng Đức Quân Bình Hiếu Trung Khánh Kiên Hoàng Phúc Tâm Thành Việt Quang Toàn An Hòa Lâm Tài Đạt Huy Vinh Khoa Bảo Phong Thái Duy Nghĩa Khải Mạnh Chiến Lợi Phương Tiến Tú Thịnh Trí Thông Đông",
  ),
  words(
    "Hoa Lan Hương Hà Thảo Linh Trang Huyền Hằng Mai Nga Thủy Thúy Dung Hạnh Hiền Loan Phương Yến Ngân Anh Nhung Hòa Vân Oanh Liên Tuyết Cúc Đào Xuân Bích Ngọc Quỳnh Chi Châu Hường Thu Thùy Nguyệt Tâm Thắm Lý Mỵ Tươi Nhàn Luyến Bưởi Sen Thơm Ánh",
  ),
] as const;
const HAMLETS = words(
  "Chùa Đình Chợ Bến Đông Đoài Thượng Hạ Trung Nam Bắc Mới Cầu Giếng Đồng Gò Bãi Trại Vườn Sau",
).map((name) => `Xóm ${name}`);

export interface MadeUp extends Likeness {
  readonly household: number;
}

/** A commune has some 8000 people, a household four of them; one phone in two is the household's. */
const IN_HOUSEHOLD = 4;

export class Register {
  readonly #chance: Stream;
  readonly people: MadeUp[] = [];

  constructor(size: number, seed: number) {
    this.#chance = new Stream(seed);
    while (this.people.length < size) this.#household();
  }

  /** Somebody of one of the households who is not in the register. */
  stranger(): MadeUp {
    const { household, hamlet, phone } = pick(this.#chance, this.people);
    return this.#person(household, hamlet!, this.#chance.unit() < 0.5 ? phone : undefined);
  }

  #household(): void {
    const household = this.people.length;
    const hamlet = pick(this.#chance, HAMLETS);
    const phone = this.#phone();
    for (let i = 0; i < IN_HOUSEHOLD; i++) {
      const its = this.#chance.unit();
      this.people.push(
        this.#person(household, hamlet, its < 0.5 ? phone : its < 0.8 ? this.#phone() : undefined),
      );
    }
  }

  #person(household: number, hamlet: string, phone: string | undefined): MadeUp {
    const sex = this.#chance.below(2);
    const parts = [this.#family(), this.#early(MIDDLES[sex]!), this.#early(GIVEN[sex]!)];
    // A middle name more than Thị or Văn is usual with the young.
    const birth = 2022 - Math.floor(this.#chance.unit() ** 1.2 * 85);
    if (birth > 1985 && this.#chance.unit() < 0.35) parts.splice(2, 0, this.#early(GIVEN[1 - sex]!));
    return { name: parts.join(" "), birth: String(birth), hamlet, phone, household };
  }

  #family(): string {
    let left = this.#chance.unit() * 1000;
    for (const [name, share] of Object.entries(FAMILIES)) {
      left -= share;
      if (left < 0) return name;
    }
    return "Nguyễn";
  }

  /** What stands early in a list is taken more often than what stands late. */
  #early(list: readonly string[]): string {
    return list[Math.floor(this.#chance.unit() ** 1.6 * list.length)]!;
  }

  #phone(): string {
    return `+849${String(this.#chance.below(100_000_000)).padStart(8, "0")}`;
  }
}

/** How somebody who is in the register is written down a second time. */
export const SLIPS = {
  "the same": (one: MadeUp) => one,
  "without diacritics": (one: MadeUp) => changed(one, (name) => plain(name)),
  "another tone": (one: MadeUp, chance: Stream) => changed(one, (name) => toned(name, chance)),
  "one letter wrong": (one: MadeUp, chance: Stream) => changed(one, (name) => mistyped(name, chance)),
  "two letters wrong": (one: MadeUp, chance: Stream) =>
    changed(one, (name) => mistyped(mistyped(name, chance), chance)),
  "middle name left out": (one: MadeUp) => changed(one, shortened),
  "a digit of the year wrong": (one: MadeUp, chance: Stream) => ({
    ...one,
    birth: misdialled(one.birth, chance),
  }),
  "the year before or after": (one: MadeUp, chance: Stream) => ({
    ...one,
    birth: String(Number(one.birth) + (chance.unit() < 0.5 ? 1 : -1)),
  }),
} as const satisfies Readonly<Record<string, (one: MadeUp, chance: Stream) => MadeUp>>;
export type Slip = keyof typeof SLIPS;

export function pick<T>(chance: Stream, list: readonly T[]): T {
  return list[chance.below(list.length)]!;
}

function changed(one: MadeUp, change: (name: string) => string): MadeUp {
  return { ...one, name: change(one.name) };
}

const plain = (text: string) =>
  text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d").replace(/Đ/g, "D");

function toned(name: string, chance: Stream): string {
  const letters = [...name.normalize("NFD")];
  const vowels = letters.flatMap((letter, i) => (/[aeiouy]/i.test(letter) ? [i] : []));
  letters.splice(pick(chance, vowels) + 1, 0, pick(chance, ["\u0300", "\u0301", "\u0303"]));
  return letters.join("").normalize("NFC");
}

function mistyped(name: string, chance: Stream): string {
  const at = 1 + chance.below(name.length - 2);
  const letter = "abcdeghiklmnopqrstuvxy"[chance.below(22)]!;
  const kind = chance.below(3);
  if (kind === 0) return `${name.slice(0, at)}${letter}${name.slice(at)}`;
  if (kind === 1) return `${name.slice(0, at)}${name.slice(at + 1)}`;
  return `${name.slice(0, at)}${letter}${name.slice(at + 1)}`;
}

function shortened(name: string): string {
  const all = name.split(" ");
  return [...all.slice(0, 1), ...all.slice(2)].join(" ");
}

function misdialled(year: string, chance: Stream): string {
  const at = 2 + chance.below(2);
  return `${year.slice(0, at)}${(Number(year[at]) + 1 + chance.below(9)) % 10}${year.slice(at + 1)}`;
}
