/** The administration in a real Chromium: a server with accounts of every role, and somebody who signs in as one of them. */

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { openServer, partsOf, type Server } from "../../host-tools/server/server.ts";
import { launchBrowser, needsBrowser, PATIENCE, SETTING_UP } from "../support/browser.ts";
import { emptyDatabase } from "../support/shared-database.ts";
import { openStationServer, type StationServer } from "../support/station-server.ts";
import { signInAtDesk } from "./desk-sign-in.ts";
import { looksWell } from "./looks-well.ts";
import { assertSpoken, spokenOf } from "./spoken.ts";

const START = Date.UTC(2026, 10, 23, 3);
/** Where the pictures of docs/quanly go; nowhere unless it is set. */
const PICTURES = process.env.QUANLY_PICTURES;
const SIZES = [
  { width: 1366, height: 768 },
  { width: 768, height: 1024 },
  { width: 683, height: 768 },
  { width: 390, height: 844 },
] as const;

interface Sitting {
  readonly page: Page;
  readonly context: BrowserContext;
  go(path: string): Promise<void>;
}

interface OwnQuanly {
  readonly server: Server;
  readonly station: StationServer;
  readonly browser: Browser;
  /** What pages threw or complained of. */
  readonly errors: string[];
  /** Signed in, at the first screen. */
  enter(login: string, language?: "vi" | "en"): Promise<Sitting>;
}

/** To be called first in a suite. Accounts: quantri.mot and quantri.hai have no password; `tinh` is a third one who has. */
export function useQuanly(): OwnQuanly {
  let server: Server | undefined;
  let station: StationServer | undefined;
  let browser: Browser | undefined;
  let steps = 0;
  const errors: string[] = [];
  const secrets = new Map<string, string>();
  before(async function () {
    this.timeout(SETTING_UP);
    needsBrowser(this);
    const opened = Date.now();
    server = await openServer({
      database: await emptyDatabase(),
      now: () => START + Date.now() - opened + 30_000 * steps,
    });
    station = await openStationServer(server, "all");
    await station.addAccount("tinh", "Vũ Thị Tỉnh", { role: "province-administrator", place: "31" });
    await station.addAccount("donvi", "Đỗ Văn Xã", { role: "unit-administrator" });
    await station.addAccount("truong", "Lê Văn Trường", { role: "manager", place: "truong-ngoc-chau" });
    await station.addAccount("kiemtra", "Ngô Thị Kiểm", { role: "auditor", place: "31" });
    await station.addAccount("cong", "Bùi Văn Cổng", { role: "guard", place: "truong-ngoc-chau" });
    browser = await launchBrowser({ address: "unix:path=/nowhere" });
    if (PICTURES) mkdirSync(PICTURES, { recursive: true });
  });
  afterEach(async () => {
    for (const context of browser?.contexts() ?? []) await context.close();
  });
  after(async () => {
    await browser?.close();
    await station?.stop();
    await server?.close();
  });
  return {
    errors,
    get server() {
      return server!;
    },
    get station() {
      return station!;
    },
    get browser() {
      return browser!;
    },
    async enter(login, language = "vi") {
      const context = await browser!.newContext({ locale: "vi-VN", viewport: SIZES[0] });
      await context.addInitScript("globalThis.__name = (named) => named");
      await context.addInitScript((chosen) => localStorage.setItem("language", chosen), language);
      const page = await context.newPage();
      page.setDefaultTimeout(Number(process.env.QUANLY_PATIENCE ?? PATIENCE));
      page.on("pageerror", (error) => errors.push(error.message));
      await page.goto(`${station!.url}/quanly/`);
      const { now } = partsOf(server!);
      await signInAtDesk(page, login, {
        secrets,
        now,
        next() {
          steps++;
          return now();
        },
      });
      return {
        page,
        context,
        async go(path) {
          await page.evaluate((to) => {
            location.hash = `#/${to}`;
          }, path);
        },
      };
    },
  };
}

/** Holds a screen to axe, contrast and widths at every size, and to its committed words; takes its pictures. */
export async function screenLooksWell(page: Page, name: string, isSpoken = true): Promise<void> {
  for (const size of SIZES) {
    await page.setViewportSize(size);
    await looksWell(page, `${name} at ${size.width}`);
    if (PICTURES && size.width !== 683)
      await page.screenshot({ path: join(PICTURES, `${name}-${size.width}.png`), fullPage: true });
  }
  await page.setViewportSize(SIZES[0]);
  if (isSpoken) assertSpoken("quanly", new Map([[name, await spokenOf(page)]]));
}
