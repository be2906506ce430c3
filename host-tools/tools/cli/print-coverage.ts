/** Prints docs/coverage.md from the declarations of routes and verbs: node --import tsx host-tools/tools/cli/print-coverage.ts */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { markdownTable } from "../../lib/markdown-table.ts";
import { listsIn } from "../../server/http/request/coverage.ts";
import { ROUTES } from "../../server/http/routes/index.ts";
import { VERBS } from "./verbs.ts";

export const COVERAGE_PAGE = fileURLToPath(new URL("../../../docs/coverage.md", import.meta.url));

export async function coveragePage(): Promise<string> {
  const routes = ROUTES.flatMap(({ method, path, answer, covers }) => {
    if (!covers) return [];
    const lists = listsIn(answer).map((name) => `\`${name}\``);
    const told = covers.by === undefined ? "whole" : `by \`${covers.by}\``;
    return [[`\`${method} ${path}\``, lists.join(", "), told, covers.what]];
  });
  const verbs = await Promise.all(
    Object.entries(VERBS).map(async ([name, load]) => [`\`bztoken ${name}\``, (await load()).covers]),
  );
  return [
    "# What each answer covers",
    "",
    "Printed from the routes' own declarations and those of `bztoken`'s verbs by `node --import tsx host-tools/tools/cli/print-coverage.ts`; a test compares.",
    'The server does not start with a route that answers a list and does not say what it covers ([✓](../test/server/http/coverage.test.ts "does not start")).',
    "",
    "**Not looked at is never told as not there.** *whole*: the list is all that its last column says, and nothing cuts it off. *by* a field: the answer itself tells what it covers.",
    "Answers about contacts do it by one value (`host-tools/contract/coverage.ts`) in one table of words (`coverage-words.ts`): on top of the desk's list, on paper, in XLSX and CSV, and in what `bztoken` prints.",
    "",
    "## Routes",
    "",
    markdownTable([["route", "lists", "told", "what"], ...routes]),
    "",
    "## Verbs of `bztoken`",
    "",
    markdownTable([["verb", "what"], ...verbs]),
    "",
  ].join("\n");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(COVERAGE_PAGE, await coveragePage());
