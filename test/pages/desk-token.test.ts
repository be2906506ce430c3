/** A case of a token in a real Chromium: the number of its label, who wears it, and what who approves is shown. */
import assert from "node:assert/strict";
import { type TOTP, URI } from "otpauth";
import type { Browser, Page } from "playwright-core";
import { labelText } from "../../host-tools/contract/label.ts";
import { openServer, partsOf, type Server } from "../../host-tools/server/server.ts";
import { launchBrowser, needsBrowser, PATIENCE, SETTING_UP } from "../support/browser.ts";
import { enrolTokens } from "../support/scenario.ts";
import { openStationServer, PASSWORD, type StationServer } from "../support/station-server.ts";

const START = Date.UTC(2026, 10, 23, 3);
const TODAY = "2026-11-23";

describe("a case of a token, by the number on its label", function () {
  this.timeout(4 * PATIENCE);
  let server: Server;
  let desk: StationServer;
  let browser: Browser;
  let page: Page;
  let steps = 0;

  before(async function () {
    needsBrowser(this);
    this.timeout(SETTING_UP);
    const opened = Date.now();
    server = await openServer({ now: () => START + Date.now() - opened + 30_000 * steps });
    await enrolTokens(server, 14, Math.floor(START / 86_400_000) - 4);
    desk = await openStationServer(server, "desk");
    await desk.addAccount("dieutra", "Nguyễn Thanh Hà", { role: "investigator" });
    await desk.addAccount("duyet", "Trần Quốc Bảo", { role: "province-administrator", place: "31" });
    const one = await desk.addPerson({ name: "Trần Thị Mận", birth: "1951" });
    const other = await desk.addPerson({ name: "Lê Văn Ổi", birth: "1962-03-04" });
    await desk.wears(one, 1);
    await desk.wears(other, 13);
    browser = await launchBrowser({ address: "unix:path=/nowhere" });
    page = await signedIn("dieutra");
  });
  after(async () => {
    await browser?.close();
    await desk?.stop();
    await server?.close();
  });

  async function signedIn(login: string): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1366, height: 900 } });
    const opened = await context.newPage();
    opened.setDefaultTimeout(PATIENCE);
    await opened.goto(`${desk.url}/desk/`);
    await opened.fill("input[name=login]", login);
    await opened.fill("input[name=password]", PASSWORD);
    await opened.click("button[type=submit]");
    await opened.locator("input[name=code]").waitFor();
    const secret = (await opened.locator("main code").textContent())!.replace(/\s/g, "");
    steps++;
    const totp = URI.parse(`otpauth://totp/x?secret=${secret}`) as TOTP;
    await opened.fill("input[name=code]", totp.generate({ timestamp: partsOf(server).now() }));
    await opened.click("button[type=submit]");
    await opened.locator("main.desk h1").waitFor();
    return opened;
  }

  const submit = () => page.locator("button[type=submit]");
  const wearers = (of = page) => of.locator("[data-testid=wearers]");

  it("is not opened by a serial whose check digit lacks or is wrong, and the field says so", async () => {
    await page.getByRole("link", { name: "Mở ca bệnh mới" }).click();
    await page.check("input[name=kind][value=token]");
    await page.fill("input[name=reference]", "HD/2026-18");
    await page.fill("input[name=tested]", TODAY);
    for (const wrong of ["14", "1-9"]) {
      await page.fill("input[name=label]", wrong);
      await page.locator("input[name=label]").blur();
      await page.locator("text=Số này có chỗ sai").waitFor();
      await submit().click();
      await page.locator("[data-testid=lacks-subject]", { hasText: "số có chỗ sai" }).waitFor();
      assert.equal(await wearers().count(), 0);
    }
  });

  it("names who wears the token before it is opened: the label 1-3 is token 1, and not token 13", async () => {
    assert.equal(labelText(1), "1-3");
    for (const [label, name, other] of [
      ["13", "Trần Thị Mận, sinh 1951", "Ổi"],
      [labelText(13), "Lê Văn Ổi, sinh 1962", "Mận"],
      ["1-3", "Trần Thị Mận, sinh 1951", "Ổi"],
    ] as const) {
      await page.fill("input[name=label]", label);
      await wearers().filter({ hasText: name }).waitFor();
      assert.ok(!(await wearers().textContent())!.includes(other), label);
      assert.equal(await submit().isEnabled(), true);
    }
    await page.fill("input[name=label]", labelText(7));
    await wearers().filter({ hasText: "Không có ai trong đơn vị của bạn" }).waitFor();
    await page.fill("input[name=label]", "1-3");
    await wearers().filter({ hasText: "Mận" }).waitFor();
    await submit().click();
    await page.locator("[data-testid=case]", { hasText: "Trần Thị Mận, sinh 1951" }).waitFor();
    const { cases } = await page.evaluate(async () => (await fetch("/api/cases")).json());
    assert.deepEqual(
      cases.map((of: { subject: { serial: number } }) => of.subject.serial),
      [1],
    );
  });

  it("shows who approves it whose case it is", async () => {
    const approver = await signedIn("duyet");
    await approver.locator("[data-testid=case]").waitFor();
    const text = (await wearers(approver).textContent())!;
    assert.match(text, /Thẻ 1-3[\s\S]*Người đeo: Trần Thị Mận, sinh 1951 từ \d\d:\d\d \d\d\/\d\d\/2026/);
  });
});
