/** More than a password, in a real Chromium: a computer is enrolled, known, taken out; a phone in its stead. */
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { TOTP } from "otpauth";
import type { Browser, Page } from "playwright-core";
import { buildPages } from "../../host-tools/pages/build.ts";
import { openServer, partsOf, type Server } from "../../host-tools/server/server.ts";
import { launchBrowser, needsBrowser, PATIENCE, SETTING_UP } from "../support/browser.ts";
import { openStationServer, type StationServer } from "../support/station-server.ts";
import { AtWork } from "./at-work.ts";
import { keptBy } from "./kept.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** Where pictures go; nowhere unless it is set. */
const PICTURES = process.env.SECOND_FACTOR_PICTURES;

describe("more than a password, in a real Chromium", function () {
  this.timeout(4 * PATIENCE);
  let server: Server;
  let station: StationServer;
  let browser: Browser;

  before(async function () {
    needsBrowser(this);
    this.timeout(SETTING_UP);
    await buildPages("station");
    server = await openServer();
    station = await openStationServer(server);
    for (const login of ["lan", "mai"]) await station.addAccount(login, "Nguyễn Thị Lan");
    browser = await launchBrowser({ address: "unix:path=/nowhere" });
    if (PICTURES) mkdirSync(PICTURES, { recursive: true });
  });
  after(async () => {
    await browser?.close();
    await station?.stop();
    await server?.close();
  });
  afterEach(async () => {
    for (const context of browser?.contexts() ?? []) await context.close();
  });

  async function looksRight(page: Page, name: string): Promise<void> {
    await page.evaluate(AXE);
    const violations = await page.evaluate(
      "axe.run().then(({ violations }) => violations.map(({ id }) => id))",
    );
    assert.deepEqual(violations, [], name);
    for (const width of [1366, 390]) {
      await page.setViewportSize({ width, height: 800 });
      const wide = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      assert.ok(wide <= 0, `${name} is ${wide} px too wide at ${width}`);
      if (PICTURES) await page.screenshot({ path: join(PICTURES, `${name}-${width}.png`), fullPage: true });
    }
  }
  const isEnrolled = async () =>
    (
      await partsOf(server).database.query<{ id: string }>(
        "SELECT id FROM office.computer WHERE point IS NOT NULL",
      )
    ).map(({ id }) => id);

  it("a nurse enrols the computer once; then the password is enough here, and not elsewhere", async () => {
    const work = await AtWork.open(browser, station);
    const { page } = work;
    await page.fill("input[name=login]", "lan", { timeout: PATIENCE });
    await page.fill("input[name=password]", "mot cau de nho that dai");
    await page.click("button[type=submit]");
    await page.waitForSelector("input[name=enrolment]", { timeout: PATIENCE });
    await looksRight(page, "enrol");
    await page.fill("input[name=enrolment]", "abcd");
    await page.click("button[type=submit]");
    assert.match(await work.text(), /Chưa đủ 12 chữ và số/);
    await page.fill("input[name=enrolment]", "abcd-efgh-jk23");
    await page.click("button[type=submit]");
    await page.waitForSelector("text=Mã ghi máy không đúng", { timeout: PATIENCE });
    assert.equal(await page.inputValue("input[name=enrolment]"), "abcd-efgh-jk23", "nothing is lost");
    await looksRight(page, "enrol-wrong");
    const code = await station.enrolmentCode();
    await page.fill("input[name=enrolment]", ` ${code.toUpperCase()} `);
    await page.click("button[type=submit]");
    await work.choosePin();
    await page.waitForSelector(".tiles", { timeout: PATIENCE });
    const [id] = await isEnrolled();
    const kept = await keptBy(page);
    assert.ok(kept.includes(id!) && !kept.includes(code));
    const isHidden = await page.evaluate(async () => {
      const opened = <T>(request: IDBRequest<T>) =>
        new Promise<T>((resolve) => {
          request.onsuccess = () => resolve(request.result);
        });
      const database = await opened(indexedDB.open("computer"));
      const { privateKey } = await opened(database.transaction("key").objectStore("key").get("own"));
      database.close();
      const exports = ["pkcs8", "jwk"].map((format) =>
        crypto.subtle.exportKey(format as "pkcs8", privateKey).then(
          () => false,
          () => true,
        ),
      );
      return (await Promise.all(exports)).every(Boolean) && privateKey.extractable === false;
    });
    assert.ok(isHidden, "no script gets the key out");

    await page.reload();
    await page.click("text=Người khác đăng nhập", { timeout: PATIENCE });
    await page.waitForSelector("input[name=login]", { timeout: PATIENCE });
    await work.password("lan");
    await work.unlock();
    await page.waitForSelector(".tiles", { timeout: PATIENCE });
    // Somebody who has the password and another computer.
    const elsewhere = await AtWork.open(browser, station);
    await elsewhere.page.fill("input[name=login]", "lan", { timeout: PATIENCE });
    await elsewhere.page.fill("input[name=password]", "mot cau de nho that dai");
    await elsewhere.page.click("button[type=submit]");
    await elsewhere.page.waitForSelector("input[name=enrolment]", { timeout: PATIENCE });
    assert.equal(await elsewhere.page.locator("[data-testid=other-way]").count(), 0);
    assert.deepEqual([...work.errors, ...elsewhere.errors], []);
  });

  it("a computer that was taken out is told so, and what to do", async () => {
    const work = await AtWork.open(browser, station);
    const { page } = work;
    await work.password("lan");
    await work.unlock();
    await page.waitForSelector(".tiles", { timeout: PATIENCE });
    const before = new Set(await isEnrolled());
    for (const id of before)
      await station.office.commit({ actor: "server", action: "computer.change", outcome: "done" }, [
        { kind: "computer-removed", id },
      ]);
    await page.reload();
    await page.waitForSelector("input[name=login]", { timeout: PATIENCE });
    await page.fill("input[name=login]", "lan");
    await page.fill("input[name=password]", "mot cau de nho that dai");
    await page.click("button[type=submit]");
    await page.waitForSelector("text=Máy này chưa được ghi nhận cho đơn vị của bạn", { timeout: PATIENCE });
    await looksRight(page, "taken-out");
    await work.enrol();
    await page.waitForSelector("input[name=pin]", { timeout: PATIENCE });
    assert.equal((await isEnrolled()).length, 1);
    assert.deepEqual(work.errors, []);
  });

  it("with a phone in the stead of a code, the first time and later", async () => {
    const work = await AtWork.open(browser, station);
    const { page } = work;
    const give = async (secret: string, steps: number) => {
      const timestamp = partsOf(server).now() + 30_000 * steps;
      await page.fill("input[name=code]", new TOTP({ secret }).generate({ timestamp }), {
        timeout: PATIENCE,
      });
      await page.click("button[type=submit]");
      await page.waitForSelector("input[name=pin]", { timeout: PATIENCE });
    };
    const password = async () => {
      await page.fill("input[name=login]", "mai", { timeout: PATIENCE });
      await page.fill("input[name=password]", "mot cau de nho that dai");
      await page.click("button[type=submit]");
    };
    await password();
    await page.click("[data-testid=other-way]", { timeout: PATIENCE });
    await page.waitForSelector("svg.qr path", { state: "attached", timeout: PATIENCE });
    await looksRight(page, "phone");
    const secret = ((await page.textContent("main code")) ?? "").replace(/ /g, "");
    await give(secret, 0);
    await page
      .evaluate(() => fetch("/api/session").then((answer) => answer.json()))
      .then((session) =>
        page.evaluate(
          (csrf) => fetch("/api/session", { method: "DELETE", headers: { "x-csrf-token": csrf } }),
          (session as { csrf: string }).csrf,
        ),
      );
    await page.reload();
    await password();
    await page.waitForSelector("input[name=code]", { timeout: PATIENCE });
    await looksRight(page, "code");
    await give(secret, 1);
    assert.deepEqual(await isEnrolled().then((ids) => ids.length), 1, "no computer was enrolled for it");
    assert.deepEqual(work.errors, []);
  });
});
