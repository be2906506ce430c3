/** What a route is: one object that says how it is called, who may, and what it does. */

import type * as v from "valibot";
import type { AnswerOf } from "../../../contract/plain.ts";
import type { Account } from "../../../contract/sessions.ts";
import type { Stage } from "../../../contract/vocabulary.ts";
import type { AuditEntry, Reason } from "../../audit/chain.ts";
import type { CaseDesk } from "../../cases/case-desk.ts";
import type { Change, Office } from "../../changes.ts";
import type { Queries } from "../../database/database.ts";
import type { Pulse } from "../../database/pulse.ts";
import type { DiskRoom } from "../../disk/disk-room.ts";
import type { FireDesk } from "../../fires/fire-desk.ts";
import type { GateDesk } from "../../gates/gate-desk.ts";
import type { ListDesk } from "../../lists/list-desk.ts";
import type { Entry } from "../../office/office.ts";
import type { RecallDesk } from "../../recalls/recall-desk.ts";
import type { Note, Repeats } from "../../repeats/repeats.ts";
import type { Action } from "../../staff/access-table.ts";
import type { Session } from "../../staff/sessions.ts";
import type { SetUp } from "../../staff/set-up.ts";
import type { SignIn } from "../../staff/sign-in.ts";
import type { StationDesk } from "../../station-desk/station-desk.ts";
import type { ClockWatch } from "../../store/clock-watch.ts";
import type { Enrolled, EnrolRequest } from "../../tokens/enrol.ts";
import type { Place } from "../../units/unit.ts";
import type { Synchronisation } from "../watch/synchronisation.ts";
import type { SyncServer } from "./sync-server.ts";

/** What routes work with. */
export interface Services {
  readonly office: Office;
  readonly repeats: Repeats;
  readonly signIn: SignIn;
  readonly setUp: SetUp;
  readonly sync: SyncServer;
  readonly station: StationDesk;
  readonly cases: CaseDesk;
  readonly lists: ListDesk;
  readonly gates: GateDesk;
  readonly fires: FireDesk;
  readonly recalls: RecallDesk;
  /** Whether an account may ask once more in this minute who a token is. */
  readonly mayTryName: (account: string) => Promise<boolean>;
  /** Whether one more refusal of an account in this minute becomes a row of the audit log. */
  readonly mayBeRefused: (account: string) => Promise<boolean>;
  /** Whether one more visit may be told at a gate in this minute. */
  readonly mayVisit: (gate: string) => Promise<boolean>;
  /** Is a token of this serial enrolled? */
  readonly isToken: (serial: number) => boolean;
  /** Draws the next number and keys; nothing is written yet. */
  readonly drawToken: (request: EnrolRequest) => Enrolled;
  /** Erases what tokens brought while somebody wore them. */
  readonly wipe: (wearings: readonly { serial: number; from: number; to?: number }[]) => Promise<void>;
  /** Takes what was erased out of journal and files, and tells backups of it. */
  readonly scrub: () => Promise<void>;
  readonly clock: ClockWatch;
  /** Whether a time server steers the machine's clock. */
  readonly ntp: () => Synchronisation;
  readonly room: DiskRoom;
  readonly pulse: Pulse;
  readonly version: string;
  /** The description of all routes. */
  readonly description: () => unknown;
  readonly counted: (event: "refusal") => void;
}

/** Who asks. */
export interface Caller {
  readonly account: Account;
  readonly session: Session;
  /** Places that the action reaches; undefined for all. */
  readonly reach: readonly Place[] | undefined;
  /**
   * Writes an audit row of this route's action together with the changes that it tells of and, of a route that can come again,
   * with what is answered: `answer` looks through these queries only. Resolves with the answer.
   */
  commit<A = undefined>(
    changes: readonly Change[],
    about?: About,
    answer?: (queries: Queries) => Promise<A> | A,
  ): Promise<A>;
}

interface About extends Pick<AuditEntry, "subject" | "reason" | "reference" | "fields"> {
  /** Rows of their own that go before it, in their order. */
  readonly ahead?: Entry | readonly Entry[] | undefined;
}

export type Schema = v.GenericSchema;
type Read<S> = S extends Schema ? v.InferOutput<S> : undefined;

export interface Input<P, Q, B> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
}

/** Something beside the JSON answer, and beside what a route reads. */
export interface Extras {
  /** Of a route that brings its own proof: keeps what is answered, in the transaction of the change. */
  note?: Note;
  /** Somebody has signed in from this browser before. */
  readonly isKnown?: boolean;
  /** Whose sign-in from this browser is to be remembered. */
  knownBy?: string;
  /** What was filled in without a network and cannot be asked about any more: it is done, and noted for staff. */
  readonly isLate?: boolean;
  /** The session cookie: a value sets it, null deletes it. */
  cookie?: string | null;
}

/** How an answer that holds a list tells what it covers. */
interface Covers {
  /** The field that tells it. Without one the list is whole: all that there is, as far as `what` says. */
  readonly by?: string;
  /** What the list holds, and what not, in a sentence for docs/coverage.md. */
  readonly what: string;
}

interface RouteText {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** With parameters in braces: "/api/persons/{person}". */
  readonly path: `/${string}`;
  /** Line of the access table that it stands under. */
  readonly action: Action;
  readonly summary: string;
  /** How far a session must have come; "open" unless told. */
  readonly stages?: readonly Stage[];
  /** 200 unless told. */
  readonly status?: 200 | 201;
  /** Open to everybody and still done once: what is sent proves who asks, and a repetition has to bring it, too. */
  readonly bringsProof?: true;
  /** Wanted of every answer that holds a list (coverage.ts). */
  readonly covers?: Covers;
}

export interface Route extends RouteText {
  readonly params?: Schema;
  readonly query?: Schema;
  /** A schema of JSON, or the greatest number of bytes of a binary body. */
  readonly body?: Schema | number;
  readonly answer: Schema;
  /**
   * Places that what it acts on belongs to, or undefined when it does not exist. An action that some role may only do
   * in its own place needs this, or "filtered": then `run` looks only where the caller's reach goes.
   */
  places?(
    input: Input<never, never, never>,
    services: Services,
  ): Promise<readonly Place[] | undefined> | readonly Place[] | undefined | "filtered";
  /** The id that the audit log has for what it acts on. */
  subject?(input: Input<never, never, never>): string | undefined;
  /** Fields of the body that tell when it was done and not what: two requests that differ only in them are one. */
  readonly apart?: readonly string[];
  /** What comes behind the change and may be done twice: a repetition does it where it was cut short. */
  settle?(input: Input<never, never, never>, services: Services): Promise<void>;
  /** Reads that are written into the audit log before anything is answered, with the reason if there is one. */
  readonly audited?: true | ((input: Input<never, never, never>) => { readonly reason?: Reason });
  run(
    input: Input<never, never, never>,
    services: Services,
    caller: Caller,
    extras: Extras,
  ): Promise<unknown> | unknown;
}

/** A route with its types told by its schemas. `Caller` is there unless the action is public. */
export function route<
  P extends Schema | undefined = undefined,
  Q extends Schema | undefined = undefined,
  B extends Schema | number | undefined = undefined,
  A extends Schema = Schema,
>(
  definition: RouteText & {
    readonly params?: P;
    readonly query?: Q;
    readonly body?: B;
    readonly answer: A;
    readonly audited?: true | ((input: Input<Read<P>, Read<Q>, BodyOf<B>>) => { readonly reason?: Reason });
    readonly places?:
      | "filtered"
      | ((
          input: Input<Read<P>, Read<Q>, BodyOf<B>>,
          services: Services,
        ) => Promise<readonly Place[] | undefined> | readonly Place[] | undefined);
    readonly subject?: (input: Input<Read<P>, Read<Q>, BodyOf<B>>) => string | undefined;
    readonly apart?: readonly (keyof Read<B> & string)[];
    readonly settle?: (input: Input<Read<P>, Read<Q>, BodyOf<B>>, services: Services) => Promise<void>;
    readonly run: (
      input: Input<Read<P>, Read<Q>, BodyOf<B>>,
      services: Services,
      caller: Caller,
      extras: Extras,
    ) => Promise<AnswerOf<A>> | AnswerOf<A>;
  },
): Route {
  const { places } = definition;
  return {
    ...definition,
    ...(places === undefined ? {} : { places: places === "filtered" ? () => "filtered" : places }),
  } as unknown as Route;
}

type BodyOf<B> = B extends number ? Uint8Array : Read<B>;
