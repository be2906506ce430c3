/** The station's own page in a real Chromium: signed in, with the PIN given, in front of tokens that wait. */
import type { Browser, BrowserContext, Page } from "playwright-core";
import { Chooser, launchBrowser, PATIENCE } from "./browser.ts";
import { openStationServer, PASSWORD, PIN, type StationServer } from "./station-server.ts";
import { type Waiting, type WaitingToken, waitingTokens } from "./worn-stand-in.ts";

const LOGIN = "nu.ho.sinh";

export interface StationPage {
  readonly waiting: Waiting;
  readonly server: StationServer;
  readonly context: BrowserContext;
  page: Page;
  chooser: Chooser;
  /** The page in a new tab, or again in this one: signed in, unlocked, at the sync screen. */
  openTab(): Promise<void>;
  reload(): Promise<void>;
  /** The wearer holds the button, the nurse clicks, the chooser is answered. */
  begin(token: WaitingToken): Promise<void>;
  /** "done", or the word of what went wrong. */
  outcome(): Promise<string>;
  stop(): Promise<void>;
}

export async function openStationPage(
  tokens: Parameters<typeof waitingTokens>[0],
  link: Parameters<typeof waitingTokens>[1] = {},
): Promise<StationPage> {
  const waiting = await waitingTokens(tokens, link);
  const server = await openStationServer(waiting.worn.server);
  await server.addAccount(LOGIN, "Nguyễn Thị Sinh");
  for (const [i, { token }] of waiting.tokens.entries())
    await server.wears(await server.addPerson({ name: `Trần Thị ${i}` }), token.serial);
  const browser: Browser = await launchBrowser(waiting.standIn);
  const context = await browser.newContext({ locale: "vi-VN", viewport: { width: 1100, height: 800 } });
  context.setDefaultTimeout(PATIENCE);
  // This computer's clock is right by the server of the test.
  const ahead = waiting.standIn.clock.now() - Date.now();
  await context.addInitScript(`{ const now = Date.now; Date.now = () => now() + ${Math.round(ahead)}; }`);
  const station: StationPage = {
    waiting,
    server,
    context,
    page: undefined as never,
    chooser: undefined as never,
    async openTab() {
      station.page = await context.newPage();
      station.chooser = await Chooser.of(station.page);
      await station.page.goto(`${server.url}/station/#/sync`);
      await toWork(station.page, server);
    },
    async reload() {
      await station.page.reload();
      await toWork(station.page, server);
    },
    async begin({ hand, name }) {
      station.chooser.take(name);
      const held = hand.hold();
      await station.page.click("[data-testid=sync]");
      await held;
    },
    async outcome() {
      const ended = station.page.locator("[data-testid=result], [data-testid=problem]");
      await ended.first().waitFor();
      const outcome = (await ended.first().getAttribute("data-code")) ?? "done";
      // As the page asks of the nurse.
      if (outcome === "browser-stuck") {
        await Promise.all([station.page.waitForEvent("load"), station.page.click("[data-testid=reload]")]);
        await toWork(station.page, server);
      }
      return outcome;
    },
    async stop() {
      await browser.close();
      await server.stop();
      await waiting.stop();
    },
  };
  await station.openTab();
  return station;
}

/** Signs in and gives the PIN as far as the page asks for it. */
async function toWork(page: Page, server: StationServer): Promise<void> {
  const sync = page.locator("[data-testid=sync]");
  const login = page.locator("input[name=login]");
  const pin = page.locator("input[name=pin]");
  await sync.or(login).or(pin).first().waitFor();
  if (await login.isVisible()) {
    await login.fill(LOGIN);
    await page.fill("input[name=password]", PASSWORD);
    await page.click("button[type=submit]");
    const enrolment = page.locator("input[name=enrolment]");
    await sync.or(pin).or(enrolment).first().waitFor();
    if (await enrolment.isVisible()) {
      await enrolment.fill(await server.enrolmentCode());
      await page.click("button[type=submit]");
      await sync.or(pin).first().waitFor();
    }
  }
  if (await pin.isVisible()) {
    await pin.fill(PIN);
    const again = page.locator("input[name=pin-again]");
    if (await again.isVisible()) await again.fill(PIN);
    await page.click("button[type=submit]");
    await sync.waitFor();
  }
}
