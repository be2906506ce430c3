/** Many generated scripts on both, and each difference made small. */
import type { Build } from "../conformance/on-interpreter.ts";
import { type Difference, differenceOf } from "./compare.ts";
import { Choices, smallest } from "./generators/choices.ts";
import type { Generator } from "./generators/generator.ts";
import { GENERATORS } from "./generators/index.ts";

export interface Finding {
  readonly generator: string;
  /** Number of the script in the campaign: the same seed makes it again. */
  readonly number: number;
  /** The smallest script found that differs. */
  readonly source: string;
  readonly difference: Difference;
}

export interface CampaignPlan {
  readonly scripts: number;
  readonly seed: number;
  /** Scripts that run at the same time. */
  readonly jobs: number;
  /** Names of generators; all where not given. */
  readonly kinds?: readonly string[];
  readonly onFinding?: (finding: Finding) => void;
  readonly onProgress?: (done: number) => void;
}

export interface CampaignOutcome {
  /** Scripts run, by generator. */
  readonly run: Readonly<Record<string, number>>;
  readonly findings: readonly Finding[];
  /** Generators whose scripts the build cannot run. */
  readonly leftOut: readonly string[];
}

/** Runs scripts of all generators in turn. Throws for a kind that no generator has. */
export async function runFuzzCampaign(build: Build, plan: CampaignPlan): Promise<CampaignOutcome> {
  const wanted = (plan.kinds ?? GENERATORS.map(({ name }) => name)).map(generatorOf);
  const generators = wanted.filter(({ needs }) => build.has.has(needs));
  const run: Record<string, number> = {};
  const findings: Finding[] = [];
  let next = 0;
  let done = 0;
  const work = async (): Promise<void> => {
    while (next < plan.scripts && generators.length > 0) {
      const number = next++;
      const generator = generators[number % generators.length]!;
      const finding = await tryScript(build, generator, plan.seed, number);
      run[generator.name] = (run[generator.name] ?? 0) + 1;
      if (finding) {
        findings.push(finding);
        plan.onFinding?.(finding);
      }
      plan.onProgress?.(++done);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, plan.jobs) }, work));
  const leftOut = wanted.filter((one) => !generators.includes(one)).map(({ name }) => name);
  return { run, findings, leftOut };
}

function generatorOf(name: string): Generator {
  const found = GENERATORS.find((one) => one.name === name);
  if (!found)
    throw new Error(`no generator ${name}; there are ${GENERATORS.map((one) => one.name).join(", ")}`);
  return found;
}

/** Scripts that are run at most to make one smaller. */
const MOST_TRIED = 500;

async function tryScript(
  build: Build,
  generator: Generator,
  seed: number,
  number: number,
): Promise<Finding | undefined> {
  const choices = Choices.drawn(seed, number);
  let source = generator.make(choices);
  let difference = await differenceOf(build, source);
  if (!difference) return undefined;
  // Different choices may make the same script.
  const tried = new Set([source]);
  await smallest(choices.made, async (candidate) => {
    const smaller = generator.make(Choices.again(candidate));
    if (tried.has(smaller) || tried.size > MOST_TRIED) return false;
    tried.add(smaller);
    const found = await differenceOf(build, smaller);
    if (!found) return false;
    source = smaller;
    difference = found;
    return true;
  });
  return { generator: generator.name, number, source, difference };
}
