/** What holds of every picture of the desk: no finding of axe, enough contrast, nothing wider than the page, also at 200 %. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { tooWeak } from "./contrast.ts";

const AXE = readFileSync(new URL("../../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

export async function looksWell(page: Page, name: string): Promise<void> {
  await page.evaluate(AXE);
  const violations = (await page.evaluate("axe.run().then(({ violations }) => violations)")) as Violation[];
  assert.deepEqual(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`),
    [],
    name,
  );
  assert.deepEqual(await tooWeak(page), [], name);
  await isNotTooWide(page, name);
  // Half of a laptop's width in CSS pixels: so much is there of it at 200 %.
  const size = page.viewportSize();
  if (!size || size.width < LAPTOP) return;
  await page.setViewportSize({ width: Math.floor(size.width / 2), height: Math.floor(size.height / 2) });
  await isNotTooWide(page, `${name} at 200 %`);
  await page.setViewportSize(size);
}

const LAPTOP = 1280;

async function isNotTooWide(page: Page, name: string): Promise<void> {
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  assert.ok(overflow <= 0, `${name} is ${overflow} px too wide`);
}
