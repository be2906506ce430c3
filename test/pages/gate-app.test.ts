/** The guard's page as an app of its own window, in a real Chromium, before a real gate's machine. */
import assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import { buildPages } from "../../host-tools/pages/build.ts";
import { TEXTS } from "../../host-tools/pages/cong/texts.ts";
import { openPages, type Pages } from "../../host-tools/web/pages.ts";
import { GuardGate } from "../gate-machine/guard-gate.ts";
import { launchBrowser, needsBrowser, PATIENCE, SETTING_UP } from "../support/browser.ts";
import { FROM_AFAR } from "./contrast.ts";
import { looksWell } from "./looks-well.ts";
import { muteTimers } from "./mute-timers.ts";

/** What a browser keeps. */
const FILES = ["/cong/away.html", "/cong/away.js"];

describe("the guard's page as an app", function () {
  this.timeout(3 * PATIENCE);
  let browser: Browser;
  let pages: Pages;
  let gate: GuardGate;
  let page: Page;

  before(async function () {
    this.timeout(SETTING_UP);
    needsBrowser(this);
    browser = await launchBrowser({ address: "unix:path=/nowhere" });
    pages = openPages(await buildPages("cong"));
  });
  after(() => browser?.close());
  beforeEach(async () => {
    gate = await GuardGate.open(pages);
    page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
    page.setDefaultTimeout(PATIENCE);
    await page.goto(`${gate.url}/`);
    await word(TEXTS.vi.ready);
  });
  afterEach(async () => {
    await page.close();
    await gate.close();
  });

  const word = (text: string) => page.locator("[data-testid=word]", { hasText: text }).waitFor();
  const kept = () =>
    page.evaluate(async () => {
      const found: string[] = [];
      for (const name of await caches.keys())
        for (const { url } of await (await caches.open(name)).keys()) found.push(new URL(url).pathname);
      return found;
    });

  it("can be installed and opens in a window of its own", async () => {
    const session = await page.context().newCDPSession(page);
    const { url, errors, data } = await session.send("Page.getAppManifest");
    assert.deepEqual([new URL(url).pathname, errors], ["/cong/manifest.webmanifest", []]);
    const { id, scope, start_url, display, icons } = JSON.parse(data!);
    assert.deepEqual([id, scope, start_url, display], ["/cong/", "/cong/", "/cong/", "standalone"]);
    for (const { src } of icons) assert.equal((await fetch(`${gate.url}${src}`)).status, 200, src);
    const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
    // A browser of tests has a profile that keeps nothing, in which nothing is installed.
    assert.deepEqual(
      installabilityErrors.map(({ errorId }) => errorId).filter((one) => one !== "in-incognito"),
      [],
    );
    assert.equal(await page.locator("link[rel=manifest]").count(), 1);
  });

  it("keeps nothing but the words that the machine does not answer, says them, and comes back by itself", async () => {
    await page.evaluate(() => navigator.serviceWorker.ready);
    while ((await kept()).length < FILES.length) await page.waitForTimeout(20);
    await gate.stopSite();
    await page.reload();
    await page.getByText("Máy ở cổng chưa chạy", { exact: true }).waitFor();
    assert.equal(await page.getByTestId("word").count(), 0);
    await looksWell(page, "away", FROM_AFAR);
    await gate.startSite(pages);
    await word(TEXTS.vi.ready);
    assert.deepEqual(await kept(), FILES);
  });

  it("that was asleep is cut off as it wakes, before any time has passed for it", async () => {
    // What would tell it later does not come.
    await muteTimers(page, 5000);
    await page.reload();
    await word(TEXTS.vi.ready);
    await gate.stopSite();
    await page.evaluate(() => {
      const now = Date.now;
      Date.now = () => now() + 60_000;
      document.dispatchEvent(new Event("visibilitychange"));
    });
    await word(TEXTS.vi.trouble["cut-off"][0]);
  });
});
