/**
 * The guard's page, handed out by the gate's machine itself: it works without a network. Nobody but this machine reaches it, and what
 * comes by it are states and numbers: no ID leaves the machine this way. What goes in by it of visitors never comes out again.
 */
import { type Context, Hono } from "hono";
import { streamSSE } from "hono/streaming";
import * as v from "valibot";
import { toHex } from "../../protocol/bytes.ts";
import {
  type GateOnScreen,
  GUARD_COUNTS,
  GUARD_FIRE,
  GUARD_HEARD,
  GUARD_PAPER,
  GUARD_STREAM,
  GUARD_VISITS,
  type GuardTap,
  guardScreen,
  type HandCount,
  type HeardFromToken,
  heardFromToken,
  newHandCount,
  tapsToAnswer,
} from "../contract/guard-screen.ts";
import { type GuardVisit, guardVisit, KEPT_DAYS } from "../contract/visits.ts";
import type { Tap } from "../gate/taps.ts";
import { DAY_MS, isoOf, MINUTE_MS } from "../lib/time.ts";
import { type Listener as Door, listen } from "../web/listen.ts";
import type { Pages } from "../web/pages.ts";
import type { Guards } from "./guards.ts";
import type { HandCounts } from "./hand-counts.ts";
import type { Loans } from "./loans.ts";
import { addShiftRoutes, type OnShift } from "./shift-routes.ts";
import { UndoTimes } from "./undo-times.ts";

const HOST = "127.0.0.1";
/** So often the page is told how the gate is, ms: a page that hears nothing for longer says that it is cut off. */
const SCREEN_MS = 1000;
const LONGEST_BODY = 1000;
const LONGEST_HEARD = 40_000;

export interface GuardSiteParts {
  readonly pages: Pages;
  readonly port: number;
  readonly counts: HandCounts;
  readonly loans: Loans;
  readonly guards: Guards;
  /** All but what the site itself knows. Unix ms. */
  readonly screen: (now: number) => GateOnScreen;
  /** Resolves when it is sealed and on the disk, with which guard it was. */
  readonly visit: (of: GuardVisit, guard: string) => Promise<void>;
  readonly takeVisitBack: (id: string, guard: string) => Promise<void>;
  /** The sheet for visitors, a PDF. */
  readonly paper: () => Promise<Uint8Array>;
  /** Seals it to the server. Rejects where the disk refuses it. */
  readonly handCount: (of: HandCount, guard: string) => Promise<void>;
  /** Resolves when it is sealed and on the disk. Rejects where the disk refuses it. */
  readonly raiseFire: (guard: string) => Promise<void>;
  readonly endFire: (guard: string) => Promise<void>;
  /** What a page has got from a gate token; tags to be answered on the air, or undefined for a gate without such a listener. */
  readonly heard: (of: HeardFromToken) => readonly Uint8Array[] | undefined;
  readonly now: () => number;
}

export interface GuardSite {
  readonly port: number;
  /** To be called with taps that are on the disk. */
  tapped(taps: readonly Tap[]): void;
  stop(): Promise<void>;
}

/** Throws where the port is taken. */
export async function openGuardSite({
  pages,
  port,
  counts,
  loans,
  guards,
  screen,
  visit,
  takeVisitBack,
  paper,
  handCount,
  raiseFire,
  endFire,
  heard,
  now,
}: GuardSiteParts): Promise<GuardSite> {
  const watching = new Set<(tap: GuardTap) => void>();
  let number = 0;
  const undo = new UndoTimes();
  const app = new Hono<OnShift>();

  app.use(async (context, next) => {
    // Another site's page that gives its own name this address gets nothing (DNS rebinding), and none may send anything.
    const host = new URL(context.req.url).hostname;
    if (host !== HOST && host !== "localhost") return context.text("", 421);
    const site = context.req.header("sec-fetch-site");
    if (site !== undefined && site !== "same-origin" && site !== "none") return context.text("", 403);
    await next();
    for (const [name, value] of headersOf(pages)) context.res.headers.set(name, value);
    return undefined;
  });
  const { changes, needsShift } = addShiftRoutes(app, { guards, bodyOf, now });
  const whole = () => {
    const own = { handCounts: counts.shown, loans: loans.open, shifts: changes() };
    return v.parse(guardScreen, { ...screen(now()), ...own });
  };
  app.get(GUARD_STREAM, (context) =>
    streamSSE(context, async (stream) => {
      const tell = (tap: GuardTap) => void stream.writeSSE({ event: "tap", data: JSON.stringify(tap) });
      watching.add(tell);
      stream.onAbort(() => void watching.delete(tell));
      while (!stream.aborted && !isStopped) {
        await stream.writeSSE({ event: "screen", data: JSON.stringify(whole()) });
        await stream.sleep(SCREEN_MS);
      }
      watching.delete(tell);
    }),
  );
  app.post(GUARD_COUNTS, needsShift, async (context) => {
    const read = v.safeParse(newHandCount, await bodyOf(context));
    if (!read.success) return context.json({ error: "bad" }, 400);
    const { passagesBefore, ...told } = read.output;
    const { passages } = screen(now());
    // The machine was started anew meanwhile, and counts from nothing.
    if (passages < passagesBefore || told.from > told.to) return context.json({ error: "restarted" }, 409);
    try {
      const count = { ...told, passages: passages - passagesBefore };
      await handCount(count, context.get("guard"));
      counts.add(count);
    } catch {
      return context.json({ error: "disk" }, 507);
    }
    return context.json(counts.shown.at(-1), 201);
  });
  app.post(GUARD_VISITS, needsShift, async (context) => {
    const read = v.safeParse(guardVisit, await bodyOf(context));
    if (!read.success || !isKept(read.output.minute, now())) return context.json({ error: "bad" }, 400);
    try {
      await visit(read.output, context.get("guard"));
      undo.begin(read.output.id, now(), loans.note(read.output));
    } catch {
      return context.json({ error: "disk" }, 507);
    }
    return context.json({}, 201);
  });
  app.delete(`${GUARD_VISITS}/:id`, needsShift, async (context) => {
    const id = context.req.param("id");
    if (!undo.may(id, now())) return context.json({ error: "late" }, 409);
    try {
      await takeVisitBack(id, context.get("guard"));
      undo.undo(id);
    } catch {
      return context.json({ error: "disk" }, 507);
    }
    return context.json({});
  });
  const onFire = (word: (guard: string) => Promise<void>) => async (context: Context<OnShift>) => {
    try {
      await word(context.get("guard"));
    } catch {
      return context.json({ error: "disk" }, 507);
    }
    return context.json({});
  };
  app.post(GUARD_FIRE, needsShift, onFire(raiseFire));
  app.delete(GUARD_FIRE, needsShift, onFire(endFire));
  app.post(GUARD_HEARD, async (context) => {
    const read = v.safeParse(heardFromToken, await bodyOf(context, LONGEST_HEARD));
    if (!read.success) return context.json({ error: "bad" }, 400);
    const tags = heard(read.output);
    if (!tags) return context.json({ error: "listener" }, 404);
    return context.json(v.parse(tapsToAnswer, { answers: tags.map(toHex) }));
  });
  app.get(GUARD_PAPER, async (context) =>
    context.body(new Uint8Array(await paper()), 200, { "content-type": "application/pdf" }),
  );
  app.get("*", (context) => {
    const { path } = context.req;
    if (path === "/") return context.redirect("/cong/");
    const mine = /^\/cong(\/|$)|^\/assets\/|^\/icon(-\d+)?\.(svg|png)$/.test(path);
    return (mine ? pages.answer(context.req.raw, path) : undefined) ?? context.text("", 404);
  });

  let isStopped = false;
  const door: Door = await listen({
    fetch: (request, env) => app.fetch(request, env as object),
    host: HOST,
    port,
  });
  return {
    port: door.port,
    tapped(taps) {
      for (const { at, listener, isAgain } of taps) {
        const tap: GuardTap = { number: ++number, at: isoOf(at), direction: listener.lane, isAgain };
        for (const tell of watching) tell(tap);
      }
    },
    stop() {
      isStopped = true;
      return door.stop();
    },
  };
}

function headersOf({ styles }: Pages): [string, string][] {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' ${styles.join(" ")}`,
    "img-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ];
  return [
    ["content-security-policy", policy.join("; ")],
    ["x-content-type-options", "nosniff"],
    ["referrer-policy", "no-referrer"],
    ["permissions-policy", "camera=(self), microphone=(), geolocation=()"],
    ["cross-origin-resource-policy", "same-origin"],
  ];
}

/** A typed time has come, and is not so old that the server would delete it. */
function isKept(minute: number | undefined, now: number): boolean {
  const at = minute === undefined ? now : minute * MINUTE_MS;
  return at <= now && at > now - (KEPT_DAYS + 1) * DAY_MS;
}

async function bodyOf(context: Context, longest = LONGEST_BODY): Promise<unknown> {
  const text = await context.req.text();
  if (text.length > longest) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
