import assert from "node:assert/strict";
import { MADE_SCENES, madeRecording } from "../../../host-tools/studies/plane/made-recordings.ts";
import { figuresOfScenes } from "../../../host-tools/studies/plane/validate.ts";
import { WEARINGS } from "../../../host-tools/world/radio-parameters.ts";

describe("the world beside recordings", function () {
  this.timeout(300_000);

  it("lunch on a plane spreads as recorded, and who is near hears the same others equally strongly", () => {
    const recordings = [1].map((seed) =>
      madeRecording(MADE_SCENES.lunch, "plane", WEARINGS.anyhow, { seed, power: -79 }),
    );
    const { exponent, lossSd, aucBothLogs, peers } = figuresOfScenes(recordings);
    // Recorded: 1.95, 7.6 dB, r of 0.50 near and 0.02 far.
    assert.ok(exponent > 1.5 && exponent < 2.5, `exponent ${exponent}`);
    assert.ok(lossSd > 6.5 && lossSd < 8.5, `spread ${lossSd}`);
    assert.ok(aucBothLogs > 0.7, `AUC ${aucBothLogs}`);
    assert.ok(peers.near > peers.far + 0.25, `r ${peers.near} ${peers.far}`);
  });

  it("makes the same recording of the same seed, and another of another", () => {
    const short = { ...MADE_SCENES.work, minutes: 2 };
    const make = (seed: number) => madeRecording(short, "plane", WEARINGS.anyhow, { seed, power: -79 });
    assert.deepEqual(make(3), make(3));
    assert.notDeepEqual(make(3), make(4));
    assert.ok(make(3).every(({ metres }) => metres! >= 0.3));
  });
});
