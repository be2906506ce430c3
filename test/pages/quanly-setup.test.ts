/** An empty machine in a real Chromium: with the keyboard alone from its first page to the first administrator's first screen. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TOTP, URI } from "otpauth";
import type { Browser, Page } from "playwright-core";
import { buildPages } from "../../host-tools/pages/build.ts";
import { startService } from "../../host-tools/server/http/service.ts";
import { openLog } from "../../host-tools/server/http/watch/observation.ts";
import { openPages } from "../../host-tools/web/pages.ts";
import { launchBrowser, needsBrowser, PATIENCE, SETTING_UP } from "../support/browser.ts";
import { screenLooksWell } from "./quanly-at-work.ts";

const OWN_PASSWORD = "mot cau cua rieng toi";
/** Tabs from one field to the next, at most. */
const MOST_TABS = 20;

describe("an empty machine, with the keyboard alone", function () {
  this.timeout(4 * PATIENCE);
  let dir: string;
  let service: Awaited<ReturnType<typeof startService>>;
  let browser: Browser;
  const errors: string[] = [];
  before(async function () {
    this.timeout(SETTING_UP);
    needsBrowser(this);
    await buildPages("quanly");
    browser = await launchBrowser({ address: "unix:path=/nowhere" });
  });
  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), "bluezone-empty-"));
    service = await startService({
      dir,
      host: "127.0.0.1",
      port: 0,
      isBehindProxy: false,
      version: "test",
      log: openLog("silent", () => {}),
      pages: openPages(await buildPages("quanly")),
    });
  });
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
    await service.stop();
    rmSync(dir, { recursive: true });
    assert.deepEqual(errors.splice(0), []);
  });
  after(() => browser?.close());

  async function open(language: "vi" | "en"): Promise<Page> {
    const context = await browser.newContext({ locale: "vi-VN", viewport: { width: 1366, height: 768 } });
    await context.addInitScript("globalThis.__name = (named) => named");
    await context.addInitScript((chosen) => localStorage.setItem("language", chosen), language);
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE);
    page.on("pageerror", (error) => errors.push(error.message));
    await page.goto(`http://localhost:${service.port}/quanly/`);
    return page;
  }

  const focused = (page: Page) =>
    page.evaluate(() => {
      const { activeElement: at } = document;
      return at?.getAttribute("name") ?? at?.getAttribute("data-testid") ?? at?.textContent?.trim() ?? "";
    });
  /** Where the cursor is not there yet, by Tab, round the page. */
  async function to(page: Page, name: string): Promise<void> {
    for (let i = 0; i < MOST_TABS && (await focused(page)) !== name; i++) await page.keyboard.press("Tab");
    assert.equal(await focused(page), name);
  }
  async function type(page: Page, name: string, text: string): Promise<void> {
    await to(page, name);
    await page.keyboard.press("Control+A");
    await page.keyboard.type(text);
  }
  async function press(page: Page, name: string): Promise<void> {
    await to(page, name);
    await page.keyboard.press("Enter");
  }
  /** The page says what is wrong with a field, and puts the cursor there. */
  async function refused(page: Page, name: string): Promise<void> {
    await page.locator(`[name=${name}][aria-invalid=true]`).waitFor();
    await page.waitForFunction((name) => document.activeElement?.getAttribute("name") === name, name);
  }
  const fieldNamed = (page: Page, name: string) => page.locator(`form [name=${name}]`).waitFor();

  for (const [language, next, withCommune] of [
    ["vi", "Tiếp tục", "Cài đặt với xã, phường này"],
    ["en", "Continue", "Set up with this commune"],
  ] as const)
    it(`is set up, and its first administrator signs in (${language})`, async () => {
      const mark = language === "en" ? ".en" : "";
      const page = await open(language);
      const code = readFileSync(service.setUpFile!, "utf8").trim();
      await fieldNamed(page, "code");
      await press(page, next);
      await refused(page, "code");
      await screenLooksWell(page, `set-up-lacks${mark}`);
      await type(
        page,
        "code",
        code.replace(/^./, (letter) => (letter === "a" ? "b" : "a")),
      );
      await to(page, "province");
      while ((await page.locator("[name=province]").inputValue()) !== "31")
        await page.keyboard.press("ArrowDown");
      await screenLooksWell(page, `set-up-1${mark}`, false);
      await press(page, next);

      await fieldNamed(page, "name0");
      await type(page, "name0", "Nguyễn Thị Lan");
      await type(page, "name1", "Trần Văn An");
      await page.locator("text=an.tv").waitFor();
      await type(page, "login0", "lan.nt");
      await type(page, "login1", "lan.nt");
      await press(page, next);
      await refused(page, "login1");
      await type(page, "login1", "phó.an");
      await press(page, next);
      await refused(page, "login1");
      await type(page, "login1", "pho.an");
      await screenLooksWell(page, `set-up-2${mark}`);
      await press(page, next);

      await fieldNamed(page, "communeCode");
      await type(page, "communeCode", "10525");
      await type(page, "communeName", "Phường Hải Dương");
      await screenLooksWell(page, `set-up-3${mark}`);
      await press(page, withCommune);

      // The code was not right: its field is where the cursor is, with all that was typed kept.
      await refused(page, "code");
      await type(page, "code", code.toUpperCase());
      await press(page, next);
      await fieldNamed(page, "name0");
      await press(page, next);
      await fieldNamed(page, "communeCode");
      await press(page, withCommune);

      await page.locator("[data-testid=slip]").first().waitFor();
      const told = (name: string) => page.locator(`[data-testid=slip-${name}]`).allTextContents();
      assert.deepEqual(await told("login"), ["lan.nt", "pho.an"]);
      const [password] = await told("password");
      await screenLooksWell(page, `set-up-slips${mark}`, false);
      await press(page, "done");
      await page.locator("[data-testid=sure-yes]").waitFor();
      await press(page, "sure-yes");

      await fieldNamed(page, "login");
      await type(page, "login", "lan.nt");
      await type(page, "password", password!);
      await page.keyboard.press("Enter");
      await fieldNamed(page, "new");
      assert.equal(await page.locator("input[name=old]").count(), 0, "the first password is asked for once");
      await type(page, "new", OWN_PASSWORD);
      await type(page, "again", OWN_PASSWORD);
      await page.keyboard.press("Enter");
      await fieldNamed(page, "code");
      const secret = (await page.locator("main code").textContent())!.replace(/\s/g, "");
      const totp = URI.parse(`otpauth://totp/x?secret=${secret}`) as TOTP;
      await type(page, "code", totp.generate());
      await page.keyboard.press("Enter");
      await page.locator("main.quanly .tile").first().waitFor();
      const { places } = service.office;
      assert.deepEqual(
        places.allUnits().map(({ id, name }) => [id, name]),
        [
          ["31", "Thành phố Hải Phòng"],
          ["10525", "Phường Hải Dương"],
        ],
      );
      // Whoever comes later finds the sign-in.
      const later = await open(language);
      await fieldNamed(later, "login");
      assert.equal(await later.locator("[data-testid=set-up]").count(), 0);
    });

  it("is set up without a commune, for a province that is typed", async () => {
    const page = await open("vi");
    await fieldNamed(page, "code");
    await type(page, "code", readFileSync(service.setUpFile!, "utf8").trim());
    await to(page, "province");
    await page.keyboard.press("End");
    await type(page, "provinceCode", "vn1");
    await type(page, "provinceName", "Tỉnh Tập Huấn");
    await screenLooksWell(page, "set-up-other-province", false);
    await press(page, "Tiếp tục");
    await fieldNamed(page, "name0");
    await type(page, "name0", "Nguyễn Thị Lan");
    await type(page, "name1", "Trần Văn An");
    await press(page, "Tiếp tục");
    await fieldNamed(page, "communeCode");
    await press(page, "skip");
    await page.locator("[data-testid=slip]").first().waitFor();
    assert.match((await page.textContent("[data-testid=slips]"))!, /Tỉnh Tập Huấn.*\/quanly\//s);
    assert.deepEqual(
      service.office.places.allUnits().map(({ id, tier }) => [id, tier]),
      [["vn1", "province"]],
    );
  });
});
