/** How the calls of cases go: reckoned from histories, and told without a contact's name. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { CALL_OUTCOMES } from "../../../host-tools/contract/vocabulary.ts";
import {
  type BoardLine,
  callerFigures,
  caseFigures,
  positiveAt,
} from "../../../host-tools/server/cases/board.ts";
import { type Call, lineOf } from "../../../host-tools/server/cases/line.ts";
import type { Written } from "../../../host-tools/server/cases/written.ts";
import { useCalls } from "../../support/case-calls.ts";
import { HOUR } from "../../support/case-desk.ts";
import { describeOnDatabases } from "../../support/shared-database.ts";

const call = (outcome: Call["outcome"], hour: number, by = "a", callBackAt?: number): Written<Call> => ({
  id: `${outcome} ${hour} ${by}`,
  at: hour * HOUR,
  by,
  said: { outcome, ...(callBackAt === undefined ? {} : { callBackAt: callBackAt * HOUR }) },
});
const line = (listed: number, calls: Written<Call>[] = [], holder?: string): BoardLine => ({
  calls,
  line: lineOf(calls, "to-call"),
  claim: holder === undefined ? undefined : { id: "1", holder, until: 999 * HOUR },
  listedAt: listed * HOUR,
});

describe("the board's figures", () => {
  it("count who is to be called, reached in time and overdue, and the hours since the case was positive", () => {
    const lines = [
      line(10),
      line(10, [call("reached", 12)]),
      line(10, [call("no-answer", 12), call("reached", 40)], "a"),
      line(30, [call("call-back", 31, "a", 33)], "b"),
      line(30, [call("wrong-number", 31)]),
    ];
    const at = (now: number) => caseFigures(lines, 8 * HOUR, now * HOUR);
    assert.deepEqual(at(32), {
      lines: 5,
      toCall: 2,
      overdue: 0,
      reached: 2,
      reachedInTime: 1,
      held: 2,
      medianHours: 18,
      lastHours: 32,
      isComplete: false,
    });
    assert.equal(at(34).overdue, 1, "the hour to call back is over");
    assert.equal(at(35).overdue, 2, "and a day since the first line came on the list");
    const none = caseFigures([], 0, 0);
    assert.deepEqual([none.isComplete, none.medianHours, none.lastHours], [true, undefined, undefined]);
  });

  it("give a caller the lines that they hold and the calls that they made", () => {
    const lines = [
      line(10, [call("no-answer", 11, "b"), call("reached", 12, "a")], "a"),
      line(10, [call("reached", 13, "b"), call("reached", 14, "a")]),
      line(1, [call("no-answer", 29, "a")], "a"),
    ];
    assert.deepEqual(callerFigures(lines, "a", 30 * HOUR), {
      held: 2,
      toCall: 1,
      overdue: 1,
      calls: 3,
      reached: 1,
      reachedInTime: 1,
    });
    assert.equal(callerFigures(lines, "a", 37 * HOUR).calls, 2, "of the last 24 hours");
  });

  it("never count anybody twice, whatever was called", () => {
    const outcomes = fc.array(fc.constantFrom(...CALL_OUTCOMES.filter((one) => one !== "mistaken")), {
      maxLength: 5,
    });
    const arbitrary = fc.array(
      fc.record({
        listed: fc.nat(50),
        outcomes,
        by: fc.constantFrom("a", "b"),
        holder: fc.option(fc.constantFrom("a", "b")),
      }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(arbitrary, fc.nat(120), (all, now) => {
        const lines = all.map(({ listed, outcomes, by, holder }) =>
          line(
            listed,
            outcomes.map((outcome, i) =>
              call(outcome, listed + i, by, outcome === "call-back" ? listed + i + 1 : undefined),
            ),
            holder ?? undefined,
          ),
        );
        const figures = caseFigures(lines, 0, now * HOUR);
        assert.ok(figures.overdue <= figures.toCall && figures.toCall <= figures.lines);
        assert.ok(figures.reachedInTime <= figures.reached && figures.held <= figures.lines);
        assert.equal(figures.isComplete, figures.toCall === 0);
        assert.ok((figures.medianHours ?? 0) <= (figures.lastHours ?? 0));
        const [a, b] = ["a", "b"].map((one) => callerFigures(lines, one, now * HOUR));
        assert.equal(a!.reached + b!.reached, figures.reached);
        assert.equal(a!.held + b!.held, figures.held);
      }),
    );
  });

  it("begin when the case was opened, or when the day of its test was over", () => {
    const tested = "2026-11-23";
    const midnight = Date.UTC(2026, 10, 23, 17);
    assert.equal(positiveAt({ tested, openedAt: midnight - HOUR }), midnight - HOUR);
    assert.equal(positiveAt({ tested, openedAt: midnight + 30 * HOUR }), midnight);
  });
});

describeOnDatabases("the board", () => {
  const desk = useCalls();
  const { given } = desk;

  it("tells per case and per caller how it goes", async () => {
    const [one, two, three] = desk.keys;
    await desk.next(2);
    given.harness.clock.now += 2 * HOUR;
    await given.days(0);
    await desk.call(one!, { outcome: "reached" });
    await desk.call(two!, { outcome: "no-answer" });
    const { cases, callers } = await desk.board();
    const { id, placeName: _, ...figures } = cases[0]!;
    assert.equal(id, desk.of.id);
    assert.deepEqual(figures, {
      reference: "HD/2026-17",
      lines: 3,
      toCall: 2,
      overdue: 0,
      reached: 1,
      reachedInTime: 1,
      held: 2,
      medianHours: 2,
      lastHours: 2,
      isComplete: false,
    });
    const of = (role: "caller" | "investigator") =>
      callers.find((caller) => caller.id === given.harness.accounts[role])!;
    assert.deepEqual([of("caller").held, of("caller").calls], [2, 0]);
    assert.deepEqual(
      [of("investigator").held, of("investigator").calls, of("investigator").reached],
      [0, 2, 1],
    );
    given.harness.clock.now += 25 * HOUR;
    await given.days(0);
    assert.equal((await desk.board()).cases[0]!.overdue, 2);
    await desk.call(two!, { outcome: "gone-away" });
    await desk.call(three!, { outcome: "reached" });
    const after = await desk.board();
    assert.deepEqual(
      [
        after.cases[0]!.isComplete,
        after.cases[0]!.reachedInTime,
        after.cases[0]!.lastHours,
        after.medianLastHours,
      ],
      [true, 1, 27, 27],
    );
  });

  it("names no contact and not who is infected, and shows no case that is not open", async () => {
    const text = JSON.stringify(await desk.board(given.second));
    for (const person of given.persons) assert.ok(!text.includes(person));
    for (const { label } of (await desk.list()).contacts) assert.ok(!text.includes(label), label);
    assert.ok(!text.includes("Nguyễn Thị Đào"));
    await given.ask(given.investigator, "POST", `/api/cases/${desk.of.id}/closing`);
    assert.deepEqual((await desk.board()).cases, []);
  });
});
