import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { puckjs } from "../../boards/index.ts";
import { Batch } from "../../host-tools/bench/batch.ts";
import { CHECK_NAMES } from "../../host-tools/bench/check.ts";
import { enrollerOver } from "../../host-tools/bench/enroller.ts";
import { Ledger } from "../../host-tools/bench/ledger.ts";
import type { Reason } from "../../host-tools/bench/reasons.ts";
import { runBench } from "../../host-tools/bench/run.ts";
import { signIn } from "../../host-tools/bench/sign-in.ts";
import { Talk } from "../../host-tools/bench/talk.ts";
import { type News, PACE, type Work } from "../../host-tools/bench/work.ts";
import { buildFirmware, type FirmwareBuild } from "../../host-tools/tools/firmware-build/bundle.ts";
import { type BenchServer, LOGIN, PASSWORD, startBenchServer } from "./bench-server.ts";
import { earAt, Place, personAt } from "./carton.ts";
import { type Faults, VirtualBoard } from "./virtual-board.ts";

const QUICK = {
  look: 5,
  answer: 500,
  reset: 0,
  restart: 5,
  silence: 500,
  press: 600,
  radio: 5,
  clock: 60,
  name: 5,
};
const fixture = (name: string): string =>
  fileURLToPath(new URL(`../support/programs/${name}`, import.meta.url));

/** Each fault and the reason that the bench has to give. */
const CARTON: readonly (readonly [fault: string, faults: Faults, reason: Reason])[] = [
  ["another kind of board", { isOther: true }, "wrong-board"],
  ["another Espruino", { version: "2v28" }, "wrong-version"],
  ["somebody's files", { foreignFiles: true }, "other-files"],
  ["a page that keeps nothing", { badPage: 7 }, "flash"],
  ["a bit that flips on its way", { badWrites: ".boot2" }, "verify"],
  ["a wrong hash", { crypto: "hash" }, "crypto"],
  ["a wrong CRC", { crypto: "crc" }, "crypto"],
  ["a used battery", { volts: 2.4 }, "battery"],
  ["a button that is stuck", { button: "stuck" }, "button-stuck"],
  ["a button that tells nothing", { button: "silent" }, "button-silent"],
  ["a dark lamp", { lamp: "dark" }, "lamp"],
  ["seconds that are too short", { seconds: 1.4 }, "clock-wild"],
  ["no antenna", { level: -88 }, "radio-weak"],
  ["no sender", { level: null }, "radio-unheard"],
  ["too loud for where it is said to lie", { level: -20 }, "radio-strong"],
  ["no receiver", { isDeaf: true }, "radio-deaf"],
  ["dies while it is written", { diesAt: 40 }, "stopped-answering"],
  ["a console that stays open behind the mark", { staysOpen: true }, "still-open"],
];

describe("faulty boards at a bench", function () {
  this.timeout(120_000);
  let server: BenchServer;
  let talk: Talk;
  let build: FirmwareBuild;
  let folder: string;

  before(async () => {
    server = await startBenchServer();
    build = await buildFirmware(puckjs, { main: fixture("main.ts"), lockdown: fixture("lockdown.ts") });
    folder = mkdtempSync(join(tmpdir(), "bench-"));
    talk = new Talk(server.url, () => {});
    const code = await server.enrolmentCode();
    const prompt = { secret: async () => PASSWORD, line: async () => code };
    await signIn(talk, { login: LOGIN, keyFile: join(folder, "computer-key"), prompt });
  });

  after(async () => {
    talk.close();
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  /** Works at one place until a whole board, which comes after all others, is a token. */
  async function through(boards: readonly VirtualBoard[], more: Partial<Work> = {}, others = 3) {
    const place = new Place("/dev/ttyTEST0");
    const path = join(folder, `ledger-${Math.random()}`);
    const ledger = new Ledger(path);
    const batch = new Batch(ledger.lines);
    const news: News[] = [];
    const rest = [...boards, new VirtualBoard(puckjs, "the-last-one")];
    const next = () => {
      place.board = rest.shift();
      place.board?.hears(others);
    };
    next();
    const work: Work = {
      build,
      ledger,
      batch,
      enroller: enrollerOver(talk),
      person: personAt([place]),
      ear: earAt([place], others),
      radio: { metres: 0.5, band: 12 },
      pace: { ...PACE, ...QUICK },
      stopwatch: { now: () => performance.now(), sleep: (ms) => new Promise((done) => setTimeout(done, ms)) },
      clockMinutes: 0,
      allows: { erase: false, again: false, lab: false },
      told(one) {
        news.push(one);
        if (one.kind !== "aside" && one.kind !== "finished" && one.kind !== "take-out") return;
        // A hand takes it out, and puts the next one in a moment later.
        place.board = undefined;
        setTimeout(next, 40);
      },
      ...more,
    };
    await runBench(work, [place.slot], 1);
    ledger.close();
    return { batch, news, path, work };
  }

  for (const [fault, faults, reason] of CARTON)
    it(`${fault}: ${reason}`, async () => {
      const board = new VirtualBoard(puckjs, `unit ${fault}`, faults);
      const { batch } = await through([board]);
      assert.deepEqual(
        batch.aside.map(({ unit, reason, words }) => [unit, reason, words.length > 10]),
        [[board.unit, reason, true]],
        JSON.stringify(batch.aside),
      );
      assert.equal(batch.finished.length, 1);
      if (reason !== "still-open") assert.equal(board.isLocked, false);
      // Its number, where it had one, is no other board's.
      assert.equal(batch.void.length, reason === "still-open" ? 1 : 0);
      assert.equal(batch.doubt.length + batch.drawn.length + batch.unanswered.length, 0);
    });

  it("go by in one carton among whole ones, each for its own reason", async () => {
    const faulty = CARTON.map(([fault, faults]) => new VirtualBoard(puckjs, `carton ${fault}`, faults));
    const { batch } = await through(faulty);
    assert.deepEqual(
      batch.aside.map(({ unit, reason }) => [unit, reason]),
      CARTON.map(([fault, , reason]) => [`carton ${fault}`, reason]),
    );
    assert.equal(batch.finished.length, 1);
  });

  it("a whole one has passed every look, and without a person or an adapter is told as not looked at", async () => {
    const { news } = await through([]);
    const results = (all: readonly News[]) =>
      new Map(all.flatMap((one) => (one.kind === "check" ? [[one.name, one.result] as const] : [])));
    const whole = results(news);
    assert.deepEqual([...whole.keys()].sort(), [...CHECK_NAMES].sort());
    for (const [name, { state }] of whole) assert.equal(state, "passed", name);
    const alone = results((await through([], { person: undefined, ear: undefined })).news);
    for (const name of ["button", "lamp", "radio heard", "radio hears"] as const)
      assert.equal(alone.get(name)?.state, "not looked at", name);
    const silent = results((await through([], {}, 0)).news);
    assert.deepEqual(silent.get("radio hears"), {
      state: "not looked at",
      why: "nobody else was on the air",
    });
  });

  it("one that was mended and comes again is looked at anew, one that lies there is not", async () => {
    const mended = new VirtualBoard(puckjs, "mended", { volts: 2.2 });
    const again = new VirtualBoard(puckjs, "mended");
    const { batch, news } = await through([mended, again]);
    assert.equal(batch.aside.length, 0);
    assert.equal(batch.finished[0]?.unit, "mended");
    assert.deepEqual(
      news.flatMap((one) => (one.kind === "found" ? [one.unit] : [])),
      ["mended", "mended"],
    );
  });

  it("the ledger holds no key, and of each board who, when, with what, and what was looked at", async () => {
    const { path, work } = await through([]);
    const text = readFileSync(path, "utf8");
    const finished = work.ledger.lines.find((line) => line.kind === "finished");
    assert.ok(finished?.kind === "finished");
    assert.deepEqual(Object.keys(finished.checks ?? {}).sort(), [...CHECK_NAMES].sort());
    assert.ok(finished.interpreter === "2v29" && finished.at.startsWith("20"));
    // 32 bytes in any coding: hexadecimal digits of a point and a UUID are all that is as long.
    const long = text.match(/[0-9a-zA-Z+/]{40,}/g) ?? [];
    assert.deepEqual(
      long.filter((word) => !/^04[0-9a-f]{128}$/.test(word)),
      [],
    );
  });
});
