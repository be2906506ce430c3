/** What could not be looked at of a day at gates, in words: nobody takes it for nobody. */
import type { CasePassages, GateDay } from "../../../contract/gates.ts";
import { dayEnd } from "../../../contract/province-time.ts";
import { whenText } from "../../shared/dates.ts";
import type { PassageTexts } from "../texts/passages.ts";

const KINDS = ["never", "silent", "visitors", "behind"] as const satisfies readonly GateDay[];

/** `home`: the name of the case's place. */
export function passageGaps(
  { day, firstKept, gates, elsewhere }: CasePassages,
  home: string,
  t: Pick<PassageTexts, "gapsOf" | "noGate" | "noGateHere" | "deletedAll" | "deletedPart" | "elsewhere">,
): string[] {
  const isGone = firstKept !== undefined && dayEnd(day) <= Date.parse(firstKept);
  if (isGone) return [t.deletedAll];
  const lines: string[] = [];
  if (firstKept !== undefined) lines.push(t.deletedPart(whenText(firstKept)));
  if (gates.length === 0) lines.push(elsewhere.gates === 0 ? t.noGate : t.noGateHere(home));
  for (const kind of KINDS) {
    const names = gates
      .filter(({ told }) => told === kind)
      .map(({ name, heardAt }) =>
        kind === "behind" && heardAt !== undefined ? `${name} (${whenText(heardAt)})` : name,
      );
    if (names.length > 0) lines.push(t.gapsOf[kind](names.join(", ")));
  }
  if (elsewhere.lacking > 0) lines.push(t.elsewhere(String(elsewhere.lacking), String(elsewhere.gates)));
  return lines;
}

/** Days of a case that may be asked for, the newest first. */
export function daysToAsk(
  from: string,
  to: string,
  today: string,
  before: (day: string) => string,
): string[] {
  const days: string[] = [];
  for (let day = to < today ? to : today; day >= from; day = before(day)) days.push(day);
  return days;
}
