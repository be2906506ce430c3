/**
 * Generated scripts on the virtual token and on an interpreter, compared line by line:
 * `node --import tsx host-tools/fuzz/main.ts [--scripts 2000] [--seed S] [--kinds radio,flash] [--jobs 4] [--json]`,
 * `--show <number>` for the script of that number. The interpreter is that of ESPRUINO_RADIO or ESPRUINO. Exit code 1 when
 * anything differs.
 */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { outside } from "../build/system-packages.ts";
import { inspectBuild } from "../conformance/on-interpreter.ts";
import { type CampaignOutcome, type CampaignPlan, type Finding, runCampaign } from "./campaign.ts";

const SCRIPTS = 2000;
const JOBS = 4;

export function findingText({ generator, number, source, difference }: Finding): string {
  const { line, model, interpreter } = difference;
  return [
    `## ${generator}, script ${number}, line ${line + 1}`,
    source,
    `-- model:       ${model.join(" / ") || "(nothing more)"}`,
    `-- interpreter: ${interpreter.join(" / ") || "(nothing more)"}`,
  ].join("\n");
}

export function outcomeText(name: string, { run, findings, leftOut }: CampaignOutcome): string {
  const all = Object.values(run).reduce((sum, count) => sum + count, 0);
  const kinds = Object.entries(run).map(([kind, count]) => `${kind} ${count}`);
  const missing = leftOut.length > 0 ? `; left out: ${leftOut.join(", ")}` : "";
  return `${all} generated scripts on ${name}: ${kinds.join(", ")}${missing} · ${findings.length} differ`;
}

/** An interpreter that is named or found, or undefined. */
export function interpreterPath(): string | undefined {
  return process.env.ESPRUINO_RADIO || outside("espruino");
}

/** Runs a campaign on the interpreter at hand and prints its seed, what differs and how many ran; undefined without one. */
export async function fuzz(plan: Omit<CampaignPlan, "onFinding">): Promise<CampaignOutcome | undefined> {
  const path = interpreterPath();
  if (!path) return undefined;
  const build = await inspectBuild(path);
  console.log(`generated scripts: seed ${plan.seed}`);
  const outcome = await runCampaign(build, { ...plan, onFinding: (one) => console.log(findingText(one)) });
  console.log(outcomeText(build.name, outcome));
  return outcome;
}

/** A seed that is another one each time. */
export const seedOfClock = (): number => Date.now() % 2 ** 31;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: {
      scripts: { type: "string", default: String(SCRIPTS) },
      seed: { type: "string" },
      kinds: { type: "string" },
      jobs: { type: "string", default: String(JOBS) },
    },
  });
  const outcome = await fuzz({
    scripts: Number(values.scripts),
    seed: values.seed === undefined ? seedOfClock() : Number(values.seed),
    jobs: Number(values.jobs),
    ...(values.kinds ? { kinds: values.kinds.split(",") } : {}),
  });
  if (!outcome) console.log("left out: generated scripts (no interpreter); to have it: docs/CONFORMANCE.md");
  process.exitCode = outcome && outcome.findings.length > 0 ? 1 : 0;
}
