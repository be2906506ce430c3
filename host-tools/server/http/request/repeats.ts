/**
 * Whatever changes something is done once, however often it is asked for: the request bears a key, and comes again with the same
 * one where no answer came (draft-ietf-httpapi-idempotency-key-header).
 */
import type { Context } from "hono";
import * as v from "valibot";
import { id } from "../../../contract/pieces.ts";
import { refuse } from "../../../contract/refusal.ts";
import type { Note, Work } from "../../repeats/repeats.ts";
import type { Said } from "./request.ts";
import type { Caller, Route, Services } from "./route.ts";

/** A UUID, in quotes as the draft has it or without. */
export const KEY_HEADER = "Idempotency-Key";

/** Routes that change something without a key, and why a repetition is harmless. Every other one refuses to do without. */
export const WITHOUT_KEY: Readonly<Record<string, string>> = {
  "POST /api/session": "each sign-in is a session of its own; one that nobody heard of ends by itself",
  "POST /api/session/gate/challenge": "each is a new one in the place of the last",
  "POST /api/session/gate":
    "a challenge is good once: whoever got no answer asks for a new one and takes over from themselves",
  "DELETE /api/session": "a session ends once",
  "POST /api/session/code": "a code is good once: whoever got no answer is signed in, or gives the next one",
  "POST /api/session/password":
    "the old password is good once: whoever got no answer signs in with the new one",
  "POST /api/session/codes": "each begins anew, nothing holds before it is confirmed",
  "PUT /api/session/codes": "a code is good once: whoever got no answer is signed in, or gives the next one",
  "POST /api/session/challenge": "each is a new one in the place of the last",
  "POST /api/session/computer": "a challenge is good once: a new one is asked for",
  "PUT /api/session/computer": "a code enrols one computer; its challenge is good once",
  "PUT /api/session/pin": "the same PIN again is the same",
  "POST /api/session/lock": "what is locked stays locked",
  "POST /api/session/unlock": "what is open stays open",
  "POST /api/refusals": "it stores nothing",
  "POST /api/staff/checks": "it stores nothing",
  "POST /api/units/checks": "it stores nothing",
  "POST /api/persons/doubles": "it stores nothing; each is a look of its own, and is written down as one",
  "POST /api/lists/check": "it stores nothing; each is a look of its own, and is written down as one",
  "POST /api/lists/marked": "it stores nothing; each is a look of its own, and is written down as one",
  "DELETE /api/planned/{row}": "a row is deleted once, and nothing tells that it was",
  "POST /api/tickets": "each asks for a new ticket; a spare one lapses unspent",
  "POST /api/tokens/{serial}/time": "each signs the time anew and stores nothing",
  "PUT /api/tokens/{serial}/pages/{sequence}":
    "a page is known by serial, sequence and length: the same bytes get the same receipt",
  "POST /api/tokens/{serial}/health":
    "a report tells its age by itself: one that comes again changes nothing",
  "POST /api/gates/machine": "a code lets one secret in: the same one again changes nothing",
  "POST /api/gates/{gate}/passages":
    "a passage is known by all that is said of it: what comes again changes nothing",
  "POST /api/gates/{gate}/recalls": "it stores nothing",
  "POST /api/site/{site}/visits": "its key is the visit's own number, sealed in it",
  "POST /api/station/forms": "its key is the form's own id, sealed in it",
  "POST /api/cases/{case}/resolution":
    "it changes nothing; each is a look of its own, and is written down as one",
};

export function routeName({ method, path }: Pick<Route, "method" | "path">): string {
  return `${method} ${path}`;
}

export function needsKey(route: Pick<Route, "method" | "path">): boolean {
  return route.method !== "GET" && !Object.hasOwn(WITHOUT_KEY, routeName(route));
}

/** Refusal: input, where it is missing or no UUID. */
export function keyOf(context: Context): string {
  const given = context.req.header(KEY_HEADER) ?? "";
  const read = v.safeParse(id, given.replace(/^"(.*)"$/, "$1"));
  if (!read.success) throw refuse("input", KEY_HEADER);
  return read.output.toLowerCase();
}

interface Asking<C extends Caller | undefined> {
  readonly key: string;
  readonly route: Route;
  readonly said: Said;
  /** Undefined of a route that brings its own proof. */
  readonly caller: C;
  /** What is settled behind the change, with this request. */
  readonly settle?: Work["settle"];
  /** Answered where the answer is not kept any more. */
  readonly otherwise?: unknown;
}

/** Does it once: with a caller whose change and answer are one step. Refusals: other-request, and those of `run`. */
export function once<C extends Caller | undefined>(
  { key, route, said, caller, settle, otherwise }: Asking<C>,
  { repeats }: Services,
  run: (caller: C, note: Note) => Promise<unknown>,
): Promise<unknown> {
  const asked = [
    caller?.account.id ?? "nobody",
    routeName(route),
    said.params,
    said.query,
    bodyOf(said.body, route),
  ];
  return repeats.once(
    { key, asked, otherwise },
    { run: (note) => run((caller && noting(caller, note)) as C, note), settle },
  );
}

/** Without what tells only when it was done: an answer that was lost and a form that was kept are the same request. */
function bodyOf(body: unknown, { apart = [] }: Route): unknown {
  if (apart.length === 0 || typeof body !== "object" || body === null) return body;
  return Object.fromEntries(Object.entries(body).filter(([name]) => !apart.includes(name)));
}

/** Keeps the answer in the step that the change is written in. */
function noting(caller: Caller, note: Note): Caller {
  const { account, session } = caller;
  return {
    account,
    session,
    get reach() {
      return caller.reach;
    },
    commit(changes, about, answer) {
      if (!answer && changes.length > 0)
        throw new Error("What can come again commits its change with its answer.");
      if (!answer) return caller.commit(changes, about);
      return caller.commit(changes, about, async (queries) => {
        const told = await answer(queries);
        const rows = [...[about?.ahead ?? []].flat(), about ?? {}];
        await note(
          queries,
          told,
          subjectsOf(
            told,
            rows.flatMap(({ subject }) => subject ?? []),
          ),
        );
        return told;
      });
    },
  };
}

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** Whom an answer tells of: wherever a name stands in one, its owner's id stands in it or in a row of the audit log. */
function subjectsOf(answer: unknown, subjects: readonly string[]): string[] {
  const ids = JSON.stringify(answer).match(UUID) ?? [];
  return [...new Set([...ids, ...subjects])];
}
