/** The token's beat: every half minute the advert's tail, every minute a listening span, every epoch a new ID. */
import { EPOCH_SECONDS, EPOCHS_PER_DAY, MINUTES_PER_EPOCH } from "../protocol/epoch.ts";
import { SNAPSHOT_TURN_DAYS } from "../protocol/page.ts";
import { STRETCH_MINUTES } from "../protocol/record.ts";
import { advertise, connected } from "./advertiser.ts";
import { now } from "./clock.ts";
import { endStretch, flushTable } from "./epoch-table.ts";
import { blink, GREEN, RED } from "./led.ts";
import { setMinute, startListening, stopListening } from "./listener.ts";
import { agePage, pageAge, turnPage } from "./page-turn.ts";
import { listenDelay } from "./schedule.ts";
import { state } from "./state.ts";

export let currentEpoch = 0;
let currentMinute = 0;
let timer = 0;
let listenTimer = 0;

/** The epoch in which the token wakes up: its last one, or that of the time it was told. */
export function startBeat(): void {
  currentEpoch = (now() / EPOCH_SECONDS) | 0;
  tick();
}

/** Runs at every half minute, and at once when the clock was set. */
export function tick(): void {
  const time = now();
  clearTimeout(timer);
  timer = setTimeout(tick, (30 - (time % 30)) * 1000);
  const minute = (time / 60) | 0;
  const epoch = (time / EPOCH_SECONDS) | 0;
  const last = currentEpoch;
  const newMinute = minute !== currentMinute;
  if (newMinute) {
    currentMinute = minute;
    stopListening();
    setMinute(minute % MINUTES_PER_EPOCH);
    clearTimeout(listenTimer);
    listenTimer = setTimeout(listen, listenDelay());
  }
  currentEpoch = epoch;
  // First the radio: ID and address turn on the border of the epoch, the log can wait a moment.
  advertise(epoch);
  if (epoch !== last) {
    flushTable(last);
    agePage();
    if (pageAge >= state[SNAPSHOT_TURN_DAYS] * EPOCHS_PER_DAY) turnPage();
  } else if (newMinute && !(minute % STRETCH_MINUTES)) {
    endStretch();
  }
  // Green: all is well. Red: the battery is low.
  if (newMinute) blink(NRF.getBattery() < BOARD_LOW_VOLTS ? RED : GREEN, 5);
}

/** While a station is connected, the radio is its alone. */
function listen(): void {
  listenTimer = 0;
  if (!connected) startListening();
}
