/** From visits of a day to who was in a zone from when to when: pure reckoning, in minutes since the Unix epoch. */
import type { VisitorView } from "../../contract/gates.ts";
import { folded } from "../../contract/names.ts";
import { normalPhone } from "../../contract/phones.ts";
import type { Visit } from "../../contract/visits.ts";
import type { Stay } from "./stays.ts";
import type { KeptVisit } from "./visit-store.ts";

type Told = Pick<VisitorView, "name" | "phone" | "birthYear" | "host">;
/** How they were noted first: where, which visit it is, and by what way. */
type First = Pick<KeptVisit, "gate" | "id" | "by">;

export interface Visitor extends Told, First {
  readonly stay: Stay;
  /** That they were lent. */
  readonly token?: number;
}

/**
 * Visits at the gates of one zone. Who goes is who came by the same name, as people write it, with no other phone and no other year; of
 * several it is the one who has most in common. Where two have as much, nobody is said to have gone: both stand there, and neither is sure. Who gives a token back is who was lent it.
 */
export function visitorsFrom(visits: readonly KeptVisit[]): Visitor[] {
  const all: Visitor[] = [];
  for (const visit of [...visits].sort(byTime)) {
    const there = all.filter(({ stay }) => stay.to === undefined && stay.from !== undefined);
    const alike = there
      .map((one) => ({ one, score: likeness(one, visit) }))
      .filter(({ score }) => score >= 0)
      // Lent twice, a token is with whom it was lent to last.
      .sort(
        (a, b) => b.score - a.score || (b.score === SAME_TOKEN ? b.one.stay.from! - a.one.stay.from! : 0),
      );
    const [best, next] = alike;
    if (visit.direction === "in") {
      // Pressed twice, or they went unseen: they have been there since the first time.
      if (best && best.score > 0 && best.score !== SAME_TOKEN)
        all[all.indexOf(best.one)] = joined(best.one, visit, best.one.stay);
      else
        all.push({
          ...toldOf(visit),
          ...tokenOf(visit),
          ...firstOf(visit),
          stay: { from: visit.minute, to: undefined },
        });
    } else if (!best) {
      all.push({ ...toldOf(visit), ...firstOf(visit), stay: { from: undefined, to: visit.minute } });
    } else if (next?.score !== best.score || best.score === SAME_TOKEN) {
      const stay = { ...best.one.stay, to: visit.minute };
      all[all.indexOf(best.one)] = joined(best.one, visit, stay);
    }
  }
  return all;
}

/** Within a minute who came and went came first. */
function byTime(a: KeptVisit, b: KeptVisit): number {
  return a.minute - b.minute || Number(a.direction === "out") - Number(b.direction === "out");
}

function toldOf({ name, phone, birthYear, host }: Told | Visit): Told {
  return {
    name,
    ...(phone === undefined ? {} : { phone }),
    ...(birthYear === undefined ? {} : { birthYear }),
    ...(host === undefined ? {} : { host }),
  };
}

const firstOf = ({ gate, id, by }: First): First => ({ gate, id, by });

const tokenOf = ({ token }: Pick<Visit, "token">) => (token === undefined ? {} : { token });

const joined = (one: Visitor, later: Visit, stay: Stay): Visitor => ({
  ...toldOf(later),
  ...toldOf(one),
  ...tokenOf(later),
  ...(one.token === undefined ? {} : { token: one.token }),
  ...firstOf(one),
  stay,
});

const phoneOf = (phone: string | undefined) =>
  phone === undefined ? undefined : (normalPhone(phone) ?? phone.replace(/\D/g, ""));

/** More than anything else that two can have in common. */
const SAME_TOKEN = 10;

/** How much two have in common beside the name; below 0 where they are not the same. */
function likeness(one: Visitor, other: Visit): number {
  if (one.token !== undefined && one.token === other.token && other.direction === "out") return SAME_TOKEN;
  if (folded(one.name) !== folded(other.name)) return -1;
  const pairs = [
    [phoneOf(one.phone), phoneOf(other.phone)],
    [one.birthYear, other.birthYear],
  ];
  let score = 0;
  for (const [mine, theirs] of pairs) {
    if (mine === undefined || theirs === undefined) continue;
    if (mine !== theirs) return -1;
    score++;
  }
  return score;
}
