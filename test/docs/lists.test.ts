import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { markdownTable } from "../../host-tools/lib/markdown-table.ts";
import { FILE_FAULTS, PROBLEMS } from "../../host-tools/roster/words.ts";

const PAGE = readFileSync(fileURLToPath(new URL("../../docs/lists.md", import.meta.url)), "utf8");

/** What can be wrong, as the page has it. */
function tableOf(kinds: typeof PROBLEMS | typeof FILE_FAULTS): string {
  const rows = Object.entries(kinds).map(([code, { vi, en, fix }]) => [
    `\`${code}\``,
    `${vi}: ${fix.vi}`,
    `${en}: ${fix.en}`,
  ]);
  return markdownTable([["", "Tiếng Việt", "English"], ...rows]);
}

describe("the page about lists of people", () => {
  it("tells every kind of error as it is said", () => {
    for (const kinds of [PROBLEMS, FILE_FAULTS])
      assert.ok(PAGE.includes(tableOf(kinds)), `the page lacks\n${tableOf(kinds)}`);
  });
});
