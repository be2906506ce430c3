import assert from "node:assert/strict";
import { labelDigits } from "../../host-tools/contract/label.ts";
import { buildPages } from "../../host-tools/pages/build.ts";
import { openServer } from "../../host-tools/server/server.ts";
import { launchBrowser, PATIENCE } from "../support/browser.ts";
import { enrolTokens } from "../support/scenario.ts";
import { openStationServer } from "../support/station-server.ts";
import { AtWork } from "./at-work.ts";
import { tooWeak } from "./contrast.ts";
import { filmOf } from "./fake-camera.ts";
import { useOwnStation } from "./own-station.ts";
import { tooWide } from "./widths.ts";

const NUMBER = "030150001234";
const NAME = "Nguyễn Thị Đào";
const CODE = `${NUMBER}||${NAME}|02031950|Nữ|Thôn 3, Xã An Lâm, Nam Sách|11052021`;
const TOKEN = 3;

describe("a citizen's or insurance card at a station", function () {
  this.timeout(4 * PATIENCE);
  const own = useOwnStation();

  async function forWhom(work: AtWork): Promise<void> {
    await work.go("hand-out");
    await work.page.fill("input[name=label]", labelDigits(TOKEN));
    await work.page.click("form:has(input[name=label]) button[type=submit]");
    await work.page.waitForSelector("input[name=search]", { timeout: PATIENCE });
  }

  /** The card's number is in no address and no body that went to the server, nor in what the browser keeps. */
  async function assertNotTold(work: AtWork): Promise<void> {
    const sent = own.station.heard.map(({ path, sent }) => path + sent.toString("latin1"));
    assert.ok([...sent, ...work.asked].every((one) => !one.includes(NUMBER)));
    const kept = await work.page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
    assert.ok(!kept.includes(NUMBER));
  }

  it("that a hand-held reader sends in pieces fills in name and year, and its number goes nowhere", async () => {
    const work = await AtWork.open(own.browser, own.station);
    const { page } = work;
    await work.signIn("lan");
    await forWhom(work);
    await page.focus("input[name=search]");
    await page.keyboard.type(CODE.slice(0, 30));
    await page.keyboard.press("Enter");
    await page.waitForTimeout(600);
    await page.keyboard.type(CODE.slice(30));
    await page.keyboard.press("Enter");
    await page.waitForSelector("[data-testid=from-card]", { timeout: PATIENCE });
    assert.equal(await page.inputValue("input[name=search]"), `${NAME} 1950`);
    assert.match(await work.text(), /Đọc từ thẻ: Nguyễn Thị Đào, sinh 1950/);
    for (const found of [await tooWeak(page), await tooWide(page)]) assert.deepEqual(found, []);
    await page.click("[data-testid=new-person]");
    await page.waitForSelector("input[name=birth]", { timeout: PATIENCE });
    assert.deepEqual(
      [await page.inputValue("input[name=name]"), await page.inputValue("input[name=birth]")],
      [NAME, "1950"],
    );
    await page.click("form:has(input[name=birth]) button[type=submit]");
    await work.answer("contacts", true);
    await page.click("[data-testid=agreed]", { timeout: PATIENCE });
    await page.waitForSelector("[data-testid=handed-out]", { timeout: PATIENCE });
    const rows = await own.station.office.queries.query("SELECT name, birth FROM people.person");
    assert.deepEqual(rows, [{ name: NAME, birth: "1950" }]);
    await assertNotTold(work);
    assert.deepEqual(work.errors, []);
  });

  it("finds who is there already", async () => {
    await own.station.addPerson({ name: NAME, birth: "1950", hamlet: "Thôn 3" });
    await own.station.addPerson({ name: NAME, birth: "1951", hamlet: "Thôn 4" });
    const work = await AtWork.open(own.browser, own.station);
    await work.signIn("lan");
    await forWhom(work);
    await work.page.focus("input[name=search]");
    await work.page.keyboard.type(CODE);
    await work.page.waitForSelector(".list-button", { timeout: PATIENCE });
    assert.match(
      (await work.page.locator(".list-button").allTextContents()).join(),
      /^[^,]*1950[^,]*Thôn 3$/,
    );
    await assertNotTold(work);
  });

  it("that is not sure, or not whole, is said so, and does not stay on the screen", async () => {
    const work = await AtWork.open(own.browser, own.station);
    await work.signIn("lan");
    await forWhom(work);
    for (const [code, said] of [
      [CODE.replace("1950|", "1949|"), /không cho biết chắc/],
      [CODE.slice(0, 30), /chưa gửi hết mã/],
    ] as const) {
      await work.page.focus("input[name=search]");
      await work.page.keyboard.type(code);
      await work.page.waitForSelector("[data-testid=card-problem]", { timeout: PATIENCE });
      assert.match(await work.text(), said);
      assert.equal(await work.page.inputValue("input[name=search]"), "");
      await work.page.fill("input[name=search]", "dao");
      assert.equal(await work.page.locator("[data-testid=card-problem]").count(), 0);
      await work.page.fill("input[name=search]", "");
    }
    await assertNotTold(work);
  });

  it("is read by the camera, which goes off", async () => {
    const camera = filmOf(CODE, 420);
    await buildPages("station");
    const server = await openServer();
    await enrolTokens(server, TOKEN + 1, Math.floor(Date.now() / 86_400_000) - 3);
    const station = await openStationServer(server);
    const browser = await launchBrowser({ address: "unix:path=/nowhere", args: camera.args });
    try {
      await station.addAccount("lan", "Nguyễn Thị Lan");
      const work = await AtWork.open(browser, station);
      await work.signIn("lan");
      await forWhom(work);
      await work.page.click("[data-testid=scan-card]");
      await work.page.waitForSelector("[data-testid=from-card]", { timeout: PATIENCE });
      assert.equal(await work.page.locator("video").count(), 0);
      assert.equal(await work.page.inputValue("input[name=search]"), `${NAME} 1950`);
    } finally {
      await browser.close();
      await station.stop();
      await server.close();
      camera.remove();
    }
  });
});
