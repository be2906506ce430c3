/** What the screens work with; the real station and the training mode each supply it. */

import type { PlannedPeople, PlannedPerson } from "../../../contract/lists.ts";
import type { Merged, PersonMerges } from "../../../contract/merges.ts";
import type { NoticeView } from "../../../contract/notices.ts";
import type {
  ConsentGiven,
  ConsentHistory,
  ConsentWords,
  LaterAnswer,
  MovesToHere,
  NotedDoubles,
  Person,
  PersonChanged,
  PersonCopy,
  PersonDetails,
  PersonWithdrawn,
} from "../../../contract/persons.ts";
import type { Resembling, RosterEntry } from "../../../contract/roster.ts";
import type { Stock, StockDeedAsked, StockDone } from "../../../contract/stock.ts";
import type { StockTaking } from "../../../contract/stock-takings.ts";
import type { ClockAtWriting, DoubtedWearings, OtherTokens } from "../../../contract/tokens.ts";
import type { NamedPlaces, TokensMoved, Transfers } from "../../../contract/transfers.ts";
import type { Uptake, WearersInNeed } from "../../../contract/uptake.ts";
import type { Ending, MergedField } from "../../../contract/vocabulary.ts";
import type { SyncAuthority } from "../../../station/sync-authority.ts";
import type { TokenLink } from "../../../station/web-bluetooth.ts";
import type { Edits } from "../../shared/edits.ts";
import type { Both } from "../../shared/language.ts";
import type { GroupField } from "./groups.ts";

/** What the station may know of a token. */
export interface TokenState {
  readonly serial: number;
  readonly isKnown: boolean;
  readonly wearer?: RosterEntry;
  /** Somebody of another unit wears it. */
  readonly isElsewhere: boolean;
  /** Whether the wearer is to be seen: told only of the own place, just after the server has heard the token itself. */
  readonly isCalled?: boolean;
  /** Unix ms. */
  readonly lastSync?: number;
  /** Seconds by which its clock was put right in the last sync, where that is known. */
  readonly clockChange?: number;
}

/** "done": the server has it. "kept": it waits on this computer, sealed. */
export type Outcome = "done" | "kept";

/** Somebody whom another place gives over. */
export type Coming = MovesToHere["moves"][number];

/** What is typed in of a person; the place is the station's own. */
export type TypedPerson = Omit<PersonDetails, "unit">;
/** What was agreed to, by whom, and how. */
export type HeardConsent = Omit<ConsentGiven, "agreed">;
/** What somebody says of one purpose later. */
type HeardAnswer = Omit<LaterAnswer, "at">;

/** Some of those who fit. */
export interface FoundPeople {
  readonly persons: readonly RosterEntry[];
  /** How many fit, told or not. */
  readonly total: number;
  /** Without a network only those on this computer were looked through. */
  readonly isHeld: boolean;
}

/** How a token is handed out: also when somebody else wears it, and what becomes of those that the person wears. */
export interface HandingOver {
  readonly handOver: boolean;
  readonly others: OtherTokens;
  /** Although the stock says something against it. */
  readonly anyway?: boolean;
}

/** Who is to be added, before anybody was asked: UUIDs of the person and of adding them. */
export interface NewIds {
  readonly id: string;
  readonly key: string;
}

/** What somebody has to decide: who had a token when, and who is written down twice. */
export interface Questions {
  readonly doubted: DoubtedWearings["doubted"];
  readonly doubles: NotedDoubles["doubles"];
}

/** How many write a hamlet or group in which way. */
export type Belongings = Readonly<Record<GroupField, ReadonlyMap<string, number>>>;

/** Persons, tokens and who wears what. */
export interface Registry {
  /** `skip` leaves out so many that were told already. */
  search(text: string, skip?: number): Promise<FoundPeople>;
  token(serial: number): Promise<TokenState | undefined>;
  consent(): Promise<ConsentWords>;
  /** Who is likely to be the person already: of the own place, as far as it is known here. */
  doubles(person: TypedPerson): Promise<readonly Resembling[]>;
  /**
   * `planned`: the row of a list that told of them. Throws LikelyDoubles where there are some and `another` is not said. Pressed again with the same ids it is the same person;
   * refusal "other-request" where they were added and what is typed is something else now.
   */
  addPerson(
    person: TypedPerson,
    consent: HeardConsent,
    another: boolean,
    ids: NewIds,
    planned?: PlannedPerson,
  ): Promise<Outcome>;
  answer(person: string, answer: HeardAnswer): Promise<Outcome>;
  /**
   * Refusal "worn" where somebody else wears it and `handOver` is not said. Throws WearsOther where `others` does not say of each
   * token that the person wears what becomes of it; StockDoubts where the stock says something against the token and `anyway` is not said.
   */
  handOut(serial: number, person: string, how: HandingOver): Promise<Outcome>;
  end(serial: number, person: string, ending: Ending): Promise<Outcome>;
  /** It was a mistake: they wear it as before. Refusal "worn" where somebody has worn it since. */
  undoEnd(serial: number, person: string): Promise<Outcome>;
  /** Hamlets, classes and workshops of the own place as this computer knows them, with how many have each; of nobody nothing. */
  belongings(): Promise<Belongings>;
  /** Everybody of the own place with the token they wear, for rosters and home visits. */
  everybody(): Promise<readonly RosterEntry[]>;
  /** Who is to come to the own place; they stay where they are until somebody here takes them in. */
  coming(): Promise<readonly Coming[]>;
  takeIn(coming: string, accepted: boolean): Promise<void>;
  /** What forms brought and somebody has to decide: only with a network. */
  questions(): Promise<Questions>;
  /** How many of the own place wear a token, and by name for whom there is something to be done: only with a network. */
  uptake(): Promise<OwnUptake>;
  /** When a wearing in doubt began, Unix ms; undefined: there was none. */
  settle(doubted: DoubtedWearings["doubted"][number], at: number | undefined): Promise<void>;
  /** Two who seemed to be one are two. */
  areTwo(person: string, other: string): Promise<void>;
  /** People of lists that were brought, who have not been asked yet; nobody without a network. */
  planned(text: string): Promise<PlannedPeople>;
  /** What to say when somebody refuses; stores nothing. The row of a list that told of them is deleted, for which it takes a network. */
  refused(planned?: PlannedPerson): Promise<Both<string>>;
}

/** The own place as it is now. */
export interface OwnUptake {
  readonly uptake: Uptake;
  readonly wearers: WearersInNeed["wearers"];
}

/** What is kept of somebody, as it is shown to them. */
export interface KeptOf {
  readonly person: Person;
  /** Every answer, by time. */
  readonly consents: ConsentHistory["consents"];
  /** Tokens worn now, the newest first. */
  readonly serials: readonly number[];
  /** What the places are called, where it is known. */
  readonly unitName?: string;
  readonly organisationName?: string;
}

/** All of it needs the server. Throws ApiProblem or NoNetwork. */
export interface WearerRights {
  look(person: string): Promise<KeptOf>;
  /** Only what is to change, with what was seen of it. Refusal "meanwhile", with both words, where a colleague changed the same. */
  correct(person: string, edits: Edits): Promise<PersonChanged>;
  copy(person: string): Promise<PersonCopy>;
  /** Everything of the person is deleted, for good. */
  withdraw(person: string): Promise<PersonWithdrawn>;
  /** Not in the training. */
  readonly merging?: Merging;
}

/** Two records of one person. Needs the server. */
export interface Merging {
  /** Who is likely to be the same person. */
  alike(person: Person): Promise<readonly Resembling[]>;
  /** The other one becomes one with who stays, with these details of theirs. Both as they were seen. */
  merge(kept: Person, other: Person, take: readonly MergedField[]): Promise<Merged>;
  /** Who became one with somebody and can be taken apart. */
  of(person: string): Promise<PersonMerges["merges"]>;
  takeApart(person: string, other: string): Promise<void>;
}

/** Tokens as things, in the stock of the own place. Needs the server. */
export interface StockRoom {
  /** Some of those in one state, or lent and not back; `skip` leaves out so many that were told already. */
  look(
    state: Stock["tokens"][number]["state"] | "overdue" | "on-its-way" | undefined,
    skip: number,
  ): Promise<Stock>;
  /** Under a key, so that the same press is done once. */
  perform(asked: Omit<StockDeedAsked, "place">, key: string): Promise<StockDone>;
  undo(serial: number): Promise<void>;
  /** Whose stock it is. */
  readonly place: string;
  /** Where tokens can be sent, by name. */
  places(text: string): Promise<NamedPlaces>;
  /** They are on their way until the other place acknowledges them. */
  send(to: string, serials: readonly number[], key: string): Promise<TokensMoved>;
  /** What was announced to the own place and came. */
  acknowledge(serials: readonly number[], key: string): Promise<TokensMoved>;
  /** What lies here and in another place's stock: both are told. */
  takeOver(serials: readonly number[], key: string): Promise<TokensMoved>;
  /** All that lies here was scanned: what is missing, and what should not be here. It is kept. */
  take(serials: readonly number[], key: string): Promise<StockTaking>;
  /** Boxes from and to the own place; `skip` leaves out so many that were told already. */
  transfers(skip: number): Promise<Transfers>;
  /** Refusal "acknowledged" where something of it came. */
  takeBack(transfer: string): Promise<void>;
}

/** How a token is reached: the browser's chooser, or the training mode's drawer. */
export interface Radio {
  /** Why nothing can be reached at all; undefined when all is well. */
  why(): Promise<Error | undefined>;
  /** The chooser; of one token only where its name is given. */
  choose(name?: string): Promise<Chosen>;
}

export interface Chosen {
  readonly name: string;
  connect(): Promise<TokenLink>;
}

/** Today, now: by the server's clock as far as it is known. Unix ms. */
export interface Clock {
  now(): number;
  /** Milliseconds by which this computer is ahead of the server; undefined before the server was asked. */
  readonly offset: number | undefined;
  /** What is known of it now: goes with a form that is written. */
  evidence(): ClockAtWriting;
}

export interface Station {
  readonly isTraining: boolean;
  readonly registry: Registry;
  readonly rights: WearerRights;
  /** Not in the training. */
  readonly stock?: StockRoom;
  readonly radio: Radio;
  readonly authority: SyncAuthority;
  readonly clock: Clock;
  /** Whom to ask to sync now; none in training. Throws NoNetwork. */
  notices(): Promise<readonly NoticeView[]>;
}
