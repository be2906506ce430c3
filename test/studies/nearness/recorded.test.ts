import assert from "node:assert/strict";
import { join } from "node:path";
import { channelOffsets, wearingOf } from "../../../host-tools/studies/nearness/calibrate.ts";
import { readRecording } from "../../../host-tools/studies/nearness/recordings.ts";
import { scoreRecordings } from "../../../host-tools/studies/nearness/score.ts";
import { NRF52_CHANNELS, WEARING } from "../../../host-tools/studies/nearness/wearing.ts";
import type { ReplayOptions } from "../../../host-tools/studies/nearness/windows.ts";
import { readChannelRuns, readStandingRuns } from "../../../host-tools/studies/radio-fit/recorded-rssi.ts";

const datasets = process.env.BLUEZONE_DATASETS;

/** Area under the curve of the strongest of all packets, the best simple statistic, with one log and with both. */
const BARS = { one: 0.755, both: 0.8, sharedPeers: 0.835, sharedPeersSampled: 0.87 };

describe("classify on recordings", function () {
  this.timeout(60_000);
  before(function () {
    if (datasets) return;
    console.log("      skipped: BLUEZONE_DATASETS is not set");
    this.skip();
  });

  const MEASURED = { powerAtOneMetre: -79, everyPacket: false, perMinute: undefined, seed: 1 };
  const SAMPLED = { ...MEASURED, everyPacket: true, perMinute: 2 };

  const score = async (scenes: readonly string[], options: ReplayOptions = MEASURED) => {
    const recordings = [];
    for (const scene of scenes) {
      const file = join(datasets!, "dp3t-exp05", `${scene}.sqlite`);
      recordings.push({ file, packets: await readRecording(file) });
    }
    return scoreRecordings(recordings, options);
  };

  it("tells near from far on lunch and office better than the best simple statistic", async () => {
    const { all } = await score(["scenario01-lunch", "scenario03-office"]);
    assert.deepEqual([all.windows, all.near, all.far], [191, 78, 113]);
    assert.ok(all.aucOneLog! >= BARS.one, `one log ${all.aucOneLog}`);
    assert.ok(all.aucBothLogs! >= BARS.both, `both logs ${all.aucBothLogs}`);
    assert.ok(all.truePositiveRate! > 2 * all.falsePositiveRate!);
  });

  it("tells better with the peers that both logs hold, at fewer false alarms, and worse with wrong peers", async () => {
    for (const [options, bar] of [
      [MEASURED, BARS.sharedPeers],
      [SAMPLED, BARS.sharedPeersSampled],
    ] as const) {
      const { all, apart } = await score(["scenario01-lunch", "scenario03-office"], options);
      assert.ok(all.aucSharedPeers! >= bar, `${all.aucSharedPeers}`);
      assert.ok(all.sharedPeersGainInterval![0] > 0);
      assert.ok(all.aucShuffledPeers! < all.aucBothLogs!, `wrong peers ${all.aucShuffledPeers}`);
      assert.ok(all.sharedPeers.falsePositiveRate! < 0.7 * all.falsePositiveRate!);
      assert.ok(apart.others.aucSharedPeers! > apart.others.aucBothLogs! + 0.02);
      // Phones on desks, few people near: the office does not gain.
      assert.ok(apart.offices.aucSharedPeers! < apart.offices.aucBothLogs!);
    }
  });

  it("raises false alarms through walls, which is a known limit", async () => {
    const { scenes, all } = await score(["scenario06-walls"]);
    assert.equal(scenes[0]!.near, 0);
    assert.ok(scenes[0]!.falsePositiveRate! < 0.5);
    assert.equal(all.windows, 0);
  });

  it("has the wearing table that calibrate.ts makes of the recordings", () => {
    for (const [position, { lossDb, turnDb }] of Object.entries(wearingOf(readStandingRuns(datasets!)))) {
      const kept = WEARING[position as keyof typeof WEARING];
      assert.ok(Math.abs(kept.lossDb - lossDb) <= 0.051 && Math.abs(kept.turnDb - turnDb) <= 0.051, position);
    }
    for (const [channel, { meanDb, sdDb }] of Object.entries(channelOffsets(readChannelRuns(datasets!)))) {
      const kept = NRF52_CHANNELS[Number(channel) as keyof typeof NRF52_CHANNELS];
      assert.ok(Math.abs(kept.meanDb - meanDb) <= 0.051 && Math.abs(kept.sdDb - sdDb) <= 0.051, channel);
    }
  });
});
