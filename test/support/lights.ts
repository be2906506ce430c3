/** What the lights of a token show, as who wears it sees them. */
import { rendezvousOffset } from "../../protocol/rendezvous.ts";
import { MINUTE_MS, type TestToken } from "./token.ts";

type Colour = "green" | "red" | "none";

/** The minute's blink takes 5 ms. */
const STEP_MS = 4;
/** So long behind a rendezvous its burst ends at the latest, where somebody was heard in the last hours. */
const LATEST_MS = 26_000;

/** The colour of the first blink from now on; "none" where three minutes bring none. */
export function nextBlink(token: Pick<TestToken, "device">): Colour {
  return blinkUntil(token, token.device.worldNow + 3 * MINUTE_MS);
}

/** The colour of the blink of one minute that is not over, of a token whose clock is right. */
export function blinkOf(token: Pick<TestToken, "device">, minute: number): Colour {
  const rendezvous = minute * MINUTE_MS + rendezvousOffset(minute);
  token.device.runTo(rendezvous);
  return blinkUntil(token, rendezvous + LATEST_MS);
}

function blinkUntil({ device }: Pick<TestToken, "device">, until: number): Colour {
  for (let at = device.worldNow; at < until; at += STEP_MS) {
    device.runTo(at);
    const { green, red } = device.leds;
    if (green || red) return red ? "red" : "green";
  }
  return "none";
}
