import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { hash, normalOf, Stream } from "../../../host-tools/lib/random.ts";
import {
  bodyLoss,
  channelSpread,
  distanceFit,
  packetSpread,
  TRUNCATION_DBM,
  wallLoss,
} from "../../../host-tools/studies/radio-fit/fit.ts";
import { fitRadio, rounded } from "../../../host-tools/studies/radio-fit/fit-radio.ts";
import { changeSeconds, slowVariance, spreadFit } from "../../../host-tools/studies/radio-fit/fit-spread.ts";
import type { MeasuredPacket, StandingRun } from "../../../host-tools/studies/radio-fit/recorded-rssi.ts";
import { FITTED_RADIO } from "../../../host-tools/world/fitted-radio.ts";
import { RADIO_PARAMETERS, RADIO_SOURCES } from "../../../host-tools/world/radio-parameters.ts";

const within = (value: number, expected: number, tolerance: number): void =>
  assert.ok(Math.abs(value - expected) <= tolerance, `${value} is not ${expected} +- ${tolerance}`);

/** Fourteen wearers, evenly spread over a normal distribution. */
const wearer = (number: number): number => normalOf(((((number * 5) % 14) + 0.5) / 14) * 2 ** 32);

/** Packets of a known world: wearers, levels that jump every `jumpSeconds`, fading; weak ones are lost. */
function madeUp(exponent: number, level: number, jumpSeconds: number): MeasuredPacket[] {
  const stream = new Stream(1);
  const packets: MeasuredPacket[] = [];
  for (let receiver = 0; receiver < 14; receiver++) {
    for (let transmitter = 0; transmitter < 14; transmitter++) {
      if (receiver === transmitter) continue;
      for (let at = 0; at < 1800; at += 5 + 3 * stream.unit()) {
        const metres = stream.between(0.6, 9);
        const jump = 4 * normalOf(hash(receiver, transmitter, Math.floor(at / jumpSeconds)));
        const wearers = 3 * (wearer(receiver) + wearer(transmitter));
        const rssi =
          level -
          10 * exponent * Math.log10(metres) +
          wearers +
          jump +
          3 * normalOf(hash(9, packets.length, receiver));
        if (rssi >= TRUNCATION_DBM) packets.push({ receiver, transmitter, at, rssi, metres });
      }
    }
  }
  return packets;
}

describe("fit of the radio", () => {
  it("finds exponent and level again although weak packets are lost", () => {
    const fit = distanceFit([madeUp(2.2, -76, 300), madeUp(2.2, -82, 300)]);
    within(fit.exponent, 2.2, 0.15);
    within(fit.levels[0]!, -76, 1.5);
    within(fit.levels[1]!, -82, 1.5);
    within(fit.sd, Math.hypot(3, 4, 3, 3), 1);
  });

  it("tells wearers, minutes and packets apart", () => {
    const fit = spreadFit(madeUp(2, -70, 300), -70, 2);
    within(fit.wearerSd, 3, 1);
    within(slowVariance(fit), 16, 5);
    within(changeSeconds(fit), 300, 120);
  });

  it("finds spread of channels and packets, the loss of a wall and of a body again", () => {
    const draw = (word: number) => normalOf(hash(5, word));
    const chamber = Array.from(
      { length: 300 },
      (_, i) => [0, 1, 2].map((c) => [3.7 * draw(3 * i + c)]) as [number[], number[], number[]],
    );
    within(channelSpread(chamber), 3.7, 0.3);
    const runs = (environment: string, loss: number): StandingRun[] =>
      ["pocket", "purse"].flatMap((device, d) =>
        Array.from({ length: 8 }, (_, i) => ({
          environment,
          device,
          degrees: 45 * i,
          rssi: Array.from(
            { length: 400 },
            (_, k) => -50 - loss - 4 * Math.cos(((i - d) * Math.PI) / 4) + 5 * draw(1000 * i + k),
          ),
        })),
      );
    within(packetSpread(runs("room", 0), 3), 4, 0.3);
    within(wallLoss(runs("room", 0), runs("walled", 3.5)), 3.5, 1e-9);
    within(bodyLoss(runs("room", 0)), 8, 0.5);
  });

  it("every parameter has a source", () => {
    assert.deepEqual(Object.keys(RADIO_SOURCES).sort(), Object.keys(RADIO_PARAMETERS).sort());
    assert.ok(Object.values(RADIO_SOURCES).every((source) => source.length > 6));
  });

  it("the committed table is what the recordings give", async function () {
    const datasets = process.env.BLUEZONE_DATASETS;
    const needed = ["nrf52-static-6ft", "nrf52-channels", "dp3t-exp05"];
    if (!datasets || !needed.every((folder) => existsSync(join(datasets, folder)))) {
      console.log(`      left out: set BLUEZONE_DATASETS to a folder that has ${needed.join(", ")}`);
      this.skip();
    }
    const fitted = await fitRadio(datasets);
    const table = Object.fromEntries(
      fitted.map(([name, value, digits]) => [name, Number(rounded(value, digits))]),
    );
    assert.deepEqual(table, { ...FITTED_RADIO });
  });
});
