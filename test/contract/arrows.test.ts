import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { type Arrow, arrowsOf } from "../../host-tools/tools/lint/arrows.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

function sourcesIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)));
}

const arrowsFrom = (path: string): Arrow[] => arrowsOf(path, readFileSync(join(ROOT, path), "utf8"));
const targetOf = ({ from, specifier }: Arrow) =>
  specifier.startsWith(".") ? join(dirname(from), specifier) : specifier;

/** It reads a unit's facts in the browser, as the command line does; the screen is fetched when somebody wants it. */
const READS_FACTS = "host-tools/pages/quanly/word/";

describe("the contract", () => {
  it("brings no validator into the pages, but with the screen that reads facts by itself", () => {
    const open = sourcesIn("host-tools/pages/shared").concat(
      sourcesIn("host-tools/pages/desk"),
      sourcesIn("host-tools/pages/quanly"),
      sourcesIn("host-tools/pages/station"),
    );
    const reached = new Set(open.filter((source) => !source.startsWith(READS_FACTS)));
    open.splice(0, open.length, ...reached);
    for (let from = open.pop(); from !== undefined; from = open.pop())
      for (const arrow of arrowsFrom(from)) {
        const target = targetOf(arrow);
        if (arrow.typeOnly || reached.has(target) || target.startsWith(READS_FACTS)) continue;
        reached.add(target);
        if (/^(?:host-tools|protocol)\/.*\.tsx?$/.test(target)) open.push(target);
      }
    assert.ok(reached.has("preact/hooks") && reached.has("host-tools/contract/vocabulary.ts"));
    assert.ok(!reached.has("valibot"));
  });
});
