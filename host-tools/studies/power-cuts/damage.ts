/** Cells that fail: single bits flipped in headers and key slots, pages that an erase no longer clears. */
import { PAGE_BYTES, PAGE_FRAMES, PAGE_KEY_SLOT, PAGE_SNAPSHOT } from "../../../protocol/page.ts";
import { HOUR_MS } from "../../lib/time.ts";
import { Device } from "../../models/virtual-token/device.ts";
import { Random } from "../../models/virtual-token/random.ts";
import { LogReader, type LogView } from "./log-view.ts";
import { type Recording, wear } from "./recording.ts";

interface FlipResult {
  readonly flips: number;
  /** Starts after which the chain of page keys was a new one, by its flag. */
  readonly restarts: number;
  /** Starts after which a page could not be read any more: only ever the one with the flipped bit. */
  readonly pagesLost: number;
  readonly faults: readonly { readonly at: string; readonly fault: string }[];
}

const ON_AIR_MS = 3_000;

/** Flips one bit in every word of every page's header, one word after another, and starts the token each time. */
export function flipHeaders(recording: Recording, every: number, seed = 1): FlipResult {
  const { board } = recording.scenario;
  const reader = new LogReader(recording.identity, board.flash.logPages);
  const before = reader.read(recording.final);
  const random = new Random(seed);
  const faults: { at: string; fault: string }[] = [];
  let flips = 0;
  let restarts = 0;
  let pagesLost = 0;
  for (let place = 0; place < board.flash.logPages; place++) {
    for (let word = (place + seed) % every; word < PAGE_FRAMES / 4; word += every) {
      const image = recording.final.slice();
      const bit = random.int32() & 31;
      image[(1 + place) * PAGE_BYTES + 4 * word + (bit >> 3)]! ^= 1 << (bit & 7);
      const device = new Device({ board, seed, flash: image, startAt: recording.endedAt });
      device.powerOn();
      device.runTo(recording.endedAt + ON_AIR_MS);
      const after = reader.read(device.flash.bytes, before);
      const at = `bit ${bit} of word ${word} at place ${place}`;
      for (const fault of faultsOfFlip(device, before, after, place)) faults.push({ at, fault });
      for (const name of reader.oldKeys(device.flash.bytes, before.newest, before.state!.dayNumber))
        if (!isInFlippedSlot(word)) faults.push({ at, fault: `${name} left` });
      flips++;
      if (after.places.some((page) => page?.header.restarted)) restarts++;
      const was = before.places[place];
      if (was && after.places[place]?.header.sequence !== was.header.sequence) pagesLost++;
    }
  }
  return { flips, restarts, pagesLost, faults };
}

/** A key in a slot that was to be zeroed is zeroed with its flipped bit. */
function isInFlippedSlot(word: number): boolean {
  return word >= PAGE_KEY_SLOT / 4 && word < PAGE_SNAPSHOT / 4;
}

function faultsOfFlip(device: Device, before: LogView, after: LogView, flipped: number): string[] {
  const faults = device.console.map((line) => `printed ${line}`);
  if (!device.air.transmissions.some(({ data, to }) => data.length === 31 && to === Infinity))
    faults.push("not on the air");
  for (const [place, page] of before.places.entries()) {
    if (!page || place === flipped) continue;
    // A new chain takes the place of the oldest page.
    if (after.newest > before.newest && after.places[place]?.header.sequence === after.newest) continue;
    const now = after.places[place];
    if (now?.header.sequence !== page.header.sequence || now.frames.size < page.frames.size)
      faults.push(`page ${page.header.sequence} lost`);
  }
  return faults;
}

interface WornResult {
  readonly pages: number;
  readonly faults: readonly { readonly at: string; readonly fault: string }[];
}

/** Lets one page after the other keep a bit of its header at zero through every erase, while the token is worn. */
export function wearOut(recording: Recording, hours: number, words: readonly number[]): WornResult {
  const { board } = recording.scenario;
  const { logPages } = board.flash;
  const faults: { at: string; fault: string }[] = [];
  let pages = 0;
  for (const word of words) {
    const reader = new LogReader(recording.identity, logPages);
    const start = reader.read(recording.final);
    const place = (start.newest + 1) % logPages;
    const device = new Device({ board, seed: 1, flash: recording.final, startAt: recording.endedAt });
    const stuck = (1 + place) * PAGE_BYTES + 4 * word;
    device.powerOn();
    const spendTime = device.flash.onOperation;
    device.flash.onOperation = (kind) => {
      if (kind === "erase") device.flash.bytes[stuck]! &= 0xfd;
      spendTime?.(kind);
    };
    wear(device, recording.endedAt + hours * HOUR_MS, 13, []);
    const at = `place ${place}, word ${word}`;
    for (const line of device.console) faults.push({ at, fault: `printed ${line}` });
    const after = reader.read(device.flash.bytes);
    if (after.newest < start.newest + 2)
      faults.push({ at, fault: `the log stopped at page ${after.newest}` });
    for (const page of after.places)
      if (page && page.header.sequence !== after.newest && page.frames.size === 0)
        faults.push({ at, fault: `page ${page.header.sequence} is empty` });
    faults.push(
      ...reader
        .oldKeys(after.bytes, after.newest, after.state?.dayNumber ?? 0)
        .map((name) => ({ at, fault: `${name} left` })),
    );
    pages++;
  }
  return { pages, faults };
}
