import assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import { openServer, type Server } from "../../host-tools/server/server.ts";
import { launchBrowser, needsBrowser, PATIENCE, SETTING_UP } from "../support/browser.ts";
import { openStationServer, PASSWORD, type StationServer } from "../support/station-server.ts";

/** What somebody sees of a form: headings, labels, buttons. */
const words = (page: Page) =>
  page.locator("h1, label, main button, header").evaluateAll((all) => all.map((one) => one.textContent));

describe("pages whose script has not come yet", function () {
  this.timeout(4 * PATIENCE);
  let server: Server;
  let station: StationServer;
  let browser: Browser;

  before(async function () {
    needsBrowser(this);
    this.timeout(SETTING_UP);
    server = await openServer();
    station = await openStationServer(server, "all");
    await station.addAccount("lan", "Nguyễn Thị Lan");
    browser = await launchBrowser({ address: "unix:path=/nowhere" });
  });
  after(async () => {
    await browser?.close();
    await station?.stop();
    await server?.close();
  });

  /** A page whose scripts are held back until `come` is called. */
  async function held(path: string, language = "vi") {
    const context = await browser.newContext();
    await context.addInitScript((chosen) => localStorage.setItem("language", chosen), language);
    let come = () => {};
    const coming = new Promise<void>((resolve) => {
      come = resolve;
    });
    await context.route("**/assets/*.js", async (route) => {
      await coming;
      await route.continue();
    });
    const errors: string[] = [];
    const page = await context.newPage();
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
    await page.goto(`${station.url}${path}`, { waitUntil: "commit" });
    return { page, context, come, errors };
  }

  for (const path of ["/station/", "/desk/", "/quanly/"])
    it(`show the form of ${path} as it will be, in style, and take letters`, async () => {
      const { page, context, come, errors } = await held(path);
      await page.waitForSelector("input[name=login]", { timeout: PATIENCE });
      assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("name")), "login");
      await page.keyboard.type("lan");
      await page.fill("input[name=password]", "mot cau");
      await page.focus("input[name=password]");
      await page.keyboard.press("End");
      const [button] = await page.$$("button[type=submit]");
      assert.equal(await button!.isDisabled(), true);
      assert.ok((await button!.boundingBox())!.height >= 48, "the style has come with the page");
      // It cannot be sent before the script is there, which keeps the password out of addresses.
      await page.keyboard.press("Enter");
      assert.equal(page.url(), `${station.url}${path}`);
      const before = await words(page);
      come();
      await page.waitForSelector("button[type=submit]:enabled", { timeout: PATIENCE });
      const after = await words(page);
      assert.deepEqual(
        after.map((text) => (text === "Đăng nhập" ? "Đang mở trang…" : text)),
        before.map((text) => (text === "Đăng nhập" ? "Đang mở trang…" : text)),
      );
      await page.keyboard.type(PASSWORD.slice("mot cau".length));
      assert.equal(await page.inputValue("input[name=login]"), "lan");
      assert.equal(await page.inputValue("input[name=password]"), PASSWORD);
      await page.keyboard.press("Enter");
      await page.waitForSelector("input[name=enrolment], [data-testid=wrong-role]", { timeout: PATIENCE });
      assert.deepEqual(errors, []);
      await context.close();
    });

  it("speak English once the script is there, where English was chosen", async () => {
    const { page, context, come } = await held("/station/", "en");
    await page.waitForSelector("text=Đăng nhập", { timeout: PATIENCE });
    come();
    await page.waitForSelector("button:has-text('Sign in')", { timeout: PATIENCE });
    assert.equal(await page.getAttribute("html", "lang"), "en");
    await context.close();
  });

  it("show no form to whom has a session, and are asked for anew when it has begun or ended", async () => {
    const known = (cookie: string, tag = "") =>
      fetch(`${station.url}/station/`, { headers: { cookie, ...(tag ? { "if-none-match": tag } : {}) } });
    const without = await known("a=1");
    const form = await without.text();
    assert.match(form, /name="login"/);
    assert.match(without.headers.get("vary") ?? "", /cookie/);
    const withSession = await known("a=1; __Host-session=x");
    assert.doesNotMatch(await withSession.text(), /name="login"/);
    assert.equal((await known("a=1", without.headers.get("etag")!)).status, 304);
    assert.equal((await known("__Host-session=x", without.headers.get("etag")!)).status, 200);
  });
});
