/** Timers of a page that do not fire: so that a busy machine does not end what a test is about to do, nor do what it watches for. */
import type { Page } from "playwright-core";

/** Of `from` ms and more; from the next load on. */
export async function muteTimers(page: Page, from: number): Promise<void> {
  await page.addInitScript((from) => {
    const real = window.setTimeout;
    Object.assign(window, {
      setTimeout: (work: () => void, ms = 0) => (ms >= from ? 0 : real(work, ms)),
    });
  }, from);
}
