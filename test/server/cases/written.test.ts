/** Histories that only grow, and what is told from them: lines, next steps, who is called next. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { FOLLOW_UP_RULES } from "../../../host-tools/contract/follow-up-rules.ts";
import { dayAfter } from "../../../host-tools/contract/province-time.ts";
import { Refusal } from "../../../host-tools/contract/refusal.ts";
import {
  CALL_OUTCOMES,
  DAILY_ANSWERS,
  TEST_METHODS,
  type TEST_RESULTS,
} from "../../../host-tools/contract/vocabulary.ts";
import { claimAt, claimEvent, nextToCall } from "../../../host-tools/server/cases/claims.ts";
import { type Call, lineOf } from "../../../host-tools/server/cases/line.ts";
import { nextSteps, type Told } from "../../../host-tools/server/cases/next-steps.ts";
import { addition, type Written, whatStands } from "../../../host-tools/server/cases/written.ts";

const HOUR = 3_600_000;
const call = (outcome: Call["outcome"], at: number, more: Partial<Written<Call>> = {}): Written<Call> => ({
  id: `${outcome} ${at}`,
  at,
  by: "a",
  said: { outcome },
  ...more,
});

describe("a history that only grows", () => {
  const moves = fc.array(
    fc.record({
      who: fc.constantFrom("a", "b"),
      outcome: fc.constantFrom(...CALL_OUTCOMES),
      corrects: fc.option(fc.nat(20), { nil: undefined }),
      again: fc.boolean(),
    }),
    { maxLength: 25 },
  );

  it("loses nothing, doubles nothing, and corrects nobody's correction unseen", () => {
    fc.assert(
      fc.property(moves, (all) => {
        const made: Written<Call>[] = [];
        all.forEach(({ who, outcome, corrects, again }, i) => {
          const named = corrects === undefined ? undefined : made[corrects % Math.max(1, made.length)]?.id;
          const wanted = { id: String(i), corrects: named, said: { outcome } };
          const before = whatStands(made);
          const verdict = addition(made, wanted, who, 1000 + 7 * i);
          const isLatest = named === undefined || before.some(({ id }) => id === named);
          assert.equal(verdict.kind, isLatest ? "made" : "meanwhile");
          if (verdict.kind === "meanwhile") {
            // What is told stands now, in the place of what was to be corrected.
            assert.ok(before.some(({ id }) => id === verdict.now.id));
            return;
          }
          made.push(verdict.entry);
          const after = whatStands(made);
          assert.equal(after.length, before.length + (named === undefined ? 1 : 0));
          // All others stand as they stood; a correction stands at the time of what it corrects.
          for (const one of before)
            if (one.id !== named)
              assert.deepEqual(
                after.find(({ id }) => id === one.id),
                one,
              );
          const mine = after.find(({ id }) => id === wanted.id)!;
          const place = named === undefined ? verdict.entry.at : before.find(({ id }) => id === named)!.at;
          assert.deepEqual([mine.at, mine.said.outcome], [place, outcome]);
          if (!again) return;
          assert.deepEqual(addition(made, wanted, who, 9e9), { kind: "again", entry: verdict.entry });
          assert.throws(() => addition(made, wanted, "somebody else", 9e9), Refusal);
        });
        assert.deepEqual(
          made.map(({ at }) => at),
          made.map(({ at }) => at).sort((a, b) => a - b),
        );
      }),
    );
  });

  it("has nothing to correct where nothing is", () => {
    assert.throws(
      () => addition<Call>([], { id: "1", corrects: "2", said: { outcome: "died" } }, "a", 1),
      (error) => error instanceof Refusal && error.reason === "not-found",
    );
  });
});

describe("a line to call", () => {
  it("is what its calls come to", () => {
    const of = (...calls: Written<Call>[]) => lineOf(calls, "to-call");
    assert.deepEqual(of(), { state: "to-call", tries: 0, isToCall: true });
    assert.deepEqual(of(call("no-answer", 1), call("no-answer", 2)), {
      state: "no-answer",
      tries: 2,
      isToCall: true,
      lastCallAt: 2,
    });
    const back = call("call-back", 3, { said: { outcome: "call-back", callBackAt: 9 } });
    assert.deepEqual(of(call("no-answer", 1), back), {
      state: "call-back",
      tries: 0,
      isToCall: true,
      lastCallAt: 3,
      callBackAt: 9,
    });
    // Whoever did not pick up when called back is still to be called, and the hour is known.
    assert.deepEqual(
      [of(back, call("no-answer", 10)).state, of(back, call("no-answer", 10)).tries],
      ["call-back", 1],
    );
    for (const outcome of ["reached", "wrong-number", "refused", "gone-away", "died"] as const)
      assert.deepEqual([of(call(outcome, 5)).state, of(call(outcome, 5)).isToCall], [outcome, false]);
    // Nobody is less reached for not having picked up later.
    const later = of(call("reached", 5), call("no-answer", 8));
    assert.deepEqual([later.state, later.isToCall, later.reachedAt], ["reached", false, 5]);
  });

  it("is as its last correction has it, and to call again where there was no such call", () => {
    const wrong = call("reached", 5);
    const nothing = call("mistaken", 9, { corrects: wrong.id });
    assert.deepEqual(lineOf([wrong, nothing], "to-call"), { state: "to-call", tries: 0, isToCall: true });
    const died = call("died", 12, { corrects: nothing.id });
    assert.deepEqual([lineOf([wrong, nothing, died], "to-call").state], ["died"]);
  });

  it("that was dealt with by hand before calls were written down is not called anew", () => {
    for (const state of ["called", "quarantined", "tested", "closed"] as const)
      assert.deepEqual(lineOf([], state), { state: "called", tries: 0, isToCall: false });
    assert.equal(lineOf([call("reached", 4)], "quarantined").state, "reached");
  });

  it("is reached whatever else was tried, unless it is corrected", () => {
    const outcomes = fc.array(fc.constantFrom(...CALL_OUTCOMES.filter((one) => one !== "mistaken")), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(outcomes, (all) => {
        const calls = all.map((outcome, i) => call(outcome, i + 1, { id: String(i) }));
        const line = lineOf(calls, "to-call");
        const first = all.indexOf("reached");
        assert.equal(line.reachedAt, first < 0 ? undefined : first + 1);
        assert.equal(line.lastCallAt, all.length === 0 ? undefined : all.length);
        const telling = all.findLastIndex((one) => one !== "no-answer");
        assert.equal(line.tries, all.length - 1 - telling);
        // Corrected one by one to nothing, nothing is left.
        const undone = calls.map((one, i) => call("mistaken", 100 + i, { id: `x${i}`, corrects: one.id }));
        assert.deepEqual(lineOf([...calls, ...undone], "to-call"), lineOf([], "to-call"));
      }),
    );
  });
});

describe("who is called next", () => {
  const line = (state: "to-call" | "no-answer" | "call-back" | "reached", more: object = {}) => ({
    line: { state, tries: 0, isToCall: state !== "reached", ...more },
    claim: undefined,
  });

  it("is who is to be called back by now, then who was never called, then who did not answer longest ago", () => {
    const lines = [
      line("no-answer", { lastCallAt: 5 }),
      line("to-call"),
      line("call-back", { callBackAt: 50 }),
      line("no-answer", { lastCallAt: 2 }),
      line("call-back", { callBackAt: 9 }),
      line("reached"),
      { ...line("to-call"), claim: { id: "1", holder: "b", until: 99 } },
      line("to-call"),
    ];
    const order = nextToCall(lines, 99, 10).map((one) => lines.indexOf(one));
    assert.deepEqual(order, [4, 1, 7, 3, 0, 2]);
    assert.deepEqual(nextToCall(lines, 2, 10).length, 2);
  });

  it("a claim ends by itself, and where it was given up", () => {
    const made = claimEvent([], { id: "1", by: "a", holder: "a" }, 1000);
    assert.equal(claimAt([made], 1000 + 12 * HOUR - 1)?.holder, "a");
    assert.equal(claimAt([made], 1000 + 12 * HOUR), undefined);
    const up = claimEvent([made], { id: "2", by: "a" }, 1000);
    assert.ok(up.at > made.at);
    assert.equal(claimAt([made, up], 2000), undefined);
  });
});

describe("what is to be done next", () => {
  const last = "2026-11-20";
  const day = (n: number) => dayAfter(last, n);
  const rule = {
    ...FOLLOW_UP_RULES["two-metres-15-in-24"],
    testDays: [1, 7],
    followUpDays: 10,
    missedDays: 2,
  };
  const steps = (today: string, told: readonly Told[], reachedOn: string | undefined = day(1)) =>
    nextSteps(rule, {
      lastContact: last,
      told: told.map((said, i) => ({ id: String(i), at: i, by: "a", said })),
      reachedOn,
      today,
    });
  const asked = (n: number, answer: (typeof DAILY_ANSWERS)[number]): Told => ({
    kind: "asked",
    day: day(n),
    answer,
  });

  it("a day on which nobody was asked is not asked, and never without symptoms", () => {
    const answers = fc.dictionary(
      fc.integer({ min: 1, max: 10 }).map(String),
      fc.constantFrom(...DAILY_ANSWERS),
    );
    fc.assert(
      fc.property(answers, fc.integer({ min: 0, max: 12 }), (all, today) => {
        const told = Object.entries(all).map(([n, answer]) => asked(Number(n), answer));
        const { days } = steps(day(today), told).followUp;
        days.forEach(({ day: one, what }, i) => {
          assert.equal(one, day(i + 1));
          assert.equal(what, all[i + 1] ?? (i + 1 > today ? "coming" : "not-asked"));
        });
      }),
    );
  });

  it("who was reached and not asked on as many days as the rule says is lost, and found again by an answer", () => {
    assert.deepEqual([steps(day(3), []).followUp.missed, steps(day(3), []).followUp.isLost], [1, false]);
    assert.deepEqual([steps(day(4), []).followUp.missed, steps(day(4), []).followUp.isLost], [2, true]);
    // Somebody who did not pick up was not asked.
    assert.equal(steps(day(4), [asked(2, "no-answer"), asked(3, "no-answer")]).followUp.isLost, true);
    assert.equal(steps(day(4), [asked(3, "no-symptoms")]).followUp.missed, 0);
    // Whoever was never reached is to be called, not lost.
    const never = nextSteps(rule, { lastContact: last, told: [], reachedOn: undefined, today: day(9) });
    assert.deepEqual([never.followUp.missed, never.followUp.isLost], [0, false]);
  });

  it("symptoms in the evening are not gone for a good morning", () => {
    for (const order of [
      ["symptoms", "no-symptoms"],
      ["no-symptoms", "symptoms"],
    ] as const)
      assert.equal(
        steps(
          day(2),
          order.map((one) => asked(2, one)),
        ).followUp.days[1]!.what,
        "symptoms",
      );
  });

  it("asks for a test on each day of the rule, and knows it as taken and as told", () => {
    const test = (n: number, result: (typeof TEST_RESULTS)[number]): Told => ({
      kind: "test",
      sample: "M-1",
      method: TEST_METHODS[0],
      sampled: day(n),
      result,
    });
    const at = (n: number, ...told: Told[]) =>
      steps(day(n), told).tests.map(({ step, result }) => result ?? step);
    assert.deepEqual(at(0), ["coming", "coming"]);
    assert.deepEqual(at(1), ["due", "coming"]);
    assert.deepEqual(at(2), ["overdue", "coming"]);
    assert.deepEqual(at(2, test(0, "waiting")), ["waiting", "coming"]);
    assert.deepEqual(at(8, test(2, "negative")), ["negative", "overdue"]);
    assert.deepEqual(at(8, test(2, "negative"), test(8, "positive")), ["negative", "positive"]);
    assert.equal(steps(day(8), [test(8, "positive")]).isPositive, true);
    assert.equal(steps(day(8), [test(8, "negative")]).isPositive, false);
  });

  it("keeps away from others until the rule's day, or as was agreed on", () => {
    assert.deepEqual(steps(day(1), []).quarantine, {
      from: last,
      to: day(14),
      where: "home",
      isAgreed: false,
    });
    const agreed = {
      kind: "quarantine",
      from: day(1),
      to: day(15),
      where: "facility",
      address: "KTX",
    } as const;
    const { kind: _, ...told } = agreed;
    assert.deepEqual(steps(day(1), [agreed]).quarantine, { ...told, isAgreed: true });
  });

  it("every definition of a contact says what is asked of one, in days that can be kept", () => {
    for (const [id, { testDays, quarantineDays, followUpDays, missedDays, source }] of Object.entries(
      FOLLOW_UP_RULES,
    )) {
      assert.ok(missedDays >= 1 && followUpDays >= quarantineDays, id);
      assert.deepEqual(
        [...testDays].sort((a, b) => a - b),
        [...testDays],
        id,
      );
      assert.match(source.en, /to be confirmed by the authority/, id);
      assert.match(source.vi, /cần cơ quan y tế xác nhận/, id);
    }
  });
});
