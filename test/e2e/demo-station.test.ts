import assert from "node:assert/strict";
import type { Browser } from "playwright-core";
import { puckjs } from "../../boards/index.ts";
import { partsOf } from "../../host-tools/server/server.ts";
import { type DemoStation, openDemoStation } from "../../host-tools/tools/demo/demo-station.ts";
import { type PlayedWorld, play } from "../../host-tools/world/play.ts";
import { playShift } from "../../host-tools/world/shifts.ts";
import { Chooser, launchBrowser, needsBrowser } from "../support/browser.ts";

const PATIENCE = 120_000;
const PIN = "274916";
const YESTERDAY = new Date(Date.now() - 24 * 3_600_000).toISOString().slice(0, 10);

describe("the demo's station", function () {
  this.timeout(2 * PATIENCE);
  let world: PlayedWorld;
  let station: DemoStation;
  let browser: Browser;

  before(async function () {
    needsBrowser(this);
    const day = playShift("park", { people: 6, minutes: 35, seed: 3, date: YESTERDAY });
    world = await play({ day, board: puckjs, seed: 3, unsynced: 2 });
    station = await openDemoStation(world, world.tokens.slice(-2));
    browser = await launchBrowser({ address: station.bus! });
  });
  after(async () => {
    await browser?.close();
    await station?.stop();
    await world?.server.close();
  });

  it("syncs a token of the shift in a browser of one's own, as it says", async () => {
    const page = await browser.newPage({ locale: "vi-VN" });
    page.setDefaultTimeout(PATIENCE);
    const chooser = await Chooser.of(page);
    await page.goto(`${station.url}#/sync`);
    await page.fill("input[name=login]", station.login);
    await page.fill("input[name=password]", station.password);
    await page.click("button[type=submit]");
    await page.fill("input[name=enrolment]", station.enrolmentCode);
    await page.click("button[type=submit]");
    await page.fill("input[name=pin]", PIN);
    await page.fill("input[name=pin-again]", PIN);
    await page.click("button[type=submit]");

    const [token] = station.waiting;
    const { serial } = world.tokens.at(-2)!;
    const received = () =>
      partsOf(world.server).database.query("SELECT sequence FROM radio.page WHERE serial = $1", [serial]);
    const before = (await received()).length;
    chooser.take(token!.name);
    const held = token!.hand.hold();
    await page.click("[data-testid=sync]");
    await held;
    const end = page.locator("[data-testid=result], [data-testid=problem]").first();
    await end.waitFor();
    assert.equal(await end.getAttribute("data-code"), null, await end.innerText());
    assert.ok((await received()).length > before);
  });
});
