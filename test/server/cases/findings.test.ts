import assert from "node:assert/strict";
import fc from "fast-check";
import { dayStart } from "../../../host-tools/contract/province-time.ts";
import { findingsOf } from "../../../host-tools/server/cases/findings.ts";
import { confidenceOf } from "../../../host-tools/server/matching/confidence.ts";
import type { MatchedContact } from "../../../host-tools/server/matching/contacts.ts";
import { contactOf } from "../../../protocol/contact.ts";
import { CONTACT_RULES, DEFAULT_RULE } from "../../../protocol/rules.ts";

const DAYS = ["2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23"] as const;
type Day = (typeof DAYS)[number];

interface Meeting {
  readonly token: number;
  readonly day: Day;
  /** Epochs of the day, from 08:00 on. */
  readonly epochs: number;
  readonly isNear: boolean;
}

/** What the records that there are tell of these days. */
function matched(meetings: readonly Meeting[], rule = DEFAULT_RULE): MatchedContact[] {
  return [...new Set(meetings.map(({ token }) => token))].flatMap((token) => {
    const rows = meetings
      .filter((one) => one.token === token)
      .flatMap(({ day, epochs, isNear }) =>
        Array.from({ length: epochs }, (_, i) => ({
          recorder: "case" as const,
          epoch: dayStart(day) / 900_000 + 32 + i,
          minutes: 0x7fff,
          strongestLoss: isNear ? 0 : 20,
          stretchLoss: isNear ? 0 : 20,
          count: 30,
          clockTrusted: true,
        })),
      );
    const contact = contactOf(rows, rule);
    if (!contact) return [];
    return [
      Object.assign(contact, { token, tokens: [token], confidence: confidenceOf(contact, rule, NO_DOUBTS) }),
    ];
  });
}

const NO_DOUBTS = { restsOnEarly: false, othersDecide: false, isWearerUnclear: false };

const summary = (contacts: readonly MatchedContact[]) =>
  contacts
    .map(({ token, minutes, closeMinutes, isContact, days, spells }) => ({
      token,
      minutes,
      closeMinutes,
      isContact,
      days: days.map(({ date }) => date),
      spells,
    }))
    .sort((a, b) => a.token - b.token);

describe("what was ever found of a case's contacts", () => {
  const meetings = fc.uniqueArray(
    fc.record({
      token: fc.integer({ min: 1, max: 3 }),
      day: fc.constantFrom(...DAYS),
      epochs: fc.integer({ min: 1, max: 4 }),
      isNear: fc.boolean(),
    }),
    { selector: ({ token, day }) => `${token} ${day}`, maxLength: 8 },
  );
  const steps = fc.array(
    fc.record({
      from: fc.nat(3),
      length: fc.nat(3),
      /** So many first days' records are gone by then; never fewer than before. */
      gone: fc.nat(3),
      isAnyLength: fc.boolean(),
    }),
    { minLength: 1, maxLength: 8 },
  );

  it("is on the list whatever dates and definitions were in between, if it was found in time", () => {
    fc.assert(
      fc.property(meetings, steps, (all, corrections) => {
        let found: readonly MatchedContact[] = [];
        let gone = 0;
        /** Days that were in a period while their records were there. */
        const seen = new Set<Day>();
        for (const { from, length, gone: more, isAnyLength } of corrections) {
          gone = Math.max(gone, more);
          const period = DAYS.slice(from, from + length + 1);
          const kept = DAYS.slice(gone);
          for (const day of period) if (kept.includes(day)) seen.add(day);
          const rule = isAnyLength ? CONTACT_RULES["vn-3638-2021"] : DEFAULT_RULE;
          const there = all.filter(({ day }) => period.includes(day) && kept.includes(day));
          const after = findingsOf(matched(there, rule), found, {
            from: period[0]!,
            to: period.at(-1)!,
            rule,
            firstKept: gone === 0 ? Number.NEGATIVE_INFINITY : dayStart(DAYS[gone]!),
          });
          found = after.found;
          // As if no record had ever gone: of the days that were found in time.
          const wanted = all.filter(({ day }) => period.includes(day) && seen.has(day));
          assert.deepEqual(summary(after.listed), summary(matched(wanted, rule)));
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("keeps the doubts that no record tells of any more where a part of it is judged alone", () => {
    const doubts = { restsOnEarly: true, othersDecide: true, isWearerUnclear: true };
    const meetings = [
      { token: 1, day: DAYS[0], epochs: 2, isNear: true },
      { token: 1, day: DAYS[1], epochs: 2, isNear: false },
    ];
    const whole = matched(meetings).map((one) =>
      Object.assign(one, { confidence: confidenceOf(one, DEFAULT_RULE, doubts) }),
    );
    const all = { from: DAYS[0], to: DAYS[3], rule: DEFAULT_RULE, firstKept: Number.NEGATIVE_INFINITY };
    const { found } = findingsOf(whole, [], all);
    const { listed } = findingsOf([], found, { ...all, from: DAYS[1], firstKept: dayStart(DAYS[2]) });
    const { isContact, confidence } = listed[0]!;
    assert.equal(isContact, false);
    for (const reason of ["id-early", "others-decide", "wearer-unclear"] as const)
      assert.ok(confidence.reasons.includes(reason), reason);
  });

  it("is judged anew where the records are there: what they tell no more is gone", () => {
    const meeting = { token: 1, day: DAYS[1], epochs: 2, isNear: true } as const;
    const settings = { from: DAYS[0], to: DAYS[3], rule: DEFAULT_RULE, firstKept: Number.NEGATIVE_INFINITY };
    const first = findingsOf(matched([meeting]), [], settings);
    assert.deepEqual(findingsOf([], first.found, settings), { listed: [], found: [] });
    const less = findingsOf(matched([{ ...meeting, epochs: 1 }]), first.found, settings);
    assert.equal(less.listed[0]!.minutes, 15);
  });
});
