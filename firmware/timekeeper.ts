/**
 * The token's beat. Each minute: a burst of adverts around the rendezvous, in its middle a listening window, then the
 * background advert. Each epoch: a new ID, the records of the last one. One timer carries it from step to step, and
 * every step is set by the clock, so that what comes late makes nothing else late.
 */
import { TAIL_IN_BURST, TAIL_LATE } from "../protocol/advert.ts";
import { burstTurn, nextMeeting } from "../protocol/clock-steering.ts";
import { DAY_SECONDS, EPOCH_SECONDS, EPOCHS_PER_DAY, MINUTES_PER_EPOCH } from "../protocol/epoch.ts";
import { CLOCK } from "../protocol/frame.ts";
import { SNAPSHOT_TURN_DAYS } from "../protocol/page.ts";
import { STRETCH_MINUTES } from "../protocol/record.ts";
import { advertise, connectable } from "./advertiser.ts";
import { follow, isAlone, now, steer } from "./clock.ts";
import { endStretch, flushTable } from "./epoch-table.ts";
import { writeTyped } from "./flash-log.ts";
import { isStreaming } from "./gate-stream.ts";
import { blink, GREEN, hushed, RED, setHushed } from "./led.ts";
import { connected } from "./link.ts";
import {
  aheadSum,
  countWindow,
  hearIn,
  hints,
  listenFor,
  listenOn,
  listenWide,
  stopListening,
  tally,
} from "./listener.ts";
import { currentEpoch, minute, phase, setEpoch, setMinute, setPhase } from "./moment.ts";
import { agePage, pageAge, turnPage } from "./page-turn.ts";
import { isAskedFor, keepCall, reckonTags } from "./recall.ts";
import { burstInterval, planBurst, reach, rendezvous, scanWindow } from "./schedule.ts";
import { DAY, state, stateHalves } from "./state.ts";
import { restsIn } from "./stillness.ts";

/** Steps of up to this many seconds are not worth a frame. */
const QUIET_STEP = 1;
/** Who said it, in a CLOCK frame: another token. */
const PEER = 3;

let timer = 0;
/** Unix time of the rendezvous that is next, or whose burst is under way. */
let meeting: number;
/** Its minute. */
let next: number;
/**
 * What is sent comes so much later, s, than the token's clock says: drawn anew with each ID, for whoever hears it could
 * else tell one clock from another, and link an ID to the next.
 */
const MOST_LEAN = 0.3;
/** So much earlier or later at most, s, anew each time. */
const JITTER = 0.05;
let lean = 0;
/** What the lean grows by in a minute: by the epoch's end it is another one, so that a rate shows no more than an offset. */
let walk = 0;

/** The epoch in which the token wakes up: its last one, or that of the time it was told. */
export function startBeat(): void {
  setEpoch((now() / EPOCH_SECONDS) | 0);
  planBurst();
  setOut();
}

/** The next step, at a Unix time and so much later as this epoch's lean is. */
function at(time: number, step: () => void): void {
  clearTimeout(timer);
  timer = setTimeout(step, (time + lean - now()) * 1000);
}

/** Middle of the burst around that rendezvous, when the lean is added; with a jitter. */
function middle(): number {
  return meeting - (MOST_LEAN / 2 + JITTER) + Math.random() * (2 * JITTER);
}

/** Sets out for the next rendezvous, past the epoch's border if that comes first. Also when the clock was set. */
export function setOut(): void {
  const time = now();
  const last = currentEpoch;
  const epoch = (time / EPOCH_SECONDS) | 0;
  setMinute((time / 60) | 0);
  hearIn(minute % MINUTES_PER_EPOCH);
  meeting = rendezvous(minute);
  if (time < middle() - reach) setMinute(minute - 1);
  // Back by less than an epoch: the ID on the air stays until the clock has caught up with it.
  if (epoch !== last - 1) setEpoch(epoch);
  if (currentEpoch !== last) {
    stopListening();
    // The generator has 32 bits of seed: what is seen of its numbers must not tell those of another ID.
    E.srand(E.hwRand());
    lean = Math.random() * MOST_LEAN;
    walk = (Math.random() * MOST_LEAN - lean) / MINUTES_PER_EPOCH;
  }
  // First the next step: whatever goes wrong in this one, the beat goes on. ID and address turn on the border of the epoch,
  // the log can wait a moment.
  rest();
  if (currentEpoch !== last) {
    flushTable(last);
    agePage();
    if (pageAge >= state[SNAPSHOT_TURN_DAYS] * EPOCHS_PER_DAY) turnPage();
  }
  if (!ROLE_GATE) reckonTags();
}

/** Between two bursts: the background, until the next burst begins or the epoch ends. */
function rest(): void {
  next = nextMeeting(minute, !ROLE_GATE && isAlone(minute));
  setPhase(1 << TAIL_LATE);
  meeting = rendezvous(next);
  const border = (currentEpoch + 1) * EPOCH_SECONDS;
  if (next * 60 < border) at(middle() - reach - (Math.random() * burstInterval) / 1000, startBurst);
  else at(border + Math.random() / 2 - lean, setOut);
  advertise();
  if (ROLE_GATE && (!connected || isStreaming || !connectable)) listenOn();
}

function startBurst(): void {
  setMinute(next);
  lean += walk;
  setPhase(1 << TAIL_IN_BURST);
  hearIn(minute % MINUTES_PER_EPOCH);
  if (!ROLE_GATE) setTimeout(listen, (meeting - now()) * 1000 - 1.5 * scanWindow);
  at(middle() + burstTurn(minute), turnBurst);
  advertise();
}

/** While a station is connected, the radio is its alone; and who lies still rests. */
function listen(): void {
  if (!connected && !(BOARD_ACCELEROMETER && restsIn(minute))) listenFor(3 * scanWindow);
}

function turnBurst(): void {
  setPhase(phase | (1 << TAIL_LATE));
  at(middle() + reach, endBurst);
  advertise();
}

function endBurst(): void {
  // Not here: an error of the radio would end the beat.
  // While a page takes what is heard, it is told itself what was lost.
  const isWindow = !(ROLE_GATE && isStreaming) && countWindow();
  // A gate steers by nobody.
  if (!ROLE_GATE) {
    if (isWindow && steer(tally, minute)) setTimeout(listenWide, 1, endWide);
    tally.fill(0);
  }
  planBurst();
  rest();
  if (!((minute + 1) % STRETCH_MINUTES)) endStretch();
  if (!ROLE_GATE) keepCall();
  // Green: all is well. Red: the battery is low, or the station asks. Behind a tap neither: at a gate others see it.
  if (!hushed) blink(NRF.getBattery() < BOARD_LOW_VOLTS || (!ROLE_GATE && isAskedFor()) ? RED : GREEN, 5);
  setHushed(false);
}

/** To be called when the clock was moved: what was heard by the old one is logged, and by how much it was wrong. */
export function logStep(old: number, source: number): void {
  const change = now() - old;
  if (Math.abs(change) <= QUIET_STEP) return;
  flushTable(currentEpoch);
  writeTyped(currentEpoch, 3, CLOCK | (source << 8), old, change, 0);
}

/** What wide listening has told of the time is followed. */
function endWide(): void {
  stopListening();
  if (!hints) return;
  const time = now();
  const ahead = aheadSum / hints;
  // The key of an earlier day is not there any more.
  if ((time + ahead) / DAY_SECONDS < stateHalves[DAY]) return;
  follow(ahead);
  logStep(time, PEER);
  planBurst();
  setOut();
}
