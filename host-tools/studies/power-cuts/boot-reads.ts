/** How much of the log a start reads before the first advert goes out. */
import type { Board } from "../../../boards/board.ts";
import { puckjs } from "../../../boards/index.ts";
import { writeInteger } from "../../../protocol/bytes.ts";
import { crc32 } from "../../../protocol/crc32.ts";
import {
  closeWord,
  committedBytes,
  encodeSnapshot,
  PAGE_BYTES,
  PAGE_CLOSE,
  PAGE_COMMIT,
  PAGE_EPOCH_BASE,
  PAGE_FLAGS,
  PAGE_KEY_SLOT,
  PAGE_MAC,
  PAGE_MAGIC,
  PAGE_RECEIPT,
  PAGE_SEQUENCE,
  PAGE_SLOTS_CHECK,
  PAGE_SNAPSHOT,
} from "../../../protocol/page.ts";
import { sha256 } from "../../lib/sha256.ts";
import { DAY_MS } from "../../lib/time.ts";
import { Device } from "../../models/virtual-token/device.ts";
import { buildFirmware } from "../../tools/firmware-build/bundle.ts";
import { installedDevice } from "../../world/handout.ts";
import { START } from "./scenarios.ts";

interface BootReads {
  readonly logPages: number;
  /** Words of the log read from the start of the program to the first advert; of these, in page headers. */
  readonly words: number;
  readonly headerWords: number;
}

/** A board like Puck.js with another ring, full of closed pages up to a newest one at any place. */
export async function bootReads(logPages: number, identity: Uint8Array, newest: number): Promise<BootReads> {
  const board: Board = {
    ...puckjs,
    // Where the flash may be as large as it likes.
    flash: {
      ...puckjs.flash,
      storageAddress: 0x60000000,
      external: true,
      logPages,
      storageBytes: (logPages + 5) * PAGE_BYTES,
    },
  };
  const build = await buildFirmware(board);
  const image = installedDevice(build, identity, 1, START).flash.bytes.slice();
  const day = Math.floor(START / DAY_MS);
  for (let sequence = newest; sequence > newest - logPages; sequence--)
    image.set(pageOf(sequence, day, sequence === newest), (1 + (sequence % logPages)) * PAGE_BYTES);
  const device = new Device({ board, seed: 1, flash: image, startAt: START });
  let words = 0;
  let headerWords = 0;
  const first = board.flash.storageAddress + PAGE_BYTES;
  const end = first + logPages * PAGE_BYTES;
  const read = device.flash.read.bind(device.flash);
  device.flash.read = (address, length) => {
    const onAir = device.air.transmissions.some(({ data }) => data.length === 31);
    if (!onAir && address >= first && address < end) {
      words += Math.ceil(length / 4);
      if ((address - first) % PAGE_BYTES === 0) headerWords += Math.ceil(length / 4);
    }
    return read(address, length);
  };
  device.powerOn();
  device.runTo(START + 3_000);
  if (device.console.length > 0) throw new Error(device.console.join(" / "));
  return { logPages, words, headerWords };
}

function pageOf(sequence: number, day: number, open: boolean): Uint8Array {
  const page = new Uint8Array(PAGE_BYTES).fill(0xff);
  writeInteger(page, 0, 4, PAGE_MAGIC);
  writeInteger(page, PAGE_SEQUENCE, 4, sequence);
  writeInteger(page, PAGE_EPOCH_BASE, 3, day * 96);
  page[PAGE_FLAGS] = 0;
  page.set(
    encodeSnapshot({
      dayNumber: day - 1,
      configVersion: 0,
      turnDays: 4,
      anchorTime: START / 1000,
      anchorUncertainty: 2,
      ticketHighest: 0,
      ticketMask: [0, 0],
      resets: 0,
      lostPages: 0,
      lostAdverts: 0,
      power: 20,
      clockKnown: true,
      clockTrusted: true,
      ppm: 0,
      rateMeasured: false,
      salt: 0,
    }),
    PAGE_SNAPSHOT,
  );
  writeInteger(page, PAGE_COMMIT, 4, crc32(committedBytes(page)));
  page.fill(0, PAGE_KEY_SLOT, PAGE_SNAPSHOT);
  if (open) {
    page.set(sha256(new Uint8Array([sequence & 255])), PAGE_KEY_SLOT);
    writeInteger(page, PAGE_SLOTS_CHECK, 4, crc32(page.subarray(PAGE_KEY_SLOT, PAGE_SLOTS_CHECK)));
  } else {
    writeInteger(page, PAGE_CLOSE, 4, closeWord(PAGE_BYTES));
    page.fill(0, PAGE_MAC, PAGE_RECEIPT + 4);
  }
  return page;
}
