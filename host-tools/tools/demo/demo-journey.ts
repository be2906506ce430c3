/** The way of a nurse and an investigator through the demo, in a Chromium that nobody has to sit at. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { Chooser, launchBrowser } from "../../models/bluez/browser.ts";
import type { DemoStation } from "./demo-station.ts";

/** How long a step may take, ms. Generous: other programs may have the machine. */
const PATIENCE = 60_000;
/** One that the server takes. */
export const PIN = "274916";
/** Pages take the time from their computer, and are told when it is not the server's: no further apart than this, ms. */
const SAME_TIME_MS = 1000;

export interface Seen {
  /** Names of the tokens that were synced. */
  readonly synced: readonly string[];
  /** Names of the case's close contacts, the longest near first. */
  readonly contacts: readonly string[];
  /** What changed since the investigator's first look, as the desk says it; empty where nothing did. */
  readonly changes: readonly string[];
  /** Pictures that were written. */
  readonly pictures: readonly string[];
}

interface JourneyOptions {
  /** How many of the waiting tokens are synced; all unless told. */
  readonly tokens?: number;
  /** Where the pictures go; nowhere unless told. */
  readonly folder?: string;
}

/** Throws for the first step that does not lead to the next, with what the page said. */
export async function makeJourney(
  station: DemoStation,
  { tokens = station.waiting.length, folder }: JourneyOptions = {},
): Promise<Seen> {
  const browser = await launchBrowser({ address: station.bus! });
  const pictures: string[] = [];
  const show = async (page: Page, name: string) => {
    if (folder === undefined) return;
    mkdirSync(folder, { recursive: true });
    const path = join(folder, `${name}.png`);
    await page.screenshot({ path });
    pictures.push(path);
  };
  try {
    const atStation = await open(browser, station, `${station.stationUrl}#/sync`);
    const synced = await syncTokens(atStation, station, tokens);
    await show(atStation, "station");
    const atDesk = await open(browser, station, station.deskUrl);
    const found = await lookAtCase(atDesk, station);
    // The first names stand in the picture.
    await atDesk.setViewportSize({ width: 1366, height: 1500 });
    await show(atDesk, "desk");
    return Object.assign({ synced, pictures }, found);
  } finally {
    await browser.close();
  }
}

/** A page whose computer has the server's time. */
async function open(browser: Browser, station: DemoStation, url: string): Promise<Page> {
  const context = await browser.newContext({ locale: "vi-VN", viewport: { width: 1366, height: 900 } });
  const ahead = Math.round(station.now() - Date.now());
  if (Math.abs(ahead) > SAME_TIME_MS)
    await context.addInitScript(`{ const now = Date.now; Date.now = () => now() + ${ahead}; }`);
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  await page.goto(url);
  return page;
}

async function giveName(page: Page, login: string, password: string): Promise<void> {
  await page.fill("input[name=login]", login);
  await page.fill("input[name=password]", password);
  await page.click("button[type=submit]");
}

/** Signs in at the station and syncs so many tokens; their names. */
async function syncTokens(page: Page, station: DemoStation, count: number): Promise<string[]> {
  const chooser = await Chooser.of(page);
  await giveName(page, station.nurse, station.password);
  await page.fill("input[name=enrolment]", station.enrolmentCode);
  await page.click("button[type=submit]");
  await page.fill("input[name=pin]", PIN);
  await page.fill("input[name=pin-again]", PIN);
  await page.click("button[type=submit]");
  const synced: string[] = [];
  for (const { name, hand } of station.waiting.slice(0, count)) {
    const button = page.locator("[data-testid=sync]");
    await button.waitFor();
    chooser.take(name);
    const held = hand.hold();
    await button.click();
    // The result before this one is gone then; the button is held for longer than that takes.
    await page.locator("[data-testid=progress], [data-testid=problem]").first().waitFor();
    await held;
    const end = page.locator("[data-testid=result], [data-testid=problem]").first();
    await end.waitFor();
    const problem = await end.getAttribute("data-code");
    if (problem !== null) throw new Error(`${name} was not synced (${problem}): ${await end.textContent()}`);
    synced.push(name);
  }
  return synced;
}

/** Signs in at the desk, opens the case, gives the reason; what the list says. */
async function lookAtCase(
  page: Page,
  station: DemoStation,
): Promise<{ contacts: string[]; changes: string[] }> {
  await giveName(page, station.investigator, station.password);
  await page.locator("input[name=code]").waitFor();
  await page.fill("input[name=code]", String(station.openCase.codes.next()));
  await page.click("button[type=submit]");
  await page.click(`a[href="#/case/${station.openCase.id}"]`);
  await page.locator("select[name=reason]").waitFor();
  await page.click("form:has(select[name=reason]) button[type=submit]");
  await page.locator("[data-testid=contact], [data-testid=nobody]").first().waitFor();
  const contacts = await page.locator("[data-testid=contact] .who").allInnerTexts();
  if (contacts.length === 0)
    throw new Error(`The desk names no contact: ${await page.locator("main").textContent()}`);
  const changes = await page.locator("[data-testid=changes] p").allInnerTexts();
  return { contacts, changes };
}
