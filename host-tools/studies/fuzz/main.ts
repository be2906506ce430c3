/**
 * Generated scripts on the virtual token and on the interpreter, compared line by line:
 * `node --import tsx host-tools/studies/fuzz/main.ts [--scripts 2000] [--seed S] [--kinds radio,flash] [--jobs 4]`. The seed is
 * printed; with it the same scripts are made again. Exit code 1 when anything differs.
 */
import { parseArgs } from "node:util";
import { fuzz, interpreterAtHand, NO_INTERPRETER, outcomeText, seedOfClock } from "./report.ts";

const { values } = parseArgs({
  options: {
    scripts: { type: "string", default: "2000" },
    seed: { type: "string" },
    kinds: { type: "string" },
    jobs: { type: "string", default: "4" },
  },
});

const build = await interpreterAtHand();
if (!build) console.log(NO_INTERPRETER);
else {
  const plan = {
    scripts: Number(values.scripts),
    seed: values.seed === undefined ? seedOfClock() : Number(values.seed),
    jobs: Number(values.jobs),
    ...(values.kinds ? { kinds: values.kinds.split(",") } : {}),
  };
  console.log(`seed ${plan.seed}`);
  const outcome = await fuzz(build, plan);
  console.log(outcomeText(build, plan, outcome));
  process.exitCode = outcome.findings.length > 0 ? 1 : 0;
}
