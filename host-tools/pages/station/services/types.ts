/** What the screens work with; the real station and the training mode each supply it. */

import type { SyncAuthority } from "../../../station/sync-client.ts";
import type { TokenLink } from "../../../station/web-bluetooth.ts";
import type { Both } from "../../shared/language.ts";

/** A person as a station page shows them: never more than is needed to tell people apart. */
export interface ShortPerson {
  readonly id: string;
  readonly name: string;
  /** Year, or whole date. */
  readonly birth: string;
  readonly hamlet?: string;
  /** Class or workshop. */
  readonly group?: string;
  readonly organisation?: string;
  /** Token worn now, where that is known. */
  readonly serial?: number;
}

export interface NewPerson {
  readonly name: string;
  readonly birth: string;
  readonly phone?: string;
  readonly phoneShared?: boolean;
  readonly hamlet?: string;
  readonly group?: string;
  readonly organisation?: string;
  readonly guardian?: { readonly name: string; readonly phone?: string; readonly relation: string };
}

export interface ConsentGiven {
  readonly version: string;
  readonly language: "vi" | "en";
  readonly channel: "station" | "home-visit" | "organisation";
  readonly givenBy: "self" | "guardian";
}

/** What the station may know of a token. */
export interface TokenState {
  readonly serial: number;
  readonly isKnown: boolean;
  readonly wearer?: ShortPerson;
  /** Somebody of another unit wears it. */
  readonly isElsewhere: boolean;
  /** Whether the wearer is to be seen: told only of the own place, just after the server has heard the token itself. */
  readonly isCalled?: boolean;
  /** Unix ms. */
  readonly lastSync?: number;
  /** Seconds by which its clock was put right in the last sync, where that is known. */
  readonly clockChange?: number;
}

export type Ending = "returned" | "replaced" | "lost" | "broken";

/** "done": the server has it. "kept": it waits on this computer, sealed. */
export type Outcome = "done" | "kept";

/** Somebody whom another place gives over. */
export interface Coming {
  readonly id: string;
  /** Whether they are to live here, or to work or learn here. */
  readonly what: "unit" | "organisation";
  readonly name: string;
  readonly birth: string;
  /** Where they are until then. */
  readonly from?: string;
}

/** Persons, tokens and who wears what. */
export interface Registry {
  search(text: string): Promise<readonly ShortPerson[]>;
  token(serial: number): Promise<TokenState | undefined>;
  consent(): Promise<{ readonly version: string } & Both<string>>;
  addPerson(person: NewPerson, consent: ConsentGiven): Promise<{ id: string; outcome: Outcome }>;
  /** Refusal "worn" where somebody else wears it and `handOver` is not said. */
  handOut(serial: number, person: string, handOver: boolean): Promise<Outcome>;
  end(serial: number, person: string, ending: Ending): Promise<Outcome>;
  /** Everybody of the own place with the token they wear, for rosters and home visits. */
  everybody(): Promise<readonly ShortPerson[]>;
  /** Who is to come to the own place; they stay where they are until somebody here takes them in. */
  coming(): Promise<readonly Coming[]>;
  takeIn(coming: string, accepted: boolean): Promise<void>;
  /** What to say when somebody refuses; stores nothing. */
  refused(): Promise<Both<string>>;
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
}

export interface Station {
  readonly isTraining: boolean;
  readonly registry: Registry;
  readonly radio: Radio;
  readonly authority: SyncAuthority;
  readonly clock: Clock;
}
