/** A visitor's own phone in a real Chromium, before a real server: the code is scanned, the visit is told there, and kept once. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { siteLink } from "../../host-tools/contract/site-link.ts";
import { DEN } from "../../host-tools/pages/den/texts.ts";
import { visitsOfGates } from "../../host-tools/server/gates/visit-store.ts";
import { openServer, partsOf, type Server } from "../../host-tools/server/server.ts";
import { launchBrowser, needsBrowser, PATIENCE, SETTING_UP } from "../support/browser.ts";
import { emptyDatabase } from "../support/shared-database.ts";
import { openStationServer, type StationServer } from "../support/station-server.ts";
import { looksWell } from "./looks-well.ts";
import { assertSpoken, spokenOf } from "./spoken.ts";

const CODE = "k7qxm2abcdef";
/** Where the pictures of docs/cong go; nowhere unless it is set. */
const PICTURES = process.env.DEN_PICTURES;
const PHONE = { width: 390, height: 844 };
const t = DEN.vi;

describe("a visitor's own phone at a gate", function () {
  this.timeout(3 * PATIENCE);
  let server: Server;
  let station: StationServer;
  let browser: Browser;
  let page: Page;
  const gate = {
    id: randomUUID(),
    place: "truong-ngoc-chau",
    name: "Cổng chính",
    zone: "Sân trường",
    addedAt: 0,
  };
  const errors: string[] = [];

  before(async function () {
    this.timeout(SETTING_UP);
    needsBrowser(this);
    server = await openServer({ database: await emptyDatabase() });
    station = await openStationServer(server, "den");
    await station.office.commit({ actor: "server", action: "test", outcome: "done" }, [
      { kind: "gate", gate, by: "somebody" },
      { kind: "gate-site", id: gate.id, site: CODE },
    ]);
    browser = await launchBrowser({ address: "unix:path=/nowhere" });
    if (PICTURES) mkdirSync(PICTURES, { recursive: true });
  });
  after(async () => {
    await browser?.close();
    await station?.stop();
    await server?.close();
  });
  beforeEach(async () => {
    const context = await browser.newContext({ locale: "vi-VN", viewport: PHONE });
    await context.addInitScript("globalThis.__name = (named) => named");
    page = await context.newPage();
    page.setDefaultTimeout(PATIENCE);
    page.on("pageerror", (error) => errors.push(error.message));
  });
  afterEach(async () => {
    await page.context().close();
    assert.deepEqual(errors.splice(0), []);
  });

  const scan = (code = CODE) => page.goto(siteLink(station.url, code));
  const press = (direction: "in" | "out") => page.getByTestId(`tell-${direction}`).click();
  const noted = () => page.getByTestId("noted").waitFor();
  const kept = async () => {
    const all = await visitsOfGates(station.office.queries, partsOf(server).wrapping, [gate.id], {
      from: 0,
      to: 2 ** 31 - 1,
    });
    return all.map(({ id: _, minute: __, gate: ___, ...told }) => told);
  };
  /** Good to look at in both languages, and read out as committed. */
  const isWell = async (name: string) => {
    for (const language of ["vi", "en"] as const) {
      if (language === "en") await page.getByRole("button", { name: /English/ }).click();
      await page.locator(`html[lang=${language}]`).waitFor();
      await looksWell(page, `${name}, ${language}`);
      assertSpoken("den", new Map([[`${name}, ${language}`, await spokenOf(page)]]));
      if (PICTURES)
        await page.screenshot({ path: join(PICTURES, `den-${name}-${language}-390.png`), fullPage: true });
    }
    await page.getByRole("button", { name: /Tiếng Việt/ }).click();
    await page.locator("html[lang=vi]").waitFor();
  };

  it("says where it is, takes a visit in and out, and neither shows nor keeps it then", async () => {
    const sent: string[] = [];
    page.on("request", (request) =>
      sent.push(request.url() + (request.postDataBuffer() ?? "").toString("latin1")),
    );
    await scan();
    await page.locator("h1", { hasText: "Trường THCS Ngọc Châu" }).waitFor();
    assert.match(await page.innerText(".at-gate"), /Cổng chính\s+Sân trường/);
    await isWell("ready");
    await page.fill("input[name=name]", "  Trần  Văn Khách ");
    await page.fill("input[name=phone]", "0912 345 678");
    await page.fill("input[name=host]", "Cô Lan, lớp 6A");
    await press("in");
    await noted();
    const here = await page.content();
    assert.ok(here.includes(t.noted) && !here.includes("Khách ") && !here.includes("0912"));
    await isWell("noted");
    await page.getByRole("button", { name: t.another }).click();
    assert.equal(await page.inputValue("input[name=name]"), "");
    await page.fill("input[name=name]", "Trần Văn Khách");
    await press("out");
    await noted();
    const name = "Trần Văn Khách";
    // Both are of one minute.
    const told = (await kept()).sort((a, b) => (a.direction < b.direction ? -1 : 1));
    assert.deepEqual(told, [
      { direction: "in", by: "site", name, phone: "0912 345 678", host: "Cô Lan, lớp 6A" },
      { direction: "out", by: "site", name },
    ]);
    assert.ok(!sent.some((one) => /Kh%C3|Khách|0912/.test(Buffer.from(one, "latin1").toString())), "sealed");
    const held = await page.evaluate(async () => [
      Object.keys(localStorage),
      Object.keys(sessionStorage),
      document.cookie,
      (await indexedDB.databases()).length,
      (await caches.keys()).length,
    ]);
    assert.deepEqual(held, [["language"], [], "", 0, 0]);
  });

  it("without a network keeps what was typed, and sent again by a press it is one visit", async () => {
    await scan();
    await page.fill("input[name=name]", "Lê Thị Mạng");
    // The server has it, and its answer is lost.
    await page.route("**/visits", async (route) => {
      await route.fetch();
      await route.abort();
    });
    await press("in");
    await page.getByText("bấm lại là an toàn", { exact: false }).waitFor();
    await page.unroute("**/visits");
    await page.context().setOffline(true);
    await press("in");
    await page.locator("[role=alert]").waitFor();
    assert.equal(await page.inputValue("input[name=name]"), "Lê Thị Mạng");
    await isWell("away");
    await page.context().setOffline(false);
    await press("in");
    await noted();
    assert.equal((await kept()).filter(({ name }) => name === "Lê Thị Mạng").length, 1);
  });

  it("says which field does not fit, and sends nothing", async () => {
    const before = (await kept()).length;
    await scan();
    await press("in");
    await page.getByText(t.wrong.name).waitFor();
    await page.fill("input[name=name]", "030150001234");
    await press("in");
    await page.getByText(t.wrong.name).waitFor();
    await page.fill("input[name=name]", "Lan");
    await page.fill("input[name=phone]", "gọi sau");
    await press("out");
    await page.getByText(t.wrong.phone).waitFor();
    await isWell("wrong");
    assert.equal((await kept()).length, before);
  });

  it("says what to do where the code is good no more, or there is none", async () => {
    await scan("zzzzzzzzzzzz");
    await page.getByText("không còn dùng", { exact: false }).waitFor();
    await isWell("ended");
    await page.goto(`${station.url}/den/`);
    await page.getByText(t.scanAgain).waitFor();
    await isWell("no-code");
  });
});
