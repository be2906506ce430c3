import assert from "node:assert/strict";
import type { Database } from "../../../host-tools/server/database/database.ts";
import { openServer, partsOf, type Server } from "../../../host-tools/server/server.ts";
import { ClockWatch } from "../../../host-tools/server/store/clock-watch.ts";
import { enrolTokens } from "../../support/scenario.ts";
import { describeOnDatabases, emptyDatabase } from "../../support/shared-database.ts";

const DAY = 20780;
const START = DAY * 86_400_000 + 3 * 3_600_000;
const HOUR = 3_600_000;

describeOnDatabases("the server's look at its own clock", () => {
  let database: Database;
  let server: Server;
  /** True time, what the machine's clock is off by, and how long the machine slept or was off. */
  let time: number;
  let off: number;
  let asleep: number;
  const now = () => time + off;
  const monotonic = () => time - START - asleep;

  const watchOf = () => partsOf(server).clock;
  const open = async () => {
    server = await openServer({ database, now, monotonic });
  };
  const restart = async () => {
    // Another process on the same tables.
    watch = await ClockWatch.open(database, partsOf(server).writer, { now, monotonic });
  };
  let watch: ClockWatch;

  beforeEach(async () => {
    [time, off, asleep] = [START, 0, 0];
    database = await emptyDatabase();
    await open();
    await enrolTokens(server, 1, DAY);
    watch = watchOf();
    await watch.keep();
  });

  /** Computers of so many accounts tell the time, each off by its own minutes. */
  function say(...minutes: readonly number[]): void {
    for (const [i, wrong] of minutes.entries()) watch.hear(`account ${i}`, time + wrong * 60_000);
  }
  const isRight = () => watch.verdict().isRight;

  it("believes a clock that goes on as time does", async () => {
    for (let hours = 0; hours < 100; hours++) {
      time += HOUR;
      assert.equal((await watch.keep()).isRight, true);
    }
    assert.ok(watch.mayDiscard());
  });

  for (const [hours, right] of [
    [11, true],
    [13, false],
    [24 * 6, false],
    [-0.5, true],
    [-1.5, false],
  ] as const)
    it(`${right ? "bears" : "does not bear"} a jump by ${hours} hours while it runs`, () => {
      time += 5 * HOUR;
      off = hours * HOUR;
      assert.equal(isRight(), right);
      assert.equal(watch.verdict().aheadMs, off);
    });

  it("discards nothing on the day of a jump that it bears, nor when it was started again meanwhile", async () => {
    time += 5 * HOUR;
    off = 11 * HOUR;
    assert.ok(isRight());
    assert.equal(watch.mayDiscard(), false);
    await watch.keep();
    await restart();
    assert.ok(isRight());
    assert.equal(watch.mayDiscard(), false);
    time += 23 * HOUR;
    await watch.keep();
    assert.equal(watch.mayDiscard(), false);
    time += 2 * HOUR;
    assert.ok(watch.mayDiscard());
    off -= 1.5 * HOUR;
    assert.equal(watch.mayDiscard(), false, "backwards, too");
  });

  it("does not bear jumps that are small enough one by one", async () => {
    for (let jumps = 1; jumps <= 3; jumps++) {
      off += 5 * HOUR;
      time += 2 * HOUR;
      assert.equal((await watch.keep()).isRight, jumps < 3, `jump ${jumps}`);
      if (jumps < 3) await restart();
    }
  });

  it("signs nothing and gives no ticket by a clock that it does not believe, and does again when that is put right", async () => {
    off = 6 * 24 * HOUR;
    const nonce = new Uint8Array(8);
    await assert.rejects(server.signTime(1, nonce), { reason: "clock" });
    await assert.rejects(server.issueTicket(1), { reason: "clock" });
    off = 0;
    assert.equal((await server.issueTicket(1)).counter, 1);
    assert.ok(await server.signTime(1, nonce));
  });

  it("discards nothing for a day after it was in doubt, also when it was started again", async () => {
    off = 6 * 24 * HOUR;
    assert.equal(watch.mayDiscard(), false);
    off = 0;
    assert.ok(isRight());
    await watch.keep();
    time += 23 * HOUR;
    await watch.keep();
    assert.throws(() => watch.checkForDiscarding(), { reason: "clock" });
    await restart();
    assert.equal(watch.mayDiscard(), false);
    time += 2 * HOUR;
    assert.ok(watch.mayDiscard());
  });

  it("does not believe a clock after a standstill longer than a night until two computers say the same", async () => {
    time += 40 * HOUR;
    asleep += 40 * HOUR;
    await restart();
    assert.equal(isRight(), false);
    say(1);
    assert.equal(isRight(), false, "one alone");
    say(1, -3);
    assert.equal(isRight(), true);
    assert.equal(watch.mayDiscard(), false);
    time += 25 * HOUR;
    assert.ok(watch.mayDiscard());
  });

  it("does not believe it when they say otherwise", async () => {
    time += 3 * HOUR;
    asleep += 3 * HOUR;
    off = 9 * HOUR;
    await restart();
    assert.ok(isRight(), "a night, as far as is known");
    say(1, -3);
    assert.ok(isRight(), "two do not outweigh it");
    say(1, -3, 2);
    const { isRight: believed, aheadMs, witnesses } = watch.verdict();
    assert.deepEqual([believed, Math.round(aheadMs / HOUR), witnesses], [false, 9, 3]);
  });

  it("goes by the middle one: computers that are years off change nothing, as long as they are fewer", async () => {
    const years = 60 * 24 * 365 * 6;
    say(years, -years, years, 0, 1, 2, -1);
    assert.ok(isRight());
    say(years, years, years, years, 1, 2, -1);
    assert.equal(isRight(), false);
    // A day later nobody has said anything any more.
    time += 25 * HOUR;
    assert.ok(isRight());
  });

  it("asks computers anew after the machine has slept", () => {
    say(0, 0, 0);
    assert.ok(isRight());
    time += 20 * HOUR;
    asleep += 20 * HOUR;
    assert.equal(isRight(), false);
    assert.equal(watch.verdict().witnesses, 0);
    say(0, 0);
    assert.ok(isRight());
  });

  it("believes who has looked at it, and discards at once", async () => {
    off = 30 * 24 * HOUR;
    say(0, 0, 0);
    assert.equal(isRight(), false);
    await server.admin.trustClock();
    assert.ok(watch.mayDiscard());
    await restart();
    assert.ok(isRight());
  });

  it("writes down once an hour what the time is known to be", async () => {
    const rows = () => database.query("SELECT known_at FROM registry.clock");
    time += 5 * HOUR;
    await watch.keep();
    assert.deepEqual(await rows(), [{ known_at: new Date(time) }]);
    time += 0.5 * HOUR;
    await watch.keep();
    assert.deepEqual(await rows(), [{ known_at: new Date(time - 0.5 * HOUR) }], "once an hour");
  });
});
