/** Cuts the power at every flash operation of a recording, in every way, and again during the start that follows. */
import { PAGE_BYTES, PAGE_RECEIPT } from "../../../protocol/page.ts";
import { LogReader, type LogView, prefixesIn } from "./log-view.ts";
import type { Heard, RecordedOperation, Recording } from "./recording.ts";
import { Replay, tearInto } from "./replay.ts";
import { TEARS } from "./scenarios.ts";
import { type CutState, tryStart } from "./trial.ts";

interface CampaignOptions {
  /** Take every so many-th operation; 1 is all of them. */
  readonly every: number;
  /** Second cuts after every so many-th first one; those that hit a page turn are taken every `inTurn`-th. */
  readonly secondEvery: number;
  readonly seed?: number;
  readonly onProgress?: (done: number, of: number) => void;
}

export interface CampaignResult {
  readonly name: string;
  readonly operations: number;
  readonly turns: number;
  /** First cuts: operation and tear; second cuts: those with an operation and tear of the start on top. */
  readonly cuts: number;
  readonly secondCuts: number;
  /** Longest time from hearing a peer until a cut finds that in flash, seconds: what was in RAM is lost. */
  readonly secondsInRam: number;
  /** Of the peers heard, the share that was written down. */
  readonly written: number;
  readonly longestStartOperations: number;
  readonly writesOfWord: { readonly uncut: number; readonly oneCut: number; readonly twoCuts: number };
  readonly faults: readonly { readonly at: string; readonly fault: string }[];
}

/** A start that does more than write its BOOT frame is finishing a page turn: every operation of it is cut. */
const BOOT_OPERATIONS = 4;

export function runCutCampaign(recording: Recording, options: CampaignOptions): CampaignResult {
  const { board, name } = recording.scenario;
  const { flash } = board;
  const reader = new LogReader(recording.identity, flash.logPages);
  const replay = new Replay(recording.initial, flash);
  const written = writtenIn(recording, reader);
  const records = new RecordsInRam(recording.heard.filter(({ prefix }) => written.has(prefix)));
  const receipted = new Set<number>();
  const faults: { at: string; fault: string }[] = [];
  const total = { cuts: 0, secondCuts: 0, longest: 0, oneCut: 0, twoCuts: 0, turns: 0 };
  const random = (options.seed ?? 1) * 1000;
  let before = reader.read(replay.image);
  for (const [n, operation] of recording.operations.entries()) {
    noteReceipts(before, receipted);
    records.noteFlash(before, operation.at);
    if (operation.kind === "erase") total.turns++;
    if (n % options.every === 0) {
      options.onProgress?.(n, recording.operations.length);
      const tears = TEARS.filter((tear) => tear.of === operation.kind);
      for (const [number, tear] of tears.entries()) {
        const cut: CutState = {
          ...cutDuring(operation, tear, number > 0, replay, recording, random + n),
          reader,
          before,
          receipted: withReceiptUnderWay(receipted, before, operation, flash.storageAddress),
        };
        const trial = tryStart(cut, random + n);
        const where = `operation ${n} (${operation.kind}, step ${operation.step}, ${tear.name})`;
        for (const fault of trial.faults) faults.push({ at: where, fault });
        total.cuts++;
        total.longest = Math.max(total.longest, trial.operations);
        total.oneCut = Math.max(total.oneCut, trial.writesOfWord);
        const isTurn = trial.operations > BOOT_OPERATIONS + 1;
        if (!isTurn && (n / options.every) % options.secondEvery !== 0) continue;
        const step = isTurn ? Math.max(1, Math.ceil(options.secondEvery / 4)) : 1;
        for (let second = (n + number) % step; second < trial.operations; second += step) {
          const how = TEARS[(n + second) % 2]!;
          const again = tryStart(cut, random + n, { at: second, tear: how });
          for (const fault of again.faults)
            faults.push({ at: `${where}, then ${second} (${how.name})`, fault });
          total.secondCuts++;
          total.twoCuts = Math.max(total.twoCuts, again.writesOfWord);
        }
      }
    }
    replay.do(operation);
    before = reader.read(replay.image, before);
  }
  if (Buffer.compare(replay.image, recording.final) !== 0)
    faults.push({ at: "the end", fault: "the replayed image is not the recorded one" });
  return {
    name,
    operations: recording.operations.length,
    turns: total.turns,
    cuts: total.cuts,
    secondCuts: total.secondCuts,
    secondsInRam: records.longestMs / 1000,
    written: recording.heard.filter(({ prefix }) => written.has(prefix)).length / recording.heard.length,
    longestStartOperations: total.longest,
    writesOfWord: { uncut: recording.writesOfWord, oneCut: total.oneCut, twoCuts: total.twoCuts },
    faults,
  };
}

/** What the flash holds when the power goes in an operation; `isBegun` when the word was written to already. */
function cutDuring(
  operation: Recording["operations"][number],
  tear: (typeof TEARS)[number],
  isBegun: boolean,
  replay: Replay,
  recording: Recording,
  random: number,
): Pick<CutState, "recording" | "image" | "writesOfWord" | "at"> {
  const { flash } = recording.scenario.board;
  const image = replay.image.slice();
  tearInto(image, operation, tear, flash, random);
  const writesOfWord = replay.writesOfWord.slice();
  if (isBegun && operation.kind === "write") writesOfWord[(operation.address - flash.storageAddress) >> 2]!++;
  return { recording, image, writesOfWord, at: operation.at };
}

function noteReceipts(log: LogView, receipted: Set<number>): void {
  for (const page of log.places) if (page?.header.receipted) receipted.add(page.header.sequence);
}

/** Whom the token wrote down at all when nothing was cut: a log that is more than half full is rationed. */
function writtenIn(recording: Recording, reader: LogReader): ReadonlySet<string> {
  const replay = new Replay(recording.initial, recording.scenario.board.flash);
  const written = new Set<string>();
  const seen = new Map<number, unknown>();
  let log = reader.read(replay.image);
  for (const operation of recording.operations) {
    replay.do(operation);
    log = reader.read(replay.image, log);
    for (const [place, page] of log.places.entries()) {
      if (!page || seen.get(place) === page) continue;
      seen.set(place, page);
      for (const prefix of prefixesIn(page)) written.add(prefix);
    }
  }
  return written;
}

/** A torn receipt word may stand: the server's word for it had come. */
function withReceiptUnderWay(
  receipted: ReadonlySet<number>,
  log: LogView,
  operation: RecordedOperation,
  storageAddress: number,
): ReadonlySet<number> {
  const at = operation.address - storageAddress;
  if (operation.kind === "erase" || at % PAGE_BYTES !== PAGE_RECEIPT) return receipted;
  const page = log.places[Math.floor(at / PAGE_BYTES) - 1];
  return page ? new Set([...receipted, page.header.sequence]) : receipted;
}

/** How long what was heard has been in RAM only. */
class RecordsInRam {
  readonly #heard: readonly Heard[];
  readonly #logged = new Set<string>();
  readonly #pages = new Map<number, unknown>();
  #next = 0;
  readonly #waiting = new Map<string, number>();
  longestMs = 0;

  constructor(heard: readonly Heard[]) {
    this.#heard = heard;
  }

  noteFlash(log: LogView, at: number): void {
    for (; this.#next < this.#heard.length && this.#heard[this.#next]!.at < at; this.#next++) {
      const { prefix, at: since } = this.#heard[this.#next]!;
      if (!this.#logged.has(prefix)) this.#waiting.set(prefix, since);
    }
    for (const [place, page] of log.places.entries()) {
      if (!page || this.#pages.get(place) === page) continue;
      this.#pages.set(place, page);
      for (const prefix of prefixesIn(page)) {
        this.#logged.add(prefix);
        this.#waiting.delete(prefix);
      }
    }
    for (const since of this.#waiting.values()) this.longestMs = Math.max(this.longestMs, at - since);
  }
}
