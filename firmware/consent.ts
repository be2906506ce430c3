/**
 * What the wearer says with the button: a short press is a tap, three seconds are the consent that makes the token connectable
 * under its name for a minute.
 */
import { advertise, connectable, openTo, setTapping } from "./advertiser.ts";
import { endStream, forgetPage, isStreaming } from "./gate-stream.ts";
import { blink, GREEN, setHushed } from "./led.ts";
import { connected, setConnected } from "./link.ts";
import { listenForAnswer, listenOn, stopListening } from "./listener.ts";
import { TAP_MS } from "./schedule.ts";
import { admitted, endSync, startSession } from "./session.ts";
import { stopReading } from "./sync-log.ts";

/** A tap takes so long at most, s. */
const MOST_TAP = 1;
const HOLD_MS = 3000;
/** Blinks, one a second, that a station has for its ticket. */
const TICKET_BLINKS = 10;
const BLINK_MS = 1000;
const LONG_MS = 50;
const CONNECTION_INTERVAL_MS = 15;
/** Blinks while the token waits for a station, and after which a station that stays connected is sent away. */
const WAITING_BLINKS = 60;
const MOST_BLINKS = 600;

let holdTimer = 0;
let blinkTimer = 0;
let blinks = 0;
/** The blink at which a station that has not shown a ticket is sent away. */
let lastCall = 0;
/** Whoever connects to a gate whose button nobody has held has so long to name itself, ms. */
const NAMING_MS = 10_000;
let namingTimer = 0;

export function watchButton(): void {
  setWatch(
    (event) => {
      clearTimeout(holdTimer);
      holdTimer = 0;
      if (event.state === !!BOARD_BUTTON_PRESSED) holdTimer = setTimeout(openDoor, HOLD_MS);
      else if (!ROLE_GATE && event.time - event.lastTime <= MOST_TAP) tap();
    },
    BOARD_BUTTON,
    { repeat: true, edge: "both", debounce: 25 },
  );
  NRF.on("connect", onConnect);
  NRF.on("disconnect", onDisconnect);
}

function tap(): void {
  setHushed(true);
  setTapping(true);
  setTimeout(endTap, TAP_MS);
}

function endTap(): void {
  setTapping(false);
  if (!connected) listenForAnswer();
}

function openDoor(): void {
  holdTimer = 0;
  if (ROLE_GATE) {
    forgetPage();
    if (isStreaming) NRF.disconnect();
  }
  blinks = 0;
  if (!blinkTimer) blinkTimer = setInterval(wait, BLINK_MS);
  openTo(true);
}

function closeDoor(): void {
  clearInterval(blinkTimer);
  blinkTimer = 0;
  openTo(false);
}

function wait(): void {
  blinks++;
  blink(GREEN, LONG_MS);
  if (blinks >= WAITING_BLINKS && (ROLE_GATE ? !connected || isStreaming : !connected)) closeDoor();
  if (connected && !(ROLE_GATE && isStreaming) && blinks >= (admitted ? MOST_BLINKS : lastCall))
    NRF.disconnect();
}

function onConnect(): void {
  setConnected(true);
  lastCall = blinks + TICKET_BLINKS;
  // A sync needs the radio often, and the interpreter would save after half a minute of reading.
  NRF.setConnectionInterval(CONNECTION_INTERVAL_MS);
  // A gate has nothing to do for a stranger, and hears on.
  if (!ROLE_GATE || connectable) stopListening();
  startSession();
  if (ROLE_GATE) {
    advertise();
    if (!connectable) namingTimer = setTimeout(sendAway, NAMING_MS);
  }
}

/** A gate's link that is neither a page's nor a station's. */
function sendAway(): void {
  namingTimer = 0;
  if (!isStreaming) NRF.disconnect();
}

/** The station has said goodbye: the token need not wait any longer. */
export function endConsent(): void {
  blinks = WAITING_BLINKS;
}

/** The link may have been lost by accident: the station can come back until the minute is over. */
function onDisconnect(): void {
  setConnected(false);
  endSync();
  stopReading();
  if (ROLE_GATE) {
    if (namingTimer) clearTimeout(namingTimer);
    namingTimer = 0;
    endStream();
    listenOn();
  }
  if (blinks >= WAITING_BLINKS) closeDoor();
  else advertise();
}
