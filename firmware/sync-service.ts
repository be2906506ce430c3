/** The GATT service of a sync (SPEC.md §8): what the radio offers, and who answers which message. */

import { RECEIPT_MAC_BYTES } from "../protocol/authority.ts";
import {
  SNAPSHOT_ANCHOR,
  SNAPSHOT_LOST_ADVERTS,
  SNAPSHOT_LOST_PAGES,
  SNAPSHOT_PPM,
  SNAPSHOT_RESETS,
  SNAPSHOT_TICKET_HIGHEST,
} from "../protocol/page.ts";
import {
  ACK,
  ALIAS_BYTES,
  ANSWER,
  BYE,
  HEALTH,
  HEALTH_MAC,
  HEALTH_REPORT,
  HELLO,
  HELLO_VERSION,
  LIST,
  MAX_CONTROL_BYTES,
  NO_TICKET,
  OPEN,
  RECEIPT,
  STREAM,
  SYNC_CONTROL,
  SYNC_DATA,
  SYNC_SERVICE,
  TAKEN,
  TICKET,
  TIME,
  UNKNOWN_OPERATION,
  WRONG_LENGTH,
} from "../protocol/sync-codes.ts";
import { connectable } from "./advertiser.ts";
import { endConsent } from "./consent.ts";
import { answerFor } from "./gate.ts";
import { isStreaming, takeStream } from "./gate-stream.ts";
import { bytesOfWords, pack, resetCause } from "./hardware.ts";
import { listenOn } from "./listener.ts";
import { oldestSequence } from "./log-ring.ts";
import { admitted, answer, say, setNonce, tokenMac } from "./session.ts";
import { FLAGS, state } from "./state.ts";
import { takeTicket, takeTime } from "./sync-authority.ts";
import { acknowledge, list, pace, read, takeReceipt } from "./sync-log.ts";

/** Length of each message from TICKET to BYE, one character's code each; and of those that gates know besides. */
const LENGTHS = "\x13\x11\x01\x0b\x03\x13\x01\x01";
const GATE_LENGTHS = LENGTHS + "\x11\x08";
const NO_ANSWER = -1;
/** Until then the last answer is on its way, ms. */
const LEAVE_MS = 200;

/** Adds the service; with it the radio offers nothing else. */
export function offerService(): void {
  const characteristics: Record<string, Characteristic> = {};
  const services: Record<string, typeof characteristics> = {};
  characteristics[SYNC_CONTROL] = {
    maxLen: MAX_CONTROL_BYTES,
    writable: true,
    notify: true,
    onWrite: onWrite,
  };
  characteristics[SYNC_DATA] = { maxLen: BOARD_MTU - 3, notify: true };
  services[SYNC_SERVICE] = characteristics;
  NRF.setServices(services, { uart: false });
}

function onWrite(event: { readonly data: ArrayBuffer }): void {
  const message = new Uint8Array(event.data);
  const code = handle(message);
  if (code !== NO_ANSWER) answer(message[0], code);
}

/** What to answer: 0 for OK, an error code, or nothing because the answer is another message. */
function handle(message: Uint8Array): number {
  const operation = message[0];
  const length = operation === OPEN ? 1 : (ROLE_GATE ? GATE_LENGTHS : LENGTHS).charCodeAt(operation - TICKET);
  // None that there is: NaN.
  if (!length) return UNKNOWN_OPERATION;
  if (message.length !== length) return WRONG_LENGTH;
  if (ROLE_GATE) {
    if (operation === STREAM) return stream(message);
    if (operation === ANSWER) {
      if (!isStreaming) return NO_TICKET;
      answerFor(message.subarray(1));
      return NO_ANSWER;
    }
    // A sync needs the button, as with a token.
    if (!connectable) return NO_TICKET;
  }
  if (operation === OPEN) return hello();
  if (operation === TICKET) return takeTicket(message);
  if (operation === TIME) return takeTime(message);
  if (operation === RECEIPT) return takeReceipt(message);
  if (operation === BYE) {
    endConsent();
    setTimeout(leave, LEAVE_MS);
    return 0;
  }
  if (!admitted) return NO_TICKET;
  if (operation === LIST) list();
  else if (operation === HEALTH) health();
  else if (operation === ACK) acknowledge(message);
  else return read(message) || NO_ANSWER;
  return NO_ANSWER;
}

/** From here on the gate listens for the page. */
function stream(message: Uint8Array): number {
  if (!takeStream(message.subarray(1), sendHeard)) {
    setTimeout(leave, LEAVE_MS);
    return TAKEN;
  }
  listenOn();
  return 0;
}

/** What the radio is told of a notification: made once, for names of 36 letters are dear. */
const heard = { value: undefined as unknown as Uint8Array, notify: true };
let heardServices: Record<string, Record<string, typeof heard>> | undefined;

function sendHeard(bytes: Uint8Array): void {
  if (!heardServices) {
    const characteristics: Record<string, typeof heard> = {};
    characteristics[SYNC_DATA] = heard;
    heardServices = {};
    heardServices[SYNC_SERVICE] = characteristics;
  }
  heard.value = bytes;
  NRF.updateServices(heardServices);
}

function hello(): number {
  const nonce = bytesOfWords([E.hwRand(), E.hwRand()]);
  setNonce(nonce);
  const fields = pack(
    state[FLAGS],
    state.subarray(SNAPSHOT_TICKET_HIGHEST, SNAPSHOT_TICKET_HIGHEST + 4),
    nonce,
  );
  // Who it is only the server can tell.
  say(pack(HELLO, HELLO_VERSION, tokenMac("hello", fields, "").subarray(0, ALIAS_BYTES), fields));
  return NO_ANSWER;
}

/** The report, and when it is on its way its MAC. */
function health(): void {
  const millivolts = NRF.getBattery() * 1000;
  const report = pack(
    HEALTH_REPORT,
    millivolts & 255,
    millivolts >> 8,
    state.subarray(SNAPSHOT_RESETS, SNAPSHOT_RESETS + 2),
    resetCause(),
    state.subarray(SNAPSHOT_PPM, SNAPSHOT_PPM + 2),
    state.subarray(SNAPSHOT_LOST_ADVERTS, SNAPSHOT_LOST_ADVERTS + 2),
    state.subarray(SNAPSHOT_LOST_PAGES, SNAPSHOT_LOST_PAGES + 2),
    PROGRAM_MAJOR,
    PROGRAM_MINOR,
    0,
    bytesOfWords([oldestSequence()]),
  );
  // When the token last had the time from the server: an old report cannot pass for a new one.
  const anchor = state.subarray(SNAPSHOT_ANCHOR, SNAPSHOT_ANCHOR + 4);
  const mac = tokenMac("health", report.subarray(1), anchor).subarray(0, RECEIPT_MAC_BYTES);
  say(report);
  setTimeout(() => say(pack(HEALTH_MAC, mac, anchor)), 4 * pace);
}

function leave(): void {
  NRF.disconnect();
}
