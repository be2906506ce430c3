// The files .boot1 and .boot2: the token's program. It starts when the lock-down has run and gives the radio back its voice.
import { POWER_BASE } from "../protocol/advert.ts";
import { readU16 } from "../protocol/bytes.ts";
import { EPOCH_SECONDS, EPOCHS_PER_DAY } from "../protocol/epoch.ts";
import { IDENTITY_CALIBRATION, IDENTITY_DAY, IDENTITY_RATE } from "../protocol/identity.ts";
import { SNAPSHOT_POWER, SNAPSHOT_TURN_DAYS } from "../protocol/page.ts";
import { setScanResponse } from "./advertiser.ts";
import { startLog } from "./boot-scan.ts";
import { setNow } from "./clock.ts";
import { watchButton } from "./consent.ts";
import { pack } from "./hardware.ts";
import { advertisedName, identityHolds, readIdentity } from "./identity.ts";
import { logIsInPlace } from "./layout.ts";
import { blink, RED } from "./led.ts";
import { startHearing } from "./listener.ts";
import { continueAt, lastEpoch } from "./open-page.ts";
import { findSync } from "./recall.ts";
import { DAY, PPM, state, stateHalves } from "./state.ts";
import { offerService } from "./sync-service.ts";
import { startBeat } from "./timekeeper.ts";

/** A page turns after so many days of uptime: what a thief can read at most. */
const TURN_DAYS = BOARD_LOG_PAGES > 20 ? 1 : 4;

/** The longest step takes 3 s. A program that hangs starts anew. */
const WATCHDOG_SECONDS = 30;

/** False when the token cannot work and must go back to who gave it out. */
function start(): boolean {
  // The program leans on what it was tried with: another interpreter keeps it silent.
  if (PASSED_VERSIONS.indexOf("," + process.version + ",") < 0) return false;
  E.enableWatchdog(WATCHDOG_SECONDS);
  const identity = readIdentity();
  if (!identityHolds(identity) || !logIsInPlace()) return false;
  // What holds at the very first start; later the log says otherwise.
  const day = readU16(identity, IDENTITY_DAY);
  stateHalves[DAY] = day;
  // As it was measured before the token was handed out; where it was not, the blank word is -1 ppm.
  stateHalves[PPM] = readU16(identity, IDENTITY_RATE);
  state[SNAPSHOT_TURN_DAYS] = TURN_DAYS;
  // As powerCode has it; the byte of a negative number is 256 more.
  state[SNAPSHOT_POWER] = (identity[IDENTITY_CALIBRATION] - 256 + 1 - POWER_BASE) >> 1;
  continueAt(0, day * EPOCHS_PER_DAY);
  startLog(identity);
  if (!ROLE_GATE) findSync();
  setNow(lastEpoch * EPOCH_SECONDS);
  setScanResponse(pack("\x08\x09" + advertisedName(identity)));
  startHearing();
  offerService();
  watchButton();
  startBeat();
  return true;
}

let started = false;
try {
  started = start();
} catch {}
if (!started) setInterval(() => blink(RED, 200), 2000);
