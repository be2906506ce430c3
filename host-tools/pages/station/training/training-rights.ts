/** What people may ask for, over the made-up people of the training. */
import { isChildOn } from "../../../contract/ages.ts";
import { CONSENT_TEXTS, NOBODY_IS_TURNED_AWAY } from "../../../contract/consent-texts.ts";
import type { Person } from "../../../contract/persons.ts";
import { dayInProvince } from "../../../contract/province-time.ts";
import type { RosterEntry } from "../../../contract/roster.ts";
import { PURPOSES } from "../../../contract/vocabulary.ts";
import type { Edits } from "../../shared/edits.ts";
import type { KeptOf, WearerRights } from "../services/types.ts";

const DAY_MS = 86_400_000;
const KEPT_DAYS = 21;
const UNIT = "tap-huan";
const MADE_UP_GUARDIAN = "Vũ Thị Mẫu";

export function trainingRights(people: RosterEntry[]): WearerRights {
  /** What a list does not show. */
  const details = new Map<string, Person>();
  const began = Date.now() - 9 * DAY_MS;
  const look = (id: string): KeptOf => {
    const entry = people.find((one) => one.id === id)!;
    const person = details.get(id) ?? madeUpDetails(entry);
    return { person, consents: consentsOf(entry, person, began), serials: entry.serials ?? [] };
  };
  return {
    look: async (id) => look(id),
    async correct(id, edits) {
      const person = corrected(look(id).person, edits);
      details.set(id, person);
      const { name, birth, hamlet, group } = person;
      people.splice(
        0,
        people.length,
        ...people.map((one) =>
          one.id === id ? Object.assign({}, one, { name, birth, hamlet, group }) : one,
        ),
      );
      return { waiting: [] };
    },
    async copy(id) {
      const { person, consents, serials } = look(id);
      const from = new Date(began).toISOString();
      const keptSince = new Date(Date.now() - KEPT_DAYS * DAY_MS).toISOString();
      return { person, consents, tokens: serials.map((serial) => ({ serial, from })), merged: [], keptSince };
    },
    async withdraw(id) {
      const { serials } = look(id);
      details.delete(id);
      people.splice(0, people.length, ...people.filter((one) => one.id !== id));
      return { tokens: serials, say: NOBODY_IS_TURNED_AWAY };
    },
  };
}

/** No number that could be somebody's: 0900 000 is given to nobody. */
function madeUpDetails({ id, name, birth, hamlet, group, guardian }: RosterEntry): Person {
  return {
    id,
    name,
    birth,
    unit: UNIT,
    phone: `+84900000${id.slice(-3)}`,
    ...(hamlet === undefined ? {} : { hamlet }),
    ...(group === undefined ? {} : { group }),
    ...(isChildOn(birth, dayInProvince(Date.now()))
      ? { guardian: { name: guardian ?? MADE_UP_GUARDIAN, relation: "mẹ" } }
      : {}),
  };
}

function consentsOf({ given = [] }: RosterEntry, { guardian }: Person, at: number): KeptOf["consents"] {
  const { version } = CONSENT_TEXTS.at(-1)!;
  return PURPOSES.map((purpose) => ({
    purpose,
    answer: purpose === "contacts" || given.includes(purpose) ? "given" : "refused",
    version,
    language: "vi",
    channel: "station",
    givenBy: guardian ? "guardian" : "self",
    takenBy: "",
    at: new Date(at).toISOString(),
  }));
}

function corrected(person: Person, edits: Edits): Person {
  const fields = new Map<string, unknown>(Object.entries(person));
  for (const [field, { wanted }] of Object.entries(edits)) {
    if (wanted === null) fields.delete(field);
    else fields.set(field, wanted);
  }
  return Object.fromEntries(fields) as Person;
}
