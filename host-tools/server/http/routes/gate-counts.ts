/** How many went in and out at gates, by day: counted once, on the Monday behind the week, and never of few. */
import { gateCounts } from "../../../contract/gate-counts.ts";
import { DAYS_OF_WEEK } from "../../../contract/gate-hours.ts";
import { dayBefore, dayInProvince, dayStart, mondayOf } from "../../../contract/province-time.ts";
import { HOUR_MS } from "../../../lib/time.ts";
import type { Office } from "../../changes.ts";
import { gatesById } from "../../gates/gate-store.ts";
import { gateWeeks, hourCounts, isGateWeekTold } from "../../gates/gate-week-store.ts";
import { gateWeek } from "../../gates/gate-weeks.ts";
import { handSums } from "../../gates/hand-count-store.ts";
import { type Route, route } from "../request/route.ts";
import { placeName } from "./case-views.ts";
import { ledBy } from "./uptake.ts";

/** Machines bring what they have once a minute: so long behind midnight they have said that Sunday is over. */
const SETTLED_MS = 3 * HOUR_MS;

/**
 * Counts last week, where that was not done. What is not there by now is not known, and stays so: passages go before the counts do, and
 * a number that changes tells who was added. Returns how many gates were counted.
 */
export function countLastWeek(office: Office): Promise<number> {
  return office.alone(async () => {
    const { queries } = office;
    const thisMonday = mondayOf(dayInProvince(office.now()));
    const monday = dayBefore(thisMonday, DAYS_OF_WEEK);
    if (office.now() < dayStart(thisMonday) + SETTLED_MS || (await isGateWeekTold(queries, monday))) return 0;
    const counts = await hourCounts(queries, monday, thisMonday);
    const byHand = await handSums(queries, monday, thisMonday);
    const stood = [...(await gatesById(queries)).values()].filter(
      ({ addedAt, removedAt }) =>
        addedAt < dayStart(thisMonday) && (removedAt === undefined || removedAt > dayStart(monday)),
    );
    const gates = stood.map((gate) =>
      gateWeek(
        gate,
        monday,
        counts.filter((one) => one.gate === gate.id),
        byHand.get(gate.id),
      ),
    );
    const change = { kind: "week-of-gates", monday, gates } as const;
    await office.commit({ actor: "server", action: "week-of-gates", outcome: "done" }, [change]);
    return gates.length;
  });
}

const UNKNOWN = Array.from({ length: DAYS_OF_WEEK }, () => null);

export const gateCountRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/api/gates/counts",
    action: "gate.counts",
    summary:
      "How many IDs of a quarter of an hour went in and out at gates, by day, and by hour of the newest week: never exactly where they are few, nobody's passage, and no number changes once it is told",
    answer: gateCounts,
    places: "filtered",
    audited: true,
    covers: {
      what: "all gates within reach that stood in one of the last 13 weeks, for a manager also those of organisations that stand under theirs; a day is null where the gate's machine was not heard of behind it; this week is not in it",
    },
    async run(_, { office }, { account, reach }) {
      const { places, queries } = office;
      const within = reach && [...new Set([...reach, ...ledBy(account, places)])];
      const weeks = await gateWeeks(queries, within);
      const newest = new Map(weeks.flatMap(({ gates }) => gates.map((one) => [one.gate, one] as const)));
      return {
        weeks: weeks.map(({ monday }) => monday),
        gates: [...newest.values()].map(({ gate, place, name, zone }) => {
          const each = weeks.map(({ gates }) => gates.find((one) => one.gate === gate));
          return {
            gate,
            place,
            placeName: placeName(office, place),
            name,
            zone,
            days: each.map((week) => week?.days ?? UNKNOWN),
            byHand: each.map((week) => week?.byHand ?? null),
            hours: each.at(-1)?.hours ?? {},
          };
        }),
      };
    },
  }),
];
