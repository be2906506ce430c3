/** Whether anything stands out of the window, on a small phone, a phone, a laptop, and a laptop with its letters twice as large. */
import type { Page } from "playwright-core";

const WIDTHS = [320, 390, 683, 1366];

/** Runs in the page: what stands out furthest and holds nothing that does. */
const WIDEST = `(() => {
  const right = (one) => one.getBoundingClientRect().right;
  const out = [...document.body.querySelectorAll("*")].filter((one) => right(one) > innerWidth + 0.5);
  const inner = out.filter((one) => !out.some((other) => other !== one && one.contains(other)));
  return inner.map((one) => one.outerHTML.slice(0, 120)).slice(0, 3).join(" | ");
})()`;

/** What is too wide, one line each; the window is as it was afterwards. */
export async function tooWide(page: Page): Promise<string[]> {
  const found: string[] = [];
  const before = page.viewportSize()!;
  for (const width of WIDTHS) {
    await page.setViewportSize({ ...before, width });
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (over > 0) found.push(`${over} px too wide for ${width} px: ${await page.evaluate(WIDEST)}`);
  }
  await page.setViewportSize(before);
  return found;
}
