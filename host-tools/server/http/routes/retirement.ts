/** Tokens out of use: only the own place's, with the token in hand or by two people, and the province can undo it. */

import * as v from "valibot";
import { nothing, serial } from "../../../contract/pieces.ts";
import { refuse } from "../../../contract/refusal.ts";
import { retirement, retirementNoted } from "../../../contract/tokens.ts";
import { askedRetirement, retirementsOf } from "../../cases/retirement-store.ts";
import { homeOfToken } from "../../people/token-homes.ts";
import type { Place } from "../../units/unit.ts";
import { type Route, route, type Services } from "../request/route.ts";

interface OfToken {
  readonly params: { readonly serial: number };
}

/** A second person agrees within so long. */
const ASKED_MS = 14 * 86_400_000;

const subject = ({ params }: OfToken) => String(params.serial);

/** Where it belongs; what nobody is known to have had belongs where it has just been read. */
async function placesOfToken({ params }: OfToken, { office, station }: Services): Promise<readonly Place[]> {
  const { kind, places } = await homeOfToken(office.queries, params.serial);
  return kind === "new" ? station.inHand.placesOf(params.serial) : places;
}

/** Also where it was retired: who wore it may be gone by then. */
async function placesOfRetired(input: OfToken, services: Services): Promise<Place[]> {
  const noted = await retirementsOf(services.office.queries, [input.params.serial]);
  const { place } = noted.get(input.params.serial) ?? {};
  return [...(await placesOfToken(input, services)), ...(place === undefined ? [] : [place])];
}

export const retirementRoutes: readonly Route[] = [
  route({
    method: "POST",
    path: "/api/tokens/{serial}/retirement",
    action: "token.retire",
    summary:
      "Note that a token was taken out of use, or wiped and enrolled under another serial; at once when it has just been read at a station of the own place, else when a second person says the same",
    params: v.strictObject({ serial }),
    body: retirement,
    answer: retirementNoted,
    subject,
    places: placesOfRetired,
    run: ({ params, body }, { office, station, isToken }, caller) =>
      office.alone(async (): Promise<{ state: "retired" | "asked" }> => {
        const { serial } = params;
        const { account } = caller;
        const about = { subject: String(serial) };
        if (!isToken(serial)) throw refuse("unknown-token", "serial");
        if ((await retirementsOf(office.queries, [serial])).has(serial)) return { state: "retired" };
        if ((await homeOfToken(office.queries, serial)).kind === "worn") throw refuse("worn", "serial");
        const change = { serial, at: office.now(), how: body.how, place: account.place };
        const isRead = station.inHand
          .placesOf(serial)
          .some((one) => office.places.isWithin(one, account.place));
        const asked = await askedRetirement(office.queries, serial);
        const isSeconded = asked && asked.by !== account.id && office.now() - asked.at < ASKED_MS;
        if (isRead || isSeconded)
          return caller.commit([{ kind: "token-retired", ...change }], about, () => ({ state: "retired" }));
        const asking = { kind: "retirement-asked", ...change, by: account.id } as const;
        return caller.commit([asking], about, () => ({ state: "asked" }));
      }),
  }),
  route({
    method: "DELETE",
    path: "/api/tokens/{serial}/retirement",
    action: "token.unretire",
    summary: "Undo a retirement that was a mistake, unless day keys were published on its strength",
    params: v.strictObject({ serial }),
    answer: nothing,
    subject,
    places: placesOfRetired,
    run: ({ params }, { office }, caller) =>
      office.alone(async () => {
        const { serial } = params;
        const noted = (await retirementsOf(office.queries, [serial])).get(serial);
        if (!noted && !(await askedRetirement(office.queries, serial))) throw refuse("not-found", "serial");
        if (noted?.publishedAt !== undefined) throw refuse("published", "serial");
        return caller.commit(
          [{ kind: "retirement-undone", serial }],
          { subject: String(serial) },
          () => ({}),
        );
      }),
  }),
];
