import assert from "node:assert/strict";
import { outside } from "../../../host-tools/lib/system-packages.ts";
import {
  type Build,
  inspectBuild,
  runOnInterpreter,
} from "../../../host-tools/studies/conformance/on-interpreter.ts";
import { runOnModel } from "../../../host-tools/studies/conformance/on-model.ts";
import { orphans, scripts, transcriptOf } from "./suite.ts";

const all = scripts();

describe("conformance: the virtual token prints what the interpreter printed", () => {
  for (const script of all) {
    it(`${script.name}: ${script.title}`, () => {
      const transcript = transcriptOf(script.name);
      assert.ok(transcript, "never recorded: run test/studies/conformance/record.ts");
      assert.equal(transcript.scriptHash, script.hash, "changed since it was recorded");
      assert.deepEqual(runOnModel(script), transcript.lines);
    });
  }

  it("keeps no transcript of a script that is gone", () => assert.deepEqual(orphans(), []));
});

describe("conformance: the interpreter still prints what it printed", () => {
  let build: Build;
  before(async function () {
    const path = outside("espruino");
    if (!path) this.skip();
    build = await inspectBuild(path!);
  });

  for (const script of all) {
    it(script.name, async function () {
      if (!build.has.has(script.needs)) this.skip();
      // A machine that is busy with something else may bring two timers into one idle pass.
      this.retries(2);
      this.timeout(60_000);
      assert.deepEqual(await runOnInterpreter(build, script), transcriptOf(script.name)?.lines);
    });
  }
});
