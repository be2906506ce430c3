/** How often the rule for likely doubles asks for nothing, and how often it misses somebody (contract/doubles.ts). */
import { doubleReasons } from "../../contract/doubles.ts";
import { markdownTable } from "../../lib/markdown-table.ts";
import { Stream } from "../../lib/random.ts";
import { type MadeUp, pick, Register, SLIPS, type Slip } from "./register.ts";

interface Measured {
  /** Of newcomers who are in nobody's list: the share of whom somebody is shown, and how many are shown then. */
  readonly asked: number;
  readonly shown: number;
  /** Of those written down a second time, by how: the share that is missed. */
  readonly missed: Readonly<Record<Slip, number>>;
}

const PEOPLE = 8000;
const TRIES = 1000;
const SEED = 20261129;

/** How much is written down with a person the second time: hamlet and phone are optional. */
const TOLD = { hamlet: 0.8, phone: 0.5 } as const;

export function measure(tries = TRIES, seed = SEED): Measured {
  const register = new Register(PEOPLE, seed);
  const chance = new Stream(seed, 1);
  const found = (one: MadeUp) => register.people.filter((other) => doubleReasons(one, other).length > 0);
  const shown = Array.from({ length: tries }, () => found(asTold(register.stranger(), chance)).length);
  const asked = shown.filter((count) => count > 0);
  const missed = Object.fromEntries(
    Object.entries(SLIPS).map(([name, slip]) => {
      const misses = Array.from({ length: tries }, () => {
        const one = pick(chance, register.people);
        return doubleReasons(asTold(slip(one, chance), chance), one).length === 0;
      });
      return [name, misses.filter(Boolean).length / tries];
    }),
  ) as Record<Slip, number>;
  return {
    asked: asked.length / tries,
    shown: asked.reduce((sum, count) => sum + count, 0) / Math.max(1, asked.length),
    missed,
  };
}

function asTold({ hamlet, phone, ...one }: MadeUp, chance: Stream): MadeUp {
  return {
    ...one,
    hamlet: chance.unit() < TOLD.hamlet ? hamlet : undefined,
    phone: chance.unit() < TOLD.phone ? phone : undefined,
  };
}

/** As docs/PEOPLE.md has them. */
export function shownInDocs({ asked, shown, missed }: Measured): string {
  const rows = Object.entries(missed).map(([name, share]) => [name, percent(share)]);
  return [
    `Of newcomers ${percent(asked)} are asked about for nothing, ${shown.toFixed(1)} people shown each time. Of those who are there already:`,
    "",
    markdownTable([["written down again", "missed"], ...rows]),
  ].join("\n");
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
