/** What is to be done about a contact on which day: from the last day near the case, the figures of its definition, and what was written down. */
import type { FollowUpRule } from "../../contract/follow-up-rules.ts";
import { dayAfter, dayBefore } from "../../contract/province-time.ts";
import type {
  DailyAnswer,
  FollowUpDay,
  QuarantinePlace,
  TestMethod,
  TestResult,
  TestStep,
} from "../../contract/vocabulary.ts";
import { type Written, whatStands } from "./written.ts";

/** What is written down of somebody's health. Days are the province's. */
export type Told =
  | {
      readonly kind: "test";
      /** Number of the sample, by which the laboratory's answer is known. */
      readonly sample: string;
      readonly method: TestMethod;
      readonly sampled: string;
      readonly result: TestResult;
    }
  | {
      readonly kind: "asked";
      readonly day: string;
      readonly answer: DailyAnswer;
      readonly note?: string | undefined;
    }
  | {
      readonly kind: "quarantine";
      readonly from: string;
      readonly to: string;
      readonly where: QuarantinePlace;
      readonly address?: string | undefined;
    }
  /** In a correction alone: there was nothing to write down. */
  | { readonly kind: "mistaken" };

export type Test = Extract<Told, { kind: "test" }>;

export interface NextSteps {
  readonly tests: readonly { readonly due: string; readonly step: TestStep; readonly result?: TestResult }[];
  /** As it was agreed on, else as the definition has it. */
  readonly quarantine: {
    readonly from: string;
    readonly to: string;
    readonly where: QuarantinePlace;
    readonly address?: string;
    readonly isAgreed: boolean;
  };
  readonly followUp: {
    readonly from: string;
    readonly to: string;
    readonly days: readonly { readonly day: string; readonly what: FollowUpDay }[];
    /** Days in a row up to yesterday on which nobody was asked, from the day after they were reached on. */
    readonly missed: number;
    readonly isLost: boolean;
    /** Today is one of the days, and was not asked about yet. */
    readonly isToAskToday: boolean;
  };
  readonly isPositive: boolean;
}

interface Known {
  readonly lastContact: string;
  readonly told: readonly Written<Told>[];
  /** The day on which they were reached first, if they were. */
  readonly reachedOn: string | undefined;
  readonly today: string;
}

export function nextSteps(rule: FollowUpRule, known: Known): NextSteps {
  const told = whatStands(known.told).map(({ said }) => said);
  const tests = told.filter((one) => one.kind === "test");
  return {
    tests: testSteps(rule, known, tests),
    quarantine: quarantineOf(rule, known, told),
    followUp: followUpOf(rule, known, told),
    isPositive: tests.some(({ result }) => result === "positive"),
  };
}

/** A sample counts for the test that was due last when it was taken; one from before the first, for the first. */
function testSteps(
  { testDays }: FollowUpRule,
  { lastContact, today }: Known,
  tests: readonly Test[],
): NextSteps["tests"] {
  const dues = testDays.map((day) => dayAfter(lastContact, day));
  return dues.map((due, i) => {
    const next = dues[i + 1];
    const mine = tests.filter(
      ({ sampled }) =>
        sampled >= lastContact && (i === 0 || sampled >= due) && (next === undefined || sampled < next),
    );
    const told = mine.find(({ result }) => result !== "waiting");
    if (told) return { due, step: "done", result: told.result };
    if (mine.length > 0) return { due, step: "waiting" };
    return { due, step: today < due ? "coming" : today === due ? "due" : "overdue" };
  });
}

function quarantineOf(
  { quarantineDays, where }: FollowUpRule,
  { lastContact }: Known,
  told: readonly Told[],
): NextSteps["quarantine"] {
  const agreed = told.filter((one) => one.kind === "quarantine").at(-1);
  if (!agreed)
    return { from: lastContact, to: dayAfter(lastContact, quarantineDays), where, isAgreed: false };
  const { address } = agreed;
  return {
    from: agreed.from,
    to: agreed.to,
    where: agreed.where,
    isAgreed: true,
    ...(address === undefined ? {} : { address }),
  };
}

function followUpOf(
  { followUpDays, missedDays }: FollowUpRule,
  { lastContact, reachedOn, today }: Known,
  told: readonly Told[],
): NextSteps["followUp"] {
  const asked = new Map<string, DailyAnswer>();
  for (const one of told)
    if (one.kind === "asked") asked.set(one.day, strongest(asked.get(one.day), one.answer));
  const days = Array.from({ length: followUpDays }, (_, i) => {
    const day = dayAfter(lastContact, i + 1);
    const what: FollowUpDay = asked.get(day) ?? (day > today ? "coming" : "not-asked");
    return { day, what };
  });
  const past = days.filter(({ day }) => reachedOn !== undefined && reachedOn < day && day < today);
  const lastAsked = past.findLastIndex(({ what }) => isAnswer(what));
  const missed = past.length - 1 - lastAsked;
  const to = dayAfter(lastContact, followUpDays);
  return {
    from: dayAfter(lastContact, 1),
    to,
    days,
    missed,
    isLost: missed >= missedDays,
    isToAskToday: days.some(({ day, what }) => day === today && !isAnswer(what)),
  };
}

function isAnswer(what: FollowUpDay): boolean {
  return what === "no-symptoms" || what === "symptoms";
}

const STRENGTH: Readonly<Record<DailyAnswer, number>> = { "no-answer": 0, "no-symptoms": 1, symptoms: 2 };

/** Of two answers of one day the one that tells more: symptoms in the evening are not gone for a good morning. */
function strongest(before: DailyAnswer | undefined, answer: DailyAnswer): DailyAnswer {
  return before !== undefined && STRENGTH[before] > STRENGTH[answer] ? before : answer;
}

/** Whether an answer can be of this day: today's, or of the two days before that somebody had no time to write down. */
export function isAskable(day: string, today: string): boolean {
  return dayBefore(today, 2) <= day && day <= today;
}
