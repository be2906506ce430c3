/** A desk of one's own: a server at a set time, accounts, and a Chromium in front of it; every picture is looked at and read out. */
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { outside } from "../../host-tools/lib/system-packages.ts";
import { openServer, partsOf, type Server } from "../../host-tools/server/server.ts";
import { enrolTokens, type TestToken } from "../support/scenario.ts";
import { emptyDatabase } from "../support/shared-database.ts";
import { openStationServer, type StationServer } from "../support/station-server.ts";
import { signInAtDesk } from "./desk-sign-in.ts";
import { looksWell } from "./looks-well.ts";
import { assertSpoken, spokenOf } from "./spoken.ts";

export const PATIENCE = Number(process.env.DESK_PATIENCE ?? 90_000);
/** Where pictures go; nowhere unless it is set. */
const PICTURES = process.env.DESK_PICTURES;

interface OwnDesk {
  readonly server: Server;
  readonly desk: StationServer;
  /** The server's, world ms. */
  now(): number;
  enter(login: string, language?: "vi" | "en", width?: number): Promise<Page>;
  /** Looks at a screen: axe, contrast, its width also at 200 %, and what a screen reader says of it. */
  picture(page: Page, name: string): Promise<void>;
}

interface OwnOptions {
  /** World ms. */
  readonly start: number;
  readonly tokens: number;
  /** Name of the file of spoken texts. */
  readonly spoken: string;
  readonly prepare: (desk: StationServer, server: Server, tokens: readonly TestToken[]) => Promise<void>;
}

/** To be called first in a suite. Skips it where Chromium is missing. */
export function useOwnDesk({ start, tokens, spoken, prepare }: OwnOptions): OwnDesk {
  let server: Server;
  let desk: StationServer;
  let browser: Browser;
  let steps = 0;
  const secrets = new Map<string, string>();
  const errors: string[] = [];
  const now = () => partsOf(server).now();
  before(async function () {
    if (!outside("chromium")) this.skip();
    const opened = Date.now();
    server = await openServer({
      database: await emptyDatabase(),
      now: () => start + Date.now() - opened + 30_000 * steps,
    });
    const made = await enrolTokens(server, tokens, Math.floor(start / 86_400_000) - 4);
    desk = await openStationServer(server, "desk");
    await prepare(desk, server, made);
    browser = await chromium.launch({
      executablePath: outside("chromium")!,
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
    });
    if (PICTURES) mkdirSync(PICTURES, { recursive: true });
  });
  after(async () => {
    await browser?.close();
    await desk?.stop();
    await server?.close();
  });
  afterEach(() => assert.deepEqual(errors.splice(0), []));
  return {
    get server() {
      return server;
    },
    get desk() {
      return desk;
    },
    now,
    async enter(login, language = "vi", width = 1366) {
      const viewport = { width, height: width > 500 ? 768 : 844 };
      const context = await browser.newContext({ locale: "vi-VN", viewport });
      await context.addInitScript((chosen) => localStorage.setItem("language", chosen), language);
      const page = await context.newPage();
      page.setDefaultTimeout(PATIENCE);
      page.on("pageerror", (error) => errors.push(error.message));
      await page.goto(`${desk.url}/desk/`);
      const next = () => {
        steps++;
        return now();
      };
      await signInAtDesk(page, login, { secrets, now, next });
      return page;
    },
    async picture(page, name) {
      await looksWell(page, name);
      // A list's headings stay at the top of the window.
      await page.evaluate(() => window.scrollTo(0, 0));
      if (PICTURES) await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
      assertSpoken(spoken, new Map([[name, await spokenOf(page)]]));
    },
  };
}
