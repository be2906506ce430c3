/** The registry of the training: in memory, gone when the training is left. */
import { CONSENT_TEXTS, NOBODY_IS_TURNED_AWAY } from "../../../contract/consent-texts.ts";
import type { RosterEntry } from "../../../contract/stations.ts";
import { tidied } from "../../../contract/texts.ts";
import { byGivenName, searched } from "../services/names.ts";
import type { Registry } from "../services/types.ts";
import { CALLED } from "./made-up.ts";
import type { SimulatedToken } from "./simulated-token.ts";

const DAY_MS = 86_400_000;
const DAYS_SINCE_SYNC = 9;

export function trainingRegistry(people: RosterEntry[], tokens: readonly SimulatedToken[]): Registry {
  const put = (id: string, serial: number | undefined) => {
    const at = people.findIndex((person) => person.id === id);
    const { serial: _, ...person } = people[at]!;
    people[at] = serial === undefined ? person : { ...person, serial };
  };
  return {
    search: async (text, skip = 0) => ({ ...searched(people, text, skip), isHeld: false }),
    async token(serial) {
      const wearer = people.find((person) => person.serial === serial);
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
      const { version, vi, en } = CONSENT_TEXTS.at(-1)!;
      return { version, vi, en };
    },
    async addPerson(person) {
      const id = crypto.randomUUID();
      const { name, birth, hamlet, group } = tidied(person);
      people.push({ id, name, birth, ...(hamlet ? { hamlet } : {}), ...(group ? { group } : {}) });
      return { id, outcome: "done" };
    },
    async handOut(serial, person) {
      const before = people.find((one) => one.serial === serial);
      if (before) put(before.id, undefined);
      put(person, serial);
      return "done";
    },
    async end(serial, person) {
      if (people.find(({ id }) => id === person)?.serial === serial) put(person, undefined);
      return "done";
    },
    everybody: async () => [...people].sort(byGivenName),
    // Nobody moves in the training.
    coming: async () => [],
    takeIn: async () => {},
    refused: async () => NOBODY_IS_TURNED_AWAY,
  };
}
