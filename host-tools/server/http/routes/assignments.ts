import * as v from "valibot";
import { retirementsOf } from "../../cases/case-store.ts";
import { custodiesOf, ENDINGS, wearerNow, wearingsOfToken, whenDone } from "../../people/assignments.ts";
import { findPerson } from "../../people/person-store.ts";
import { refuse } from "../../refusal.ts";
import type { Place } from "../../units/unit.ts";
import { type Route, route, type Services } from "../route.ts";
import { id, nothing, place, serial, serialNumber, time } from "../schemas.ts";

const ofToken = v.strictObject({ serial });
const wearing = v.strictObject({
  person: id,
  from: time,
  to: v.optional(time),
  endedBy: v.optional(v.picklist(ENDINGS)),
});

interface OfToken {
  readonly params: { readonly serial: number };
}

/** Where a token belongs: to its wearers' places, and to the organisation that keeps it. */
async function placesOfToken({ params }: OfToken, { office }: Services): Promise<Place[]> {
  const places: Place[] = [];
  for (const { person } of await wearingsOfToken(office.queries, params.serial)) {
    const found = await findPerson(office.queries, person);
    if (found) places.push(found.unit, ...(found.organisation === undefined ? [] : [found.organisation]));
  }
  const custody = (await custodiesOf(office.queries, params.serial)).at(-1);
  if (custody) places.push(custody.organisation);
  return places;
}

async function placesOfPerson(person: string, { office }: Services): Promise<Place[] | undefined> {
  const found = await findPerson(office.queries, person);
  return found && [found.unit, ...(found.organisation === undefined ? [] : [found.organisation])];
}

/** When a station that had no network did it; the server holds it to what is possible. */
const at = v.optional(time);

const subject = ({ params }: OfToken) => String(params.serial);
const isoOf = (at: number) => new Date(at).toISOString();

export const assignmentRoutes: readonly Route[] = [
  route({
    ...{ method: "GET", path: "/api/tokens/{serial}/wearers", action: "assignment.read" },
    summary: "Who wore a token, and which organisation keeps it",
    params: ofToken,
    answer: v.strictObject({
      wearers: v.array(wearing),
      keptBy: v.array(v.strictObject({ organisation: place, from: time, to: v.optional(time) })),
    }),
    ...{ audited: true, subject, places: placesOfToken },
    async run({ params }, services) {
      const { office } = services;
      const wearings = await wearingsOfToken(office.queries, params.serial);
      const custodies = await custodiesOf(office.queries, params.serial);
      return {
        wearers: wearings.map(({ serial: _, from, to, ...rest }) => ({
          ...rest,
          from: isoOf(from),
          ...(to === undefined ? {} : { to: isoOf(to) }),
        })),
        keptBy: custodies.map(({ organisation, from, to }) => ({
          organisation,
          from: isoOf(from),
          ...(to === undefined ? {} : { to: isoOf(to) }),
        })),
      };
    },
  }),
  route({
    ...{ method: "POST", path: "/api/tokens/{serial}/wearers", action: "assignment.change", status: 201 },
    summary: "Hand a token out; with handOver also when somebody else of the own place wears it",
    params: ofToken,
    body: v.strictObject({ person: id, handOver: v.optional(v.boolean(), false), at }),
    answer: nothing,
    subject: ({ body }) => body.person,
    places: ({ body }, services) => placesOfPerson(body.person, services),
    run: ({ params, body }, services, caller) =>
      services.office.alone(async () => {
        const { office } = services;
        if (!services.isToken(params.serial)) throw refuse("unknown-token", "serial");
        // Its day keys may have been published.
        if ((await retirementsOf(office.queries, [params.serial])).size > 0)
          throw refuse("retired", "serial");
        const now = await wearerNow(office.queries, params.serial);
        if (now?.person === body.person) return {};
        if (now) {
          const places = (await placesOfPerson(now.person, services)) ?? [];
          const isOwn = places.some((one) => office.places.isWithin(one, caller.account.place));
          if (!body.handOver || !isOwn) throw refuse("worn", "serial");
        }
        const from = whenDone(await wearingsOfToken(office.queries, params.serial), body.at, office.now());
        await caller.commit([{ kind: "assign", person: body.person, serial: params.serial, from }], {
          subject: body.person,
        });
        return {};
      }),
  }),
  route({
    ...{ method: "POST", path: "/api/tokens/{serial}/wearers/end", action: "assignment.change" },
    summary: "Take a token back, or note that it was lost, replaced or broken",
    params: ofToken,
    body: v.strictObject({ person: id, endedBy: v.picklist(ENDINGS), at }),
    answer: nothing,
    subject: ({ body }) => body.person,
    places: ({ body }, services) => placesOfPerson(body.person, services),
    run: ({ params, body }, { office }, caller) =>
      office.alone(async () => {
        const now = await wearerNow(office.queries, params.serial);
        if (now?.person !== body.person) throw refuse("not-found", "person");
        await caller.commit(
          [
            {
              ...{ kind: "unassign", person: body.person, serial: params.serial },
              ...{ to: whenDone([now], body.at, office.now()), endedBy: body.endedBy },
            },
          ],
          { subject: body.person },
        );
        return {};
      }),
  }),
  route({
    ...{ method: "PUT", path: "/api/organisations/{organisation}/tokens", action: "custody.change" },
    summary: "Give tokens to an organisation that shares them, or take them back",
    params: v.strictObject({ organisation: place }),
    body: v.strictObject({
      give: v.optional(v.pipe(v.array(serialNumber), v.maxLength(500)), []),
      take: v.optional(v.pipe(v.array(serialNumber), v.maxLength(500)), []),
    }),
    answer: nothing,
    subject: ({ params }) => params.organisation,
    places: ({ params }, { office }) =>
      office.places.organisation(params.organisation) ? [params.organisation] : undefined,
    async run({ params, body }, services, caller) {
      const { organisation } = params;
      const at = services.office.now();
      const unknown = [...body.give, ...body.take].find((serial) => !services.isToken(serial));
      if (unknown !== undefined) throw refuse("unknown-token", "give");
      await caller.commit(
        [
          ...body.take.map((serial) => ({ kind: "give-up", serial, organisation, to: at }) as const),
          ...body.give.map((serial) => ({ kind: "keep", serial, organisation, from: at }) as const),
        ],
        { subject: organisation },
      );
      return {};
    },
  }),
];
