import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import type { Board } from "../../../boards/board.ts";
import { puckjs, xiaoble } from "../../../boards/index.ts";
import { sha256 } from "../../../host-tools/lib/sha256.ts";
import { buildFirmware, type FirmwareBuild } from "../../../host-tools/tools/firmware-build/bundle.ts";
import { type ClockRate, measureClock, type Stopwatch } from "../../../host-tools/tools/flash/clock-rate.ts";
import { loadToken } from "../../../host-tools/tools/flash/load.ts";
import { crc32 } from "../../../protocol/crc32.ts";
import { decodeIdentity, encodeIdentity, keysFromSeed } from "../../../protocol/identity.ts";
import { ModelBoard } from "./model-board.ts";

interface Line {
  /** ms until a question is at the board, and until its answer is back. */
  readonly there: () => number;
  readonly back: () => number;
}

/** A board whose clock gains `ppm`, at the end of a line, on a computer whose time passes by itself. */
function bench(board: Board, ppm: number, { there, back }: Line): { port: ModelBoard; stopwatch: Stopwatch } {
  let now = 5_000;
  const port = new ModelBoard(board, { getTime: () => 1e9 + (now / 1000) * (1 + ppm / 1e6) });
  const evaluate = port.evaluate.bind(port);
  port.evaluate = async (expression) => {
    now += there();
    const value = await evaluate(expression);
    now += back();
    return value;
  };
  const sleep = async (ms: number): Promise<void> => {
    now += ms;
  };
  return { port, stopwatch: { now: () => now, sleep } };
}

const steady = (there: number, back: number): Line => ({ there: () => there, back: () => back });

function measured(board: Board, ppm: number, line: Line, minutes: number): Promise<ClockRate> {
  const { port, stopwatch } = bench(board, ppm, line);
  return measureClock(port, board, minutes, stopwatch);
}

const fixture = (name: string): string =>
  fileURLToPath(new URL(`../../support/programs/${name}`, import.meta.url));

describe("a clock on the bench", () => {
  let build: FirmwareBuild;
  before(async () => {
    build = await buildFirmware(puckjs, { main: fixture("main.ts"), lockdown: fixture("lockdown.ts") });
  });

  it("is measured within what is said to be uncertain, however the delays lie", async () => {
    const delays = fc.array(fc.double({ min: 1, max: 60, noNaN: true }), { minLength: 48, maxLength: 48 });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: -500, max: 500 }), delays, async (ppm, ms) => {
        let next = 0;
        const delay = (): number => ms[next++ % ms.length]!;
        const rate = await measured(puckjs, ppm, { there: delay, back: delay }, 10);
        // A time of 10^9 s is known to 0.1 µs.
        assert.ok(Math.abs(rate.ppm - ppm) <= rate.uncertainPpm * 1.001 + 0.01, JSON.stringify(rate));
      }),
    );
  });

  it("counts by its quickest answers", async () => {
    let asked = 0;
    const there = (): number => (asked++ % 12 === 7 ? 2 : 400);
    const rate = await measured(puckjs, 312, { there, back: () => 2 }, 10);
    assert.ok(Math.abs(rate.ppm - 312) < 1 && rate.uncertainPpm < 10, JSON.stringify(rate));
  });

  it("is refused where the line is too slow for so few minutes, and taken after as many as the words say", async () => {
    let words = "";
    await assert.rejects(measured(xiaoble, 12, steady(40, 20), 10), (error: Error & { reason: string }) => {
      assert.equal(error.reason, "clock");
      words = error.message;
      return true;
    });
    const minutes = Number(/measure for (\d+) minutes/.exec(words)![1]);
    assert.ok(minutes > 10);
    const rate = await measured(xiaoble, 12, steady(40, 20), minutes);
    assert.ok(Math.abs(rate.ppm - 12) < 10, JSON.stringify(rate));
  });

  it("is refused where it is worse than its kind", async () => {
    for (const ppm of [800, -800])
      await assert.rejects(measured(puckjs, ppm, steady(5, 5), 10), { reason: "clock", written: true });
    await measured(puckjs, 700, steady(5, 5), 10);
  });

  it("tells the token: the rate stands in its identity, and nothing does where nobody measured", async () => {
    const identity = encodeIdentity(crc32, {
      serial: 42,
      board: puckjs.number,
      powerAtOneMetre: -59,
      role: "token",
      day: 20_000,
      ...keysFromSeed(sha256, new Uint8Array(32).fill(7)),
    });
    for (const clockMinutes of [10, 0]) {
      const { port, stopwatch } = bench(puckjs, -214, steady(4, 4));
      const options = { identity: async () => identity, resetMs: 0, clockMinutes, stopwatch };
      const { clock } = await loadToken(port, build, options);
      const told = decodeIdentity(crc32, port.file("identity"));
      assert.ok(told.ok);
      assert.equal(told.value.clockPpm, clockMinutes ? -214 : undefined);
      assert.equal(clock === undefined, clockMinutes === 0);
      assert.equal(told.value.serial, 42);
    }
  });

  it("that is refused uses up no number", async () => {
    const { port, stopwatch } = bench(puckjs, 900, steady(4, 4));
    let asked = 0;
    const identity = async (): Promise<Uint8Array> => {
      asked++;
      return new Uint8Array(160);
    };
    await assert.rejects(loadToken(port, build, { identity, resetMs: 0, clockMinutes: 10, stopwatch }), {
      reason: "clock",
    });
    assert.equal(asked, 0);
  });
});
