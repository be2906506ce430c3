/** The token's own advert (SPEC.md §1). Rolling ID and address change together, and never during a connection. */
import {
  ADVERT_BYTES,
  ADVERT_HEAD,
  ADVERT_ID_OFFSET,
  ADVERT_TAIL_HEAD,
  ADVERT_TAIL_OFFSET,
  ADVERT_VERSION,
  INVITATION,
  MINUTE_MODULUS,
  TAIL_IN_BURST,
  TAIL_LATE,
  TAIL_POWER,
  TAIL_ROLE,
  TAIL_TRUSTED,
  TAIL_VERSION,
} from "../protocol/advert.ts";
import { bytesOf, wordsOf } from "../protocol/bytes.ts";
import { CLOCK_TRUSTED, SNAPSHOT_POWER } from "../protocol/page.ts";
import { rollingIdOf } from "../protocol/rolling-id.ts";
import { radioRestarted } from "./clock.ts";
import { subKeyOf } from "./keyring.ts";
import { connected } from "./link.ts";
import { currentEpoch, minute, phase } from "./moment.ts";
import { burstInterval, CONNECTABLE_INTERVAL_MS, TAP_INTERVAL_MS, weakerBy } from "./schedule.ts";
import { FLAGS, state } from "./state.ts";

/** One byte in front, so that the tail stands on a whole word. */
const buffer = new Uint8Array(ADVERT_BYTES + 1);
const advert = new Uint8Array(buffer.buffer, 1, ADVERT_BYTES);
const TAIL_WORD = (ADVERT_TAIL_OFFSET + 1) >> 2;
const advertWords = wordsOf(buffer);
/** The advert behind one byte: the rolling ID on the air stands in it at ADVERT_ID_OFFSET + 1. */
export const advertBuffer = buffer.buffer;
advert.set(bytesOf(ADVERT_HEAD));
advertWords[TAIL_WORD - 1] = ADVERT_TAIL_HEAD;

/** What a station looks for; nothing in it tells who it is. */
const invitation = bytesOf(INVITATION);

/** Epoch whose rolling ID is on the air; NOBODY while a station may connect. */
let advertised = -1;
const NOBODY = -2;
/** The wearer, or who looks after a gate, has held the button: a station may connect and sync. */
export let connectable = false;
/** The wearer has tapped the button. */
let tapping = false;
/** What a gate answers to those who have tapped. */
let answer: Uint8Array | undefined;
/** Who the token is, for a station that asks: a name that only a connectable token tells. */
let scanResponse: Uint8Array;

export function setScanResponse(bytes: Uint8Array): void {
  scanResponse = bytes;
}

/**
 * The radio keeps every address string it was ever given (Espruino 2v29, NRF.setAddress never unlocks it), three
 * variables an epoch: so there is one string, and its bytes are changed in place. It is a random static address
 * (Core Spec 5.4 Vol 6 Part B §1.3.2.1), whose two highest bits are 1; 33 others are drawn. Two pieces: one alone would be a view of the program's flash, which must not be written.
 */
const address = E.toString("c0:00:00:00:00:00", " random")!;
const addressBytes = new Uint8Array(E.toArrayBuffer(address));

/** One object that changes in place: the radio keeps it. */
const options: AdvertisingOptions = { connectable: false, scannable: false, interval: 0 };
if (ROLE_GATE) options.whenConnected = false;

/** Brings the advert up to date and on the air; what it stands for is never seen under the address of something else. */
export function advertise(): void {
  if (!ROLE_GATE && connected) return;
  const wanted = !ROLE_GATE && connectable ? NOBODY : currentEpoch;
  const fresh = advertised !== wanted;
  const isFirst = ROLE_GATE && advertised < 0;
  if (fresh) {
    // A gate keeps its chip's address, by which a page finds it again, and its connection.
    if (!ROLE_GATE) {
      // Off the air in between: ID and address must never be seen in a new and an old half.
      NRF.sleep();
      // The radio's restart turns the receiver on for good where a reader of adverts is left (Espruino 2v29).
      NRF.setScan();
      // Also where the stack can change the address by itself: it would not do it at the epoch's border.
      for (let i = 17; --i; ) if (i % 3 < 2) addressBytes[i] = 48 | (E.hwRand() & 7);
      NRF.setAddress(address);
      radioRestarted();
    }
    if (ROLE_GATE || !connectable) advert.set(rollingIdOf(subKeyOf(currentEpoch)), ADVERT_ID_OFFSET);
    advertised = wanted;
  }
  // A gate has no bursts.
  const shown = ROLE_GATE ? 1 << TAIL_LATE : tapping ? 0 : phase;
  // In a crowd bursts are weaker; the tail says so.
  const inBurst = shown & (1 << TAIL_IN_BURST);
  const weaker = inBurst && weakerBy();
  NRF.setTxPower(BOARD_TX_POWER_DBM - weaker);
  advertWords[TAIL_WORD] =
    (minute % MINUTE_MODULUS) |
    shown |
    ((state[SNAPSHOT_POWER] - weaker / 2) << TAIL_POWER) |
    ((state[FLAGS] & CLOCK_TRUSTED) << (TAIL_TRUSTED - 1)) |
    (ROLE_GATE ? 1 << TAIL_ROLE : 0) |
    (ADVERT_VERSION << TAIL_VERSION);
  options.interval = ROLE_GATE
    ? answer
      ? TAP_INTERVAL_MS
      : BOARD_BACKGROUND_MS
    : connectable
      ? CONNECTABLE_INTERVAL_MS
      : tapping
        ? TAP_INTERVAL_MS
        : inBurst
          ? burstInterval
          : BOARD_BACKGROUND_MS;
  options.connectable = options.scannable = ROLE_GATE ? !connected : connectable;
  if (ROLE_GATE) options.whenConnected = connected;
  NRF.setAdvertising(ROLE_GATE ? answer || advert : connectable ? invitation : advert, options);
  if (ROLE_GATE ? isFirst : fresh) NRF.wake();
  // Each start of advertising sets it anew, and wrongly: the decimal numbers as text (Espruino 2v29).
  if (ROLE_GATE ? !connected : connectable) NRF.setScanResponse(scanResponse);
}

/** A gate sends that in place of its own advert, or ends it. */
export function setAnswer(bytes: Uint8Array | undefined): void {
  answer = bytes;
  advertise();
}

/** Opens the token to a station, or closes it. */
export function openTo(stations: boolean): void {
  connectable = stations;
  advertise();
}

/** Begins to tell that the wearer has tapped, or ends it. */
export function setTapping(on: boolean): void {
  tapping = on;
  advertise();
}
