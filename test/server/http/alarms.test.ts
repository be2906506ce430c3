import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { DAILY_JOBS } from "../../../host-tools/server/http/daily.ts";
import { ROUTES } from "../../../host-tools/server/http/routes/index.ts";
import { openFigures } from "../../../host-tools/server/http/watch/observation.ts";

const read = (path: string) => readFileSync(new URL(`../../../docs/${path}`, import.meta.url), "utf8");

interface Rule {
  readonly name: string;
  readonly expression: string;
  readonly summary: string;
}

/** The file is written one field a line. */
function rulesOf(text: string): Rule[] {
  return text
    .split("- alert: ")
    .slice(1)
    .map((rule) => ({
      name: rule.split("\n")[0]!,
      expression: /^ +expr: (.+)$/m.exec(rule)![1]!,
      summary: /summary: "(.+)"/.exec(rule)![1]!,
    }));
}

describe("the alarm rules", () => {
  const rules = rulesOf(read("alarms/bluezone.rules.yml"));
  let names: ReadonlySet<string>;

  before(async () => {
    const figures = openFigures(true);
    figures.request("GET /health", 200, 0.01);
    figures.event("csrf");
    for (const job of DAILY_JOBS) figures.done(job, 1);
    const text = await figures.registry.metrics();
    names = new Set([...text.matchAll(/^([a-z0-9_]+)(?:\{| )/gm)].map((match) => match[1]!));
  });

  it("name no metric that the server does not write", () => {
    assert.ok(rules.length >= 10);
    for (const { name, expression } of rules) {
      const used = [...expression.matchAll(/\b(?:bluezone|nodejs|process)_[a-z0-9_]+/g)].map(
        ([metric]) => metric,
      );
      assert.ok(used.length > 0 || /\bup\{/.test(expression), name);
      for (const metric of used) assert.ok(names.has(metric), `${name}: ${metric}`);
    }
  });

  it("name no route that there is not", () => {
    const known = ROUTES.map(({ method, path }) => `${method} ${path}`);
    for (const { name, expression } of rules)
      for (const [, route] of expression.matchAll(/route="([^"]+)"/g))
        assert.ok(known.includes(route!), name);
  });

  it("tell of every gauge that says that something is wrong", () => {
    const told = rules.map(({ expression }) => expression).join("\n");
    for (const metric of ["bluezone_database_away", "bluezone_disk_low", "bluezone_clock_doubtful"])
      assert.ok(told.includes(metric), metric);
  });

  it("are each explained, Vietnamese first", () => {
    const page = read("alarms.md");
    const explained = [...page.matchAll(/^\| (Bluezone\w+) \|/gm)].map((match) => match[1]!);
    assert.deepEqual(
      explained,
      rules.map(({ name }) => name),
    );
    for (const { name, summary } of rules)
      assert.match(summary, /^[^.]*[ạ-ỹăâđêôơư].*\. [A-Z][a-zA-Z0-9 '{}$._,:]+\.$/iu, name);
  });
});
