/** Campaigns of generated scripts on the interpreter at hand, and what they found, as text. */
import { outside } from "../../lib/system-packages.ts";
import { type Build, inspectBuild } from "../conformance/on-interpreter.ts";
import { type CampaignOutcome, type CampaignPlan, type Finding, runFuzzCampaign } from "./campaign.ts";

/** What stands where no interpreter is at hand. */
export const NO_INTERPRETER =
  "left out: generated scripts on the interpreter (none is at hand); to have it: docs/CONFORMANCE.md, then name it in ESPRUINO_RADIO or ESPRUINO";

/** The interpreter that is named or found, the one with a radio first; undefined where there is none. */
export async function interpreterAtHand(): Promise<Build | undefined> {
  const path = process.env.ESPRUINO_RADIO || outside("espruino");
  return path ? inspectBuild(path) : undefined;
}

/** A seed that is another one each time. */
export const seedOfClock = (): number => Date.now() % 2 ** 31;

/** Runs a campaign and prints each finding when it is made. */
export async function fuzz(build: Build, plan: CampaignPlan): Promise<CampaignOutcome> {
  return runFuzzCampaign(build, { ...plan, onFinding: (finding) => console.log(findingText(finding)) });
}

export function findingText({ generator, number, source, difference }: Finding): string {
  const { line, model, interpreter } = difference;
  return [
    `## ${generator}, script ${number}, line ${line + 1}`,
    source,
    `-- model:       ${model.join(" / ") || "(nothing more)"}`,
    `-- interpreter: ${interpreter.join(" / ") || "(nothing more)"}`,
  ].join("\n");
}

/** One line: how many of what ran on which build, by which seed. */
export function outcomeText({ name }: Build, { seed }: CampaignPlan, outcome: CampaignOutcome): string {
  const { run, findings, leftOut } = outcome;
  const all = Object.values(run).reduce((sum, count) => sum + count, 0);
  const kinds = Object.entries(run).map(([kind, count]) => `${kind} ${count}`);
  const missing = leftOut.length > 0 ? `; left out: ${leftOut.join(", ")}` : "";
  return `${all} generated scripts, seed ${seed}, on ${name}: ${kinds.join(", ")}${missing} · ${findings.length} differ`;
}
