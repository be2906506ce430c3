/** `make torture`: every campaign in full, and a table of what came out. Exit code 1 when anything was found. */
import { parseArgs } from "node:util";
import { IDENTITY_BYTES } from "../../../protocol/identity.ts";
import { PAGE_BYTES } from "../../../protocol/page.ts";
import { MINUTE_MS } from "../../lib/time.ts";
import { Device } from "../../models/virtual-token/device.ts";
import { fuzz, interpreterAtHand, NO_INTERPRETER, outcomeText, seedOfClock } from "../fuzz/report.ts";
import { costOf, USAGES } from "./books.ts";
import { bootReads } from "./boot-reads.ts";
import { type CampaignResult, runCutCampaign } from "./campaign.ts";
import { flipHeaders, wearOut } from "./damage.ts";
import { forgePages, forgeReceipts } from "./forgery.ts";
import { LogReader } from "./log-view.ts";
import { tryLies } from "./lying-flash.ts";
import { type Recording, record, serverWithToken, wear } from "./recording.ts";
import { SCENARIOS } from "./scenarios.ts";
import { seize } from "./seizure.ts";
import { beginning, STRETCHES } from "./stretch.ts";

interface Fault {
  readonly at: string;
  readonly fault: string;
}

const { values } = parseArgs({
  options: {
    /** Every so many-th operation is cut: 1 is all of them. */
    every: { type: "string", default: "1" },
    /** Every so many-th of the starts that are not a page turn's is cut again. */
    second: { type: "string", default: "16" },
    /** Every so many-th operation of a stretch fails, and every so many-th of those together with a second one. */
    lies: { type: "string", default: "1" },
    lies2: { type: "string", default: "1" },
    forged: { type: "string", default: "1000000" },
    /** Words that the first bit flip and the next are apart. */
    flips: { type: "string", default: "1" },
    /** Generated scripts on the interpreter, where there is one; other ones each time. */
    scripts: { type: "string", default: "4000" },
    seed: { type: "string" },
  },
});

const found: Fault[] = [];
const started = Date.now();

function report(line: string, faults: readonly Fault[]): void {
  const seconds = Math.round((Date.now() - started) / 1000);
  console.log(`${line} · ${faults.length === 0 ? "no fault" : `${faults.length} FAULTS`} · ${seconds} s`);
  for (const { at, fault } of faults.slice(0, 10)) console.log(`    ${at}: ${fault}`);
  found.push(...faults);
}

function describe(result: CampaignResult): string {
  const { uncut, oneCut, twoCuts } = result.writesOfWord;
  return [
    `${result.name}: ${result.operations} flash operations, ${result.turns} page turns`,
    `${result.cuts} cuts, ${result.secondCuts} second cuts`,
    `at most ${Math.round(result.secondsInRam)} s of hearing in RAM`,
    `writes of a word ${uncut}, ${oneCut} with a cut, ${twoCuts} with two`,
  ].join(" · ");
}

const progress = (done: number, of: number) => {
  if (process.stderr.isTTY && done % 50 === 0) process.stderr.write(`\r${done} of ${of} `);
};

const recordings: Recording[] = [];
for (const scenario of SCENARIOS) {
  const recording = await record(scenario);
  recordings.push(recording);
  const options = { every: Number(values.every), secondEvery: Number(values.second), onProgress: progress };
  const result = runCutCampaign(recording, options);
  report(describe(result), result.faults);
}

for (const stretch of STRETCHES) {
  const options = { every: Number(values.lies), secondEvery: Number(values.lies2) };
  for (const { lie, operations, trials, torn, beyond, faults } of tryLies(
    await beginning(stretch),
    options,
  )) {
    if (operations === 0) continue;
    const lost = `${torn} lost of frames that it hit, ${beyond} beyond`;
    report(
      `Flash lies, ${stretch.name}: ${lie} · ${operations} operations, ${trials} trials · ${lost}`,
      faults,
    );
  }
}

const [puck] = recordings as [Recording, ...Recording[]];
const flips = flipHeaders(puck, Number(values.flips));
report(
  `Bits flipped in page headers: ${flips.flips} · ${flips.restarts} new chains of keys · ${flips.pagesLost} pages lost, each the one with the bit`,
  flips.faults,
);
const worn = wearOut(puck, 20, [0, 4, 5, 7]);
report(`Worn pages: ${worn.pages}`, worn.faults);

for (const usage of USAGES) {
  const { frameBytes, pageBytes, daysPerPage } = await costOf(puck.scenario.board, usage, 9);
  const cost = `${frameBytes.toFixed(1)} bytes a record in frames, ${pageBytes.toFixed(1)} all in`;
  report(`${usage.name}: ${cost}, a page lasts ${daysPerPage.toFixed(2)} days`, []);
}

const identity = puck.initial.slice(PAGE_BYTES - 32 - IDENTITY_BYTES, PAGE_BYTES - 32);
for (const [logPages, newest] of [
  [6, 100],
  [40, 219],
  [512, 1100],
] as const) {
  const reads = await bootReads(logPages, identity, newest);
  report(
    `Start with ${logPages} pages: ${reads.words} words read, ${reads.headerWords} of them in headers`,
    [],
  );
}

const { scenario } = puck;
const device = new Device({ board: scenario.board, seed: 1, flash: puck.final, startAt: puck.endedAt });
device.powerOn();
wear(device, puck.endedAt + 40 * MINUTE_MS, 5, []);
const reader = new LogReader(puck.identity, scenario.board.flash.logPages);
const seizure = seize(device, reader, 4);
const { newest } = reader.read(device.flash.bytes);
report(
  `Seized: ${seizure.keysTried} keys tried out of flash and ${seizure.ramBytes} bytes of RAM · opens page ${seizure.opened.join(", ")}`,
  [
    ...seizure.oldKeys.map((name) => ({ at: "a seized token", fault: `${name} found` })),
    ...seizure.opened
      .filter((sequence) => sequence !== newest)
      .map((sequence) => ({ at: "a seized token", fault: `opens page ${sequence}` })),
  ],
);

const half = Math.ceil(Number(values.forged) / 2);
const server = await serverWithToken(scenario);
const pages = await forgePages(puck, server, half);
await server.close();
report(`Forged pages: ${pages.tried} · ${counts(pages.answers)}`, pages.faults);
const receipts = forgeReceipts(puck, half);
report(`Forged receipts: ${receipts.tried} · ${counts(receipts.answers)}`, receipts.faults);

function counts(answers: ReadonlyMap<string, number>): string {
  return [...answers].map(([answer, count]) => `${answer} ${count}`).join(", ");
}

const interpreter = await interpreterAtHand();
if (!interpreter) console.log(NO_INTERPRETER);
else {
  const seed = values.seed === undefined ? seedOfClock() : Number(values.seed);
  const plan = { scripts: Number(values.scripts), seed, jobs: 4 };
  const generated = await fuzz(interpreter, plan);
  const faults = generated.findings.map(({ generator, number }) => ({
    at: `seed ${seed}, script ${number}`,
    fault: `${generator}: the model differs from the interpreter`,
  }));
  report(outcomeText(interpreter, plan, generated), faults);
}

console.log(found.length === 0 ? "Nothing found." : `${found.length} faults.`);
process.exitCode = found.length === 0 ? 0 : 1;
