/** One cut: start a token from the flash that it left and see what has become of everything. */
import { ADVERT_BYTES, decodeAdvert } from "../../../protocol/advert.ts";
import { toHex } from "../../../protocol/bytes.ts";
import { dayOfEpoch, epochOfDay } from "../../../protocol/epoch.ts";
import type { PageFrame } from "../../../protocol/page-reader.ts";
import { rollingIdsOfDay } from "../../../protocol/rolling-id.ts";
import { sha256 } from "../../lib/sha256.ts";
import { Device } from "../../models/virtual-token/device.ts";
import { type FlashOperation, PowerCut } from "../../models/virtual-token/flash.ts";
import { Realm } from "../../models/virtual-token/realm.ts";
import { untokenise } from "../../tools/firmware-build/tokens.ts";
import { enrolmentKeysGone, type LogReader, type LogView } from "./log-view.ts";
import type { Recording } from "./recording.ts";
import { tearInto } from "./replay.ts";
import type { Tear } from "./scenarios.ts";

/** The power comes back so long after it went. */
const OFF_MS = 3_000;
/** By then the token has to be on the air. */
const ON_AIR_MS = 3_000;

interface Trial {
  readonly faults: readonly string[];
  /** Flash operations of the start after the cut. */
  readonly operations: number;
  readonly writesOfWord: number;
  readonly after: LogView;
}

/** The power goes again at operation `at` of the start after the first cut, with that tear. */
interface SecondCut {
  readonly at: number;
  readonly tear: Tear;
}

export interface CutState {
  readonly recording: Pick<Recording, "scenario">;
  readonly reader: LogReader;
  /** The log as it could be read when the power went. */
  readonly before: LogView;
  /** Flash as the cut left it, and the writes that each word has had. */
  readonly image: Uint8Array;
  readonly writesOfWord: Uint8Array;
  readonly at: number;
  /** Pages that had a receipt, or were just getting it, when the power went; erased ones among them. */
  readonly receipted: ReadonlySet<number>;
}

const makeRealm = (): Realm => new QuickRealm();

/** Starts tens of thousands of times with the same program, so its text is made once. */
export class QuickRealm extends Realm {
  static #texts: { readonly bytes: Uint8Array; readonly text: string }[] = [];

  override runFile(bytes: Uint8Array, name: string): void {
    let known = QuickRealm.#texts.find((other) => Buffer.compare(other.bytes, bytes) === 0);
    if (!known) {
      known = { bytes: bytes.slice(), text: untokenise(bytes) };
      QuickRealm.#texts = [known, ...QuickRealm.#texts].slice(0, 8);
    }
    this.evaluate(known.text, name);
  }
}

export function tryStart(cut: CutState, seed: number, second?: SecondCut): Trial {
  const { recording, image } = cut;
  const { board } = recording.scenario;
  const device = new Device({ board, seed, flash: image, startAt: cut.at + OFF_MS, makeRealm });
  device.flash.writesOfWord.set(cut.writesOfWord);
  let operations = 0;
  let writesOfWord = 0;
  const countWrites = () => {
    for (const writes of device.flash.writesOfWord) writesOfWord = Math.max(writesOfWord, writes);
  };
  device.flash.before = (operation: FlashOperation) => {
    if (operation.kind === "erase") countWrites();
    if (second && operations++ === second.at) {
      tearInto(device.flash.bytes, operation, second.tear, board.flash, seed);
      if (operation.kind === "write")
        device.flash.writesOfWord[(operation.address - board.flash.storageAddress) >> 2]!++;
      throw new PowerCut("second cut");
    }
    if (!second) operations++;
  };
  device.powerOn();
  device.runTo(cut.at + OFF_MS + ON_AIR_MS);
  const starts = second ? 2 : 1;
  if (second && !device.isOn) {
    device.powerOn();
    device.runTo(cut.at + OFF_MS + 2 * ON_AIR_MS);
  }
  countWrites();
  const after = cut.reader.read(device.flash.bytes, cut.before);
  return {
    faults: [...faultsOnAir(device, cut, after), ...faultsInFlash(cut, after, starts)],
    operations,
    writesOfWord,
    after,
  };
}

function faultsOnAir(device: Device, { reader }: CutState, after: LogView): string[] {
  const faults = device.console.map((line) => `printed ${line}`);
  const sending = device.air.transmissions.find(
    ({ data, to }) => data.length === ADVERT_BYTES && to === Infinity,
  );
  if (!sending) return [...faults, "not on the air"];
  const advert = decodeAdvert(sending.data);
  if (!advert.ok) return [...faults, `advert: ${advert.error.reason}`];
  const newest = after.places.find((page) => page?.header.sequence === after.newest);
  const epoch = [...(newest?.frames.values() ?? [])].at(-1)?.epoch ?? newest?.header.epochBase;
  if (epoch === undefined) return [...faults, "no page"];
  const expected = rollingIdsOfDay(sha256, reader.dayKey(dayOfEpoch(epoch)))[epochOfDay(epoch)]!;
  if (toHex(advert.value.rollingId) !== toHex(expected))
    faults.push("advertises another ID than its epoch's");
  if (advert.value.tail?.clockTrusted) faults.push("calls its clock trusted");
  return faults;
}

/** Everything that may not happen to a log, however the power went. */
export function faultsInFlash(cut: CutState, after: LogView, starts: number): string[] {
  const { reader, before, recording } = cut;
  const faults: string[] = [];
  const newest = after.places.find((page) => page?.header.sequence === after.newest);
  if (before.newest >= 0 && ![...(newest?.frames.values() ?? [])].some(isBoot)) faults.push("no BOOT frame");
  const ring = recording.scenario.board.flash.logPages;
  if (after.newest < before.newest || after.newest > Math.max(before.newest, 0) + 1)
    faults.push(`newest page ${before.newest} became ${after.newest}`);
  for (const page of before.places) {
    if (!page || page.header.sequence <= after.newest - ring) continue;
    const now = after.places[page.header.sequence % ring];
    if (now?.header.sequence !== page.header.sequence) {
      faults.push(`page ${page.header.sequence} lost`);
      continue;
    }
    for (const [offset, { epoch }] of page.frames)
      if (now.frames.get(offset)?.epoch !== epoch)
        faults.push(`frame at ${offset} of page ${page.header.sequence} lost`);
    if (page.header.receipted && !now.header.receipted) faults.push("receipt forgotten");
  }
  for (const page of after.places) {
    if (!page) continue;
    const { sequence, receipted } = page.header;
    if (sequence !== after.newest && !page.slotsEmpty) faults.push(`keys of page ${sequence} left`);
    if (receipted && !cut.receipted.has(sequence)) faults.push(`page ${sequence} freed without a receipt`);
  }
  if (!enrolmentKeysGone(after.bytes)) faults.push("enrolment keys left");
  const [was, is] = [before.state, after.state];
  if (!is) return [...faults, "no page"];
  if (was) {
    if (is.ticketHighest < was.ticketHighest) faults.push("ticket counter went back");
    if (is.anchorTime < was.anchorTime) faults.push("authenticated time went back");
    if (is.dayNumber < was.dayNumber) faults.push("day key went back");
    if (is.resets <= was.resets || is.resets > was.resets + starts)
      faults.push(`resets ${was.resets} became ${is.resets}`);
    let lost = 0;
    for (let sequence = 0; sequence <= after.newest - ring; sequence++)
      if (!cut.receipted.has(sequence)) lost++;
    if (is.lostPages < lost) faults.push(`lost pages: ${lost} counted as ${is.lostPages}`);
  }
  return [...faults, ...reader.oldKeys(after.bytes, after.newest, is.dayNumber)];
}

function isBoot({ content }: PageFrame): boolean {
  return content.kind === "typed" && content.frame.type === "boot";
}
