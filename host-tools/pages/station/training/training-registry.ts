/** The registry of the training: in memory, gone when the training is left. */
import { CONSENT_TEXTS, NOBODY_IS_TURNED_AWAY } from "../../../contract/consent-texts.ts";
import type { RosterEntry } from "../../../contract/roster.ts";
import { tidied } from "../../../contract/texts.ts";
import { firstGiven, withAnswer } from "../services/given.ts";
import { belongingsOf } from "../services/groups.ts";
import { byGivenName, searched } from "../services/names.ts";
import { entryOf, resemblingOf } from "../services/resembling.ts";
import type { Registry } from "../services/types.ts";
import { endedOf, LikelyDoubles, undecided, WearsOther } from "../services/undecided.ts";
import { wears, withoutToken, withToken } from "../services/worn.ts";
import { CALLED } from "./made-up.ts";
import type { SimulatedToken } from "./simulated-token.ts";

const DAY_MS = 86_400_000;
const DAYS_SINCE_SYNC = 9;

export function trainingRegistry(people: RosterEntry[], tokens: readonly SimulatedToken[]): Registry {
  const put = (changed: readonly RosterEntry[]) => people.splice(0, people.length, ...changed);
  return {
    search: async (text, skip = 0) => ({ ...searched(people, text, skip), isHeld: false }),
    async token(serial) {
      const wearer = people.find((person) => wears(person, serial));
      const token = tokens.find((one) => one.serial === serial);
      return {
        serial,
        isKnown: token !== undefined,
        isElsewhere: false,
        // As from the server: only once the token has just been read.
        ...(wearer && token?.isRead ? { isCalled: serial === CALLED } : {}),
        ...(wearer ? { wearer } : {}),
        lastSync: Date.now() - DAYS_SINCE_SYNC * DAY_MS + DAY_MS / 2,
        clockChange: 2.1,
      };
    },
    async consent() {
      const { from: _, ...words } = CONSENT_TEXTS.at(-1)!;
      return words;
    },
    doubles: async (typed) => resemblingOf(tidied(typed), people),
    async addPerson(typed, { optional }, another, { id }) {
      if (people.some((one) => one.id === id)) return "done";
      const person = tidied(typed);
      const doubles = another ? [] : resemblingOf(person, people);
      if (doubles.length > 0) throw new LikelyDoubles(doubles);
      people.push({ ...entryOf(id, person), given: firstGiven(optional) });
      return "done";
    },
    async answer(id, answer) {
      put(withAnswer(people, id, answer));
      return "done";
    },
    async handOut(serial, person, { others }) {
      const worn = people.find(({ id }) => id === person)?.serials ?? [];
      const open = undecided(worn, serial, others);
      if (open.length > 0) throw new WearsOther(open);
      put(withToken(people, person, serial, endedOf(others)));
      return "done";
    },
    async end(serial) {
      put(withoutToken(people, serial));
      return "done";
    },
    async undoEnd(serial, person) {
      put(withToken(people, person, serial, []));
      return "done";
    },
    belongings: async () => belongingsOf(people),
    everybody: async () => [...people].sort(byGivenName),
    // Nobody moves in the training.
    coming: async () => [],
    takeIn: async () => {},
    questions: async () => ({ doubted: [], doubles: [] }),
    uptake: async () => ({ uptake: { day: "", isExact: true, places: [], sectors: [] }, wearers: [] }),
    settle: async () => {},
    areTwo: async () => {},
    // Nobody brings lists in the training.
    planned: async () => ({ planned: [], total: 0 }),
    refused: async () => NOBODY_IS_TURNED_AWAY,
  };
}
