/** Persons and tokens over the server's routes. Throws ApiProblem or NoNetwork. */
import type { Api } from "../../shared/api.ts";
import type { Both } from "../../shared/language.ts";
import type { Coming, Registry, ShortPerson, TokenState } from "./types.ts";

interface FullPerson extends ShortPerson {
  readonly unit: string;
}

/** As `GET /api/station/tokens/{serial}` answers. */
interface TokenAnswer {
  readonly known: boolean;
  readonly wearer?: ShortPerson;
  readonly elsewhere: boolean;
  readonly called?: boolean;
  readonly lastSync?: string;
  readonly clockChange?: number;
}

export function shortOf({ id, name, birth, hamlet, group, organisation, serial }: ShortPerson): ShortPerson {
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
    async search(text) {
      const query = new URLSearchParams({ text, limit: "50" });
      const { persons } = await api.get<{ persons: FullPerson[] }>(`/api/persons?${query}`);
      return persons.map(shortOf);
    },
    async token(serial) {
      return stateOf(serial, await api.get<TokenAnswer>(`/api/station/tokens/${serial}`));
    },
    consent: () => api.get<{ version: string } & Both<string>>("/api/consent-text"),
    async addPerson(person, consent) {
      const body = { person: { ...person, unit }, consent: { agreed: true, ...consent } };
      return { id: (await api.send<{ id: string }>("POST", "/api/persons", body)).id, outcome: "done" };
    },
    async handOut(serial, person, handOver) {
      await api.send("POST", `/api/tokens/${serial}/wearers`, { person, handOver });
      return "done";
    },
    async end(serial, person, ending) {
      await api.send("POST", `/api/tokens/${serial}/wearers/end`, { person, endedBy: ending });
      return "done";
    },
    async everybody() {
      const { persons } = await api.get<{ persons: ShortPerson[] }>("/api/station/roster");
      return persons;
    },
    async coming() {
      return (await api.get<{ moves: Coming[] }>("/api/moves")).moves;
    },
    async takeIn(coming, accepted) {
      await api.send("POST", `/api/moves/${coming}/acceptance`, { accepted });
    },
    async refused() {
      return (await api.send<{ say: Both<string> }>("POST", "/api/refusals")).say;
    },
  };
}

function stateOf(serial: number, answer: TokenAnswer): TokenState {
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
