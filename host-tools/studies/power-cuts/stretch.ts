/** Short pieces of a token's life that touch the flash in every way it does: what the faults of the flash are tried on. */
import type { Board } from "../../../boards/board.ts";
import { puckjs } from "../../../boards/index.ts";
import { receiptMac, ticketMac, timeMac } from "../../../protocol/authority.ts";
import { toHex } from "../../../protocol/bytes.ts";
import { crc32 } from "../../../protocol/crc32.ts";
import { dayOfEpoch, epochAt } from "../../../protocol/epoch.ts";
import { hmacKey } from "../../../protocol/hash.ts";
import { decodeIdentity, encodeIdentity, type Identity, keysFromSeed } from "../../../protocol/identity.ts";
import { PAGE_BYTES } from "../../../protocol/page.ts";
import { pageMac, sealOf } from "../../../protocol/seal.ts";
import {
  ERROR,
  encodeControl,
  HELLO,
  OPEN,
  SPENT,
  SYNC_CONTROL,
  SYNC_SERVICE,
} from "../../../protocol/sync.ts";
import { sha256 } from "../../lib/sha256.ts";
import { EPOCH_MS, MINUTE_MS } from "../../lib/time.ts";
import { holdButton } from "../../models/virtual-token/central.ts";
import { Device } from "../../models/virtual-token/device.ts";
import type { FlashOperation } from "../../models/virtual-token/flash.ts";
import { FaultPlan, type FlashFault } from "../../models/virtual-token/flash-faults.ts";
import { buildFirmware, type FirmwareBuild } from "../../tools/firmware-build/bundle.ts";
import { installedDevice } from "../../world/handout.ts";
import { LogReader, type LogView, type PageView } from "./log-view.ts";
import { SERIAL, wear } from "./recording.ts";
import { START } from "./scenarios.ts";
import { QuickRealm } from "./trial.ts";

interface Stretch {
  readonly name: string;
  readonly board: Board;
  /** Room in the open page when the stretch begins, at most; the token was worn until then. */
  readonly room: number;
  /** Peers in each of three epochs; after the first one a station is there. */
  readonly peers: number;
  /** The station brings a receipt for the open page too: it is closed and a new one opened. */
  readonly receipt: boolean;
}

/** A start, frames of records, and a ticket and the time; with a page turn, by itself or by a receipt. */
export const STRETCHES: readonly Stretch[] = [
  {
    name: "records, a ticket, the time",
    board: puckjs,
    room: 3000,
    peers: 10,
    receipt: false,
  },
  {
    name: "records and a page that is full",
    board: puckjs,
    room: 450,
    peers: 18,
    receipt: false,
  },
  {
    name: "records and a receipt of the open page",
    board: puckjs,
    room: 3000,
    peers: 10,
    receipt: true,
  },
];

/** Also where the flash gives no answer: twelve times in a row, 0.4 s each (lying-flash.ts). */
const BOOT_MS = 9_000;
const CONNECTION_MS = 15;
const EPOCHS = 3;
const PEERS_BEFORE = 7;

/** A token at the beginning of a stretch. */
export interface Beginning {
  readonly stretch: Stretch;
  readonly build: FirmwareBuild;
  readonly identity: Identity;
  readonly reader: LogReader;
  readonly image: Uint8Array;
  readonly at: number;
}

/** What a stretch left in flash. */
export interface Outcome {
  readonly device: Device;
  readonly log: LogView;
  /** By what it says, with the page and place where it stands: an encounter record, or another frame. */
  readonly records: ReadonlyMap<string, Place>;
  readonly frames: ReadonlyMap<string, Place>;
  readonly plan: FaultPlan;
  /** After the last start the token still knows the ticket that it saw last for a spent one. */
  readonly spentAgain: boolean;
}

/** The frame that says that the ticket of the last station is spent. */
export const LAST_TICKET = "ticket 3";

export interface Place {
  readonly sequence: number;
  readonly offset: number;
  readonly end: number;
}

/** Enrols a token and wears it as far as the stretch's beginning. */
export async function beginning(stretch: Stretch): Promise<Beginning> {
  const { board, room } = stretch;
  const build = await buildFirmware(board);
  const keys = keysFromSeed(sha256, new Uint8Array(32).fill(7));
  const day = dayOfEpoch(epochAt(START / 1000)) - 1;
  const powerAtOneMetre = board.radio.rssiAtOneMetreDbm;
  const bytes = encodeIdentity(crc32, {
    serial: SERIAL,
    board: board.number,
    powerAtOneMetre,
    role: "token",
    day,
    ...keys,
  });
  const decoded = decodeIdentity(crc32, bytes);
  if (!decoded.ok) throw new Error(`identity: ${decoded.error.reason}`);
  const identity = decoded.value;
  const device = installedDevice(build, bytes, 1, START);
  device.powerOn();
  device.runTo(START + BOOT_MS);
  station(device, identity, undefined, 1);
  const reader = new LogReader(identity, board.flash.logPages);
  const used = () => Math.max(...reader.read(device.flash.bytes).places.map((page) => page?.used ?? 0));
  let at = START - (START % EPOCH_MS) + MINUTE_MS;
  do {
    at += EPOCH_MS;
    wear(device, at, PEERS_BEFORE, []);
  } while (PAGE_BYTES - used() > room);
  if (device.console.length > 0) throw new Error(`the token printed: ${device.console.join(" / ")}`);
  return { stretch, build, identity, reader, image: device.flash.bytes.slice(), at };
}

/**
 * Lives through a stretch with a flash that has these faults, and through the start after it. `watch` is called before each
 * operation of the flash.
 */
export function live(
  { stretch, identity, reader, image, at }: Beginning,
  faults: readonly FlashFault[],
  watch: ((operation: FlashOperation, bytes: Uint8Array) => void) | null = null,
): Outcome {
  const { board } = stretch;
  const makeRealm = () => new QuickRealm();
  const device = new Device({ board, seed: 3, flash: image, startAt: at, ppm: 0, makeRealm });
  const plan = new FaultPlan(faults);
  device.flash.faults = plan;
  device.flash.before = watch && ((operation) => watch(operation, device.flash.bytes));
  device.powerOn();
  device.runTo(at + BOOT_MS);
  station(device, identity, undefined, 2);
  const border = at - (at % EPOCH_MS) + EPOCH_MS;
  wear(device, border + MINUTE_MS, stretch.peers, []);
  station(device, identity, stretch.receipt ? reader : undefined, 3);
  wear(device, border + (EPOCHS - 1) * EPOCH_MS + MINUTE_MS, stretch.peers, []);
  device.flash.faults = null;
  device.powerOff();
  device.powerOn();
  device.runTo(device.worldNow + BOOT_MS);
  const log = reader.read(device.flash.bytes);
  const { records, frames } = contentOf(log);
  const spentAgain = station(device, identity, undefined, 3).includes(SPENT);
  // Its minute for stations is over then.
  device.runTo(device.worldNow + 70_000);
  return { device, log, records, frames, plan, spentAgain };
}

/**
 * A station that needs no server: it shows a ticket, tells the time, and with a reader of the log brings a receipt of the
 * open page. Returns the codes of the token's errors.
 */
function station(
  device: Device,
  identity: Identity,
  reader: LogReader | undefined,
  counter: number,
): number[] {
  const errors: number[] = [];
  let now = holdButton(device, device.worldNow);
  // A token that has hung or lost its way does not open.
  if (!device.air.transmissions.some(({ connectable, to }) => connectable && to === Infinity)) return errors;
  const key = hmacKey(identity.tokenKey);
  let nonce = new Uint8Array(8);
  device.gatt.onNotification = (_service, _characteristic, value) => {
    if (value[0] === HELLO) nonce = value.slice(-8);
    if (value[0] === ERROR) errors.push(value[2]!);
  };
  device.gatt.connect({ mtu: device.board.mtu, intervalMs: CONNECTION_MS });
  const say = (message: Uint8Array, ms = 1_000): void => {
    if (!device.gatt.connected) return;
    device.gatt.write(SYNC_SERVICE, SYNC_CONTROL, message);
    now += ms;
    device.runTo(now);
  };
  say(Uint8Array.of(OPEN));
  const notBefore = Math.floor(now / EPOCH_MS) - 1;
  const mac = ticketMac(sha256, key, counter, notBefore, 12);
  say(encodeControl({ name: "ticket", counter, notBefore, hours: 12, mac }));
  const unixSeconds = Math.floor(now / 1000);
  say(encodeControl({ name: "time", unixSeconds, mac: timeMac(sha256, key, unixSeconds, nonce) }));
  if (reader) {
    const receipt = receiptOfOpenPage(device, identity, reader);
    if (receipt) say(receipt);
  }
  device.gatt.disconnect();
  device.runTo(now + 1_000);
  return errors;
}

function receiptOfOpenPage(device: Device, identity: Identity, reader: LogReader): Uint8Array | undefined {
  const log = reader.read(device.flash.bytes);
  const place = log.places.findIndex((page) => page?.header.sequence === log.newest);
  const page = log.places[place];
  const last = [...(page?.frames.values() ?? [])].at(-1);
  if (!page || !last) return undefined;
  const length = placeOf(page, last.offset).end;
  const bytes = device.flash.bytes.subarray((1 + place) * PAGE_BYTES, (2 + place) * PAGE_BYTES);
  const { sequence } = page.header;
  const mac = pageMac(sha256, sealOf(sha256, reader.pageKey(sequence)!), bytes, length);
  const tag = receiptMac(sha256, hmacKey(identity.tokenKey), sequence, length, mac);
  return encodeControl({ name: "receipt", sequence, length, mac: tag });
}

/** Where a frame stands: up to the next one that can be read. */
function placeOf(page: PageView, offset: number): Place {
  const ends = [...page.frames.keys(), page.used].filter((end) => end > offset);
  return { sequence: page.header.sequence, offset, end: Math.min(...ends, PAGE_BYTES) };
}

function contentOf(log: LogView): { records: Map<string, Place>; frames: Map<string, Place> } {
  const records = new Map<string, Place>();
  const frames = new Map<string, Place>();
  for (const page of log.places) {
    for (const [offset, { epoch, content }] of page?.frames ?? []) {
      const place = placeOf(page!, offset);
      if (content.kind === "records")
        for (const { prefix } of content.records) records.set(`${epoch} ${toHex(prefix)}`, place);
      else frames.set(nameOf(content.frame), place);
    }
  }
  return { records, frames };
}

/** A frame by what it says; a moment's difference of the clock does not count, and starts are counted from those in flash. */
function nameOf(frame: { readonly type: string } & Record<string, unknown>): string {
  if (frame.type === "ticket") return `ticket ${String(frame.highest)}`;
  if (frame.type === "time") return `time ${Math.floor(Number(frame.time) / 60)}`;
  return frame.type;
}
