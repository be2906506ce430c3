/** Who had a token when: what forms brought that no clock vouches for, and somebody's word on it. */
import * as v from "valibot";
import { nothing, serial } from "../../../contract/pieces.ts";
import { refuse } from "../../../contract/refusal.ts";
import { doubtedWearings, doubtSettled } from "../../../contract/tokens.ts";
import { isoOf } from "../../../lib/time.ts";
import { type Wearing, wearingsOfToken } from "../../people/assignments.ts";
import { doubtedWearingsOf, settledAs } from "../../people/doubted-wearings.ts";
import { placesOfPerson } from "../../people/token-homes.ts";
import { rosterEntryOf } from "../../station-desk/roster.ts";
import type { Place } from "../../units/unit.ts";
import { type Route, route, type Services } from "../request/route.ts";

/** Everybody of the own place who may have had the token since a wearing in doubt began. */
async function rivalsOf(
  doubted: Pick<Wearing, "serial" | "person" | "from">,
  services: Services,
  reach: readonly Place[],
) {
  const { queries, now } = services.office;
  const known = await wearingsOfToken(queries, doubted.serial);
  const rivals = known.filter(
    (one) => one.person !== doubted.person && (one.to === undefined || one.to > doubted.from),
  );
  const shown = rivals.map(async ({ person, from, to }) => {
    const places = (await placesOfPerson(queries, person)) ?? [];
    const entry = places.some((one) => reach.includes(one))
      ? await rosterEntryOf(queries, person, now())
      : undefined;
    return entry
      ? [{ person: entry, from: isoOf(from), ...(to === undefined ? {} : { to: isoOf(to) }) }]
      : [];
  });
  return (await Promise.all(shown)).flat();
}

export const doubtRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/api/doubted-wearings",
    action: "assignment.read",
    summary:
      "Wearings of people of the own place of which somebody has to say when they began, and who else may have had the token",
    answer: doubtedWearings,
    covers: {
      what: "everybody of the own place of whom it waits, with all others of the own place; it waits as long as the wearing is kept",
    },
    places: "filtered",
    audited: true,
    async run(_, services, { reach = [] }) {
      const { queries, now } = services.office;
      const doubted = (await doubtedWearingsOf(queries, reach)).map(async (one) => {
        const person = await rosterEntryOf(queries, one.person, now());
        if (!person) return [];
        const others = await rivalsOf(one, services, reach);
        // Where nobody else may have had it then there is nothing to decide.
        if (others.length === 0) return [];
        return [{ serial: one.serial, person, from: isoOf(one.from), told: isoOf(one.told), others }];
      });
      return { doubted: (await Promise.all(doubted)).flat() };
    },
  }),
  route({
    method: "POST",
    path: "/api/tokens/{serial}/wearers/doubt",
    action: "assignment.change",
    summary:
      "Say when a wearing in doubt began, or that there was none: who had the token before had it until then",
    params: v.strictObject({ serial }),
    body: doubtSettled,
    answer: nothing,
    subject: ({ body }) => body.person,
    places: ({ body }, { office }) => placesOfPerson(office.queries, body.person),
    run: ({ params, body }, { office }, caller) =>
      office.alone(async () => {
        const known = await wearingsOfToken(office.queries, params.serial);
        const doubted = known.find(
          ({ person, from, askedAt }) =>
            askedAt !== undefined && person === body.person && from === Date.parse(body.from),
        );
        if (!doubted) throw refuse("not-found", "from");
        const at = body.at === undefined ? undefined : Date.parse(body.at);
        if (at !== undefined && at > office.now()) throw refuse("input", "at");
        const settled = settledAs(known, doubted, at);
        // Nobody of another place is cut short by a word from here.
        for (const { from } of settled.ended) {
          const { person } = known.find((one) => one.from === from)!;
          const places = (await placesOfPerson(office.queries, person)) ?? [];
          if (!places.some((one) => office.places.isWithin(one, caller.account.place)))
            throw refuse("elsewhere", "serial");
        }
        return caller.commit(
          [Object.assign({ kind: "doubt-settled" as const, serial: params.serial }, settled)],
          { subject: body.person },
          () => ({}),
        );
      }),
  }),
];
