/** The wearer's consent: three seconds of the button make the token connectable under its name for a minute. */
import { advertise, connected, openTo, setConnected } from "./advertiser.ts";
import { blink, GREEN } from "./led.ts";
import { stopListening } from "./listener.ts";
import { endSession, startSession } from "./session.ts";
import { stopReading } from "./sync-log.ts";

const HOLD_MS = 3000;
const BLINK_MS = 1000;
const LONG_MS = 50;
/** Blinks while the token waits for a station, and after which a station that stays connected is sent away. */
const WAITING_BLINKS = 60;
const MOST_BLINKS = 600;

let holdTimer = 0;
let blinkTimer = 0;
let blinks = 0;

export function watchButton(): void {
  setWatch(
    (event) => {
      clearTimeout(holdTimer);
      holdTimer = 0;
      if (event.state === !!BOARD_BUTTON_PRESSED) holdTimer = setTimeout(openDoor, HOLD_MS);
    },
    BOARD_BUTTON,
    { repeat: true, edge: "both", debounce: 25 },
  );
  NRF.on("connect", onConnect);
  NRF.on("disconnect", onDisconnect);
}

function openDoor(): void {
  holdTimer = 0;
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
  if (blinks >= WAITING_BLINKS && !connected) closeDoor();
  if (blinks >= MOST_BLINKS) NRF.disconnect();
}

function onConnect(): void {
  setConnected(true);
  stopListening();
  startSession();
}

/** The station has said goodbye: the token need not wait any longer. */
export function endConsent(): void {
  blinks = WAITING_BLINKS;
}

/** The link may have been lost by accident: the station can come back until the minute is over. */
function onDisconnect(): void {
  setConnected(false);
  endSession();
  stopReading();
  if (blinks >= WAITING_BLINKS) closeDoor();
  else advertise();
}
