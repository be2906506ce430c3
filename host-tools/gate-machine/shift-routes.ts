/** A shift begins with name and PIN, and ends; what a guard does is refused without one. The word for it is in a cookie. */
import type { Context, Hono, MiddlewareHandler } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import * as v from "valibot";
import { GUARD_SHIFT, GUARD_THERE, newShift, type ShiftError, type ShiftTold } from "../contract/guards.ts";
import type { Guards } from "./guards.ts";
import { Shifts } from "./shifts.ts";

/** Page of one origin and port; others on this machine's other ports are turned away before (guard-site.ts). */
const COOKIE = "gate-shift";
const COOKIE_WAYS = { path: "/gate", httpOnly: true, sameSite: "Strict" } as const;

const STATUS = {
  pin: 403,
  change: 409,
  easy: 409,
  old: 409,
  busy: 503,
  shift: 401,
  disk: 507,
} as const satisfies Record<ShiftError, number>;

/** Who does it, in what stands behind `needsShift`. */
export interface OnShift {
  Variables: { guard: string };
}

interface ShiftRoutes {
  /** Grows by one with each shift that begins or ends. */
  changes(): number;
  readonly needsShift: MiddlewareHandler<OnShift>;
}

interface ShiftParts {
  readonly guards: Guards;
  readonly bodyOf: (context: Context) => Promise<unknown>;
  /** Unix ms. */
  readonly now: () => number;
}

/** Adds the routes to the site. */
export function addShiftRoutes(app: Hono<OnShift>, { guards, bodyOf, now }: ShiftParts): ShiftRoutes {
  const shifts = new Shifts((file) => guards.isThere(file));
  const guardOf = (context: Context) => shifts.of(getCookie(context, COOKIE), now());
  const refused = (context: Context, error: ShiftError) => context.json({ error }, STATUS[error]);
  const told = (guard: string | undefined): ShiftTold => ({
    ...(guard === undefined ? {} : { guard }),
    hasGuards: guards.list(now()).length > 0,
  });

  app.get(GUARD_SHIFT, (context) => {
    try {
      return context.json(told(guardOf(context)));
    } catch {
      return refused(context, "disk");
    }
  });
  app.post(GUARD_SHIFT, async (context) => {
    const read = v.safeParse(newShift, await bodyOf(context));
    if (!read.success) return refused(context, "pin");
    try {
      const opened = await guards.open(read.output, now);
      if ("objection" in opened) return refused(context, opened.objection);
      setCookie(context, COOKIE, shifts.begin(opened, now()), COOKIE_WAYS);
      return context.json(told(opened.name), 201);
    } catch {
      return refused(context, "disk");
    }
  });
  app.delete(GUARD_SHIFT, (context) => {
    if (guardOf(context) !== undefined) shifts.end();
    deleteCookie(context, COOKIE, COOKIE_WAYS);
    return context.json({ hasGuards: true } satisfies ShiftTold);
  });
  const needsShift: MiddlewareHandler<OnShift> = async (context, next) => {
    const guard = guardOf(context);
    if (guard === undefined) return refused(context, "shift");
    shifts.touch(now());
    context.set("guard", guard);
    return next();
  };
  app.post(GUARD_THERE, needsShift, (context) => context.json({}));
  return { changes: () => shifts.changes(now()), needsShift };
}
