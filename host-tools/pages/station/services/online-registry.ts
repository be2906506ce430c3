/** Persons and tokens over the server's routes. Throws ApiProblem or NoNetwork. */
import type {
  AddedPerson,
  ConsentWords,
  FoundPersons,
  LaterAnswer,
  LikelyDoubles,
  LikenessAsked,
  MoveAnswer,
  MovesToHere,
  NewPerson,
  Person,
  RefusalSaid,
} from "../../../contract/persons.ts";
import type { RosterEntry } from "../../../contract/roster.ts";
import type { Roster, TokenStateView } from "../../../contract/stations.ts";
import type { HandingOut, WearingEnd } from "../../../contract/tokens.ts";
import type { Api } from "../../shared/api.ts";
import type { Registry, TokenState } from "./types.ts";
import { asQuestion } from "./undecided.ts";

/** A whole person tells more than a screen shows. */
function shortOf({ id, name, birth, hamlet, group, organisation }: Person): RosterEntry {
  return {
    id,
    name,
    birth,
    ...(hamlet === undefined ? {} : { hamlet }),
    ...(group === undefined ? {} : { group }),
    ...(organisation === undefined ? {} : { organisation }),
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
    async doubles(person) {
      const { guardian: _, phoneShared: __, organisation: ___, ...rest } = person;
      const body: LikenessAsked = rest;
      return (await api.send<LikelyDoubles>("POST", "/api/persons/doubles", body)).persons;
    },
    async answer(person, answer) {
      await api.send("POST", `/api/persons/${person}/consents`, answer satisfies LaterAnswer);
      return "done";
    },
    async addPerson(person, consent, another) {
      const body: NewPerson = { person: { ...person, unit }, consent: { agreed: true, ...consent }, another };
      const { id } = await asked(api.send<AddedPerson>("POST", "/api/persons", body));
      return { id, outcome: "done" };
    },
    async handOut(serial, person, how) {
      const body: HandingOut = { person, ...how };
      await asked(api.send("POST", `/api/tokens/${serial}/wearers`, body));
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

async function asked<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw asQuestion(error);
  }
}

/** What the screens show of what the server knows of a token. */
export function stateOf(serial: number, answer: TokenStateView): TokenState {
  const { known, wearer, elsewhere, called, lastSync, clockChange } = answer;
  return {
    serial,
    isKnown: known,
    isElsewhere: elsewhere,
    ...(called === undefined ? {} : { isCalled: called }),
    ...(wearer ? { wearer } : {}),
    ...(lastSync ? { lastSync: Date.parse(lastSync) } : {}),
    ...(clockChange === undefined ? {} : { clockChange }),
  };
}
