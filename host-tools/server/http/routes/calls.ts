/** What somebody who calls for others sees and does: lines that they hold, and nothing else of a case. */
import { MOST_CLAIMED } from "../../../contract/call-outcomes.ts";
import type { HeldLineView } from "../../../contract/calls.ts";
import {
  callWritten,
  dailyAnswer,
  dailyWritten,
  heldLines,
  newCall,
  ofClaim,
  released,
  wantedLines,
} from "../../../contract/calls.ts";
import { dayInProvince } from "../../../contract/province-time.ts";
import { refuse } from "../../../contract/refusal.ts";
import { isoOf } from "../../../lib/time.ts";
import { type HeldLine, lineOfClaim, linesHeldBy } from "../../cases/call-store.ts";
import { type Case, isOpen } from "../../cases/case.ts";
import { type CaseLine, linesOf, toBeCalled } from "../../cases/case-lines.ts";
import { findCase, listCases } from "../../cases/case-store.ts";
import { claimAt, nextToCall } from "../../cases/claims.ts";
import { isAskable } from "../../cases/next-steps.ts";
import type { Office } from "../../changes.ts";
import { findPerson } from "../../people/person-store.ts";
import type { Place } from "../../units/unit.ts";
import { type Caller, type Route, route, type Services } from "../request/route.ts";
import { staffNames, viewOfCall, viewOfLine } from "./call-views.ts";
import { claimsFor, release } from "./claims.ts";
import { stepsOf } from "./steps.ts";
import { writeCall, writeTold } from "./write-down.ts";

interface OfClaim {
  readonly params: { readonly claim: string };
}

const subjectOfClaim = ({ params }: OfClaim) => params.claim;

async function placesOfClaim({ params }: OfClaim, { office }: Services): Promise<Place[] | undefined> {
  const held = await lineOfClaim(office.queries, params.claim);
  const of = held && (await findCase(office.queries, held.case));
  return of && [of.place];
}

/** Refusal: not-found, unless who asks holds the line by this very claim, now. */
async function heldBy(claim: string, { office }: Services, { account }: Caller) {
  const mine = await linesHeldBy(office.queries, account.id, office.now());
  const held = mine.find((one) => one.claim.id === claim);
  const of = held && (await findCase(office.queries, held.case));
  if (!held || !of) throw refuse("not-found", "claim");
  return { of, key: held.key };
}

/** Cases with the lines of them that an account holds, of those that are open and within its reach. */
async function casesHeldBy({ account, reach }: Caller, office: Office) {
  const mine = await linesHeldBy(office.queries, account.id, office.now());
  const byCase = new Map<string, HeldLine[]>();
  for (const one of mine) byCase.set(one.case, [...(byCase.get(one.case) ?? []), one]);
  const found: { of: Case; lines: CaseLine[] }[] = [];
  for (const [id, held] of byCase) {
    const of = await findCase(office.queries, id);
    if (!of || !isOpen(of, office.now()) || reach?.includes(of.place) === false) continue;
    const keys = new Set(held.map(({ key }) => key));
    const lines = (await linesOf(office.queries, of, office.now())).filter(({ key }) => keys.has(key));
    found.push({ of, lines });
  }
  return found;
}

/** Name and phone of whom to call, when they were near last, what to say of the days to come. */
async function viewOfHeld(line: CaseLine, services: Services): Promise<HeldLineView | undefined> {
  const { queries, now } = services.office;
  const { listing, claims, calls } = line;
  const person = listing.person === undefined ? undefined : await findPerson(queries, listing.person);
  const claim = claimAt(claims, now());
  if (!person || !claim) return undefined;
  const { name, phone, phoneShared, guardian } = person;
  const names = await staffNames(queries);
  const steps = await stepsOf(line, services);
  const test = steps.tests.find(({ step }) => step !== "done" && step !== "waiting")?.due;
  const { from, to, isToAskToday } = steps.followUp;
  const { quarantine } = steps;
  return {
    claim: claim.id,
    until: isoOf(claim.until),
    name,
    ...(phone === undefined ? {} : { phone }),
    ...(phoneShared ? { phoneShared } : {}),
    ...(guardian === undefined ? {} : { guardian }),
    lastContact: dayInProvince(Date.parse(listing.last)),
    line: viewOfLine(line.line),
    calls: calls.map((call) => viewOfCall(call, names)),
    next: {
      ...(test === undefined ? {} : { test }),
      quarantine: { from: quarantine.from, to: quarantine.to, where: quarantine.where },
      followUp: { from, to, isToAskToday },
    },
  };
}

async function viewsOf(lines: readonly CaseLine[], services: Services): Promise<HeldLineView[]> {
  const views = await Promise.all(lines.map((line) => viewOfHeld(line, services)));
  return views.flatMap((view) => view ?? []);
}

/** The next lines of a place that nobody holds, of the case that was opened first. */
async function nextOf(place: Place, count: number, { office }: Services): Promise<CaseLine[]> {
  const all = (await listCases(office.queries, undefined)).reverse();
  const lines: CaseLine[] = [];
  for (const of of all)
    if (isOpen(of, office.now()) && office.places.isWithin(of.place, place))
      lines.push(...toBeCalled(await linesOf(office.queries, of, office.now())));
  // Nobody is known behind a token without a wearer: there is nobody to call.
  const callable = lines.filter(({ listing }) => listing.person !== undefined);
  return nextToCall(callable, count, office.now());
}

const EVERY_LINE = { what: "every line that who asks holds, of open cases of the own place" };

export const callRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/api/calls",
    action: "line.read",
    summary: "The lines that one holds: whom to call, when they were near last, what to say",
    answer: heldLines,
    places: "filtered",
    covers: EVERY_LINE,
    async run(_, services, caller) {
      const held = await casesHeldBy(caller, services.office);
      const { id: actor, place } = caller.account;
      const by = {
        actor,
        place,
        action: "line.read",
        outcome: "done",
        reason: "case-investigation",
      } as const;
      await caller.commit([], {
        ahead: held.map(({ of }) => ({ ...by, subject: of.id, reference: of.reference })),
      });
      return {
        today: dayInProvince(services.office.now()),
        lines: await viewsOf(
          held.flatMap(({ lines }) => lines),
          services,
        ),
      };
    },
  }),
  route({
    method: "POST",
    path: "/api/calls",
    action: "line.claim",
    summary: `Claim the next lines of a place that nobody holds; nobody holds more than ${MOST_CLAIMED} at a time who are still to be called`,
    body: wantedLines,
    answer: heldLines,
    places: ({ body }, { office }) => (office.places.has(body.place) ? [body.place] : undefined),
    subject: ({ body }) => body.place,
    covers: { what: "the lines that are claimed now" },
    run: ({ body }, services, caller) =>
      services.office.alone(async () => {
        const { office } = services;
        // Who was called is no work any more, and stays only as long as the claim lasts.
        const held = (await casesHeldBy(caller, office)).flatMap(({ lines }) => lines);
        const open = held.filter(({ line }) => line.isToCall).length;
        const count = Math.max(0, Math.min(body.count, MOST_CLAIMED - open));
        const lines = await nextOf(body.place, count, services);
        const made = claimsFor(lines, caller.account.id, caller, "line.claim", office.now());
        const today = dayInProvince(office.now());
        if (made.length === 0) return { today, lines: [] };
        const after = lines.map((line, i) => {
          const { change, claim } = made[i]!;
          const events = change.kind === "claim" ? [...line.claims, change.claim] : line.claims;
          return { ...line, claims: events, claim };
        });
        const views = await viewsOf(after, services);
        return caller.commit(
          made.map(({ change }) => change),
          { subject: body.place, ahead: made.map(({ row }) => row) },
          () => ({ today, lines: views }),
        );
      }),
  }),
  route({
    method: "DELETE",
    path: "/api/calls/{claim}",
    action: "line.call",
    summary: "Give a line up that one holds",
    params: ofClaim,
    answer: released,
    subject: subjectOfClaim,
    places: placesOfClaim,
    run: ({ params }, services, caller) =>
      services.office.alone(async () => {
        const { of, key } = await heldBy(params.claim, services, caller);
        return release(of, key, services, caller);
      }),
  }),
  route({
    method: "POST",
    path: "/api/calls/{claim}/calls",
    action: "line.call",
    summary: "Write down what a call to a line came to that one holds, or correct what was written",
    params: ofClaim,
    body: newCall,
    answer: callWritten,
    subject: subjectOfClaim,
    places: placesOfClaim,
    run: ({ params, body }, services, caller) =>
      services.office.alone(async () => {
        const { of, key } = await heldBy(params.claim, services, caller);
        return writeCall(of, key, body, services, caller);
      }),
  }),
  route({
    method: "POST",
    path: "/api/calls/{claim}/answers",
    action: "line.call",
    summary:
      "Write down what somebody answered who is asked for symptoms each day; today's, or of two days before",
    params: ofClaim,
    body: dailyAnswer,
    answer: dailyWritten,
    subject: subjectOfClaim,
    places: placesOfClaim,
    run: ({ params, body }, services, caller) =>
      services.office.alone(async () => {
        const { of, key } = await heldBy(params.claim, services, caller);
        const { id, ...said } = body;
        if (!isAskable(body.day, dayInProvince(services.office.now()))) throw refuse("input", "day");
        const told = { id, said: { kind: "asked", ...said } as const };
        return writeTold(of, key, told, services, caller, ({ isSaved }) => ({ isSaved }));
      }),
  }),
];
