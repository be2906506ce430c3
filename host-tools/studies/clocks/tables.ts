/** The simulation's results as text. */
import { mean, quantile } from "../../lib/statistics.ts";
import type { LiarOutcome } from "./liars.ts";
import type { Meeting } from "./meetings.ts";
import type { Effort, Outcome } from "./simulation.ts";

const GROUPS: readonly (readonly [string, (meeting: Meeting) => boolean])[] = [
  ["all", () => true],
  ["both with authenticated time", (m) => !m.untrusted],
  ["  of them both crystal", (m) => !m.untrusted && m.kinds === "both crystal"],
  ["  of them mixed", (m) => !m.untrusted && m.kinds === "mixed"],
  ["  of them both RC", (m) => !m.untrusted && m.kinds === "both RC"],
  ["  of them two to four people", (m) => !m.untrusted && m.minutes < 100],
  ["  of them alone for 2 h before", (m) => !m.untrusted && m.minutes < 100 && m.alone >= 120],
  ["one without (power lost)", (m) => m.untrusted],
];

/** Shares of meetings in which the first hearing took more than so many minutes, of those that lasted longer. */
export function lateShares(meetings: readonly Meeting[], by: "firstHeard" | "bothHeard"): number[] {
  return [1, 2, 5].map((minutes) => {
    const longer = meetings.filter((m) => m.minutes > minutes);
    return longer.filter((m) => !m[by] || m[by] > minutes).length / longer.length;
  });
}

export function printMeetings(meetings: readonly Meeting[]): void {
  console.log(
    "meeting                        number  offset s p5/p50/p95     first hearing by either log   by both logs after     minutes in",
  );
  console.log(
    "                                                              after > 1, 2, 5 minutes       > 1, 2, 5 minutes      either  one log",
  );
  for (const [name, test] of GROUPS) {
    const chosen = meetings.filter(test);
    const offsets = chosen.map((m) => m.offset);
    const total = (of: (m: Meeting) => number): number => chosen.reduce((sum, m) => sum + of(m), 0);
    console.log(
      name.padEnd(30),
      String(chosen.length).padStart(6),
      [0.05, 0.5, 0.95].map((q) => quantile(offsets, q).toFixed(2).padStart(7)).join(" "),
      "      ",
      percents(lateShares(chosen, "firstHeard")),
      "     ",
      percents(lateShares(chosen, "bothHeard")),
      "  ",
      (total((m) => m.minutesHeard) / total((m) => m.minutes)).toFixed(3),
      (total((m) => m.minutesLogged) / total((m) => 2 * m.minutes)).toFixed(3),
    );
  }
}

export function printEfforts({ efforts, clocks }: Outcome): void {
  console.log(
    "\nboard     µA by longer bursts   µA by wide listening   lost: minutes a token, µA then   error s p50/p95/max",
  );
  for (const kind of new Set(clocks.map((c) => c.kind))) {
    const own = efforts.filter((_, i) => clocks[i]!.kind === kind);
    const errors = clocks.filter((c) => c.kind === kind && c.trusted).map((c) => Math.abs(c.error));
    const of = (field: keyof Effort): string => {
      const values = own.map((e) => e[field]);
      return `mean ${mean(values).toFixed(1)}, p95 ${quantile(values, 0.95).toFixed(1)}`.padEnd(22);
    };
    const lost = own.filter((e) => e.lostMinutes > 0);
    const lostMinutes = lost.reduce((sum, e) => sum + e.lostMinutes, 0);
    const lostCharge = lost.reduce((sum, e) => sum + e.lostMinutes * e.lostMicroamps, 0);
    console.log(
      kind.name.padEnd(9),
      of("burst"),
      of("wide"),
      `${(lostMinutes / own.length).toFixed(0)}, ${(lostCharge / lostMinutes).toFixed(0)}`.padEnd(32),
      [0.5, 0.95, 1].map((q) => quantile(errors, q).toFixed(1)).join(" / "),
    );
  }
}

export function printLiars(name: string, outcome: LiarOutcome): void {
  console.log(
    name.padEnd(34),
    `envelope used ${outcome.envelopeUsed.toFixed(3)}`,
    `largest error ${outcome.largestError.toFixed(1)} s`,
    `pair minutes in a log ${((100 * outcome.pairMinutesLogged) / outcome.pairMinutes).toFixed(2)} %, the day after ${(100 * outcome.shareAfter).toFixed(2)} %`,
    `led ahead without authenticated time ${outcome.ledAheadDays.toFixed(2)} d`,
  );
}

function percents(shares: readonly number[]): string {
  return shares.map((share) => `${(100 * share).toFixed(1)} %`.padStart(7)).join(" ");
}
