/** Real interpreters in place of virtual boards: what the bench asks is asked of Espruino itself. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Board } from "../../boards/board.ts";
import { puckjs } from "../../boards/index.ts";
import { Batch } from "../../host-tools/bench/batch.ts";
import type { CheckResult } from "../../host-tools/bench/check.ts";
import { enrollerOver } from "../../host-tools/bench/enroller.ts";
import { Ledger } from "../../host-tools/bench/ledger.ts";
import { runBench } from "../../host-tools/bench/run.ts";
import { signIn } from "../../host-tools/bench/sign-in.ts";
import { Talk } from "../../host-tools/bench/talk.ts";
import { PACE, type Slot, type Work } from "../../host-tools/bench/work.ts";
import { outside, programOnPath } from "../../host-tools/lib/system-packages.ts";
import { buildFirmware, type FirmwareBuild } from "../../host-tools/tools/firmware-build/bundle.ts";
import { openPort } from "../../host-tools/tools/flash/port.ts";
import { Bench } from "../tools/flash/bench.ts";
import { type BenchServer, LOGIN, PASSWORD, startBenchServer } from "./bench-server.ts";

const BOARDS = 10;
const PLACES = 2;
const BAUD = 9600;
const fixture = (name: string): string =>
  fileURLToPath(new URL(`../support/programs/${name}`, import.meta.url));

describe("real interpreters at a bench", function () {
  this.timeout(600_000);
  let interpreter: string;
  let server: BenchServer;
  let talk: Talk;
  let folder: string;
  let build: FirmwareBuild;

  before(async function () {
    interpreter = outside("espruino") ?? "";
    if (!interpreter || !programOnPath("script") || !serialPortInstalled()) this.skip();
    const board = await asksLikePuck(interpreter);
    if (!board) this.skip();
    build = await buildFirmware(board, { main: fixture("main.ts"), lockdown: fixture("lockdown.ts") });
    server = await startBenchServer();
    folder = mkdtempSync(join(tmpdir(), "bench-real-"));
    talk = new Talk(server.url, () => {});
    const code = await server.enrolmentCode();
    const prompt = { secret: async () => PASSWORD, line: async () => code };
    await signIn(talk, { login: LOGIN, keyFile: join(folder, "computer-key"), prompt });
  });

  after(async () => {
    talk?.close();
    await server?.stop();
    if (folder) rmSync(folder, { recursive: true });
  });

  it(`makes ${BOARDS} tokens of them, each with its own number, after the looks that a Linux build can stand`, async () => {
    let drawn = 0;
    const programs = Array.from({ length: BOARDS + PLACES }, (_, i) => chip(interpreter, folder, i + 1));
    const started = async (): Promise<Bench> => {
      const bench = new Bench(programs[drawn++]!);
      await bench.plugIn();
      await bench.powerOn();
      return bench;
    };
    const places = await Promise.all(
      Array.from({ length: PLACES }, async (_, i) => ({ path: `place-${i + 1}`, bench: await started() })),
    );
    const ledger = new Ledger(join(folder, "ledger"));
    const checks = new Map<string, CheckResult>();
    const swaps: Promise<void>[] = [];
    const work: Work = {
      build,
      ledger,
      batch: new Batch(ledger.lines),
      enroller: enrollerOver(talk),
      person: undefined,
      ear: undefined,
      radio: { metres: 0.5, band: 12 },
      pace: { ...PACE, look: 100 },
      stopwatch: { now: () => performance.now(), sleep },
      clockMinutes: 0,
      allows: { erase: false, again: false, lab: false },
      told(news) {
        if (news.kind === "check") checks.set(news.name, news.result);
        assert.notEqual(news.kind, "aside", JSON.stringify(news));
        if (news.kind !== "finished") return;
        const place = places.find(({ path }) => path === news.port)!;
        const { bench } = place;
        swaps.push(
          bench.end().then(async () => {
            place.bench = await started();
          }),
        );
      },
    };
    const slots = places.map((place): Slot => {
      const open = () => openPort(place.bench.port, BAUD);
      return { path: place.path, isOverRadio: false, open, reopen: open };
    });
    try {
      await runBench(work, slots, BOARDS);
      await Promise.all(swaps);
      const serials = work.batch.finished.map(({ serial }) => serial);
      assert.equal(new Set(serials).size, BOARDS);
      for (const name of ["clock", "crypto", "random", "flash"])
        assert.equal(checks.get(name)?.state, "passed", name);
      for (const name of ["battery", "radio heard", "radio hears", "button", "lamp"])
        assert.equal(checks.get(name)?.state, "not looked at", name);
    } finally {
      ledger.close();
      for (const { bench } of places) await bench.end();
    }
  });

  /** Puck.js with the flash that this build has; undefined where the build has a radio of its own. */
  async function asksLikePuck(program: string): Promise<Board | undefined> {
    const probe = new Bench(program);
    await probe.plugIn();
    await probe.powerOn();
    const port = await openPort(probe.port, BAUD);
    try {
      const [board, hasRadio, storageBytes] = (await port.evaluate(
        '[process.env.BOARD,typeof NRF!="undefined",require("Storage").getStats().totalBytes]',
      )) as [string, boolean, number];
      if (hasRadio) return undefined;
      const flash = { ...puckjs.flash, storageAddress: 0x10000000, storageBytes };
      return { ...puckjs, id: board.toLowerCase(), flash, stackBytes: 0 };
    } finally {
      port.close();
      await probe.end();
    }
  }
});

/** The Linux build tells one number for all chips, which stands in its code: a copy with another one. */
function chip(program: string, folder: string, number: number): string {
  const bytes = readFileSync(program);
  const told = Buffer.from("addeaddeaddeadde", "hex");
  for (let at = bytes.indexOf(told); at >= 0; at = bytes.indexOf(told, at + 8))
    bytes.writeUInt32LE(number, at);
  const path = join(folder, `espruino-${number}`);
  writeFileSync(path, bytes, { mode: 0o700 });
  return path;
}

/** An optional package of the espruino package, with a native part that not every machine can build. */
function serialPortInstalled(): boolean {
  try {
    createRequire(import.meta.url).resolve("serialport");
    return true;
  } catch {
    return false;
  }
}
