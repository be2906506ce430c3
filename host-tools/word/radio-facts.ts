/** When a commune's radio speaks, as far as rules that were found let it: two sessions a day, by day, and no longer than people listen. */
import * as v from "valibot";
import { hours } from "./fact-pieces.ts";
import type { FactsFault } from "./fault-words.ts";
import { WEEKDAYS } from "./weekdays.ts";

const SESSIONS_A_DAY = 2;
const DAYTIME = { from: "05:00", to: "21:00" } as const;
/** Hà Nội's rule of 2021: a ward's session, and a commune's. */
const SESSION_MINUTES = { ward: 15, commune: 45 } as const;

type Session = v.InferOutput<typeof hours>;

const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const isWithin = (most: number) => (session: Session) =>
  minutesOf(session.to) - minutesOf(session.from) <= most;

const session = v.pipe(
  hours,
  v.forward(
    v.check(({ from }) => from >= DAYTIME.from, "night" satisfies FactsFault),
    ["from"],
  ),
  v.forward(
    v.check(({ to }) => to <= DAYTIME.to, "night" satisfies FactsFault),
    ["to"],
  ),
  v.forward(v.check(isWithin(SESSION_MINUTES.commune), "long" satisfies FactsFault), ["to"]),
);

export const radioFacts = v.strictObject({
  sessions: v.pipe(
    v.array(session),
    v.minLength(1, "missing" satisfies FactsFault),
    v.maxLength(SESSIONS_A_DAY, "too-many" satisfies FactsFault),
  ),
  weekdays: v.picklist(WEEKDAYS, "unknown" satisfies FactsFault),
});

/** A ward's sessions are shorter; which unit is one, its name says. */
export function isShortEnough(name: string, sessions: readonly Session[] = []): boolean {
  return !/^phường(?!\p{L})/iu.test(name) || sessions.every(isWithin(SESSION_MINUTES.ward));
}
