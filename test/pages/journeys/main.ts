/**
 * Prints the figures of a nurse's morning, an investigator's hour, a wearer who asks for what is theirs and a commune from an empty machine:
 *   node --import tsx test/pages/journeys/main.ts [--tokens 40] [--contacts 120]
 * With --write the last one alone, into docs/quanly/README.md.
 */

import { isDeepStrictEqual, parseArgs } from "node:util";
import { missingLines, outside } from "../../../host-tools/lib/system-packages.ts";
import { communeDay } from "./commune.ts";
import { figuresOf, writeFigures } from "./commune-figures.ts";
import { investigatorHour } from "./investigator-hour.ts";
import { nurseMorning } from "./nurse-morning.ts";
import { wearerAsks } from "./wearer-asks.ts";

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
const yes = (is: boolean) => (is ? "yes" : "NO");

async function tellMorning(count: number): Promise<void> {
  const morning = await nurseMorning(count);
  const { tokens, presses, syncs, walkedOffTold, walkedOffOver, cutsTold } = morning;
  console.log(`${tokens} wearers in ${morning.seconds.toFixed(0)} s, ${presses} presses`);
  console.log(`press to result: p50 ${seconds(syncs.p50)}, p95 ${seconds(syncs.p95)}`);
  console.log(`walked off: told after ${seconds(walkedOffTold)}, over after ${seconds(walkedOffOver)}`);
  console.log(`network cut: told after ${cutsTold.map(seconds).join(" and ")}`);
  console.log(`called one seen by name, nobody else: ${yes(morning.calledSeen)}`);
  console.log(`replaced token worn: ${yes(morning.replacedBy !== undefined)}`);
  console.log(`pages that the server lacks at the end: ${morning.missing}`);
}

const isAsDone = ({ board, done }: Awaited<ReturnType<typeof investigatorHour>>) =>
  isDeepStrictEqual(board, done);

async function tellHour(count: number): Promise<void> {
  const hour = await investigatorHour(count);
  const { contacts, called, presses, pressesPerCall, calledTwice, errors } = hour;
  console.log(`${contacts} contacts, called ${called.join(" + ")} in ${hour.seconds.toFixed(0)} s`);
  console.log(`${presses} presses of all, ${pressesPerCall.toFixed(1)} for a call`);
  console.log(`called by two: ${calledTwice}; came late and was called: ${yes(hour.isLateCalled)}`);
  console.log(`turned positive and is a case that leads both ways: ${yes(hour.isLinkedBothWays)}`);
  const { lines, toCall, reached } = hour.board;
  console.log(
    `board: ${lines} lines, ${reached} reached, ${toCall} to call; as it was done: ${yes(isAsDone(hour))}`,
  );
  for (const error of errors) console.log(error);
}

async function tellAsked(): Promise<void> {
  const { isCopied, isCorrected, isGone, errors, ...asked } = await wearerAsks();
  for (const [what, { presses, seconds: took }] of Object.entries(asked))
    console.log(`a wearer asks, ${what}: ${presses} keys, ${took.toFixed(1)} s`);
  console.log(`copied ${yes(isCopied)}, put right ${yes(isCorrected)}, forgotten ${yes(isGone)}`);
  for (const error of errors) console.log(error);
}

async function tellCommune(): Promise<void> {
  for (const language of ["vi", "en"] as const) {
    const day = await communeDay(language);
    for (const line of figuresOf(day)) console.log(line);
    for (const error of day.errors) console.log(error);
  }
}

const { values } = parseArgs({
  options: {
    tokens: { type: "string", default: "40" },
    contacts: { type: "string", default: "120" },
    write: { type: "boolean", default: false },
  },
});
if (!outside("chromium") || !outside("dbus")) for (const line of missingLines()) console.log(line);
else if (values.write) writeFigures(await communeDay("vi"));
else {
  await tellMorning(Number(values.tokens));
  await tellHour(Number(values.contacts));
  await tellAsked();
  await tellCommune();
}
