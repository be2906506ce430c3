/** What a station brings from the server: a ticket and the time, each under the token key (SPEC.md §7). */
import { MAX_TICKET_HOURS, TICKET_WINDOW } from "../protocol/authority.ts";
import { readU32 } from "../protocol/bytes.ts";
import { DAY_SECONDS, EPOCH_SECONDS } from "../protocol/epoch.ts";
import { TICKET as TICKET_FRAME, TIME as TIME_FRAME } from "../protocol/frame.ts";
import { CLOCK_KNOWN, CLOCK_TRUSTED } from "../protocol/page.ts";
import { CLOCK_BOUNDS, EXPIRED, NOT_YET, SPENT, WRONG_MAC } from "../protocol/sync-codes.ts";
import { now, setByServer, setNow } from "./clock.ts";
import { writeTyped } from "./flash-log.ts";
import { stopListening } from "./listener.ts";
import { currentEpoch } from "./moment.ts";
import { endCall, setSynced } from "./recall.ts";
import { admit, isAuthentic, nonce, setNonce } from "./session.ts";
import {
  ANCHOR,
  DAY,
  FLAGS,
  state,
  stateHalves,
  stateWords,
  TICKET_HIGHEST,
  TICKET_MASK,
  UNCERTAINTY,
} from "./state.ts";
import { logStep, setOut } from "./timekeeper.ts";

/** Who said it, in TIME and CLOCK frames. */
const SERVER = 1;
const TICKET_BOUND = 2;
/** Uncertainty of the server's time when it gets here, and of a ticket's lower bound, seconds. */
const SERVER_SECONDS = 2;
const BOUND_SECONDS = 0xffff;
/** Time may lie at most so many days after the day of the key in flash: it costs a hash a day. */
const MOST_DAYS = 4000;
const CLOCK_TOLERANCE = 60;

/** Error code for a ticket message, 0 when it was accepted. It is spent before anything is read. */
export function takeTicket(message: Uint8Array): number {
  if (!isAuthentic("ticket", message, 9, "")) return WRONG_MAC;
  if (!spend(readU32(message, 1))) return SPENT;
  const from = (readU32(message, 5) & 0xffffff) * EPOCH_SECONDS;
  const hours = message[8];
  const late = now() - from;
  if (hours > MAX_TICKET_HOURS) return EXPIRED;
  if (state[FLAGS] & CLOCK_TRUSTED) {
    if (late < -CLOCK_TOLERANCE) return NOT_YET;
    if (late > hours * 3600 + CLOCK_TOLERANCE) return EXPIRED;
    // Not-before is authenticated: it cannot be earlier than that.
  } else if (late < 0) setTime(from, TICKET_BOUND, BOUND_SECONDS);
  admit();
  return 0;
}

/** Error code for signed time, 0 when the clock was set. */
export function takeTime(message: Uint8Array): number {
  if (!nonce || !isAuthentic("time", message, 5, nonce)) return WRONG_MAC;
  setNonce(undefined);
  const time = readU32(message, 1);
  const days = time / DAY_SECONDS - stateHalves[DAY];
  if (days < 0 || days > MOST_DAYS) return CLOCK_BOUNDS;
  setTime(time, SERVER, SERVER_SECONDS);
  return 0;
}

/** Sets the clock to authenticated time. */
function setTime(time: number, source: number, uncertainty: number): void {
  const old = now();
  // Whole seconds were said: on average it is half a second later.
  (source === SERVER ? setByServer : setNow)(time + 0.5);
  logStep(old, source);
  stateWords[ANCHOR] = time;
  stateHalves[UNCERTAINTY] = uncertainty;
  state[FLAGS] |= source === SERVER ? CLOCK_KNOWN | CLOCK_TRUSTED : CLOCK_KNOWN;
  stopListening();
  setOut();
  setSynced(currentEpoch);
  writeTyped(currentEpoch, 2, TIME_FRAME | (source << 8) | (uncertainty << 16), time, 0, 0);
}

/** Enters a counter into the anti-replay window and logs that; false when it is spent or too far ahead. */
function spend(counter: number): boolean {
  let ahead = counter - stateWords[TICKET_HIGHEST];
  let low = stateWords[TICKET_MASK];
  let high = stateWords[TICKET_MASK + 1];
  if (ahead > TICKET_WINDOW || ahead <= -64) return false;
  if (ahead > 0) {
    stateWords[TICKET_HIGHEST] = counter;
    for (; ahead > 0; ahead--) {
      high = (high << 1) | (low >>> 31);
      low <<= 1;
    }
  }
  // The counter's own bit: 0 for the highest.
  const bit = 1 << (-ahead & 31);
  if ((ahead > -32 ? low : high) & bit) return false;
  if (ahead > -32) low |= bit;
  else high |= bit;
  stateWords[TICKET_MASK] = low;
  stateWords[TICKET_MASK + 1] = high;
  writeTyped(currentEpoch, 4, TICKET_FRAME, stateWords[TICKET_HIGHEST], low, high);
  endCall(currentEpoch);
  return true;
}
