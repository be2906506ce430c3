import assert from "node:assert/strict";
import type { Build } from "../../../host-tools/studies/conformance/on-interpreter.ts";
import { runFuzzCampaign } from "../../../host-tools/studies/fuzz/campaign.ts";
import { GENERATORS } from "../../../host-tools/studies/fuzz/generators/index.ts";
import { findingText, interpreterAtHand } from "../../../host-tools/studies/fuzz/report.ts";

/** The same ones each time: `make torture` runs new ones. */
const SEED = 2020;
const SCRIPTS = 40;

describe("conformance: generated scripts print the same on the virtual token and on the interpreter", () => {
  let build: Build;
  before(async function () {
    const found = await interpreterAtHand();
    if (!found) this.skip();
    build = found!;
  });

  for (const { name, needs } of GENERATORS) {
    it(`${name}: ${SCRIPTS} scripts`, async function () {
      if (!build.has.has(needs)) this.skip();
      this.timeout(300_000);
      const plan = { scripts: SCRIPTS, seed: SEED, jobs: 4, kinds: [name] };
      const { run, findings } = await runFuzzCampaign(build, plan);
      assert.deepEqual(findings.map(findingText), []);
      assert.equal(run[name], SCRIPTS);
    });
  }
});
