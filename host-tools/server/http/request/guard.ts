/** Who asks, and whether they may: session, site, access table. */
import { timingSafeEqual } from "node:crypto";
import type { Context } from "hono";
import { toHex } from "../../../../protocol/bytes.ts";
import { refuse } from "../../../contract/refusal.ts";
import { SESSION_COOKIE } from "../../../contract/session-cookie.ts";
import { isAllowed, permission, scopeOf } from "../../staff/access-table.ts";
import { mustHaveTwo } from "../../staff/administrators.ts";
import { findSession, type Session } from "../../staff/sessions.ts";
import type { Reader } from "../../station-desk/tokens-in-hand.ts";
import type { Place } from "../../units/unit.ts";
import type { Caller, Input, Route, Services } from "./route.ts";

export const DEVICE_COOKIE = "__Host-device";
export const CSRF_HEADER = "x-csrf-token";
/** What a page's computer takes for now, Unix ms. */
const TIME_HEADER = "x-computer-time";

/** Refusal: csrf. What changes something must come from our own page, whatever cookies say. */
export function mustBeOwnSite(context: Context): void {
  if (context.req.method === "GET" || context.req.method === "HEAD") return;
  const site = context.req.header("sec-fetch-site");
  if (site !== undefined && site !== "same-origin") throw refuse("csrf", "Sec-Fetch-Site");
  const origin = context.req.header("origin");
  if (origin !== undefined && hostOf(origin) !== context.req.header("host")) throw refuse("csrf", "Origin");
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}

/** Refusals: signed-out, stage, csrf, forbidden, one-administrator. Undefined for a route that is open to everybody. */
export async function callerOf(
  context: Context,
  route: Route,
  services: Services,
): Promise<Caller | undefined> {
  if (permission(route.action).public) return undefined;
  const { office } = services;
  const cookie = cookieOf(context, SESSION_COOKIE);
  const session = cookie === undefined ? undefined : await findSession(office.queries, cookie, office.now());
  if (!session) throw refuse("signed-out", "session");
  hearClock(context, session, services);
  if (!(route.stages ?? ["open"]).includes(session.stage)) throw refuse("stage", session.stage);
  if (route.method !== "GET" && !isSame(context.req.header(CSRF_HEADER), session.csrf))
    throw refuse("csrf", CSRF_HEADER);
  const caller = callerWith(session, route, services);
  if (scopeOf(session.account.role, route.action) === undefined) {
    await refused(caller, route, services, undefined);
    throw refuse("forbidden", route.action);
  }
  if (OF_CASES.includes(permission(route.action).resource)) await mustHaveTwo(office.queries);
  return caller;
}

/** What an action acts on that two administrators have to stand behind. */
const OF_CASES = ["case", "contacts", "line", "medical", "board"];

/** Computers of staff have clocks of their own: together they tell whether ours is right. */
function hearClock(context: Context, { account }: Session, { clock }: Services): void {
  const said = context.req.header(TIME_HEADER);
  if (said !== undefined && /^\d{12,14}$/.test(said)) clock.hear(account.id, Number(said));
}

/** Refusal: not-found, for what does not exist and for what is not within reach alike. */
export async function mustBeWithinReach(
  caller: Caller,
  route: Route,
  input: Input<never, never, never>,
  services: Services,
): Promise<void> {
  const places = await route.places?.(input, services);
  const { role, place } = caller.account;
  const isOwn =
    places === undefined || places === "filtered"
      ? places === "filtered"
      : places.some((one) => services.office.places.isWithin(one, place));
  // A route without places is for actions that reach everywhere; the router has made sure of that.
  if (route.places && places === undefined) throw refuse("not-found", "path");
  if (!isAllowed(role, route.action, isOwn)) {
    await refused(caller, route, services, route.subject?.(input));
    throw refuse("not-found", "path");
  }
}

/** In whose hands a token is that this caller reads. */
export function readerOf({ session, account }: Caller): Reader {
  return { session: toHex(new Uint8Array(session.key)), place: account.place };
}

const NO_ANSWER = () => undefined as never;

/** The owner of a session as the caller of a route. */
export function callerWith(session: Session, route: Route, { office }: Services): Caller {
  const { account } = session;
  return {
    account,
    session,
    get reach() {
      return scopeOf(account.role, route.action) === "any"
        ? undefined
        : reachOf(account.place, office.places);
    },
    commit(changes, { ahead, ...about } = {}, answer = NO_ANSWER) {
      const by = { actor: account.id, action: route.action, outcome: "done", place: account.place } as const;
      const own = { ...by, ...about };
      const rows = [...[ahead ?? []].flat(), own];
      return office.commitWith(rows, changes, async (queries) => answer(queries));
    },
  };
}

function reachOf(home: Place, places: Services["office"]["places"]): Place[] {
  return [...places.allUnits(), ...places.allOrganisations()]
    .map(({ id }) => id)
    .filter((id) => places.isWithin(id, home));
}

/** Refusal: too-many, where rows of this account's refusals came too fast; those are counted. */
async function refused(
  caller: Caller,
  route: Route,
  { office, signIn, mayBeRefused }: Services,
  subject: string | undefined,
): Promise<void> {
  const { id, place } = caller.account;
  if (!(await mayBeRefused(id))) {
    signIn.tries.note(id, route.action);
    throw refuse("too-many", "account");
  }
  await office.commit({
    actor: id,
    action: route.action,
    outcome: "refused",
    place,
    ...(subject === undefined ? {} : { subject }),
  });
}

/** The one cookie of a name; two are none, since nobody can say which is ours. */
export function cookieOf(context: Context, name: string): string | undefined {
  const found = (context.req.header("cookie") ?? "")
    .split(";")
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`));
  return found.length === 1 ? found[0]!.slice(name.length + 1) : undefined;
}

function isSame(given: string | undefined, wanted: string): boolean {
  const a = Buffer.from(given ?? "");
  const b = Buffer.from(wanted);
  return a.length === b.length && timingSafeEqual(a, b);
}
