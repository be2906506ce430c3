/**
 * A commune's staff from one sheet, with the keyboard alone: an administrator adds twelve, gives a code for the station's computer, and a
 * nurse signs in at the station with what stands on her slip.
 */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { PATIENCE } from "../support/browser.ts";
import { PIN } from "../support/station-server.ts";
import { useQuanly } from "./quanly-at-work.ts";

/** So long it may take a person; machines are faster. */
const MOST_MS = 5 * 60_000;
const NAMES = ["Lan", "Hoa", "Mai", "Cúc", "Đào", "Huệ", "Sen", "Thu", "Xuân", "Hạ", "Đông", "Nhài"];

describe("a commune of twelve from one sheet, with the keyboard alone", function () {
  this.timeout(MOST_MS + PATIENCE);
  const at = useQuanly();
  afterEach(() => assert.deepEqual(at.errors.splice(0), []));

  /** Presses Tab until the wanted thing has the focus. */
  async function tabTo(page: Page, selector: string): Promise<void> {
    await page.locator(selector).first().waitFor();
    for (let i = 0; i < 120; i++) {
      if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
      await page.keyboard.press("Tab");
    }
    assert.fail(`Tab does not reach ${selector}`);
  }
  async function press(page: Page, selector: string): Promise<void> {
    await tabTo(page, selector);
    await page.keyboard.press("Enter");
  }
  async function type(page: Page, selector: string, text: string): Promise<void> {
    await tabTo(page, selector);
    await page.keyboard.insertText(text);
  }

  it("takes less than five minutes up to a nurse's first sign-in at the station", async () => {
    const { page } = await at.enter("tinh");
    const started = performance.now();
    await press(page, "a[href='#/accounts']");
    await press(page, "a[href='#/accounts/sheet']");
    const rows = NAMES.map(
      (name, i) => `Nguyễn Thị ${name}\t${i === 0 ? "Quản trị đơn vị" : "Y tá"}\tPhường Hải Dương`,
    );
    await type(page, "textarea[name=list]", rows.join("\n"));
    await press(page, "[data-testid=check]");
    await press(page, "[data-testid=add-sheet]");
    const nurse = page.locator("[data-testid=slip]", { hasText: "Nguyễn Thị Hoa" });
    const password = (await nurse.locator("[data-testid=slip-password]").textContent())!;
    assert.equal(await page.locator("[data-testid=slip]").count(), NAMES.length);
    await press(page, "[data-testid=done]");
    await press(page, "[data-testid=sure-yes]");
    await press(page, "header a.home");
    await press(page, "a[href='#/computers']");
    await type(page, "input[name=name]", "Máy trạm");
    await type(page, "input[name=place-search]", "10525");
    await tabTo(page, "input[name=place]");
    await page.keyboard.press("ArrowDown");
    await press(page, "form.form button[type=submit]");
    const code = (await page.locator("[data-testid=code]").textContent())!;

    const context = await at.browser.newContext({ locale: "vi-VN", viewport: { width: 1366, height: 768 } });
    const station = await context.newPage();
    station.setDefaultTimeout(PATIENCE);
    await station.goto(`${at.station.url}/station/`);
    await type(station, "input[name=login]", "hoa.nt");
    await type(station, "input[name=password]", password);
    await press(station, "button[type=submit]:enabled");
    await type(station, "input[name=old]", password);
    for (const name of ["new", "again"]) await type(station, `input[name=${name}]`, "con tau di qua nui doi");
    await press(station, "button[type=submit]");
    await type(station, "input[name=enrolment]", code);
    await press(station, "button[type=submit]");
    for (const name of ["pin", "pin-again"]) await type(station, `input[name=${name}]`, PIN);
    await press(station, "button[type=submit]");
    await station.locator(".tiles").waitFor();
    await station.locator("header", { hasText: "Phường Hải Dương" }).waitFor();
    const seconds = (performance.now() - started) / 1000;
    assert.ok(seconds * 1000 < MOST_MS, `${seconds} s`);
  });
});
