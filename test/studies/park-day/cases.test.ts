import assert from "node:assert/strict";
import { benchPglite } from "../../../host-tools/studies/load/match.ts";
import { tokensFor } from "../../../host-tools/studies/load/match-data.ts";
import { benchResolve } from "../../../host-tools/studies/load/resolve.ts";
import { placesReport } from "../../../host-tools/studies/park-day/calling-order.ts";
import { playParkDay } from "../../../host-tools/studies/park-day/park-day.ts";

describe("the order of calling", () => {
  it("is told by places: true contacts among the lines of many lists", () => {
    const report = placesReport([
      [true, true, false, true],
      [true, false],
      Array.from({ length: 20 }, (_, i) => i < 4),
    ]);
    assert.deepEqual(
      report.map(({ places: [from], lines, contacts }) => [from, contacts, lines]),
      [
        [1, 6, 8],
        [4, 2, 4],
        [7, 0, 4],
        [11, 0, 5],
        [16, 0, 5],
      ],
    );
  });
});

describe("the benches of cases", function () {
  this.timeout(120_000);

  it("make records whose IDs are their tokens': every case has its colleagues and strangers as contacts", async () => {
    const records = 200_000;
    const { contacts, records: made, tokens } = await benchPglite(records, 3);
    assert.equal(tokens, tokensFor(records));
    assert.ok(Math.abs(made - records) < 0.35 * records, String(made));
    // The others of its group, and strangers of whom there are no more than tokens.
    assert.ok(contacts >= 31 && contacts < tokens, String(contacts));
  });

  it("find every owner among many tokens, and none for IDs of phones", async () => {
    const { found, ofTokens, ids, hashes } = await benchResolve(20_000, 100, 2);
    assert.deepEqual([found, ofTokens, ids], [90, 90, 100]);
    assert.ok(hashes > 20_000 * 2 * 40);
  });

  it("play a park day over 07:00: who was long near the worker who changed tokens is on the list, also before the late log", async () => {
    const { before, after, late, logs, order } = await playParkDay({
      people: 8,
      minutes: 130,
      seed: 3,
      board: "puckjs",
    });
    for (const { lines } of [before, after])
      for (const { person, trueMinutes, minutes } of lines)
        if (trueMinutes >= 30)
          assert.ok(minutes >= trueMinutes - 5, `${person}: ${minutes} of ${trueMinutes}`);
    const evidence = (lines: typeof before.lines) => lines.find(({ person }) => person === late)?.evidence;
    assert.deepEqual([evidence(before.lines), evidence(after.lines)], ["case", "both"]);
    for (const side of ["case", "contact", "both"] as const) assert.ok(logs[side].byDistance.length > 5);
    // Each pair that is called stands in the lists of both.
    const sum = (of: "lines" | "contacts") => order.reduce((total, band) => total + band[of], 0);
    const pairs = logs.both.byDistance.reduce((total, { flagged }) => total + flagged, 0);
    assert.equal(sum("lines"), 2 * pairs);
    assert.equal(sum("contacts"), Math.round(2 * pairs * (logs.both.precision ?? 0)));
  });
});
