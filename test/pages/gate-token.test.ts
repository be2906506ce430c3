/**
 * A gate token behind the guard's page, from advert to screen and back to the air: the built program on the virtual token, BlueZ'
 * stand-in, a real Chromium, and the gate's machine as `bztoken gate --listener token1=door:in` runs it.
 */
import assert from "node:assert/strict";
import { createECDH, randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { boards } from "../../boards/index.ts";
import { REACH, TAP_REACH } from "../../host-tools/gate/layout.ts";
import { GateJournal } from "../../host-tools/gate-machine/gate-journal.ts";
import { GateRun } from "../../host-tools/gate-machine/gate-run.ts";
import { type GuardSite, openGuardSite } from "../../host-tools/gate-machine/guard-site.ts";
import { Guards } from "../../host-tools/gate-machine/guards.ts";
import { HandCounts } from "../../host-tools/gate-machine/hand-counts.ts";
import { Loans } from "../../host-tools/gate-machine/loans.ts";
import { type StandIn, startStandIn, type TokenInHand } from "../../host-tools/models/bluez/stand-in.ts";
import { WorldClock } from "../../host-tools/models/bluez/world-clock.ts";
import { buildPages } from "../../host-tools/pages/build.ts";
import { openPages } from "../../host-tools/web/pages.ts";
import { encodeAdvert } from "../../protocol/advert.ts";
import { answers, decodeGateAdvert } from "../../protocol/gate-advert.ts";
import { Chooser, launchBrowser, needsBrowser, PATIENCE, SETTING_UP } from "../support/browser.ts";
import { readyToken } from "../support/token.ts";
import { looksWell } from "./looks-well.ts";
import { measureTaps } from "./tap-times.ts";

/** GATE_FIGURES=300 measures so many taps from advert to screen; the test asserts nothing about time. */
const FIGURES = Number(process.env.GATE_FIGURES ?? 0);
const TAIL = { version: 1, role: "token", clockTrusted: true, powerAtOneMetre: -60, minute: 0 } as const;
const NAME = /^BZ-\d{4}$/;

describe("a gate token behind the guard's page", function () {
  this.timeout(3 * PATIENCE + FIGURES * 4000);
  let folder: string;
  let standIn: StandIn;
  let gate: TokenInHand;
  let run: GateRun;
  let site: GuardSite;
  let browser: Browser;
  let page: Page;
  let chooser: Chooser;
  let name: string;
  const errors: string[] = [];

  before(async function () {
    needsBrowser(this);
    this.timeout(SETTING_UP);
    folder = mkdtempSync(join(tmpdir(), "gate-token-"));
    const at = Date.now() - 120_000;
    const { device } = await readyToken({ role: "gate", board: boards.xiaoble!, at });
    device.runTo(Date.now());
    standIn = await startStandIn({ clock: new WorldClock(Date.now()) });
    gate = standIn.add(device);
    browser = await launchBrowser({ address: standIn.address, remembersDevices: true });
    const identity = {
      server: "http://127.0.0.1:9",
      secret: "00".repeat(32),
      gate: "g1",
      name: "Cổng 1",
      placeName: "Nhà máy May Hải Dương",
      zone: "Xưởng chính",
      sealTo: { id: "00000001", point: createECDH("prime256v1").generateKeys("hex") },
    };
    run = new GateRun({
      identity,
      layout: {
        listeners: [{ name: "token1", side: "door", lane: "in" }],
        reach: REACH,
        tapReach: TAP_REACH,
      },
      posts: [{ name: "token1", kind: "token" }],
      journal: new GateJournal(join(folder, "journal")),
      folder,
      isKiosk: false,
      sendEach: 3_600_000,
      onTaps: (taps) => site.tapped(taps),
      onLine() {},
      onState() {},
      onIdentity() {},
    });
    site = await openGuardSite({
      pages: openPages(await buildPages("cong")),
      port: 0,
      counts: new HandCounts(folder),
      loans: new Loans(folder),
      guards: new Guards(folder),
      screen: (now) => run.screen(now),
      visit: (of, guard) => run.visit(of, guard),
      takeVisitBack: (id, guard) => run.takeVisitBack(id, guard),
      paper: async () => new Uint8Array(0),
      handCount: (of, guard) => run.handCount(of, guard),
      raiseFire: (guard) => run.raiseFire(guard),
      endFire: (guard) => run.endFire(guard),
      heard: (of) => run.heard(of),
      now: Date.now,
    });
    page = await (await browser.newContext({ viewport: { width: 1366, height: 768 } })).newPage();
    page.setDefaultTimeout(PATIENCE);
    page.on("pageerror", (error) => errors.push(error.message));
    await page.goto(`http://localhost:${site.port}/cong/`);
    chooser = await Chooser.of(page);
  });
  after(async () => {
    await browser?.close();
    await site?.stop();
    await run?.stop();
    await standIn?.stop();
    if (folder) rmSync(folder, { recursive: true, force: true });
  });
  afterEach(() => assert.deepEqual(errors.splice(0), []));

  const word = (text: string) => page.locator("[data-testid=word]", { hasText: text }).waitFor();
  const link = (text: string) => page.locator("[data-testid=gate-token]", { hasText: text }).waitFor();

  /** A press near the gate: adverts each tenth of a second. */
  function press(id: Uint8Array, adverts = 5): void {
    const data = encodeAdvert(id, { ...TAIL, inBurst: false, late: false });
    gate.hear(data, -66);
    for (let i = 1; i < adverts; i++) setTimeout(() => gate.hear(data, -66), 100 * i);
  }

  it("says that it is not connected, and what to do", async () => {
    await word("Thẻ nghe chưa nối.");
    await link("Cắm điện cho thẻ nghe");
    await page.locator("[data-testid=listener]", { hasText: "Chưa nối" }).waitFor();
    await looksWell(page, "not-linked");
  });

  it("is connected by one press, and a tap is on the screen and then answered on the air", async () => {
    await page.getByRole("button", { name: "Nối thẻ nghe" }).click();
    while (!chooser.offered.some((one) => NAME.test(one))) await page.waitForTimeout(50);
    name = chooser.offered.find((one) => NAME.test(one))!;
    chooser.take(name);
    await link(`${name} đang nghe.`);
    await word("Cổng đang ghi");
    const id = randomBytes(12);
    press(id);
    await word("Đã ghi");
    await page.locator("[data-testid=listener]", { hasText: "nghe được 1 thẻ" }).waitFor();
    const isAnswered = () =>
      gate.device.air.transmissions.some(({ data, from }) => {
        const advert = decodeGateAdvert(data);
        return advert.ok && answers(advert.value, Math.floor(from / 900_000), id);
      });
    while (!isAnswered()) await page.waitForTimeout(20);
    assert.equal(run.screen(Date.now()).passages, 1);
    await looksWell(page, "hears");
  });

  it("comes back by itself when the token was out of reach, and after the page was loaded anew", async () => {
    gate.walkAway();
    await link(`Mất liên lạc với ${name}`);
    await word("Thẻ nghe chưa nối.");
    gate.comeBack();
    await link(`${name} đang nghe.`);
    await page.reload();
    await link(`${name} đang nghe.`);
    press(randomBytes(12));
    await word("Đã ghi");
    assert.equal(run.screen(Date.now()).passages, 2);
  });

  it("has one page: a second tab of it neither shows the gate as cut off, nor tells anything twice", async () => {
    const second = await page.context().newPage();
    await second.goto(`http://localhost:${site.port}/cong/`);
    await second.locator("[data-testid=gate-token]").waitFor();
    await second.waitForTimeout(3000);
    await word("Cổng đang ghi");
    assert.equal(run.line().ears.token1!.state, "listening");
    const before = run.line();
    press(randomBytes(12));
    await word("Đã ghi");
    await page.waitForTimeout(800);
    const { adverts, ears } = run.line();
    assert.deepEqual([before.adverts, adverts, ears.token1!.lost], [0, 5, 0]);
    await second.close();
  });

  it("is away where another browser has the token, says to hold its button, and is let in then", async () => {
    const elsewhere = await browser.newContext();
    const other = await elsewhere.newPage();
    other.setDefaultTimeout(PATIENCE);
    await other.goto(`http://127.0.0.1:${site.port}/cong/`);
    const its = await Chooser.of(other);
    const told = (text: string) => other.locator("[data-testid=gate-token]", { hasText: text }).waitFor();
    // The token can be chosen only while nobody is connected to it.
    await page.goto("about:blank");
    await other.getByRole("button", { name: "Nối thẻ nghe" }).click();
    its.take(name);
    await told(`${name} đang nối với một trang khác`);
    await page.goto(`http://localhost:${site.port}/cong/`);
    await link(`${name} đang nghe.`);
    await told("giữ nút trên thẻ nghe 3 giây");
    await page.goto("about:blank");
    await gate.hold();
    await told(`${name} đang nghe.`);
    await elsewhere.close();
  });

  if (FIGURES > 0)
    it("shows an advert after so many milliseconds", async () => {
      await page.goto(`http://localhost:${site.port}/cong/`);
      await gate.hold();
      await link(`${name} đang nghe.`);
      await word("Cổng đang ghi");
      await measureTaps(page, FIGURES, () => {
        const at = Date.now();
        press(randomBytes(12), 3);
        return at;
      });
    });
});
