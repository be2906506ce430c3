/**
 * Totals of places that stand in a tree (organisations in a commune, communes in a province), counted first and then rounded to 5.
 *
 * Of children that are told from `least` to `most` each, a total may be from the sum of all least to the sum of all most. It is told as the
 * block of five that it lies in, but for the ends: the lowest block reaches at least one child's whole width above the least sum, the highest
 * as far below the most. So whatever one child is, the others can make up for it, up to the root: each `*` of the tree can be any of 1 to 7
 * with every total as it is told. Which block it is says no more: for what is told of the children the blocks are always the same.
 * It holds for trees. A second total across them (schools of all communes) would cross their blocks: such ones are `toldTogether`.
 *
 * Parts (silent, due) of places whose parts are told are added up the same way. Places too small for that are taken together, as if
 * they were one place, where there are enough people in them; which they are is decided by what is told of all their people. Whose parts
 * are told nowhere is known from nobody to everybody: `untold`.
 */
import {
  type Counted,
  isRoomFor,
  mapped,
  STEP,
  sum,
  type Told,
  type ToldCounts,
  told,
  toldParts,
} from "./small-numbers.ts";

/** A place with what is counted of it alone, and those that lie in it. */
export interface Branch<Part extends string> {
  readonly id: string;
  /** Several in one place that are told apart: its own people, each organisation's. */
  readonly cells: readonly Counted<Part>[];
  readonly below: readonly Branch<Part>[];
}

/** A total by which no child that was told can be narrowed. */
export function toldTotal(count: number, of: readonly Told[]): Told {
  const { least, most } = sum(of);
  const width = Math.max(0, ...of.map((one) => one.most - one.least));
  const half = Math.floor(STEP / 2);
  const lowEnd = STEP * Math.ceil((least + width - half) / STEP) + half;
  const highStart = STEP * Math.floor((most - width + half) / STEP) - half;
  if (lowEnd >= highStart) return { least, most };
  if (count <= lowEnd) return { least, most: lowEnd };
  if (count >= highStart) return { least: highStart, most };
  return told(count);
}

type Parts<Part extends string, T> = Readonly<Record<Part, T>>;

/** What is counted in a branch and what is told of it. */
interface Grown<Part extends string> {
  readonly all: { readonly count: number; readonly told: Told };
  /** Of those whose parts are told. */
  readonly parts: Parts<Part, { readonly count: number; readonly told: Told }> | undefined;
  /** Cells too small to be told alone. */
  readonly loose: readonly Counted<Part>[];
  /** People whose parts are told nowhere, loose ones apart. */
  readonly untold: Told;
}

const NONE: Told = { least: 0, most: 0 };

function partsTold<Part extends string>(of: Counted<Part>, all: Told): Grown<Part>["parts"] {
  const each = toldParts(all, of.parts);
  return each && mapped(of.parts, (part) => ({ count: of.parts[part], told: each[part] }));
}

function ofCell<Part extends string>(cell: Counted<Part>): Grown<Part> {
  const all = told(cell.all);
  const whole = { count: cell.all, told: all };
  if (!isRoomFor(all, Object.keys(cell.parts).length))
    return { all: whole, parts: undefined, loose: [cell], untold: NONE };
  const parts = partsTold(cell, all);
  return { all: whole, parts, loose: [], untold: parts ? NONE : all };
}

/** Small cells as one place; they stay loose where they are too few. */
function pooled<Part extends string>(loose: readonly Counted<Part>[], names: readonly Part[]): Grown<Part> {
  const all = { count: 0, told: NONE };
  const whole = sum(loose.map((cell) => told(cell.all)));
  if (!isRoomFor(whole, names.length)) return { all, parts: undefined, loose, untold: NONE };
  const count = (part: Part) => loose.reduce((total, { parts }) => total + parts[part], 0);
  const together = Object.fromEntries(names.map((part) => [part, count(part)])) as Record<Part, number>;
  const parts = partsTold({ all: 0, parts: together }, whole);
  return { all, parts, loose: [], untold: parts ? NONE : whole };
}

function joined<Part extends string>(children: readonly Grown<Part>[], names: readonly Part[]): Grown<Part> {
  const pool = pooled(
    children.flatMap(({ loose }) => loose),
    names,
  );
  const total = (of: readonly { readonly count: number; readonly told: Told }[]) => {
    const count = of.reduce((sum, one) => sum + one.count, 0);
    return {
      count,
      told: toldTotal(
        count,
        of.map((one) => one.told),
      ),
    };
  };
  const parts = [...children, pool].flatMap((one) => one.parts ?? []);
  return {
    all: total(children.map(({ all }) => all)),
    parts:
      parts.length === 0
        ? undefined
        : (Object.fromEntries(names.map((part) => [part, total(parts.map((one) => one[part]))])) as Parts<
            Part,
            { readonly count: number; readonly told: Told }
          >),
    loose: pool.loose,
    untold: sum([...children, pool].map(({ untold }) => untold)),
  };
}

/** What is told of each branch together with all below it, by its id. */
export function toldTree<Part extends string>(
  root: readonly Branch<Part>[],
  names: readonly Part[],
): Map<string, ToldCounts<Part>> {
  const found = new Map<string, ToldCounts<Part>>();
  const grow = ({ id, cells, below }: Branch<Part>): Grown<Part> => {
    const grown = joined([...cells.map(ofCell), ...below.map(grow)], names);
    const besides = sum([grown.untold, ...grown.loose.map((cell) => told(cell.all))]).most;
    const parts = names.map((part) => {
      const { least, most } = grown.parts?.[part].told ?? NONE;
      return [part, { least, most: Math.min(most + besides, grown.all.told.most) }];
    });
    found.set(id, { all: grown.all.told, parts: Object.fromEntries(parts) as Record<Part, Told> });
    return grown;
  };
  for (const branch of root) grow(branch);
  return found;
}
