/** What holds of every picture of the desk: no finding of axe, enough contrast, nothing wider than any page. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { type Bars, tooWeak } from "./contrast.ts";
import { tooWide } from "./widths.ts";

const AXE = readFileSync(new URL("../../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

export async function looksWell(page: Page, name: string, bars?: Bars): Promise<void> {
  await page.evaluate(AXE);
  const violations = (await page.evaluate("axe.run().then(({ violations }) => violations)")) as Violation[];
  assert.deepEqual(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`),
    [],
    name,
  );
  assert.deepEqual(await tooWeak(page, bars), [], name);
  assert.deepEqual(await tooWide(page), [], name);
}
