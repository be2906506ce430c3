/** A desk that nobody touches, in a real Chromium: it warns, locks, and keeps what was being typed. */
import assert from "node:assert/strict";
import { type TOTP, URI } from "otpauth";
import type { Browser, Page } from "playwright-core";
import { openServer, partsOf, type Server } from "../../host-tools/server/server.ts";
import { launchBrowser, needsBrowser, PATIENCE, SETTING_UP } from "../support/browser.ts";
import { openStationServer, PASSWORD, PIN, type StationServer } from "../support/station-server.ts";

const START = Date.UTC(2026, 10, 23, 3);
const TYPED = "HD/2026-17";

describe("a desk that nobody touches", function () {
  this.timeout(4 * PATIENCE);
  let server: Server;
  let desk: StationServer;
  let browser: Browser;
  let page: Page;
  let secret = "";
  let steps = 0;
  const errors: string[] = [];

  before(async function () {
    needsBrowser(this);
    this.timeout(SETTING_UP);
    const opened = Date.now();
    server = await openServer({ now: () => START + Date.now() - opened + 30_000 * steps });
    desk = await openStationServer(server, "desk");
    await desk.addAccount("dieutra", "Nguyễn Thanh Hà", { role: "investigator" });
    browser = await launchBrowser({ address: "unix:path=/nowhere" });
    page = await (await browser.newContext({ viewport: { width: 1366, height: 900 } })).newPage();
    page.setDefaultTimeout(PATIENCE);
    page.on("pageerror", (error) => errors.push(error.message));
    await page.clock.install({ time: START });
    await page.goto(`${desk.url}/desk/`);
  });
  after(async () => {
    await browser?.close();
    await desk?.stop();
    await server?.close();
  });
  afterEach(() => assert.deepEqual(errors.splice(0), []));

  async function signIn(): Promise<void> {
    await page.fill("input[name=login]", "dieutra");
    await page.fill("input[name=password]", PASSWORD);
    await page.click("button[type=submit]:visible");
    await page.locator("input[name=code], input[name=enrolment]").first().waitFor();
    if ((await page.locator("input[name=enrolment]").count()) > 0)
      await page.click("[data-testid=other-way]");
    await page.locator("input[name=code]").waitFor();
    if (!secret) secret = (await page.locator("main code").textContent())!.replace(/\s/g, "");
    // No code is taken twice.
    steps++;
    const totp = URI.parse(`otpauth://totp/x?secret=${secret}`) as TOTP;
    await page.fill("input[name=code]", totp.generate({ timestamp: partsOf(server).now() }));
    await page.click("button[type=submit]:visible");
    await page.locator("main.desk h1").waitFor();
  }

  const shown = () => page.locator("body").innerText();

  it("warns a minute before, and goes on when touched", async () => {
    await signIn();
    await page.getByRole("link", { name: "Mở ca bệnh mới" }).click();
    await page.fill("input[name=reference]", TYPED);
    await page.clock.fastForward("04:20");
    await page.locator("[data-testid=near-lock]").waitFor();
    assert.match(await shown(), /chưa đầy 1 phút[\s\S]*phải đăng nhập lại/);
    await page.keyboard.press("Shift");
    await page.locator("[data-testid=near-lock]").waitFor({ state: "detached" });
    await page.clock.fastForward("04:20");
    await page.locator("[data-testid=near-lock]").waitFor();
  });

  it("shows and reaches nothing of the desk afterwards; who signs in again finds what was typed", async () => {
    await page.clock.fastForward("01:00");
    await page.locator("input[name=login]").waitFor();
    const text = await shown();
    assert.match(text, /Những gì bạn đang gõ vẫn còn/);
    assert.doesNotMatch(text, /Mở ca bệnh mới|Số xét nghiệm/);
    assert.equal(await page.locator("input[name=reference]").isVisible(), false);
    // Neither by keys.
    const names = new Set<string | null>();
    for (let i = 0; i < 30; i++) {
      await page.keyboard.press("Tab");
      names.add(await page.evaluate(() => document.activeElement?.getAttribute("name") ?? null));
    }
    assert.equal(names.has("reference"), false);
    assert.equal(await page.evaluate(async () => (await fetch("/api/cases")).status), 401);
    await signIn();
    assert.equal(await page.inputValue("input[name=reference]"), TYPED);
  });

  it("asks whoever has a PIN for the PIN alone, also when locked by hand", async () => {
    await page.getByRole("button", { name: "Đặt mã PIN" }).click();
    for (const name of ["pin", "pin-again"]) await page.fill(`input[name=${name}]`, PIN);
    await page.click("button[type=submit]:visible");
    await page.locator("input[name=reference]").waitFor();
    for (const lock of [
      () => page.getByRole("button", { name: "Khóa" }).click(),
      () => page.clock.fastForward("05:10"),
    ]) {
      await lock();
      await page.locator("input[name=pin]").waitFor();
      assert.doesNotMatch(await shown(), /Mở ca bệnh mới/);
      // No picture is drawn while the clock stands: what is shown has to be watched before one is.
      await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 1000);
      await page.fill("input[name=pin]", PIN);
      await page.click("button[type=submit]:visible");
      await page.locator("input[name=reference]").waitFor();
      assert.equal(await page.inputValue("input[name=reference]"), TYPED);
    }
    await page.clock.resume();
  });

  it("locks without a network, and opens once there is one", async () => {
    await page.context().setOffline(true);
    await page.getByRole("button", { name: "Khóa" }).click();
    await page.fill("input[name=pin]", PIN);
    await page.click("button[type=submit]:visible");
    await page.locator(".notice.red").waitFor();
    assert.equal(await page.locator("input[name=reference]").isVisible(), false);
    await page.context().setOffline(false);
    await page.fill("input[name=pin]", PIN);
    await page.click("button[type=submit]:visible");
    await page.locator("input[name=reference]").waitFor();
    assert.equal(await page.inputValue("input[name=reference]"), TYPED);
  });

  it("is another's own when somebody else signs in", async () => {
    await desk.addAccount("duyet", "Trần Quốc Bảo", { role: "province-administrator", place: "31" });
    await page.getByRole("button", { name: "Đăng xuất" }).click();
    await page.locator("input[name=login]").waitFor();
    assert.doesNotMatch(await shown(), /đang gõ vẫn còn/);
    assert.equal(await page.locator("input[name=reference]").count(), 0);
  });
});
