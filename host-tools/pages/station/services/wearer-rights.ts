/** What people may ask for at a station: to see what is kept of them, to have it put right, a copy of it, and its end. */
import type {
  ConsentHistory,
  OnePerson,
  Person,
  PersonChanged,
  PersonCopy,
  PersonWithdrawn,
} from "../../../contract/persons.ts";
import type { GivenReason } from "../../../contract/vocabulary.ts";
import { type Api, LONG_PATIENCE_MS } from "../../shared/api.ts";
import { askedOf } from "../../shared/edits.ts";
import type { Holdings } from "../local-store/holdings.ts";
import { mergingOf } from "./merging.ts";
import type { Ticks } from "./ticks.ts";
import type { Registry, WearerRights } from "./types.ts";

/** Why a copy is taken, for the audit log. */
const REASON: GivenReason = "request-of-the-person";

interface Named {
  readonly id: string;
  readonly name: string;
}

interface RightsParts {
  readonly api: Api;
  readonly registry: Registry;
  readonly holdings: Holdings;
  readonly ticks: Ticks;
  /** Id of the own place. */
  readonly place: string;
  readonly now: () => number;
}

export function wearerRights({ api, registry, holdings, ticks, place, now }: RightsParts): WearerRights {
  const pathOf = (person: string) => `/api/persons/${person}`;
  return {
    merging: mergingOf({ api, registry, holdings }),
    async look(id) {
      const [{ person }, { consents }, everybody] = await Promise.all([
        api.get<OnePerson>(pathOf(id)),
        api.get<ConsentHistory>(`${pathOf(id)}/consents`),
        registry.everybody(),
      ]);
      const entry = everybody.find((one) => one.id === id);
      if (entry) await holdings.note((persons) => persons.map((one) => (one.id === id ? entry : one)));
      const names = await namesOf(api, person, place);
      return { person, consents, serials: entry?.serials ?? [], ...names };
    },
    correct: (id, edits) => api.send<PersonChanged>("PUT", pathOf(id), askedOf(edits)),
    copy: (id) => api.get<PersonCopy>(`${pathOf(id)}/export?${new URLSearchParams({ reason: REASON })}`),
    async withdraw(id) {
      const done = await api.send<PersonWithdrawn>("DELETE", pathOf(id), undefined, {
        patienceMs: LONG_PATIENCE_MS,
      });
      // Nothing of them stays on this computer either.
      await holdings.note((persons) => persons.filter((one) => one.id !== id));
      ticks.mark(id, undefined, now());
      return done;
    },
  };
}

const NO_UNITS = { units: [] as readonly Named[] };
const NO_ORGANISATIONS = { organisations: [] as readonly Named[] };

/** Of the own place the page knows the name. */
async function namesOf(api: Api, { unit, organisation }: Person, place: string) {
  const { units } =
    unit === place ? NO_UNITS : await api.get<{ units: readonly Named[] }>(`/api/units?parent=${place}`);
  const { organisations } =
    organisation === undefined
      ? NO_ORGANISATIONS
      : await api.get<{ organisations: readonly Named[] }>("/api/organisations");
  const unitName = units.find(({ id }) => id === unit)?.name;
  const organisationName = organisations.find(({ id }) => id === organisation)?.name;
  return {
    ...(unitName === undefined ? {} : { unitName }),
    ...(organisationName === undefined ? {} : { organisationName }),
  };
}
