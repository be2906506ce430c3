import assert from "node:assert/strict";
import fc from "fast-check";
import {
  contactOf,
  fuseEpochs,
  heardMinutes,
  meetsRule,
  mergeRows,
  type PairRow,
  provinceDate,
  shiftRow,
  spellsOf,
  UNMEASURED_LOSS,
} from "../../protocol/contact.ts";
import { epochAt } from "../../protocol/epoch.ts";
import { CONTACT_RULES, DEFAULT_RULE } from "../../protocol/rules.ts";

const NINE = epochAt(Date.UTC(2026, 10, 23, 9, 0) / 1000);
const ALL = 0x7fff;

function row(recorder: "case" | "contact", epoch: number, minutes: number, loss = 0): PairRow {
  return {
    recorder,
    epoch,
    minutes,
    count: 20,
    clockTrusted: true,
    strongestLoss: loss - 3,
    stretchLoss: loss + 3,
  };
}

const anyRow = fc.record({
  recorder: fc.constantFrom<"case" | "contact">("case", "contact"),
  epoch: fc.integer({ min: NINE, max: NINE + 12 }),
  minutes: fc.integer({ min: 0, max: ALL }),
  strongestLoss: fc.integer({ min: -20, max: 43 }),
  stretchLoss: fc.integer({ min: -20, max: 43 }),
  count: fc.integer({ min: 1, max: 31 }),
  clockTrusted: fc.boolean(),
});

describe("contact", () => {
  it("lasts from the first to the last minute heard, a short silence filled", () => {
    // Heard in minutes 0, 4 (three silent between) and 9 (four silent between).
    const contact = contactOf([row("case", NINE, 0b1000010001)])!;
    assert.equal(contact.minutes, 5 + 1);
    assert.equal(contact.first, "2026-11-23T09:00:00.000Z");
    assert.equal(contact.last, "2026-11-23T09:09:00.000Z");
  });

  it("joins spells over the border of epochs", () => {
    const contact = contactOf([row("case", NINE, 1 << 14), row("case", NINE + 1, 1 << 2)])!;
    assert.equal(contact.minutes, 4);
  });

  it("takes the union of what both sides heard", () => {
    const contact = contactOf([row("case", NINE, 0b11), row("contact", NINE, 0b1100)])!;
    assert.equal(contact.minutes, 4);
    assert.equal(contact.evidence, "both");
  });

  it("names the only log there is, and both when each covers another epoch", () => {
    assert.equal(contactOf([row("case", NINE, 1)])!.evidence, "case");
    assert.equal(contactOf([row("contact", NINE, 1)])!.evidence, "contact");
    assert.equal(contactOf([row("case", NINE, 1), row("contact", NINE + 5, 1)])!.evidence, "both");
  });

  it("judges nearness by the mean of both directions", () => {
    const oneWay = [row("case", NINE, ALL, 2)];
    const bothWays = [...oneWay, row("contact", NINE, ALL, 8)];
    assert.equal(contactOf(oneWay)!.closeMinutes, 15);
    assert.equal(fuseEpochs(bothWays)[0]!.loss, 5);
    assert.equal(contactOf(bothWays)!.closeMinutes, 0);
    assert.equal(contactOf([...oneWay, row("contact", NINE, ALL, 7)])!.closeMinutes, 15);
  });

  it("tells presence without distance where nothing was measured, and leaves distance to what was", () => {
    const unmeasured = row("case", NINE, ALL, UNMEASURED_LOSS);
    const alone = contactOf([unmeasured])!;
    assert.deepEqual([alone.minutes, alone.closeMinutes, alone.isContact], [15, 0, false]);
    assert.equal(alone.distance, "unknown");
    assert.deepEqual(JSON.parse(JSON.stringify(alone)), alone);
    // The other side has measured, in this epoch or in another one.
    assert.equal(contactOf([unmeasured, row("contact", NINE, ALL, 3)])!.closeMinutes, 15);
    const mixed = contactOf([unmeasured, row("case", NINE + 1, ALL, 3)])!;
    assert.deepEqual([mixed.closeMinutes, mixed.nearestLoss, mixed.distance], [15, 3, "2m"]);
    const few = contactOf([
      row("case", NINE, 0b111, 3),
      ...[1, 2].map((i) => ({ ...unmeasured, epoch: NINE + i })),
    ])!;
    assert.deepEqual([few.minutes, few.closeMinutes, few.nearestLoss, few.distance], [33, 3, 3, "2m"]);
    assert.equal(mergeRows(unmeasured, row("case", NINE, 1, 9)).strongestLoss, 6);
  });

  it("judges each epoch by itself", () => {
    const contact = contactOf([row("case", NINE, ALL, 3), row("case", NINE + 1, ALL, 20)])!;
    assert.equal(contact.minutes, 30);
    assert.equal(contact.closeMinutes, 15);
    assert.equal(contact.leastLoss, 3);
  });

  it("is one from 15 close minutes within 24 hours, not from 14, not from 15 further apart", () => {
    const fourteen = row("case", NINE, 0x3fff);
    assert.equal(contactOf([fourteen])!.isContact, false);
    assert.equal(contactOf([row("case", NINE, ALL)])!.isContact, true);
    assert.equal(contactOf([fourteen, row("case", NINE + 95, 1)])!.isContact, true);
    assert.equal(contactOf([fourteen, row("case", NINE + 96, 1)])!.isContact, false);
    assert.equal(contactOf([row("case", NINE, ALL, 30)])!.isContact, false);
  });

  it("counts the sliding 24 hours to the minute", () => {
    const minutes = Array.from({ length: 14 }, (_, i) => i);
    assert.equal(meetsRule([...minutes, 1439], DEFAULT_RULE), true);
    assert.equal(meetsRule([...minutes, 1440], DEFAULT_RULE), false);
  });

  it("is one by Bluezone's rule of 2020 after a single row of any strength", () => {
    assert.equal(contactOf([row("case", NINE, 1, 53)], CONTACT_RULES["bluezone-2020"])!.isContact, true);
  });

  it("splits days at midnight in the province, 17:00 UTC", () => {
    const before = epochAt(Date.UTC(2026, 10, 23, 16, 45) / 1000);
    const contact = contactOf([row("case", before, ALL), row("contact", before + 1, 0b111, 40)])!;
    const at = (minute: number) => new Date((before * 15 + minute) * 60_000).toISOString();
    const days = contact.days.map(({ risk: _, ...day }) => day);
    assert.deepEqual(days, [
      { date: "2026-11-23", minutes: 15, closeMinutes: 15, first: at(0), last: at(14), distance: "2m" },
      { date: "2026-11-24", minutes: 3, closeMinutes: 0, first: at(15), last: at(17), distance: "far" },
    ]);
    assert.equal(provinceDate((before + 1) * 15 - 1), "2026-11-23");
  });

  it("tells the expected risk by length and nearness: a day at 2.2 m is not less than a quarter of an hour at 1.9", () => {
    const riskOf = (rows: PairRow[]) => contactOf(rows)!.days.reduce((sum, { risk }) => sum + risk, 0);
    const metres = (m: number) => 4.5 + 6 * Math.log2(m / 2);
    const shift = Array.from({ length: 28 }, (_, i) => row("case", NINE + i, ALL, metres(2.2)));
    const quarter = riskOf([row("case", NINE, ALL, metres(1.9))]);
    assert.equal(quarter, 0.00275);
    assert.ok(riskOf(shift) > 15 * quarter, `${riskOf(shift)}`);
    assert.equal(contactOf(shift)!.isContact, false, "the dated definition stays what it is");
    assert.equal(riskOf([row("case", NINE, ALL, metres(4))]), 0.00069);
    assert.equal(riskOf([row("case", NINE, ALL, UNMEASURED_LOSS)]), 0);
  });

  it("has nothing to say without a minute", () => {
    assert.equal(contactOf([]), undefined);
    assert.equal(contactOf([row("case", NINE, 0)]), undefined);
  });

  it("does not depend on order or repetition of rows", () => {
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 20 }), fc.integer(), (rows, seed) => {
        const again = [...rows, ...rows.slice(0, Math.abs(seed) % (rows.length + 1))];
        again.sort((a, b) => ((a.minutes * 31 + a.epoch) % 7) - ((b.minutes * 31 + b.epoch) % 7));
        assert.deepEqual(contactOf(again), contactOf(rows));
      }),
    );
  });

  it("merges duplicates to the union of minutes and the stronger summary", () => {
    const merged = mergeRows(row("case", NINE, 0b101, 9), row("case", NINE, 0b110, 4));
    assert.deepEqual(merged, row("case", NINE, 0b111, 4));
  });

  it("adds up: days make the whole, close minutes are minutes, spells cover what was heard", () => {
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 20 }), (rows) => {
        const contact = contactOf(rows);
        const heard = heardMinutes(fuseEpochs(rows));
        assert.equal(contact === undefined, heard.length === 0);
        if (!contact) return;
        const sum = (key: "minutes" | "closeMinutes") => contact.days.reduce((n, day) => n + day[key], 0);
        assert.equal(sum("minutes"), contact.minutes);
        assert.equal(sum("closeMinutes"), contact.closeMinutes);
        assert.ok(contact.closeMinutes <= contact.minutes);
        const spells = spellsOf(heard, DEFAULT_RULE.gapMinutes);
        for (const minute of heard) assert.ok(spells.some(({ from, to }) => from <= minute && minute <= to));
        assert.equal(
          contact.minutes,
          spells.reduce((n, { from, to }) => n + to - from + 1, 0),
        );
      }),
    );
  });
});

describe("a row of a wrong clock", () => {
  it("keeps its minutes, moved", () => {
    fc.assert(
      fc.property(anyRow, fc.integer({ min: -60_000, max: 60_000 }), (wrong, minutes) => {
        const right = shiftRow(wrong, minutes);
        assert.deepEqual(
          heardMinutes(right),
          heardMinutes([wrong]).map((minute) => minute + minutes),
        );
        for (const part of right) assert.ok(part.minutes > 0 && part.minutes <= ALL);
      }),
    );
  });
});
