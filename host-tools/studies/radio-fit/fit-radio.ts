/**
 * Fits the radio to recorded RSSI and writes `fitted-radio.ts`:
 *   BLUEZONE_DATASETS=<folder> npx tsx host-tools/studies/radio-fit/fit-radio.ts
 * Only physics is fitted here; nothing that a token logs or a contact rule decides is looked at.
 */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { mean } from "../../lib/statistics.ts";
import { bodyLoss, channelSpread, distanceFit, packetSpread, wallLoss } from "./fit.ts";
import { changeSeconds, slowVariance, spreadFit } from "./fit-spread.ts";
import { readChannelRuns, readMeasuredScenes, readStandingRuns } from "./recorded-rssi.ts";

const STANDING =
  "MIT Lincoln Laboratory, BLE RSSI in various static configurations, nRF52 receiver, 6 ft (CC BY 4.0)";
const CHAMBER =
  "MIT Lincoln Laboratory, KRI anechoic chamber dataset, nRF52 sniffer, channels apart (CC BY 4.0)";
const MEASURED =
  "DP-3T bt-measurements, experiment 05, lunch and office, phones on bodies, camera distances (CC BY-ND 4.0)";

/** A fitted parameter, the decimal places it is good for, and where it comes from. */
type Fitted = readonly [name: string, value: number, digits: number, source: string];

/** The fitted parameters from a folder of recordings. */
export async function fitRadio(datasets: string): Promise<Fitted[]> {
  const standing = readStandingRuns(datasets);
  const open = standing.filter(({ environment }) => environment.endsWith("Conference Room"));
  const walled = standing.filter(({ environment }) => environment.endsWith("Conference Room Wall"));
  const chamber = readChannelRuns(datasets);
  const scenes = await readMeasuredScenes(datasets);
  const distance = distanceFit(scenes);
  const spreads = scenes.map((packets, i) => spreadFit(packets, distance.levels[i]!, distance.exponent));
  const channelSd = channelSpread(chamber);
  const bodyDb = bodyLoss([...open, ...walled]);
  // Two bodies, each turned any way with equal chances: (1 - cos) / 2 of bodyDb has the variance bodyDb^2 / 8.
  const bodies = (2 * bodyDb ** 2) / 8;
  const slow = mean(spreads.map(slowVariance));
  const changeMs = 1000 * Math.exp(mean(spreads.map((spread) => Math.log(changeSeconds(spread)))));
  const packets = scenes.reduce((sum, scene) => sum + scene.length, 0);
  return [
    [
      "pathLossExponent",
      distance.exponent,
      2,
      `${MEASURED}: ${packets} packets, normal cut off at the receivers' limit`,
    ],
    ["wallDb", wallLoss(open, walled), 1, `${STANDING}: conference room without and with a wall between`],
    ["bodyDb", bodyDb, 1, `${STANDING}: best to worst of 8 angles, both conference rooms`],
    ["postureMs", changeMs, -4, `${MEASURED}: half rise of the variogram, geometric mean of the scenes`],
    [
      "wearerSdDb",
      mean(spreads.map(({ wearerSd }) => wearerSd)),
      1,
      `${MEASURED}: between phones as senders and receivers, models and pockets together`,
    ],
    [
      "shadowSdDb",
      Math.sqrt(Math.max(0, slow - bodies)),
      1,
      `${MEASURED}: variance that changes over minutes (${slow.toFixed(1)} dB^2) less that of two turning bodies`,
    ],
    ["shadowMs", changeMs, -4, `${MEASURED}: as postureMs; the two cannot be told apart`],
    [
      "channelSdDb",
      channelSd,
      1,
      `${CHAMBER}: ${chamber.length} recordings, spread of the three channel means`,
    ],
    [
      "fadingSdDb",
      packetSpread([...open, ...walled], channelSd),
      1,
      `${STANDING}: spread within ${open.length + walled.length} half-minute recordings beyond the channels'`,
    ],
  ];
}

export const rounded = (value: number, digits: number): string =>
  digits >= 0
    ? String(Number(value.toFixed(digits)))
    : String(Math.round(value * 10 ** digits) / 10 ** digits);

function moduleText(fitted: readonly Fitted[]): string {
  const block = (name: string, lines: readonly string[]) =>
    `export const ${name} = {\n${lines.map((line) => `  ${line},\n`).join("")}} as const;\n`;
  return [
    "/** Written by fit-radio.ts from recorded RSSI; run it again instead of editing. dB, ms. */\n",
    block(
      "FITTED_RADIO",
      fitted.map(([name, value, digits]) => `${name}: ${rounded(value, digits)}`),
    ),
    "\n",
    block(
      "FITTED_SOURCES",
      fitted.map(([name, , , source]) => `${name}: ${JSON.stringify(source)}`),
    ),
  ].join("");
}

async function main(datasets: string | undefined): Promise<void> {
  if (!datasets) {
    console.error(
      "fit-radio: set BLUEZONE_DATASETS to the folder of nrf52-static-6ft, nrf52-channels and dp3t-exp05",
    );
    process.exit(2);
  }
  const fitted = await fitRadio(datasets);
  for (const [name, value] of fitted) console.log(`${name.padEnd(18)} ${value.toFixed(3)}`);
  writeFileSync(fileURLToPath(new URL("../../world/fitted-radio.ts", import.meta.url)), moduleText(fitted));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(process.env.BLUEZONE_DATASETS);
