// The file .boot1: the token's program. It starts when the lock-down has run and gives the radio back its voice.
import { powerCode } from "../protocol/advert.ts";
import { readU16 } from "../protocol/bytes.ts";
import { DAY_SECONDS, EPOCH_SECONDS, EPOCHS_PER_DAY } from "../protocol/epoch.ts";
import { IDENTITY_CALIBRATION, IDENTITY_DAY } from "../protocol/identity.ts";
import { CLOCK_KNOWN, CLOCK_TRUSTED, SNAPSHOT_POWER, SNAPSHOT_TURN_DAYS } from "../protocol/page.ts";
import { startLog } from "./boot-scan.ts";
import { setNow } from "./clock.ts";
import { watchButton } from "./consent.ts";
import { continueAt, lastEpoch } from "./flash-log.ts";
import { identityHolds, nameOf, readIdentity } from "./identity.ts";
import { logIsInPlace } from "./layout.ts";
import { showService } from "./led.ts";
import { ANCHOR, DAY, FLAGS, state, stateHalves, stateWords } from "./state.ts";
import { offerService } from "./sync-service.ts";
import { startBeat } from "./timekeeper.ts";

/** A page turns after so many days of uptime: what a thief can read at most. */
const TURN_DAYS = BOARD_LOG_PAGES > 20 ? 1 : 4;
/** At the first start, a clock that says so many days after enrolment at most was set by whoever enrolled. */
const BENCH_DAYS = 400;

function start(): void {
  const identity = readIdentity();
  if (!identityHolds(identity) || !logIsInPlace()) {
    setInterval(showService, 2000);
    return;
  }
  // What holds at the very first start; later the log says otherwise.
  const day = readU16(identity, IDENTITY_DAY);
  const time = getTime() - day * DAY_SECONDS;
  const set = time >= 0 && time < BENCH_DAYS * DAY_SECONDS;
  stateHalves[DAY] = day;
  state[SNAPSHOT_TURN_DAYS] = TURN_DAYS;
  state[SNAPSHOT_POWER] = powerCode((identity[IDENTITY_CALIBRATION] << 24) >> 24);
  if (set) {
    state[FLAGS] = CLOCK_KNOWN | CLOCK_TRUSTED;
    stateWords[ANCHOR] = getTime();
  }
  continueAt(0, set ? Math.floor(getTime() / EPOCH_SECONDS) : day * EPOCHS_PER_DAY);
  if (!startLog(identity)) {
    setInterval(showService, 2000);
    return;
  }
  NRF.setScanResponse(E.toUint8Array("\x08\x09" + nameOf(identity)));
  offerService();
  setNow(state[FLAGS] & CLOCK_TRUSTED ? getTime() : lastEpoch * EPOCH_SECONDS);
  watchButton();
  startBeat();
}

start();
