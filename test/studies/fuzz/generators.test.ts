import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";
import { MARK } from "../../../host-tools/studies/conformance/interpreter-run.ts";
import { runOnModel } from "../../../host-tools/studies/conformance/on-model.ts";
import { readScript } from "../../../host-tools/studies/conformance/script.ts";
import { runFuzzCampaign } from "../../../host-tools/studies/fuzz/campaign.ts";
import { firstDifference } from "../../../host-tools/studies/fuzz/compare.ts";
import { Choices } from "../../../host-tools/studies/fuzz/generators/choices.ts";
import { GENERATORS } from "../../../host-tools/studies/fuzz/generators/index.ts";

const SHIFTS = new Set(["<<", ">>", ">>>", "<<=", ">>=", ">>>="]);

/** What a script shifts by: the texts of all right sides. */
function shiftsOf(source: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isBinaryExpression(node) && SHIFTS.has(node.operatorToken.getText()))
      found.push(node.right.getText());
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile("script.js", source, ts.ScriptTarget.ES2020, true));
  return found;
}

/** Below 32 as it stands, or masked. */
const isNear = (by: string): boolean => (/^\d+$/.test(by) ? Number(by) < 32 : by.endsWith("&31)"));

describe("generated scripts", () => {
  for (const generator of GENERATORS) {
    it(`${generator.name}: are programs, each another one, and run on the virtual token`, () => {
      const made = new Set<string>();
      let lines = 0;
      for (let seed = 0; seed < 60; seed++) {
        const source = generator.make(Choices.drawn(seed));
        made.add(source);
        assert.doesNotThrow(() => new Function(source), source);
        const script = readScript(source);
        assert.equal(script.needs, generator.needs);
        const printed = runOnModel(script);
        assert.ok(!printed.some((line) => /SyntaxError/.test(line)), source);
        lines += printed.length;
      }
      assert.ok(made.size > 50);
      assert.ok(lines > 60);
    });
  }

  it("shift by no more than 31", () => {
    assert.deepEqual(shiftsOf("a=1<<32;b>>>=(c&31)").map(isNear), [false, true]);
    const all = GENERATORS.flatMap(({ make }) =>
      Array.from({ length: 100 }, (_, seed) => shiftsOf(make(Choices.drawn(seed)))).flat(),
    );
    assert.ok(all.length > 300);
    assert.deepEqual(
      all.filter((by) => !isNear(by)),
      [],
    );
  });
});

describe("a campaign", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "fuzz-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  /** A program in the place of the interpreter. */
  function build(text: string) {
    const path = join(folder, "interpreter");
    writeFileSync(path, `#!/bin/sh\necho "${MARK}"\n${text}\n`);
    chmodSync(path, 0o755);
    return { path, name: "a stand-in", isArm: false, has: new Set(["any"] as const) };
  }

  it("finds what differs and makes it small; leaves out what the build cannot run", async function () {
    this.timeout(120_000);
    // It prints nothing of what the script prints.
    const plan = { scripts: 3, seed: 7, jobs: 2 };
    const { run, findings, leftOut } = await runFuzzCampaign(build("exit 0"), plan);
    assert.deepEqual(run, { numbers: 1, statements: 1, "typed-arrays": 1 });
    assert.deepEqual([...leftOut].sort(), ["bytes", "flash", "radio", "timers"]);
    assert.equal(findings.length, 3);
    const numbers = findings.find(({ generator }) => generator === "numbers")!;
    assert.equal(
      numbers.source.split("\n")[1],
      '(function(){try{print("#0",0)}catch(e){print("#0","!"+e)}})();',
    );
    assert.equal(numbers.source.split("\n").length, 2);
    assert.deepEqual(numbers.difference, { line: 0, model: ["#0 0"], interpreter: [] });
  });

  it("finds nothing where both print the same", async () => {
    // As the smallest script of numbers does.
    const same = { ...build('echo "#0 0"'), name: "another" };
    const { findings } = await runFuzzCampaign(same, { scripts: 1, seed: 7, jobs: 1, kinds: ["numbers"] });
    assert.equal(findings.length, 1);
    assert.equal(firstDifference(["a", "b"], ["a", "b"]), undefined);
    assert.deepEqual(firstDifference(["a", "b"], ["a"]), { line: 1, model: ["b"], interpreter: [] });
  });

  it("says which generators there are", async () => {
    const plan = { scripts: 1, seed: 1, jobs: 1, kinds: ["sums"] };
    await assert.rejects(runFuzzCampaign(build("exit 0"), plan), /no generator sums; there are numbers, /);
  });
});
