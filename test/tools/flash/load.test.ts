import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Board } from "../../../boards/board.ts";
import { puckjs, xiaoble } from "../../../boards/index.ts";
import { sha256 } from "../../../host-tools/lib/sha256.ts";
import { outside, programOnPath } from "../../../host-tools/lib/system-packages.ts";
import { buildFirmware, type FirmwareBuild } from "../../../host-tools/tools/firmware-build/bundle.ts";
import { installImage } from "../../../host-tools/tools/firmware-build/install.ts";
import { guardedLockdown, identityAddress, MARK_OFFSET } from "../../../host-tools/tools/flash/guard.ts";
import {
  consoleAfterRestart,
  type LoadOptions,
  type LoadStep,
  loadToken,
} from "../../../host-tools/tools/flash/load.ts";
import { NoAnswer, openPort, type Port } from "../../../host-tools/tools/flash/port.ts";
import { askOtherFiles, flashParts, writePart } from "../../../host-tools/tools/flash/questions.ts";
import { FlashRefused } from "../../../host-tools/tools/flash/refusal.ts";
import { crc32 } from "../../../protocol/crc32.ts";
import { encodeIdentity, keysFromSeed } from "../../../protocol/identity.ts";
import { Bench } from "./bench.ts";

const fixture = (name: string): string =>
  fileURLToPath(new URL(`../../support/programs/${name}`, import.meta.url));
const BAUD = 9600;
const RESTART_MS = 400;

const keys = keysFromSeed(sha256, new Uint8Array(32).fill(7));
const identityFor = (board: Board): Uint8Array =>
  encodeIdentity(crc32, {
    serial: 2_100_000_042,
    board: board.number,
    powerAtOneMetre: -59,
    role: "token",
    day: 20_000,
    ...keys,
  });

/** Names of keys of which any eight bytes in a row, from a word's border, lie in the flash. */
function keysIn(flash: Uint8Array): string[] {
  const bytes = Buffer.from(flash);
  return Object.entries(keys).flatMap(([name, key]) => {
    for (let at = 0; at + 8 <= key.length; at += 4)
      if (bytes.includes(Buffer.from(key.subarray(at, at + 8)))) return [name];
    return [];
  });
}

describe("loading a token onto a board", function () {
  this.timeout(60_000);
  let interpreter: string;
  let build: FirmwareBuild;
  /** The interpreter's NRF: only with it can the real program and the real lock-down run. */
  let withRadio = false;
  let bench: Bench;

  before(async function () {
    interpreter = outside("espruino") ?? "";
    if (!interpreter || !programOnPath("script") || !serialPortInstalled()) this.skip();
    const probe = await startedBench();
    const facts = await withPort(probe, (port) =>
      port.evaluate('[process.env.BOARD,typeof NRF!="undefined",require("Storage").getStats().totalBytes]'),
    );
    await probe.end();
    const [board, radio, storageBytes] = facts as [string, boolean, number];
    withRadio = radio;
    const own = board === "PUCKJS";
    // The interpreter for Linux has no radio and its own flash: a program that says nothing stands for the token's.
    const flash = { ...puckjs.flash, storageAddress: 0x10000000, storageBytes };
    build = await buildFirmware(
      own ? puckjs : { ...puckjs, id: board.toLowerCase(), flash },
      withRadio ? {} : { main: fixture("main.ts"), lockdown: fixture("lockdown.ts") },
    );
  });

  beforeEach(async () => {
    bench = await startedBench();
  });

  afterEach(() => bench.end());

  async function startedBench(): Promise<Bench> {
    const started = new Bench(interpreter);
    await started.plugIn();
    await started.powerOn();
    return started;
  }

  async function withPort<T>(at: Bench, use: (port: Port) => Promise<T>): Promise<T> {
    const port = await openPort(at.port, BAUD);
    try {
      return await use(port);
    } finally {
      port.close();
    }
  }

  const load = (options: Partial<LoadOptions> = {}, of: FirmwareBuild = build) =>
    withPort(bench, (port) =>
      loadToken(port, of, { identity: async () => identityFor(of.board), ...options }),
    ).finally(() => sleep(RESTART_MS));

  async function restarted(options: { held?: boolean } = {}): Promise<void> {
    await bench.powerOff();
    bench.printed = "";
    await bench.powerOn(options);
  }

  const answers = async (): Promise<boolean> => (await bench.typed("print(6*7)\n")).includes("42");

  it("leaves a complete token, every file at its address, and a console that is silent at every start", async () => {
    const steps: LoadStep[] = [];
    const report = await load({ onStep: (step) => steps.at(-1) !== step && steps.push(step) });
    assert.deepEqual(steps, ["erase", "files", "verify", "identity", "lock", "restart"]);
    const { storageAddress, pageBytes } = build.board.flash;
    const at = (name: string): number => report.files.find((file) => file.name === name)!.address;
    assert.equal(at("log"), storageAddress + pageBytes);
    assert.equal(at("identity"), identityAddress(build.board));

    const image = installImage(build.board, build, identityFor(build.board));
    for (const file of image.files) {
      if (!("bytes" in file)) continue;
      const bytes = file.name === ".boot0" ? guardedLockdown(build.board, build.lockdown) : file.bytes;
      const from = at(file.name) - storageAddress;
      // The program has run: with a radio it has destroyed what the identity holds for one use.
      const length = file.name === "identity" && withRadio ? 48 : bytes.length;
      assert.deepEqual(
        bench.flash.subarray(from, from + length),
        Buffer.from(bytes.subarray(0, length)),
        file.name,
      );
    }
    assert.equal(await consoleAfterRestart(() => openPort(bench.port, BAUD), 0), "silent");
    assert.equal(await answers(), false);
    await restarted();
    assert.equal(await answers(), false);
  });

  it("a held button does not open a loaded token", async function () {
    if (!withRadio) this.skip();
    await load();
    await restarted({ held: true });
    assert.equal(await answers(), false);
  });

  it("another board is named and nothing is written", async () => {
    const before = bench.flash;
    const other = await buildFirmware(xiaoble, {
      main: fixture("main.ts"),
      lockdown: fixture("lockdown.ts"),
    });
    await assert.rejects(load({}, other), (error: FlashRefused) => {
      assert.ok(error instanceof FlashRefused);
      assert.equal(error.reason, "wrong-board");
      assert.ok(error.message.includes(build.board.id.toUpperCase()) && error.message.includes("XIAOBLE"));
      return true;
    });
    assert.deepEqual(bench.flash, before);
    assert.equal(await answers(), true);
  });

  it("a board whose Storage lies otherwise is refused and nothing is written", async () => {
    const before = bench.flash;
    const flash = { ...build.board.flash, storageBytes: build.board.flash.storageBytes + 4096 };
    const other = { ...build, board: { ...build.board, flash } };
    await assert.rejects(load({}, other), { reason: "storage-size", written: false });
    assert.deepEqual(bench.flash, before);
  });

  it("somebody else's files are kept until --erase; then even full flash is loaded", async () => {
    const room = build.board.flash.storageBytes - 64 - 12;
    await withPort(bench, async (port) => {
      await port.evaluate('require("Storage").write("clock.js","tick")');
      await port.evaluate(`require("Storage").write("fill","",0,${room - 4 - 32})`);
    });
    const before = bench.flash;
    await assert.rejects(load(), (error: FlashRefused) => {
      assert.equal(error.reason, "other-files");
      assert.match(error.message, /^2 other files are on it \(clock\.js, fill\).*--erase/);
      return true;
    });
    assert.deepEqual(bench.flash, before);
    const { erased } = await load({ erase: true });
    assert.deepEqual(erased, { names: ["clock.js", "fill"], count: 2 });
    assert.equal(await answers(), false);
  });

  it("a file of ours whose name was cut off is no one else's", async () => {
    const known = [".boot0", "identity"];
    await withPort(bench, async (port) => {
      const asked = async (name: string): Promise<string[]> => {
        await port.evaluate('require("Storage").eraseAll()');
        const header = [0xa0, 0, 0, 0, ...Buffer.from(name, "latin1")];
        await port.evaluate(`require("Flash").write([${header}],${build.board.flash.storageAddress})`);
        return (await askOtherFiles(port, known, 3)).names;
      };
      for (const cut of ["\xff\xff\xff\xff", ".boo", "iden"])
        assert.deepEqual(await asked(cut), [], JSON.stringify(cut));
      for (const other of ["clock.js", ".bootcde"])
        assert.deepEqual(await asked(other.padEnd(28, "\0")), [other]);
    });
  });

  it("a clock is asked of the board itself; one that is refused leaves an open board without keys", async () => {
    // For this stopwatch ten minutes pass in a moment, so the board's clock seems to stand nearly still.
    let now = 0;
    const sleep = async (ms: number): Promise<void> => {
      now += ms;
    };
    await assert.rejects(load({ clockMinutes: 10, stopwatch: { now: () => now, sleep } }), {
      reason: "clock",
      message: /^its clock gains -99\d{4} ppm/,
    });
    assert.deepEqual(keysIn(bench.flash), []);
    assert.equal(await answers(), true);
  });

  it("a token that is locked already does not answer and stays as it is", async () => {
    await load();
    await restarted();
    const before = bench.flash;
    await assert.rejects(load(), { reason: "no-answer", written: false });
    if (!withRadio) assert.deepEqual(bench.flash, before);
  });

  const cuts: readonly [LoadStep, number, string[]][] = [
    ["files", 0.5, []],
    ["identity", 0, []],
    ["lock", 0, ["tokenKey", "dayKey", "pageKey"]],
  ];
  for (const [step, share, left] of cuts)
    it(`a power cut at "${step}" leaves an open board without keys, which loads at the next try`, async () => {
      await withPort(bench, async (port) => {
        const loading = loadToken(port, build, {
          identity: async () => identityFor(build.board),
          onStep: (at, done) => {
            if (at !== step || done < share) return;
            void bench.powerOff();
            port.close();
          },
        });
        await assert.rejects(loading, NoAnswer);
      });
      assert.deepEqual(keysIn(bench.flash).sort(), left.sort());
      await restarted();
      assert.deepEqual(keysIn(bench.flash), []);
      assert.equal(await answers(), true);
      await load();
      assert.equal(await answers(), false);
    });

  it("a power cut after the mark leaves a complete token that is locked", async () => {
    await withPort(bench, async (port) => {
      const loading = loadToken(port, build, {
        identity: async () => identityFor(build.board),
        onStep: (at) => {
          if (at !== "restart") return;
          void bench.powerOff();
          port.close();
        },
      });
      await assert.rejects(loading, NoAnswer);
    });
    await restarted();
    assert.equal(await answers(), false);
    assert.ok(keysIn(bench.flash).includes("tokenKey"));
  });

  it("a torn lock-down script does nothing", async () => {
    const whole = guardedLockdown(build.board, build.lockdown);
    const text = Buffer.from(whole).toString("latin1").trimEnd().length;
    for (const bytes of [12, 60, 100, Math.floor(text / 2) & ~3, (text - 40) & ~3]) {
      await withPort(bench, async (port) => {
        await port.evaluate('require("Storage").eraseAll()');
        for (const part of flashParts(whole.subarray(0, bytes)))
          await writePart(port, ".boot0", part, whole.length);
      });
      await restarted();
      assert.equal(await answers(), true, `cut after ${bytes} bytes`);
    }
  });

  it("the command names the board it found instead and ends with exit code 2", async () => {
    const other = build.board.id === "puckjs" ? "mdbt42q" : "puckjs";
    const { code, stderr } = await bztoken(
      ["flash", "--board", other, "--port", bench.port],
      other === "puckjs" ? 1 : 3,
    );
    assert.equal(code, 2);
    assert.match(stderr, /this is a \w+, not a \w+; nothing was written/);
  });

  it("the command loads a token that it enrols", async function () {
    if (build.board.id !== "puckjs" || !withRadio) this.skip();
    const folder = mkdtempSync(join(tmpdir(), "flash-"));
    try {
      const words = ["flash", "--board", "puckjs", "--port", bench.port, "--data", folder, "--json"];
      const { code, stdout, stderr } = await run(words);
      assert.equal(code, 0, stderr);
      const { serial, name, console } = JSON.parse(stdout);
      assert.deepEqual([serial, name, console], [1, "BZ-0001", "silent"]);
      assert.equal(await answers(), false);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("blank bytes at the end of the lock-down script are a comment", () => {
    const bytes = guardedLockdown(build.board, build.lockdown).fill(0xff, MARK_OFFSET);
    assert.match(Buffer.from(bytes).toString("latin1"), /\/\/ *\xff{4}$/);
  });
});

describe("the command that loads a board", () => {
  it("refuses to make a gate of a token's identity, before it looks for a board", async () => {
    const words = ["flash", "--board", "puckjs", "--port", "tcp://127.0.0.1:9", "--role", "gate"];
    const { code, stderr } = await bztoken(words, 1);
    assert.equal(code, 2);
    assert.match(stderr, /--role: \S+ is the identity of a token/);
  });
});

async function bztoken(words: string[], boardNumber: number) {
  const folder = mkdtempSync(join(tmpdir(), "flash-"));
  try {
    const file = join(folder, "identity");
    writeFileSync(file, identityFor({ ...puckjs, number: boardNumber }));
    return await run([...words, "--identity", file]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function run(words: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const program = fileURLToPath(new URL("../../../host-tools/tools/cli/bztoken.mjs", import.meta.url));
  const child = spawn(process.execPath, [program, ...words], { stdio: ["ignore", "pipe", "pipe"] });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (data) => (stdout += data));
  child.stderr.on("data", (data) => (stderr += data));
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { code, stdout, stderr };
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
