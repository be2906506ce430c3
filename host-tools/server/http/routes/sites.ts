/** The site's code: drawn for a gate by who manages it, scanned by visitors' own phones, which write their visit without an account. */
import { ofGate } from "../../../contract/gates.ts";
import { nothing } from "../../../contract/pieces.ts";
import { refuse } from "../../../contract/refusal.ts";
import { ofSite, SITE_VISIT_BYTES, site, siteDrawn } from "../../../contract/site.ts";
import { SITE_LETTERS } from "../../../contract/site-link.ts";
import type { Office } from "../../changes.ts";
import { findGate, type Gate, gateOfSite } from "../../gates/gate-store.ts";
import { toldOnce } from "../../staff/sign-in.ts";
import { type Route, route } from "../request/route.ts";
import { placeName } from "./case-views.ts";

/** Refusal: site. */
async function mustStand({ queries }: Office, code: string): Promise<Gate> {
  const found = await gateOfSite(queries, code);
  if (!found) throw refuse("site", "site");
  return found;
}

export const siteRoutes: readonly Route[] = [
  route({
    method: "POST",
    path: "/api/gates/{gate}/site",
    action: "site.change",
    status: 201,
    summary: "Draw the code that visitors' own phones scan at a gate; the one before is good no more",
    params: ofGate,
    answer: siteDrawn,
    subject: ({ params }) => params.gate,
    async places({ params }, { office }) {
      const found = await findGate(office.queries, params.gate);
      return found && [found.place];
    },
    run({ params: { gate: id } }, _, caller) {
      const site = toldOnce(SITE_LETTERS).replaceAll("-", "");
      return caller.commit([{ kind: "gate-site", id, site }], { subject: id }, () => ({ id, site }));
    },
  }),
  route({
    method: "GET",
    path: "/api/site/{site}",
    action: "site.read",
    summary: "Which place and gate a scanned code is of, and what a visit is sealed to; nobody's visit",
    params: ofSite,
    answer: site,
    async run({ params }, { office, gates }) {
      const { name: gate, place, zone } = await mustStand(office, params.site);
      return { placeName: placeName(office, place), gate, zone, sealTo: await gates.sealTo() };
    },
  }),
  route({
    method: "POST",
    path: "/api/site/{site}/visits",
    action: "site.note",
    summary:
      "A visit that a visitor's own phone has sealed (contract/site.ts): taken as of now, once, and never told here again",
    params: ofSite,
    body: SITE_VISIT_BYTES,
    answer: nothing,
    async run({ params, body }, { office, gates, mayVisit, room }) {
      const { id: gate } = await mustStand(office, params.site);
      room.check();
      if (!(await mayVisit(gate))) throw refuse("many-visits", "gate");
      await gates.takeOwn({ gate, site: params.site }, body);
      return {};
    },
  }),
];
