import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { BENCHES } from "../../host-tools/tools/figures/benches.ts";
import { documents, figuresNamed, REPOSITORY } from "../../host-tools/tools/figures/documents.ts";
import { figureAt, withFigures } from "../../host-tools/tools/figures/marks.ts";
import { keptParts, lastJson } from "../../host-tools/tools/figures/record.ts";

const FILE = { command: "bench --json", figures: { warm: { p95: 38.94 }, rows: [1234567, -2.5], name: "x" } };
const find = (name: string) => (name === "bench" ? FILE : undefined);
const marked = (mark: string, text = "") => `a <!--figure ${mark}-->${text}<!--/figure--> b`;

describe("figures of documents", () => {
  it("are those that the benches wrote", () => {
    let marks = 0;
    for (const path of documents()) {
      const text = readFileSync(join(REPOSITORY, path), "utf8");
      assert.equal(
        withFigures(text, figuresNamed),
        text,
        `${path}: host-tools/tools/figures/write.ts writes them anew`,
      );
      marks += text.split("<!--figure ").length - 1;
    }
    assert.ok(marks > 0);
  });

  it("say with which command, on which machine, when and at which commit they came", () => {
    for (const name of readdirSync(join(REPOSITORY, "docs/figures"))) {
      const kept = JSON.parse(readFileSync(join(REPOSITORY, "docs/figures", name), "utf8"));
      assert.equal(kept.command, BENCHES[name.replace(".json", "")]?.command, name);
      assert.match(kept.date, /^20\d\d-\d\d-\d\d$/, name);
      assert.match(kept.commit, /^[0-9a-f]{12}$/, `${name}: of a tree without changes`);
      assert.ok(kept.machine.processors > 0 && kept.machine.diskMegabytesPerSecond > 0, name);
      assert.doesNotMatch(JSON.stringify(kept), /"\/(home|root|tmp|work)\b/, name);
    }
  });

  it("come with as many decimals as a mark asks for", () => {
    assert.equal(withFigures(marked("bench warm.p95 0", "40"), find), marked("bench warm.p95 0", "39"));
    assert.equal(withFigures(marked("bench warm.p95 1"), find), marked("bench warm.p95 1", "38.9"));
    assert.equal(withFigures(marked("bench rows.0 0"), find), marked("bench rows.0 0", "1,234,567"));
    assert.equal(withFigures(marked("bench rows.1 1"), find), marked("bench rows.1 1", "−2.5"));
  });

  it("are refused by name where there is no such file, path or number, or a mark is not in form", () => {
    assert.throws(() => withFigures(marked("other warm.p95 0"), find), /docs\/figures\/other\.json/);
    assert.throws(() => withFigures(marked("bench warm.p50 0"), find), /bench warm\.p50: there is no p50/);
    assert.throws(() => withFigures(marked("bench name 0"), find), /not a number/);
    assert.throws(() => withFigures(marked("bench warm.p95"), find), /1 of 1 figures are not in the form/);
    assert.throws(() => withFigures("<!--figure bench warm.p95 0-->39", find), /not in the form/);
    assert.throws(() => figureAt(FILE.figures, "constructor"), /there is no constructor/);
  });

  it("leave all other text as it is, and stay as they are when written twice", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        fc.pre(!`${before}${after}`.includes("<!--"));
        const text = before + marked("bench warm.p95 2", "1") + after;
        const once = withFigures(text, find);
        assert.equal(once, before + marked("bench warm.p95 2", "38.94") + after);
        assert.equal(withFigures(once, find), once);
      }),
    );
  });

  it("are read from a bench's last line, the parts that are asked for", () => {
    const json = lastJson('three of four\n{"all":{"auc":0.8},"file":"x"}\n');
    assert.deepEqual(keptParts(json, ["all"]), { all: { auc: 0.8 } });
    assert.deepEqual(keptParts(json, []), json);
    assert.throws(() => keptParts(json, ["none"]), /has no none/);
    assert.throws(() => lastJson("not\nhere"), /no JSON: here/);
  });
});
