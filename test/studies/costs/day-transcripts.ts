/** What the interpreter did in the days of the bench: figures of each epoch, with what they belong to. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { puckjs } from "../../../boards/index.ts";
import { flashImage } from "../../../host-tools/studies/costs/bench-token.ts";
import type { Figures } from "../../../host-tools/studies/costs/interpreter-day-figures.ts";
import { type DayPlan, inputHash } from "../../../host-tools/studies/costs/interpreter-day-inputs.ts";
import type { FirmwareBuild } from "../../../host-tools/tools/firmware-build/bundle.ts";

interface DayTranscript {
  /** Version, board and processor of the interpreter. */
  readonly recordedOn: string;
  /** Of the token's flash, with the program in it, and of what happened to it. */
  readonly subject: string;
  readonly epochs: readonly Figures[];
}

/** Figures are kept to a tenth. */
const kept = (value: number): number => Math.round(value * 10) / 10;

export const keptFigures = (figures: Figures): Figures =>
  Object.fromEntries(
    Object.entries(figures)
      .map(([name, value]) => [name, kept(value)] as const)
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );

export function subjectOf(build: FirmwareBuild, plan: DayPlan): string {
  const program = createHash("sha256").update(flashImage(puckjs, build)).digest("hex").slice(0, 16);
  return `program ${program}, inputs ${inputHash(plan)}`;
}

const pathOf = ({ name }: DayPlan): string =>
  fileURLToPath(new URL(`interpreter-day/${name}.csv`, import.meta.url));

/** Undefined where that day was never recorded. */
export function readDay(plan: DayPlan): DayTranscript | undefined {
  if (!existsSync(pathOf(plan))) return undefined;
  const [head = "", names = "", ...rows] = readFileSync(pathOf(plan), "utf8").trimEnd().split("\n");
  const [, recordedOn = "", subject = ""] = /^# (.*); (program .*)$/.exec(head) ?? [];
  const columns = names.split(",");
  const epochs = rows.map((row) => {
    const values = row.split(",");
    return keptFigures(
      Object.fromEntries(
        columns.flatMap((name, i) => (values[i] === "0" ? [] : [[name, Number(values[i])] as const])),
      ),
    );
  });
  return { recordedOn, subject, epochs };
}

export function writeDay(plan: DayPlan, { recordedOn, subject, epochs }: DayTranscript): void {
  const columns = [...new Set(epochs.flatMap(Object.keys))].sort();
  const rows = epochs.map((figures) => columns.map((name) => kept(figures[name] ?? 0)).join());
  writeFileSync(pathOf(plan), [`# ${recordedOn}; ${subject}`, columns.join(), ...rows, ""].join("\n"));
}
