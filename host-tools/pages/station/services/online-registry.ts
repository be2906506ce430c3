/** Persons and tokens over the server's routes. Throws ApiProblem or NoNetwork. */
import type { FormKind, FormWork } from "../../../contract/forms.ts";
import type { PlannedPeople } from "../../../contract/lists.ts";
import type {
  ConsentWords,
  FoundPersons,
  LikelyDoubles,
  LikenessAsked,
  MoveAnswer,
  MovesToHere,
  NotedDoubles,
  OtherPerson,
  Person,
  RefusalSaid,
} from "../../../contract/persons.ts";
import type { RosterEntry } from "../../../contract/roster.ts";
import type { Roster, TokenStateView } from "../../../contract/stations.ts";
import type { DoubtedWearings, DoubtSettled, HandingOut, WearingEnd } from "../../../contract/tokens.ts";
import type { Uptake, WearersInNeed } from "../../../contract/uptake.ts";
import type { Ending } from "../../../contract/vocabulary.ts";
import type { Api } from "../../shared/api.ts";
import type { OwnUptake, Registry, TokenState } from "./types.ts";
import { asQuestion } from "./undecided.ts";

async function ownUptake(api: Api): Promise<OwnUptake> {
  const [uptake, { wearers }] = await Promise.all([
    api.get<Uptake>("/api/uptake"),
    api.get<WearersInNeed>("/api/uptake/wearers"),
  ]);
  return { uptake, wearers };
}

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

/** What is done is asked for under a key: the same again is done once. */
export interface OnlineRegistry
  extends Omit<Registry, "belongings" | "addPerson" | "answer" | "handOut" | "end" | "undoEnd"> {
  addPerson(work: WorkOf<"person">, key: string | undefined): Promise<void>;
  answer(work: WorkOf<"consent">, key: string | undefined): Promise<void>;
  handOut(work: WorkOf<"hand-out">, key: string | undefined): Promise<void>;
  end(work: WorkOf<"end"> & { readonly endedBy: Ending }, key: string | undefined): Promise<void>;
  undoEnd(work: WorkOf<"end-undone">, key: string | undefined): Promise<void>;
}

type WorkOf<K extends FormKind> = Extract<FormWork, { kind: K }>;

export function onlineRegistry(api: Api): OnlineRegistry {
  const ask = async (path: string, body: object, key: string | undefined) => {
    await api.send("POST", path, body, key === undefined ? {} : { key });
  };
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
    addPerson({ person: { id, ...person }, consent, another, planned }, key) {
      const row = planned === undefined ? {} : { planned };
      const body = { id, person, consent: { agreed: true, ...consent }, another, ...row };
      return asked(ask("/api/persons", body, key));
    },
    answer: ({ person, answer }, key) => ask(`/api/persons/${person}/consents`, answer, key),
    handOut({ serial, person, handOver, others, anyway = false }, key) {
      const body: HandingOut = { person, handOver, anyway, ...(others ? { others } : {}) };
      return asked(ask(`/api/tokens/${serial}/wearers`, body, key));
    },
    end: ({ serial, person, endedBy }, key) =>
      ask(`/api/tokens/${serial}/wearers/end`, { person, endedBy } satisfies WearingEnd, key),
    async undoEnd({ serial, person }, key) {
      const path = `/api/tokens/${serial}/wearers/${person}/end`;
      await api.send("DELETE", path, undefined, key === undefined ? {} : { key });
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
    async questions() {
      const { doubted } = await api.get<DoubtedWearings>("/api/doubted-wearings");
      return { doubted, doubles: (await api.get<NotedDoubles>("/api/doubles")).doubles };
    },
    uptake: () => ownUptake(api),
    async settle({ serial, person, from }, at) {
      const when = at === undefined ? {} : { at: new Date(at).toISOString() };
      const body: DoubtSettled = { person: person.id, from, ...when };
      await api.send("POST", `/api/tokens/${serial}/wearers/doubt`, body);
    },
    async areTwo(person, other) {
      await api.send("POST", `/api/persons/${person}/another`, { other } satisfies OtherPerson);
    },
    planned: (text) => api.get<PlannedPeople>(`/api/planned?${new URLSearchParams({ text, limit: "20" })}`),
    async refused(planned) {
      if (planned) return (await api.send<RefusalSaid>("DELETE", `/api/planned/${planned.id}`)).say;
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
