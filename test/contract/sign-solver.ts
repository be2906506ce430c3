/** What somebody can find out who solves for every count behind the signs that they were shown. */

/** An unknown whole number between two bounds. */
export interface Unknown {
  least: number;
  most: number;
}

/** What is known of unknowns together: their weighed sum lies between two numbers. */
export interface Sum {
  readonly of: readonly (readonly [weight: 1 | -1, unknown: number])[];
  readonly least: number;
  readonly most: number;
}

const outOf = (weight: 1 | -1, { least, most }: Unknown): readonly [number, number] =>
  weight === 1 ? [least, most] : [-most, -least];

/** Narrows the bounds until nothing follows any more; false where nothing fits. */
function narrow(unknowns: Unknown[], sums: readonly Sum[]): boolean {
  for (let isSettled = false; !isSettled; ) {
    isSettled = true;
    for (const { of, least, most } of sums) {
      const bounds = of.map(([weight, place]) => outOf(weight, unknowns[place] as Unknown));
      const low = bounds.reduce((total, [a]) => total + a, 0);
      const high = bounds.reduce((total, [, b]) => total + b, 0);
      if (high < least || most < low) return false;
      for (const [index, [weight, place]] of of.entries()) {
        const [a, b] = bounds[index] as readonly [number, number];
        const from = Math.max(a, least - (high - b));
        const to = Math.min(b, most - (low - a));
        if (from > to) return false;
        const [next, last] = weight === 1 ? [from, to] : [-to, -from];
        const unknown = unknowns[place] as Unknown;
        if (next > unknown.least || last < unknown.most) {
          unknowns[place] = { least: next, most: last };
          isSettled = false;
        }
      }
      if (!isSettled) break;
    }
  }
  return true;
}

/** Whether there are whole numbers that fit everything. */
export function fits(unknowns: readonly Unknown[], sums: readonly Sum[]): boolean {
  const now = [...unknowns];
  if (!narrow(now, sums)) return false;
  const open = now.findIndex(({ least, most }) => least < most);
  if (open === -1) return true;
  const { least, most } = now[open] as Unknown;
  for (let value = least; value <= most; value++)
    if (fits(now.with(open, { least: value, most: value }), sums)) return true;
  return false;
}
