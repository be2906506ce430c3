/** All looks at a board before it gets a number, those that cost least first. */
import { battery, button, clock, crypto, flash, lamp, random } from "./board-checks.ts";
import type { Check, CheckName, CheckResult, Examination } from "./check.ts";
import { heard, hears } from "./radio-checks.ts";

const CHECKS: Readonly<Record<CheckName, Check>> = {
  battery,
  clock,
  crypto,
  random,
  flash,
  "radio heard": heard,
  "radio hears": hears,
  button,
  lamp,
};

/** Throws Unfit at the first that fails; `told` gets each result as it comes. */
export async function selfTest(
  examination: Examination,
  told: (name: CheckName, result: CheckResult) => void,
): Promise<void> {
  for (const [name, check] of Object.entries(CHECKS) as [CheckName, Check][])
    told(name, await check(examination));
}
