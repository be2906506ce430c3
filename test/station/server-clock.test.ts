import assert from "node:assert/strict";
import { ServerClock } from "../../host-tools/station/server-clock.ts";

const TRUTH = Date.UTC(2026, 10, 24, 2);
const MINUTE = 60_000;
const DAY = 86_400_000;

/** A computer whose wall clock is off by so much, and the server's true time; asking takes 200 ms. */
function computer(offBy: number) {
  const state = { passed: 0, offBy };
  const clock = new ServerClock({
    wall: () => TRUTH + state.passed + state.offBy,
    monotonic: () => 5000 + state.passed,
  });
  const ask = async () => {
    state.passed += 100;
    const server = TRUTH + state.passed;
    state.passed += 100;
    return server;
  };
  return { state, clock, measure: () => clock.measure(ask), truth: () => TRUTH + state.passed };
}

describe("the server's time on a station's computer", () => {
  it("is not known before the server was asked", () => {
    const { clock } = computer(0);
    assert.equal(clock.now(), undefined);
    assert.deepEqual(clock.verdict(), { kind: "unknown" });
  });

  for (const [name, offBy] of [
    ["in 2010", Date.UTC(2010, 0, 1) - TRUTH],
    ["in 2036", Date.UTC(2036, 5, 1) - TRUTH],
    ["a day ahead", DAY],
    ["a day behind", -DAY],
    ["121 seconds ahead", 121_000],
  ] as const)
    it(`is right on a computer that is ${name}, and the person is told`, async () => {
      const { state, clock, measure, truth } = computer(offBy);
      await measure();
      state.passed += 30 * MINUTE;
      assert.ok(Math.abs(clock.now()! - truth()) <= 100);
      const verdict = clock.verdict();
      assert.equal(verdict.kind, "off");
      assert.ok(verdict.kind === "off" && Math.abs(verdict.offBy - offBy) <= 100);
    });

  it("is right on a computer that is within two minutes, and nobody is bothered", async () => {
    const { clock, measure } = computer(-119_000);
    await measure();
    assert.equal(clock.verdict().kind, "right");
  });

  it("is not known after the computer's clock has jumped, until the server is asked again", async () => {
    for (const jump of [DAY, -DAY, 10 * MINUTE, -6000]) {
      const { state, clock, measure, truth } = computer(0);
      await measure();
      state.offBy += jump;
      assert.deepEqual(clock.verdict(), { kind: "jumped", by: jump });
      assert.equal(clock.now(), undefined);
      await measure();
      assert.ok(Math.abs(clock.now()! - truth()) <= 100);
      assert.equal(clock.verdict().kind, Math.abs(jump) > 2 * MINUTE ? "off" : "right");
    }
  });

  it("is not known after sleep that stopped the monotonic clock", async () => {
    const { state, clock, measure } = computer(0);
    await measure();
    // The wall clock went on, the monotonic one did not.
    state.offBy += 8 * 3_600_000;
    assert.equal(clock.now(), undefined);
  });

  it("keeps the better of two measurements", async () => {
    const { clock, measure, state, truth } = computer(0);
    await measure();
    const slow = { sent: 5000 + state.passed, received: 5000 + state.passed + 60_000 };
    state.passed += 60_000;
    clock.take({ ...slow, server: TRUTH + state.passed, wall: TRUTH + state.passed });
    assert.ok(Math.abs(clock.now()! - truth()) <= 100);
  });

  it("stays as it was when the server cannot be asked", async () => {
    const { clock, measure, truth } = computer(0);
    await measure();
    await assert.rejects(
      clock.measure(() => Promise.reject(new Error("away"))),
      /away/,
    );
    assert.ok(Math.abs(clock.now()! - truth()) <= 100);
  });
});
