/** Persons and tokens over the server's routes. Throws ApiProblem or NoNetwork. */
import type {
  AddedPerson,
  ConsentWords,
  FoundPersons,
  MoveAnswer,
  MovesToHere,
  NewPerson,
  RefusalSaid,
} from "../../../contract/persons.ts";
import type { Roster, RosterEntry, TokenStateView } from "../../../contract/stations.ts";
import type { HandingOut, WearingEnd } from "../../../contract/tokens.ts";
import type { Api } from "../../shared/api.ts";
import type { Registry, TokenState } from "./types.ts";

function shortOf({ id, name, birth, hamlet, group, organisation, serial }: RosterEntry): RosterEntry {
  return {
    id,
    name,
    birth,
    ...(hamlet === undefined ? {} : { hamlet }),
    ...(group === undefined ? {} : { group }),
    ...(organisation === undefined ? {} : { organisation }),
    ...(serial === undefined ? {} : { serial }),
  };
}

/** `unit` is where new persons belong. */
export function onlineRegistry(api: Api, unit: string): Registry {
  return {
    async search(text, skip = 0) {
      const query = new URLSearchParams({ text, limit: "50", skip: String(skip) });
      const { persons, total } = await api.get<FoundPersons>(`/api/persons?${query}`);
      return { persons: persons.map(shortOf), total, isHeld: false };
    },
    async token(serial) {
      return stateOf(serial, await api.get<TokenStateView>(`/api/station/tokens/${serial}`));
    },
    consent: () => api.get<ConsentWords>("/api/consent-text"),
    async addPerson(person, consent) {
      const body: NewPerson = { person: { ...person, unit }, consent: { agreed: true, ...consent } };
      return { id: (await api.send<AddedPerson>("POST", "/api/persons", body)).id, outcome: "done" };
    },
    async handOut(serial, person, handOver) {
      await api.send("POST", `/api/tokens/${serial}/wearers`, { person, handOver } satisfies HandingOut);
      return "done";
    },
    async end(serial, person, ending) {
      await api.send("POST", `/api/tokens/${serial}/wearers/end`, {
        person,
        endedBy: ending,
      } satisfies WearingEnd);
      return "done";
    },
    async everybody() {
      const { persons } = await api.get<Roster>("/api/station/roster");
      return persons;
    },
    async coming() {
      return (await api.get<MovesToHere>("/api/moves")).moves;
    },
    async takeIn(coming, accepted) {
      await api.send("POST", `/api/moves/${coming}/acceptance`, { accepted } satisfies MoveAnswer);
    },
    async refused() {
      return (await api.send<RefusalSaid>("POST", "/api/refusals")).say;
    },
  };
}

/** What the screens show of what the server knows of a token. */
export function stateOf(serial: number, answer: TokenStateView): TokenState {
  const { known, wearer, elsewhere, called, lastSync, clockChange } = answer;
  return {
    serial,
    isKnown: known,
    isElsewhere: elsewhere,
    ...(called === undefined ? {} : { isCalled: called }),
    ...(wearer ? { wearer: shortOf(wearer) } : {}),
    ...(lastSync ? { lastSync: Date.parse(lastSync) } : {}),
    ...(clockChange === undefined ? {} : { clockChange }),
  };
}
