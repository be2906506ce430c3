/** Somebody at a station in a real Chromium: signs in, goes from screen to screen, syncs tokens. */

import type { Browser, BrowserContext, Page } from "playwright-core";
import type { Purpose } from "../../host-tools/contract/vocabulary.ts";
import { partsOf } from "../../host-tools/server/server.ts";
import { Chooser, PATIENCE } from "../support/browser.ts";
import { PASSWORD, PIN, type StationServer } from "../support/station-server.ts";
import type { WaitingToken } from "../support/worn-stand-in.ts";

interface AtWorkOptions {
  readonly width?: number;
  readonly height?: number;
  readonly language?: "vi" | "en";
  /** Milliseconds by which this computer's clock is ahead of the server's. */
  readonly clockOff?: number;
  readonly context?: BrowserContext;
}

/** What a step of signing in may lead to. */
const NEXT =
  "input[name=enrolment], input[name=pin], input[name=new], input[name=code], .tiles, main .notice";

export class AtWork {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly station: StationServer;
  readonly chooser: Chooser;
  /** What the page said on its console beside the browser's own words, and what it threw. */
  readonly errors: string[];
  /** Every address that anything in the browser asked for. */
  readonly asked: string[];

  private constructor(parts: Pick<AtWork, "page" | "context" | "station" | "chooser" | "errors" | "asked">) {
    ({
      page: this.page,
      context: this.context,
      station: this.station,
      chooser: this.chooser,
      errors: this.errors,
      asked: this.asked,
    } = parts);
  }

  /** Opens the page; nobody is signed in, unless the context has a session. */
  static async open(browser: Browser, station: StationServer, options: AtWorkOptions = {}): Promise<AtWork> {
    const { width = 1366, height = 768, language = "vi", clockOff = 0 } = options;
    const context = options.context ?? (await browser.newContext({ locale: "vi-VN" }));
    const offset = partsOf(station.server).now() + clockOff - Date.now();
    // esbuild names functions by this; those that run in the page need it there.
    if (!options.context) await context.addInitScript("globalThis.__name = (named) => named");
    if (!options.context)
      await context.addInitScript(
        ([offset, language]) => {
          const { now } = Date;
          const computer = globalThis as { jumped?: number };
          Date.now = () => now() + offset + (computer.jumped ?? 0);
          if (!localStorage.getItem("language")) localStorage.setItem("language", language);
        },
        [offset, language] as const,
      );
    const errors: string[] = [];
    const asked: string[] = [];
    context.on("request", (request) => asked.push(request.url()));
    const page = await context.newPage();
    await page.setViewportSize({ width, height });
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("console", (message) => {
      const text = message.text();
      if (message.type() === "error" && !text.startsWith("Failed to load resource")) errors.push(text);
    });
    await page.goto(`${station.url}/station/`);
    const chooser = await Chooser.of(page);
    return new AtWork({ page, context, station, chooser, errors, asked });
  }

  /** Answers a question of consent. */
  async answer(purpose: Purpose, agreed: boolean): Promise<void> {
    const radio = `[data-testid=${purpose}] input[value=${agreed ? "yes" : "no"}]`;
    await this.page.check(radio, { timeout: PATIENCE });
  }

  async password(login: string): Promise<void> {
    await this.page.fill("input[name=login]", login, { timeout: PATIENCE });
    await this.page.fill("input[name=password]", PASSWORD);
    await this.page.click("button[type=submit]");
    await this.enrol();
  }

  /** The first time on this computer: it is enrolled, where it is not, by the administrator's code. */
  async enrol(): Promise<void> {
    await this.page.locator(NEXT).first().waitFor({ timeout: PATIENCE });
    if ((await this.page.locator("input[name=enrolment]").count()) === 0) return;
    await this.page.fill("input[name=enrolment]", await this.station.enrolmentCode());
    await this.page.click("button[type=submit]");
  }

  /** The first time on this computer: a PIN is chosen. */
  async choosePin(): Promise<void> {
    await this.page.fill("input[name=pin]", PIN, { timeout: PATIENCE });
    await this.page.fill("input[name=pin-again]", PIN);
    await this.page.click("button[type=submit]");
  }

  async unlock(pin = PIN): Promise<void> {
    await this.page.fill("input[name=pin]", pin, { timeout: PATIENCE });
    await this.page.click("button[type=submit]");
  }

  async signIn(login: string): Promise<void> {
    await this.password(login);
    await this.choosePin();
    await this.page.waitForSelector(".tiles", { timeout: PATIENCE });
  }

  async go(path: string): Promise<void> {
    await this.page.evaluate((to) => {
      location.hash = `#/${to}`;
    }, path);
    await this.page.waitForSelector("main h1", { timeout: PATIENCE });
  }

  /** Holds the button, presses Sync, answers the chooser; resolves when the chooser is answered. */
  async begin({ hand, name }: WaitingToken, button = "[data-testid=sync]"): Promise<void> {
    this.chooser.take(name);
    const held = hand.hold();
    await this.page.click(button, { timeout: PATIENCE });
    await held;
  }

  /** Text of the result or of what went wrong. */
  async outcome(): Promise<{ kind: "result" | "problem"; text: string; code: string | null }> {
    const end = this.page.locator("[data-testid=result], [data-testid=problem]").first();
    await end.waitFor({ timeout: PATIENCE });
    const kind = (await end.getAttribute("data-testid")) as "result" | "problem";
    return { kind, text: (await end.textContent()) ?? "", code: await end.getAttribute("data-code") };
  }

  async sync(token: WaitingToken) {
    await this.go("sync");
    await this.begin(token);
    return this.outcome();
  }

  /** Somebody sets this computer's clock so many ms ahead of what it was at the start. */
  async setClockAhead(milliseconds: number): Promise<void> {
    await this.page.evaluate((ahead) => {
      (globalThis as { jumped?: number }).jumped = ahead;
    }, milliseconds);
  }

  async text(): Promise<string> {
    return (await this.page.textContent("body")) ?? "";
  }
}
