import * as v from "valibot";
import type { Meanwhile } from "../../../contract/changes.ts";
import { id, nothing, place, serial, serialNumber } from "../../../contract/pieces.ts";
import { changedMeanwhile, refuse, refuseUndecided } from "../../../contract/refusal.ts";
import { handingOut, type OtherTokens, tokenWearers, wearingEnd } from "../../../contract/tokens.ts";
import { UNDO_END_HOURS } from "../../../contract/vocabulary.ts";
import { HOUR_MS, isoOf } from "../../../lib/time.ts";
import { retirementsOf } from "../../cases/retirement-store.ts";
import type { Office } from "../../changes.ts";
import {
  custodiesOf,
  undoableEnd,
  type Wearing,
  wearerNow,
  wearingsOfPerson,
  wearingsOfToken,
} from "../../people/assignments.ts";
import { consentsOf, mayBeUsedFor } from "../../people/consents.ts";
import { freeFrom } from "../../people/doubted-wearings.ts";
import { homeOfToken, placesOfPerson } from "../../people/token-homes.ts";
import { judgeTime } from "../../people/told-time.ts";
import { handOutOfStock } from "../../stock/hand-out.ts";
import type { Place } from "../../units/unit.ts";
import { type Caller, type Route, route, type Services } from "../request/route.ts";
import { keptSince } from "./kept-since.ts";
import { mustBeStations } from "./told-time.ts";

const serials = v.pipe(v.array(serialNumber), v.maxLength(500));
const ofToken = v.strictObject({ serial });
type HandingOutGiven = v.InferOutput<typeof handingOut>;

interface OfToken {
  readonly params: { readonly serial: number };
}

/** Where a token belongs: to its wearers' places, and to the organisation that keeps it. */
async function placesOfToken({ params }: OfToken, { office }: Services): Promise<Place[]> {
  const places: Place[] = [];
  for (const { person } of await wearingsOfToken(office.queries, params.serial))
    places.push(...((await placesOfPerson(office.queries, person)) ?? []));
  const custody = (await custodiesOf(office.queries, params.serial)).at(-1);
  if (custody) places.push(custody.organisation);
  return places;
}

/**
 * Whether who asks may give a token to somebody of theirs: one of the own place, one that nobody is known to have had, or one
 * that was worn elsewhere, is worn no more and has just been read here.
 */
async function mayTake(serial: number, { office, station }: Services, { account }: Caller): Promise<boolean> {
  const { kind, places } = await homeOfToken(office.queries, serial);
  const isWithin = (some: readonly Place[]) => some.some((one) => office.places.isWithin(one, account.place));
  return (
    kind === "new" || isWithin(places) || (kind === "stock" && isWithin(station.inHand.placesOf(serial)))
  );
}

/** Of a token that went from place to place each sees its own wearers. */
async function ownWearings(serial: number, { queries, places }: Office, { account }: Caller) {
  const found: Wearing[] = [];
  for (const wearing of await wearingsOfToken(queries, serial)) {
    const of = (await placesOfPerson(queries, wearing.person)) ?? [];
    if (of.some((one) => places.isWithin(one, account.place))) found.push(wearing);
  }
  return found;
}

interface Custody {
  readonly give: readonly number[];
  readonly seen: readonly { readonly serial: number; readonly organisation: Place }[];
}

/** Refusal: meanwhile, where somebody gave a token to another organisation since it was seen; named within the own reach only. */
async function mustBeKeptAsSeen(
  organisation: Place,
  { give, seen }: Custody,
  office: Office,
  { account }: Caller,
): Promise<void> {
  const known = new Map(seen.map((one) => [one.serial, one.organisation]));
  const changed: Meanwhile[] = [];
  for (const serial of give) {
    const keeper = (await custodiesOf(office.queries, serial)).findLast(({ to }) => to === undefined);
    const now = keeper?.organisation;
    if (now === undefined || now === organisation || now === known.get(serial)) continue;
    const field = `give ${serial}`;
    const isWithin = office.places.isWithin(now, account.place);
    changed.push(isWithin ? { field, now, wanted: organisation } : { field });
  }
  if (changed.length > 0) throw changedMeanwhile(changed);
}

/** Tokens that a person wears, and nobody has said what becomes of them. */
async function undecidedTokens(
  person: string,
  given: number,
  decided: OtherTokens,
  { queries }: Office,
): Promise<number[]> {
  const known = [given, ...decided.map(({ serial }) => serial)];
  const worn = (await wearingsOfPerson(queries, person)).filter(({ to }) => to === undefined);
  return [...new Set(worn.map(({ serial }) => serial))].filter((serial) => !known.includes(serial));
}

/** The ends of other tokens' wearings at a time (world ms), where that is what became of them. */
async function endsOf(person: string, decided: OtherTokens, at: number, { queries }: Office) {
  const worn = (await wearingsOfPerson(queries, person)).filter(({ to }) => to === undefined);
  return decided.flatMap(({ serial, what }) => {
    const wearing = worn.find((one) => one.serial === serial);
    if (!wearing || what === "worn-too") return [];
    const to = Math.max(at, wearing.from + 1);
    return [{ kind: "unassign", person, serial, to, endedBy: what } as const];
  });
}

/** When it was done: now, or as a station without a network told it. */
function whenOf({ at, clock }: Pick<HandingOutGiven, "at" | "clock">, { now }: Office) {
  if (at === undefined) return { told: undefined, from: now(), to: now(), isVouched: true };
  const told = Date.parse(at);
  return Object.assign({ told }, judgeTime(told, clock, now()));
}

/** A wearing that begins: in doubt where nothing vouches for when. */
async function beginOf(person: string, serial: number, when: ReturnType<typeof whenOf>, office: Office) {
  const known = await wearingsOfToken(office.queries, serial);
  const { told, isVouched } = when;
  const from = freeFrom(known, when.from);
  if (told === undefined) return { kind: "assign", person, serial, from } as const;
  // What comes behind what was known already may be wrong even where a clock vouches for it.
  const isLate = known.some((one) => one.from > from || (one.to ?? 0) > from);
  if (isLate || !isVouched)
    return { kind: "assign-doubted", person, serial, from, told, askedAt: office.now() } as const;
  return { kind: "assign", person, serial, from, told } as const;
}

const giverOf = (serial: number, { office: { places }, station }: Services, { account }: Caller) => ({
  account: account.id,
  place: account.place,
  above: places.above(account.place),
  isWithin: (one: Place) => places.isWithin(one, account.place),
  isInHand: station.inHand.placesOf(serial).some((one) => places.isWithin(one, account.place)),
});

const subject = ({ params }: OfToken) => String(params.serial);

export const assignmentRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/api/tokens/{serial}/wearers",
    action: "assignment.read",
    summary: "Who of the own place wore a token, and which organisation keeps it",
    params: ofToken,
    answer: tokenWearers,
    audited: true,
    subject,
    places: placesOfToken,
    covers: {
      by: "keptSince",
      what: "wearers of the own place and all who keep the token; what ended before is deleted",
    },
    async run({ params }, { office }, caller) {
      const wearings = await ownWearings(params.serial, office, caller);
      const custodies = await custodiesOf(office.queries, params.serial);
      return {
        wearers: wearings.map(({ serial: _, from, to, askedAt, ...rest }) => ({
          ...rest,
          from: isoOf(from),
          ...(askedAt === undefined ? {} : { askedAt: isoOf(askedAt) }),
          ...(to === undefined ? {} : { to: isoOf(to) }),
        })),
        keptSince: keptSince(office),
        keptBy: custodies.map(({ organisation, from, to }) => ({
          organisation,
          from: isoOf(from),
          ...(to === undefined ? {} : { to: isoOf(to) }),
        })),
      };
    },
  }),
  route({
    method: "POST",
    path: "/api/tokens/{serial}/wearers",
    action: "assignment.change",
    status: 201,
    summary:
      "Hand a token out; with handOver also when somebody else of the own place wears it, to who wears another one where `others` says what became of that, and with anyway also where the stock says that it is lost, dead, to refurbish or another's, from which it is taken over",
    params: ofToken,
    body: handingOut,
    apart: ["at", "clock"],
    answer: nothing,
    subject: ({ body }) => body.person,
    places: ({ body }, services) => placesOfPerson(services.office.queries, body.person),
    run: ({ params, body }, services, caller, { isLate }) =>
      services.office.alone(async () => {
        const { office } = services;
        mustBeStations(body.at, caller);
        if (!services.isToken(params.serial)) throw refuse("unknown-token", "serial");
        // A token is for contacts.
        const said = await consentsOf(office.queries, body.person);
        if (!mayBeUsedFor(said, "contacts", office.now())) throw refuse("consent", "contacts");
        // Its day keys may have been published.
        if ((await retirementsOf(office.queries, [params.serial])).size > 0)
          throw refuse("retired", "serial");
        const now = await wearerNow(office.queries, params.serial);
        const { person, others } = body;
        const when = whenOf(body, office);
        if (now && now.person !== person) {
          const places = (await placesOfPerson(office.queries, now.person)) ?? [];
          const isOwn = places.some((one) => office.places.isWithin(one, caller.account.place));
          if (!body.handOver || !isOwn) throw refuse("worn", "serial");
        }
        if (!now && !(await mayTake(params.serial, services, caller))) throw refuse("elsewhere", "serial");
        // Who wears it has it.
        const { doubt, arrivals, place } = now
          ? { doubt: undefined, arrivals: [] }
          : await handOutOfStock(
              office.queries,
              params.serial,
              giverOf(params.serial, services, caller),
              office.now(),
            );
        const serials = await undecidedTokens(person, params.serial, others, office);
        // What was done without a network is done: the person wears them all until somebody says otherwise.
        if (serials.length > 0 && !isLate) throw refuseUndecided("wears-other", "person", { serials });
        if (doubt && !body.anyway && !isLate) throw refuseUndecided("stock", "serial", { stock: doubt });
        const ends = await endsOf(person, others, when.to, office);
        // Also of who wears it: a return from before that is told later does not end what began now.
        const begins = await beginOf(person, params.serial, when, office);
        const stocked = place === undefined ? begins : { ...begins, stock: place };
        return caller.commit([...ends, ...arrivals, stocked], { subject: person }, () => ({}));
      }),
  }),
  route({
    method: "POST",
    path: "/api/tokens/{serial}/wearers/end",
    action: "assignment.change",
    summary: "Take a token back, or note that it was lost, replaced or broken",
    params: ofToken,
    body: wearingEnd,
    apart: ["at", "clock"],
    answer: nothing,
    subject: ({ body }) => body.person,
    places: ({ body }, services) => placesOfPerson(services.office.queries, body.person),
    run: ({ params, body }, { office }, caller) =>
      office.alone(async () => {
        mustBeStations(body.at, caller);
        const { person, endedBy } = body;
        const worn = (await wearingsOfToken(office.queries, params.serial)).filter(
          (one) => one.to === undefined && one.person === person,
        );
        if (worn.length === 0) throw refuse("not-found", "person");
        const when = whenOf(body, office);
        // Where nothing vouches for an earlier time nobody is cut short, nor ended in what may have begun behind it.
        if (
          worn.some(({ from, askedAt = from }) => askedAt > when.from && !(when.isVouched && from > when.to))
        )
          throw refuse("worn-again", "at");
        if (worn.every(({ from }) => from > when.to)) return {};
        return caller.commit(
          [{ kind: "unassign", person, serial: params.serial, to: when.to, endedBy }],
          { subject: body.person },
          () => ({}),
        );
      }),
  }),
  route({
    method: "DELETE",
    path: "/api/tokens/{serial}/wearers/{person}/end",
    action: "assignment.change",
    summary: `It was a mistake that a wearing ended: within ${UNDO_END_HOURS} hours, and where nobody has worn the token since, it goes on`,
    params: v.strictObject({ serial, person: id }),
    answer: nothing,
    subject: ({ params }) => params.person,
    places: ({ params }, services) => placesOfPerson(services.office.queries, params.person),
    run: ({ params }, { office }, caller, { isLate }) =>
      office.alone(async () => {
        const { person } = params;
        const to = undoableEnd(await wearingsOfToken(office.queries, params.serial), person);
        if (to === "worn") throw refuse("worn", "serial");
        // A form is undone by one that was filled in on the same screen, whenever both come.
        if (to === undefined || (!isLate && office.now() - to > UNDO_END_HOURS * HOUR_MS))
          throw refuse("not-found", "person");
        if ((await retirementsOf(office.queries, [params.serial])).size > 0)
          throw refuse("retired", "serial");
        return caller.commit(
          [{ kind: "end-undone", person, serial: params.serial, to }],
          { subject: person },
          () => ({}),
        );
      }),
  }),
  route({
    method: "PUT",
    path: "/api/organisations/{organisation}/tokens",
    action: "custody.change",
    summary: "Give tokens to an organisation that shares them, or take them back",
    params: v.strictObject({ organisation: place }),
    body: v.strictObject({
      give: v.optional(serials, []),
      take: v.optional(serials, []),
      /** Who was seen to keep those that are given; nobody kept the others. */
      seen: v.optional(
        v.pipe(v.array(v.strictObject({ serial: serialNumber, organisation: place })), v.maxLength(500)),
        [],
      ),
    }),
    answer: nothing,
    subject: ({ params }) => params.organisation,
    places: ({ params }, { office }) =>
      office.places.organisation(params.organisation) ? [params.organisation] : undefined,
    run: ({ params, body }, services, caller) =>
      services.office.alone(async () => {
        const { organisation } = params;
        const at = services.office.now();
        const unknown = [...body.give, ...body.take].find((serial) => !services.isToken(serial));
        if (unknown !== undefined) throw refuse("unknown-token", "give");
        for (const serial of body.give)
          if (!(await mayTake(serial, services, caller))) throw refuse("elsewhere", `give ${serial}`);
        await mustBeKeptAsSeen(organisation, body, services.office, caller);
        const taken = body.take.map((serial) => ({ kind: "give-up", serial, organisation, to: at }) as const);
        const given = body.give.map(async (serial) => {
          const from = freeFrom(await custodiesOf(services.office.queries, serial), at);
          return { kind: "keep", serial, organisation, from } as const;
        });
        return caller.commit(
          [...taken, ...(await Promise.all(given))],
          { subject: organisation, fields: ["tokens"] },
          () => ({}),
        );
      }),
  }),
];
