/** Forms that a station filled in without a network: each is opened and goes through the route it stands for. */

import * as v from "valibot";
import { FORM_BYTES } from "../../../contract/form-sealing.ts";
import { form, formDone, formSending } from "../../../contract/forms.ts";
import { refuse } from "../../../contract/refusal.ts";
import type { ToldClock } from "../../../contract/tokens.ts";
import { isoOf } from "../../../lib/time.ts";
import { judgeTime } from "../../people/told-time.ts";
import { isAllowed } from "../../staff/access-table.ts";
import { callerWith, mustBeWithinReach } from "../request/guard.ts";
import { once } from "../request/repeats.ts";
import { checked, mustBeStorable, type Said } from "../request/request.ts";
import { type Input, type Route, route, type Services } from "../request/route.ts";
import { withStandIns } from "../request/stand-ins.ts";
import { assignmentRoutes } from "./assignments.ts";
import { consentRoutes } from "./consents.ts";
import { personRoutes } from "./persons.ts";

type FormGiven = v.InferOutput<typeof form>;
type Sending = v.InferOutput<typeof formSending>;

function routeOf(path: string, method: Route["method"] = "POST"): Route {
  const found = [...personRoutes, ...consentRoutes, ...assignmentRoutes].find(
    (one) => one.method === method && one.path === path,
  );
  if (!found) throw new Error(`There is no route ${path}.`);
  return found;
}

const ADD = routeOf("/api/persons");
const HAND_OUT = routeOf("/api/tokens/{serial}/wearers");
const END = routeOf("/api/tokens/{serial}/wearers/end");
const UNDO_END = routeOf("/api/tokens/{serial}/wearers/{person}/end", "DELETE");
const ANSWER = routeOf("/api/persons/{person}/consents");

/** ISO. */
function likeliest(told: number, clock: ToldClock | undefined, now: number): string {
  return isoOf(judgeTime(told, clock, now).best);
}

/** The route that a form stands for, and what it would have been sent. */
function asRequest(
  given: FormGiven,
  sending: Sending,
  now: number,
): { route: Route; params: object; body?: object } {
  const clock = given.clock && { ...given.clock, ...sending };
  if (given.kind === "person") {
    const { id, ...person } = given.person;
    const at = likeliest(given.at, clock, now);
    return {
      route: ADD,
      params: {},
      body: {
        id,
        person,
        consent: { agreed: true, ...given.consent },
        another: given.another,
        planned: given.planned,
        at,
      },
    };
  }
  if (given.kind === "consent")
    return {
      route: ANSWER,
      params: { person: given.person },
      body: { ...given.answer, at: likeliest(given.at, clock, now) },
    };
  const at = new Date(given.at).toISOString();
  const { serial, person } = given;
  const params = { serial: String(serial) };
  if (given.kind === "end-undone") return { route: UNDO_END, params: { ...params, person } };
  if (given.kind === "hand-out")
    return {
      route: HAND_OUT,
      params,
      body: { person, handOver: given.handOver, others: given.others, at, clock },
    };
  return { route: END, params, body: { person, endedBy: given.endedBy, at, clock } };
}

interface Opened {
  readonly id: string;
  readonly route: Route;
  readonly said: Said;
  readonly input: Input<never, never, never>;
}

/** Refusals: form-key, sealed, text, input. */
async function opened(sealed: Uint8Array, sending: Sending, { station, office }: Services): Promise<Opened> {
  const given = await station.openForm(sealed);
  mustBeStorable(given);
  const read = v.safeParse(form, given);
  if (!read.success) throw refuse("input", v.getDotPath(read.issues[0]) ?? "form");
  const { route, params, body } = asRequest(read.output, sending, office.now());
  const input = {
    params: checked(route.params, params, "params"),
    query: undefined as never,
    body: checked(route.body as v.GenericSchema | undefined, body, "body"),
  };
  return { id: read.output.id, route, said: { params, query: {}, body }, input };
}

export const formRoutes: readonly Route[] = [
  route({
    method: "POST",
    path: "/api/station/forms",
    action: "station.form",
    summary:
      "A sealed form that was filled in without a network; its id is the key of what it stands for, which is done once",
    query: formSending,
    body: FORM_BYTES,
    answer: formDone,
    // Held to the reach of what it stands for, once it is known not to be done already.
    places: "filtered",
    async run({ body, query }, services, { session, account }) {
      const { id, route, said, input } = await opened(body, query, services);
      if (!isAllowed(account.role, route.action, true)) throw refuse("forbidden", route.action);
      const asking = callerWith(session, route, services);
      await once(
        { key: id.toLowerCase(), route, said, caller: asking, otherwise: {} },
        services,
        async (caller) => {
          const living = await withStandIns(input, services);
          await mustBeWithinReach(caller, { ...route, action: "station.form" }, living, services);
          return route.run(living, services, caller, { isLate: true });
        },
      );
      return { id };
    },
  }),
];
