import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { puckjs } from "../../boards/index.ts";
import { Batch } from "../../host-tools/bench/batch.ts";
import { openEar } from "../../host-tools/bench/bluez-ear.ts";
import type { Ear } from "../../host-tools/bench/ear.ts";
import { enrollerOver } from "../../host-tools/bench/enroller.ts";
import { Ledger } from "../../host-tools/bench/ledger.ts";
import { radioSlot } from "../../host-tools/bench/radio-slot.ts";
import { runBench } from "../../host-tools/bench/run.ts";
import { settleAll } from "../../host-tools/bench/settle.ts";
import { signIn } from "../../host-tools/bench/sign-in.ts";
import { Talk } from "../../host-tools/bench/talk.ts";
import { note, PACE, type Work } from "../../host-tools/bench/work.ts";
import { outside } from "../../host-tools/lib/system-packages.ts";
import { type StandIn, startStandIn } from "../../host-tools/models/bluez/stand-in.ts";
import { buildFirmware, type FirmwareBuild } from "../../host-tools/tools/firmware-build/bundle.ts";
import { openPort } from "../../host-tools/tools/flash/port.ts";
import { type BenchServer, LOGIN, PASSWORD, startBenchServer } from "./bench-server.ts";
import { BoardRadio } from "./board-radio.ts";
import { type Faults, VirtualBoard } from "./virtual-board.ts";

const fixture = (name: string): string =>
  fileURLToPath(new URL(`../support/programs/${name}`, import.meta.url));

describe("a bench with nothing but radio", function () {
  this.timeout(300_000);
  let server: BenchServer;
  let standIn: StandIn;
  let ear: Ear;
  let talk: Talk;
  let build: FirmwareBuild;
  let folder: string;
  const known = process.env.DBUS_SYSTEM_BUS_ADDRESS;

  before(async function () {
    if (!outside("dbus")) this.skip();
    standIn = await startStandIn();
    process.env.DBUS_SYSTEM_BUS_ADDRESS = standIn.address;
    ear = await openEar();
    server = await startBenchServer();
    build = await buildFirmware(puckjs, { main: fixture("main.ts"), lockdown: fixture("lockdown.ts") });
    folder = mkdtempSync(join(tmpdir(), "bench-radio-"));
    talk = new Talk(server.url, () => {});
    const code = await server.enrolmentCode();
    const prompt = { secret: async () => PASSWORD, line: async () => code };
    await signIn(talk, { login: LOGIN, keyFile: join(folder, "computer-key"), prompt });
  });

  after(async () => {
    if (known === undefined) delete process.env.DBUS_SYSTEM_BUS_ADDRESS;
    else process.env.DBUS_SYSTEM_BUS_ADDRESS = known;
    talk?.close();
    await ear?.close();
    await server?.stop();
    await standIn?.stop();
    if (folder) rmSync(folder, { recursive: true });
  });

  function onAir(unit: string, faults: Faults = {}) {
    const board = new VirtualBoard(puckjs, unit, faults);
    const radio = new BoardRadio(board);
    standIn.addNode(radio);
    return { board, radio };
  }

  function workWith(name: string): Work {
    const ledger = new Ledger(join(folder, name));
    return {
      build,
      ledger,
      batch: new Batch(ledger.lines),
      enroller: enrollerOver(talk),
      person: undefined,
      ear,
      radio: { metres: 0.5, band: 12 },
      pace: { ...PACE, look: 50, reset: 0, restart: 100, clock: 60, radio: 600, name: 3000 },
      stopwatch: { now: () => performance.now(), sleep },
      clockMinutes: 0,
      allows: { erase: false, again: false, lab: false },
      told() {},
    };
  }

  it("makes tokens of boards as they are on the air, two at once, and sets aside who is too weak", async () => {
    const weak = onAir("weak-0001", { level: -80 });
    const whole = ["whole-0002", "whole-0003", "whole-0004"].map((unit) => onAir(unit));
    const work = workWith("ledger");
    const taken = new Set<string>();
    const slots = [1, 2].map((i) =>
      radioSlot(`bluetooth-${i}`, ear, taken, (address) => openPort(address, 9600)),
    );
    // The weak one comes last: it is the one heard least.
    const done = runBench(work, slots, 4);
    while (work.batch.finished.length < 3 || work.batch.aside.length < 1) {
      await Promise.race([done, sleep(100)]);
    }
    assert.deepEqual(
      work.batch.aside.map(({ unit, reason }) => [unit, reason]),
      [["weak-0001", "radio-weak"]],
    );
    assert.deepEqual(
      whole.map(({ board }) => board.isLocked),
      [true, true, true],
    );
    assert.equal(weak.board.isLocked, false);
    const names = whole.map(({ board }) => board.name);
    assert.equal(new Set(names).size, 3);
    onAir("whole-0005");
    await done;
    work.ledger.close();
  });

  it("knows a token that was in doubt by its name, and no other", async () => {
    const { board, radio } = onAir("doubt-0001");
    const first = workWith("first");
    const slot = radioSlot("bluetooth-1", ear, new Set(), (address) => openPort(address, 9600));
    await runBench(first, [slot], 1);
    const { serial } = board.identity!;
    first.ledger.close();
    // As a cut between the mark and its line would have left the ledger.
    const cut = workWith("cut");
    const { unit } = board;
    note(cut, { kind: "asked", unit, request: "r", point: "p", boardNumber: 1, power: -59 });
    note(cut, { kind: "number", unit, request: "r", serial });
    note(cut, { kind: "locking", unit, serial });
    await settleAll(cut);
    assert.deepEqual(
      cut.batch.doubt.map((one) => one.serial),
      [serial],
    );
    radio.isHeld = true;
    await settleAll(cut);
    assert.deepEqual([cut.batch.doubt.length, cut.batch.finished[0]?.serial], [0, serial]);
    cut.ledger.close();
  });
});
