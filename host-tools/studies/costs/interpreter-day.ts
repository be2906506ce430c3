/**
 * A day of the built program on the real interpreter, alone and in company, beside the day that the virtual token is
 * charged for: the same peers, visits to a station and clock. `--hours 24`; `--count` also counts the instructions of the
 * interpreter (x86, needs valgrind, twenty times slower); `--json`. Exit code 1 when a figure differs by more than the bound.
 */

import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { puckjs } from "../../../boards/index.ts";
import { EPOCHS_PER_DAY, MINUTES_PER_EPOCH } from "../../../protocol/epoch.ts";
import { markdownTable } from "../../lib/markdown-table.ts";
import { MINUTE_MS } from "../../lib/time.ts";
import { buildFirmware } from "../../tools/firmware-build/bundle.ts";
import { AWAKE, type Figures, figuresOf, sumOf } from "./interpreter-day-figures.ts";
import { arrivalsOf, DAY_PLANS, type DayPlan, LEAD_MINUTES } from "./interpreter-day-inputs.ts";
import { type DayToken, interpreterDay, modelDay } from "./interpreter-day-tokens.ts";
import { nameOf, radioInterpreter } from "./radio-interpreter.ts";

/** The token has come up by then, ms. */
const UP_MS = 1000;
/** Share by which a figure of a day may differ, and what of it says nothing: one more or less. */
const BOUND = 0.02;
const ONE = 1;

/** Plays so many epochs of a day, each from the middle of an epoch to the next one's; figures of each. Ends the token. */
export async function playDay(token: DayToken, plan: DayPlan, epochs: number): Promise<Figures[]> {
  const playTo = async (until: number): Promise<void> => {
    for (let minute = Math.floor(token.now / MINUTE_MS); minute < until; minute++) {
      for (const { at, hex } of arrivalsOf(plan, minute)) {
        if (at < token.now) continue;
        await token.runTo(at);
        if (token.isListening) await token.hear(hex);
      }
      await token.runTo(Math.max(token.now, (minute + 1) * MINUTE_MS));
      if (plan.syncs.includes(minute)) await token.sync();
    }
  };
  try {
    await token.runTo(UP_MS);
    await token.sync();
    await playTo(LEAD_MINUTES);
    const awakeMs: (number | undefined)[] = [];
    for (let epoch = 1; epoch <= epochs; epoch++)
      awakeMs.push(await token.awakeDuring(() => playTo(LEAD_MINUTES + epoch * MINUTES_PER_EPOCH)));
    return figuresOf(token.doings(), epochs, awakeMs);
  } finally {
    await token.end();
  }
}

interface Comparison {
  readonly name: string;
  readonly model: number;
  readonly interpreter: number;
  readonly holds: boolean;
}

/** Each figure of both, summed over the epochs. What only one of them has counted is left out. */
export function compareDays(model: readonly Figures[], interpreter: readonly Figures[]): Comparison[] {
  const [ours, theirs] = [sumOf(model), sumOf(interpreter)];
  const names = [...new Set([...Object.keys(theirs), ...Object.keys(ours)])];
  return names
    .filter((name) => name !== AWAKE || (ours[name] !== undefined && theirs[name] !== undefined))
    .map((name) => {
      const [one, other] = [ours[name] ?? 0, theirs[name] ?? 0];
      const holds = Math.abs(one - other) <= Math.max(ONE, BOUND * other);
      return { name, model: one, interpreter: other, holds };
    });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: {
      hours: { type: "string", default: "24" },
      count: { type: "boolean" },
      json: { type: "boolean" },
    },
  });
  const path = radioInterpreter();
  if (!path)
    console.log(
      "left out: a day of the program on the interpreter (no build with a radio); to have it: docs/CONFORMANCE.md, then name it in ESPRUINO_RADIO",
    );
  else {
    const epochs = Math.round((Number(values.hours) / 24) * EPOCHS_PER_DAY);
    const build = await buildFirmware(puckjs);
    const days: Record<string, readonly Comparison[]> = {};
    for (const plan of DAY_PLANS) {
      const model = await playDay(modelDay(build), plan, epochs);
      const counting = values.count ?? false;
      days[plan.name] = compareDays(
        model,
        await playDay(await interpreterDay(path, build, counting), plan, epochs),
      );
    }
    if (values.json)
      console.log(JSON.stringify({ interpreterDay: { interpreter: nameOf(path), epochs, days } }));
    else {
      console.log(`${nameOf(path)}, ${epochs} epochs; program ${build.tokenisedBytes} bytes`);
      if (!values.count) console.log("left out: time awake (its instructions were not counted: --count)");
      for (const [name, rows] of Object.entries(days)) console.log(`\n${name}\n\n${tableOf(rows)}`);
    }
    process.exitCode = Object.values(days)
      .flat()
      .every(({ holds }) => holds)
      ? 0
      : 1;
  }
}

function tableOf(rows: readonly Comparison[]): string {
  const percent = ({ model, interpreter }: Comparison) =>
    interpreter === 0 ? "-" : `${((model / interpreter - 1) * 100).toFixed(2)} %`;
  return markdownTable([
    ["", "model", "interpreter", "model is", ""],
    ...rows.map((row) => [
      row.name,
      ...[row.model, row.interpreter].map((value) => Math.round(value).toString()),
      percent(row),
      row.holds ? "" : "DIFFERS",
    ]),
  ]);
}
