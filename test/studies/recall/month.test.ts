import assert from "node:assert/strict";
import { boards } from "../../../boards/index.ts";
import { Stream } from "../../../host-tools/lib/random.ts";
import { MINUTE_MS } from "../../../host-tools/lib/time.ts";
import { heardDuring } from "../../../host-tools/studies/recall/ear.ts";
import { recallReport } from "../../../host-tools/studies/recall/month-report.ts";
import { reachOf } from "../../../host-tools/studies/recall/reach.ts";

describe("a month of calls by token", function () {
  this.timeout(120_000);

  it("hears as many adverts of a place as the study of ears does", () => {
    const stream = new Stream(5, 1);
    const minutes = 4000;
    const stay = { place: "market", from: 0, to: minutes * MINUTE_MS, tap: false } as const;
    const heard = heardDuring(stay, 168, 4, stream).filter(({ advert }) => advert === 0);
    const windows = new Set(heard.map(({ at }) => Math.round(at / MINUTE_MS)));
    const { share } = reachOf("", 168, 4, 20_000);
    assert.ok(Math.abs(windows.size / minutes / share - 1) < 0.12, `${windows.size / minutes}, ${share}`);
  });

  it("is heard by whom it calls and by nobody else, within the bars of current and of red lights", async () => {
    const asked = { people: 150, days: 18, cases: 2, seed: 4, board: boards.puckjs!, onProgress() {} };
    const { recall } = await recallReport(asked);
    assert.equal(recall.called, 10);
    assert.ok(recall.reached72h! >= 0.3 && recall.reached72h! >= recall.reached24h!, `${recall.reached72h}`);
    assert.equal(
      Object.values(recall.byKind).reduce((sum, { called }) => sum + called, 0),
      recall.called,
    );
    assert.equal(recall.falseLights, 0);
    assert.ok(recall.addedMicroamps > 0.2 && recall.addedMicroamps <= 0.5, `${recall.addedMicroamps}`);
    assert.ok(recall.shareOfRedCalled! > 0 && recall.shareOfRedCalled! <= 0.2);
  });
});
