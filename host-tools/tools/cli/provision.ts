import { existsSync } from "node:fs";
import { hostname } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { boards } from "../../../boards/index.ts";
import { Batch } from "../../bench/batch.ts";
import { openEar } from "../../bench/bluez-ear.ts";
import type { Ear } from "../../bench/ear.ts";
import { enrollerOver } from "../../bench/enroller.ts";
import { Ledger } from "../../bench/ledger.ts";
import { newsText } from "../../bench/news-text.ts";
import { printLabels } from "../../bench/print-labels.ts";
import { programDigest } from "../../bench/program-digest.ts";
import { radioSlot } from "../../bench/radio-slot.ts";
import { runBench } from "../../bench/run.ts";
import { signIn } from "../../bench/sign-in.ts";
import { summaryOf, summaryText } from "../../bench/summary.ts";
import { Talk } from "../../bench/talk.ts";
import { openKeyboard } from "../../bench/terminal.ts";
import { note, PACE, type Slot, type Work } from "../../bench/work.ts";
import { STOCKS, stockOf } from "../../labels/sheets.ts";
import { startProgress } from "../../lib/progress.ts";
import { makeFolder, writeDurably } from "../../server/disk/durable-files.ts";
import { lockFolder } from "../../server/disk/lock.ts";
import { buildFirmware } from "../firmware-build/bundle.ts";
import { openPort } from "../flash/port.ts";
import { readBoard } from "./inputs.ts";
import { type Arguments, BadInput, type Output, type Verb } from "./verb.ts";

const MOST_CLOCK_MINUTES = 1440;
const RADIO = "bluetooth";
const RADIO_ADDRESS = /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/i;
/** Boards that are models answer at once and are silent at once. */
const MODELS = { look: 20, answer: 400, reset: 0, restart: 60, silence: 400, clock: 50, name: 400 };

export const provision: Verb = {
  summary: "A bench: examines, loads, enrols, verifies and labels boards, one after the other at each port.",
  usage: "--dir DIR [--server URL --login NAME --board ID --port PORT... --count N] [--labels FILE]",
  covers: "every board that was set aside, every number in doubt or void, of the whole batch in the folder",
  options: {
    dir: {
      type: "string",
      value: "DIR",
      help: "the batch's folder: ledger, key of this computer",
      required: true,
    },
    server: { type: "string", value: "URL", help: "the running server: https, or this machine" },
    login: { type: "string", value: "NAME", help: "an account of the role bench" },
    board: { type: "string", value: "ID", help: `one of ${Object.keys(boards).join(", ")}` },
    port: {
      type: "string",
      value: "PORT",
      help: "serial port, or `bluetooth` for boards on the air; again for each place",
      multiple: true,
    },
    count: { type: "string", value: "N", help: "tokens of the batch (1000)" },
    baud: { type: "string", value: "N", help: "of serial ports (9600)" },
    metres: {
      type: "string",
      value: "CM",
      help: "how far boards lie from this computer's Bluetooth adapter, cm (50)",
    },
    band: {
      type: "string",
      value: "DB",
      help: "how far their strength may be from what is expected there (12)",
    },
    "no-radio": { type: "boolean", help: "there is no Bluetooth adapter: the radio is not looked at" },
    "no-person": { type: "boolean", help: "nobody presses and looks: button and lamps are not looked at" },
    "measure-clock": {
      type: "string",
      value: "MINUTES",
      help: "measures what each clock gains (0: not at all)",
    },
    erase: { type: "boolean", help: "files of others on the boards may be erased" },
    again: {
      type: "boolean",
      help: "boards that were set aside, or were a token of this batch, are taken again",
    },
    lab: { type: "boolean", help: "boards or builds of the laboratory" },
    read: {
      type: "string",
      value: "SERIAL",
      help: "in doubt, and its name was read while its button was held",
      multiple: true,
    },
    labels: { type: "string", value: "FILE", help: "a .pdf of the labels that were not printed yet" },
    sheet: {
      type: "string",
      value: "ID",
      help: `${STOCKS.map(({ id }) => id).join(", ")} (${STOCKS[0]!.id})`,
    },
    start: { type: "string", value: "N", help: "first label that is left on a used sheet (1)" },
    edges: { type: "boolean", help: "a thin line around each label, for plain paper" },
  },
  async run(args) {
    const dir = resolve(args.need("dir"));
    makeFolder(dir);
    const unlock = await lockFolder(dir).catch((error: Error) => {
      throw new BadInput(`--dir: ${error.message}`);
    });
    const ledger = new Ledger(join(dir, "ledger"));
    const batch = new Batch(ledger.lines);
    try {
      readNames({ ledger, batch }, args);
      if (args.text("server") !== undefined) await work(args, dir, { ledger, batch });
      return await output(args, { ledger, batch });
    } finally {
      ledger.close();
      await unlock();
    }
  },
};

type Kept = Pick<Work, "ledger" | "batch">;

/** What somebody read stands in for the name that the bench would have asked for. */
function readNames(kept: Kept, args: Arguments): void {
  for (const text of args.texts("read")) {
    const found = kept.batch.doubt.find(({ serial }) => String(serial) === text);
    if (!found) throw new BadInput(`--read: ${text} is not in doubt`);
    note(kept, { kind: "finished", unit: found.unit, serial: found.serial, by: "name" });
  }
}

async function output(args: Arguments, kept: Kept): Promise<Output> {
  const file = args.text("labels");
  let labels = 0;
  if (file !== undefined) {
    const id = args.need("sheet", STOCKS[0]!.id);
    const stock = stockOf(id);
    if (!stock)
      throw new BadInput(`--sheet must be one of ${STOCKS.map(({ id }) => id).join(", ")}, not "${id}"`);
    if (existsSync(file)) throw new BadInput(`--labels: ${file} is there already`);
    const startAt = args.whole("start", 1, 1, stock.columns * stock.rows);
    const sheet = { file: resolve(file), stock, startAt, hasEdges: args.flag("edges"), write: writeDurably };
    labels = await printLabels(kept, sheet);
  }
  const printed = file === undefined ? "" : `\n${labels} nhãn trong / labels in ${file}`;
  return {
    json: { ...summaryOf(kept.batch), ...(file === undefined ? {} : { labels, file }) },
    text: `${summaryText(kept.batch)}${printed}`,
  };
}

async function work(args: Arguments, dir: string, kept: Kept): Promise<void> {
  const board = readBoard(args.need("board"), args.flag("lab"));
  const ports = args.texts("port");
  if (ports.length === 0) throw new BadInput("--port is missing");
  const wired = ports.filter((path) => path !== RADIO);
  if (new Set(wired).size < wired.length) throw new BadInput("--port: the same port twice");
  const count = args.whole("count", 1000, 1, 100_000);
  const login = args.need("login");
  const baud = args.whole("baud", 9600, 300, 2_000_000);
  const bar = startProgress(board.name, count);
  const keyboard = openKeyboard(bar.say);
  const talk = openTalk(args, bar.say);
  const ear = args.flag("no-radio") ? undefined : await openEar();
  try {
    talk.enter = () => signIn(talk, { login, keyFile: join(dir, "computer-key"), prompt: keyboard });
    await talk.signIn();
    const build = await buildFirmware(board);
    note(kept, {
      kind: "started",
      by: login,
      computer: hostname(),
      board: board.id,
      program: programDigest(build),
    });
    const bench: Work = {
      ...kept,
      build,
      enroller: enrollerOver(talk),
      person: args.flag("no-person") ? undefined : keyboard,
      ear,
      radio: { metres: args.whole("metres", 50, 1, 1000) / 100, band: args.whole("band", 12, 1, 60) },
      pace: process.env.BZTOKEN_BENCH_MODELS ? { ...PACE, ...MODELS } : PACE,
      stopwatch: { now: () => performance.now(), sleep },
      clockMinutes: args.whole("measure-clock", 0, 0, MOST_CLOCK_MINUTES),
      allows: { erase: args.flag("erase"), again: args.flag("again"), lab: args.flag("lab") },
      told(news) {
        const line = newsText(news);
        if (line !== undefined) bar.say(line);
        bar.update(kept.batch.finished.length, throughput(kept.batch));
      },
    };
    await runBench(bench, slotsAt(ports, ear, baud), count);
  } finally {
    bar.end();
    talk.close();
    keyboard.close();
    await ear?.close();
  }
}

/** Each port is a place; `bluetooth` is one for whatever open board is heard loudest, and may be named again for more of them. */
function slotsAt(ports: readonly string[], ear: Ear | undefined, baud: number): Slot[] {
  const taken = new Set<string>();
  return ports.map((path, i) => {
    if (path === RADIO) {
      if (!ear) throw new BadInput(`--port ${RADIO} needs an adapter: no --no-radio`);
      return radioSlot(`${RADIO}-${i + 1}`, ear, taken, (address) => openPort(address, baud));
    }
    const open = () => openPort(path, baud);
    return { path, isOverRadio: RADIO_ADDRESS.test(path), open, reopen: open };
  });
}

function openTalk(args: Arguments, say: (line: string) => void): Talk {
  try {
    return new Talk(args.need("server"), (why) => say(`máy chủ / server: ${why}`));
  } catch (error) {
    throw new BadInput(`--server: ${(error as Error).message}`);
  }
}

/** "12 aside, 41 s each". */
function throughput(batch: Batch): string {
  const { aside, secondsEach } = summaryOf(batch);
  return `| ${aside.length} để riêng / aside${secondsEach === undefined ? "" : `, ${secondsEach} s`}`;
}
