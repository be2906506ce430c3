/** What is told of this week: counted once for everybody, by the day's work or by whoever asks before it. */
import { dayStart } from "../../../contract/province-time.ts";
import { toldDay } from "../../../contract/small-numbers.ts";
import type { Office } from "../../changes.ts";
import { headsBefore } from "../../uptake/heads-store.ts";
import { countsByPlace, silenceAt, type ToldWeek, toldWeek } from "../../uptake/uptake.ts";
import { toldOn, wearersAt } from "../../uptake/uptake-store.ts";

export function toldThisWeek(office: Office): Promise<ToldWeek> {
  return office.alone(async () => {
    const { queries, places } = office;
    const day = toldDay(office.now());
    const told = await toldOn(queries, day);
    if (told) return told;
    const at = dayStart(day);
    const counted = countsByPlace(await wearersAt(queries, at, undefined), at, silenceAt(at, places));
    const counts = toldWeek(places, day, counted, await headsBefore(queries, day));
    const change = { kind: "uptake", day, counts } as const;
    await office.commit({ actor: "server", action: "uptake", outcome: "done" }, [change]);
    return counts;
  });
}
