/** What a PIN has to be, for staff of the server and for guards of a gate's machine. */

const LENGTHS = { from: 6, to: 8 } as const;

/** Digits that are neither all the same nor a run. */
export function isGoodPin(pin: string): boolean {
  if (!/^\d+$/.test(pin) || pin.length < LENGTHS.from || pin.length > LENGTHS.to) return false;
  const steps = new Set([...pin].slice(1).map((digit, i) => Number(digit) - Number(pin[i])));
  return !(steps.size === 1 && [0, 1, -1].includes([...steps][0]!));
}
