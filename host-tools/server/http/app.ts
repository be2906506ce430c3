/** The server's doors: every request goes through the same checks in the same order, then to its route. */
import { randomUUID } from "node:crypto";
import { type Context, Hono } from "hono";
import { secureHeaders } from "hono/secure-headers";
import { refuse } from "../../contract/refusal.ts";
import { SESSION_COOKIE } from "../../contract/session-cookie.ts";
import { UPLOADS } from "../../contract/uploads.ts";
import { ROLES } from "../../contract/vocabulary.ts";
import type { Pages } from "../../web/pages.ts";
import type { Note } from "../repeats/repeats.ts";
import { ACCESS, type Action, isAllowed, permission } from "../staff/access-table.ts";
import { DEVICE_DAYS } from "../staff/known-device.ts";
import type { Pace } from "./request/body.ts";
import { objectionToCovers } from "./request/coverage.ts";
import { callerOf, cookieOf, DEVICE_COOKIE, mustBeOwnSite, mustBeWithinReach } from "./request/guard.ts";
import type { Limiter } from "./request/limits.ts";
import { asRefusal, problemBody, problemOf } from "./request/problems.ts";
import { keyOf, needsKey, once, routeName } from "./request/repeats.ts";
import { readInput } from "./request/request.ts";
import type { Caller, Extras, Input, Route, Services } from "./request/route.ts";
import { withStandIns } from "./request/stand-ins.ts";
import { describeError, type Figures, type Log } from "./watch/observation.ts";

interface AppOptions {
  readonly routes: readonly Route[];
  readonly services: Services;
  readonly log: Log;
  readonly figures: Figures;
  readonly limiter: Limiter;
  /** How slow a body may be; as the contract has it unless told. */
  readonly pace?: Pace | undefined;
  /** Files for browsers; none unless told. */
  readonly pages?: Pages | undefined;
  /** Address of who asks, for the rate limit. */
  readonly addressOf: (context: Context) => string;
}

const MAX_URL = 2048;

/** By which somebody without a session comes in: held to the limit of sign-ins. */
const DOORS: readonly Action[] = ["session.open", "setup.open"];

/** What the log needs to know of a request. */
interface Noted {
  readonly Variables: { readonly route?: string; readonly number?: string };
}

/** What browsers are told about every answer; `styles`: hashes of those that stand inside a page. */
const headers = (styles: readonly string[]): Parameters<typeof secureHeaders>[0] => ({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"].concat(styles),
    connectSrc: ["'self'"],
    manifestSrc: ["'self'"],
    imgSrc: ["'self'", "data:", "blob:"],
    workerSrc: ["'self'"],
    fontSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
  xFrameOptions: "DENY",
  referrerPolicy: "no-referrer",
  crossOriginOpenerPolicy: "same-origin",
  crossOriginResourcePolicy: "same-origin",
  strictTransportSecurity: "max-age=31536000",
  // Bluetooth is a page's own by default; a browser that has none complains of its name here.
  permissionsPolicy: {
    camera: ["self"],
    geolocation: [],
    microphone: [],
    payment: [],
  },
  xXssProtection: false,
});

/** Throws when a route names no action, stands twice, has a key of nobody's, or could not hold its action to the caller's own place. */
export function openApp(options: AppOptions): Hono<Noted> {
  const { routes, limiter, pages, addressOf } = options;
  checkRoutes(routes);
  const app = new Hono<Noted>({ strict: true });
  app.use(secureHeaders(headers(pages?.styles ?? [])));
  app.use((context, next) => observe(context, next, options));
  for (const route of routes)
    app.on(route.method, route.path.replace(/\{(\w+)\}/g, ":$1"), (context) =>
      answer(context, route, options),
    );
  if (pages)
    app.on(["GET", "HEAD"], "*", async (context, next) => {
      const page = pages.answer(context.req.raw, context.req.path);
      if (!page) return next();
      context.set("route", "pages");
      return (await limiter.mayAsk(addressOf(context))) ? page : tooMany(context, options);
    });
  app.notFound(async (context) => {
    if (!(await limiter.mayAsk(addressOf(context)))) return tooMany(context, options);
    const page = context.req.path.startsWith("/api/") ? undefined : pages?.missing(context.req.raw);
    return page ?? context.json(problemBody("not-found", undefined, "-"), 404);
  });
  app.onError((error, context) => answerRefusal(context, error, options));
  return app;
}

/** Counts the request and writes it into the log. */
async function observe(
  context: Context<Noted>,
  next: () => Promise<void>,
  { figures, log }: AppOptions,
): Promise<void> {
  const started = performance.now();
  figures.open.inc();
  await next();
  figures.open.dec();
  if (!context.res.headers.has("cache-control")) context.header("Cache-Control", "no-store");
  const ms = Math.round(performance.now() - started);
  const { status } = context.res;
  // The pattern of the route, never the path: that may hold the id of a person.
  const route = context.get("route") ?? "none";
  figures.request(route, status, ms / 1000);
  const number = context.get("number");
  log.info({ route, status, ms, ...(number ? { number } : {}) }, "request");
}

/** What every request to a route goes through, in this order. */
async function answer(context: Context<Noted>, route: Route, options: AppOptions): Promise<Response> {
  const { services, limiter, addressOf } = options;
  context.set("route", `${route.method} ${route.path}`);
  const address = addressOf(context);
  if (!(await limiter.mayAsk(address))) return tooMany(context, options);
  const known = services.signIn.knownBy(cookieOf(context, DEVICE_COOKIE));
  if (DOORS.includes(route.action) && !(await limiter.maySignIn(address, known)))
    return tooMany(context, options);
  if (route.action === "site.note" && !(await limiter.mayTellVisit(address)))
    throw refuse("many-visits", "address");
  if (context.req.url.length > MAX_URL) throw refuse("input", "URL");
  mustBeOwnSite(context);
  // Of somebody who may not, nothing more is read.
  const caller = await callerOf(context, route, services);
  const key = needsKey(route) ? keyOf(context) : undefined;
  const { input, said } = await readInput(context, route, options.pace ?? UPLOADS);
  const extras: Extras = { isKnown: known !== undefined };
  const run = (caller: Caller | undefined, note?: Note) => {
    if (note && !caller) extras.note = note;
    return runRoute({ route, input, caller, extras }, services);
  };
  const settle = route.settle && (() => route.settle!(input, services));
  const told =
    key === undefined ? await run(caller) : await once({ key, route, said, caller, settle }, services, run);
  setCookies(context, extras, services);
  return context.json(told as object, route.status ?? 200);
}

interface Running {
  readonly route: Route;
  readonly input: Input<never, never, never>;
  readonly caller: Caller | undefined;
  readonly extras: Extras;
}

async function runRoute(
  { route, input: given, caller, extras }: Running,
  services: Services,
): Promise<unknown> {
  const input = await withStandIns(given, services);
  if (caller) await mustBeWithinReach(caller, route, input, services);
  if (caller && route.audited) {
    const subject = route.subject?.(input);
    const { reason } = route.audited === true ? {} : route.audited(input);
    await caller.commit([], { ...(subject ? { subject } : {}), ...(reason ? { reason } : {}) });
  }
  return route.run(input, services, caller as Caller, extras);
}

function answerRefusal(context: Context<Noted>, error: unknown, { log, figures }: AppOptions): Response {
  const number = randomUUID().slice(0, 8);
  context.set("number", number);
  const refusal = asRefusal(error);
  if (!refusal) log.error({ number, ...describeError(error) }, "failed");
  if (refusal?.reason === "csrf") figures.event("csrf");
  const reason = refusal?.reason ?? "failed";
  const { status, retryAfter } = problemOf(reason);
  if (retryAfter !== undefined) context.header("Retry-After", String(retryAfter));
  return context.json(problemBody(reason, refusal?.field, number, refusal?.more), status);
}

function tooMany(context: Context<Noted>, { figures }: AppOptions): Response {
  figures.event("rate-limited");
  const { status, retryAfter } = problemOf("too-many");
  context.header("Retry-After", String(retryAfter));
  return context.json(problemBody("too-many", undefined, "-"), status);
}

const COOKIE = "Path=/; HttpOnly; Secure; SameSite=Strict";

function setCookies(context: Context, { cookie, knownBy }: Extras, { signIn }: Services): void {
  if (cookie !== undefined) {
    const value = cookie === null ? `${SESSION_COOKIE}=; Max-Age=0` : `${SESSION_COOKIE}=${cookie}`;
    context.header("Set-Cookie", `${value}; ${COOKIE}`, { append: true });
  }
  if (knownBy === undefined) return;
  const mark = `${DEVICE_COOKIE}=${signIn.markOf(knownBy)}; Max-Age=${DEVICE_DAYS * 86_400}`;
  context.header("Set-Cookie", `${mark}; ${COOKIE}`, { append: true });
}

function checkRoutes(routes: readonly Route[]): void {
  const seen = new Set<string>();
  for (const route of routes) {
    const name = routeName(route);
    if (needsKey(route) && permission(route.action).public && !route.bringsProof)
      throw new Error(`${name} is open to everybody: nobody can be told whether it comes again.`);
    if (seen.has(name)) throw new Error(`${name} stands twice.`);
    seen.add(name);
    if (!Object.hasOwn(ACCESS, route.action ?? ""))
      throw new Error(`${name} names no action of the access table.`);
    const objection = objectionToCovers(route);
    if (objection !== undefined) throw new Error(`${name} ${objection}.`);
    const mayNotEverywhere = ROLES.some(
      (role) => isAllowed(role, route.action, true) && !isAllowed(role, route.action, false),
    );
    if (mayNotEverywhere && !route.places)
      throw new Error(
        `${name} does not say to whom what it acts on belongs: ${route.action} is not for everywhere.`,
      );
  }
}
