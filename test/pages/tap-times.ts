/** How long a tap takes from advert to screen, in a page that is open: measured, never asserted. */
import type { Page } from "playwright-core";

/** `press`: a tap's first advert, at that Unix time, ms. Prints p50, p95 and the most. */
export async function measureTaps(page: Page, count: number, press: (tap: number) => number): Promise<void> {
  // The machine numbers taps from its start on.
  press(-1);
  await page.locator("[data-tap]").waitFor();
  const first = await page.evaluate(() => {
    const times: Record<string, number> = {};
    Object.assign(window, { times });
    const before = Number(document.querySelector<HTMLElement>("[data-tap]")!.dataset.tap);
    new MutationObserver(() => {
      const { tap } = document.querySelector<HTMLElement>("[data-tap]")?.dataset ?? {};
      if (tap !== undefined) times[tap] ??= performance.timeOrigin + performance.now();
    }).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
    return before + 1;
  });
  const heard: number[] = [];
  for (let i = 0; i < count; i++) {
    heard.push(press(i));
    await page.waitForTimeout(200 + 137 * (i % 7));
  }
  await page.waitForTimeout(1000);
  const times = await page.evaluate(() => (window as unknown as { times: Record<string, number> }).times);
  const waits = heard.flatMap((at, i) => (times[first + i] === undefined ? [] : times[first + i]! - at));
  waits.sort((a, b) => a - b);
  const at = (share: number) => Math.round(waits[Math.floor(share * (waits.length - 1))]!);
  console.log(
    `        ${waits.length} of ${count} taps: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, most ${at(1)} ms`,
  );
}
