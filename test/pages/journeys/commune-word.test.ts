/** The public word on the administration page: a commune's leader takes a kit home within minutes, also without a network. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { strFromU8, unzipSync } from "fflate";
import type { BrowserContext, Download, Page } from "playwright-core";
import { outside } from "../../../host-tools/lib/system-packages.ts";
import { WORD } from "../../../host-tools/pages/quanly/texts/word.ts";
import { SEAT } from "../../../host-tools/pages/shared/seat/texts.ts";
import { FAULT_WORDS } from "../../../host-tools/word/fault-words.ts";
import { CHANNELS, SUGGESTED } from "../../../host-tools/word/templates/channels.ts";
import { PATIENCE } from "../../support/browser.ts";
import { bare, codesIn, wordsIn } from "../../word/reading.ts";
import { screenLooksWell, useQuanly } from "../quanly-at-work.ts";
import { Hand } from "./hand.ts";

/** The keystroke-level model: a key of somebody who types now and then, and a look for each field or button. */
const KEY_SECONDS = 0.28;
const LOOK_SECONDS = 1.35;
const MOST_SECONDS = 180;

const TYPED = {
  "hotlines.0.phone": "0220 375 2115",
  "places.0.name": "Trạm Y tế xã",
  "places.0.hours": "7:30-11:00, 13h30-17h",
  "places.0.from": "4/1/2027",
  "places.0.to": "16/01/2027",
  "dataOwner.name": "Nguyễn Thị Đỗ Quyên",
  "dataOwner.phone": "0220 375 2116",
} as const;

const input = (name: string) => `[name="${name}"]`;
/** It says that it is all there, also for whoever opens the page anew. */
const KEPT = "[data-testid=ready][data-kept=true]";
const MAKE = "form[data-testid=word] button[type=submit]";

describe("the public word on the administration page", function () {
  this.timeout(4 * PATIENCE);
  const at = useQuanly();
  afterEach(() => {
    Object.assign(at.station, { mood: "well", pagesCome: true, release: "" });
    assert.deepEqual(at.errors.splice(0), []);
  });

  const saved = async (page: Page, press: () => Promise<void>) => {
    const [download] = (await Promise.all([page.waitForEvent("download"), press()])) as [Download, unknown];
    return unzipSync(readFileSync(await download.path()));
  };
  const fill = async (page: Page, typed: Readonly<Record<string, string>>) => {
    for (const [name, text] of Object.entries(typed)) await page.fill(input(name), text);
  };

  it("takes a commune's leader less than three minutes by keys alone, with the network gone", async function () {
    const { page, context } = await at.enter("donvi");
    const hand = new Hand(page);
    let files: Record<string, Uint8Array> = {};
    const told = await hand.does(async () => {
      await hand.goes("a[href='#/word']");
      await page.locator(KEPT).waitFor();
      await context.setOffline(true);
      await hand.goes("[data-testid=suggested]");
      for (const channel of ["station", "gate", "sms"]) await hand.ticks(input(`channel-${channel}`));
      for (const [name, text] of Object.entries(TYPED)) await hand.types(input(name), text);
      await hand.goes(MAKE);
      await page.getByTestId("made").waitFor();
      files = await saved(page, () => hand.goes("[data-testid=save-all]"));
    });
    await screenLooksWell(page, "word");
    const seconds = told.presses * KEY_SECONDS + told.aims * LOOK_SECONDS + told.seconds;
    assert.ok(seconds < MOST_SECONDS, `${seconds} s: ${JSON.stringify(told)}`);
    const chosen = ["station", "sms", ...SUGGESTED.commune.map(({ id }) => id)];
    assert.deepEqual(Object.keys(files).sort(), chosen.map((id) => `bluezone-${id}.zip`).sort());
    const inZip = (id: string) => unzipSync(files[`bluezone-${id}.zip`]!);
    const said = strFromU8(inZip("loudspeaker")["loudspeaker-first.vi.txt"]!);
    assert.match(said, /mùng 4, đến hết thứ Bảy, ngày 16 tháng 1/);
    // Without a site's code there is nothing to make a gate's poster of.
    const gate = CHANNELS.find(({ id }) => id === "gate")!;
    assert.ok(await page.getByText(WORD.vi.empty(gate.title.vi)).isVisible());
    const poster = inZip("station")["station-poster.vi.pdf"]!;
    if (!outside("poppler")) this.skip();
    assert.ok(wordsIn(poster).includes(bare("0220 375 2115")));
  });

  it("makes the same as the command line, a gate's code and a logo with it, and keeps what was typed", async function () {
    const { page } = await at.enter("donvi", "en");
    await page.goto(`${at.station.url}/quanly/#/word`);
    await page.getByTestId("ready").waitFor();
    await fill(page, TYPED);
    await page.check(input("channel-gate"));
    await page.click("details summary");
    const site = "https://the.haiduong.gov.vn/den/?c=k7m2n9p4q6r8";
    await page.fill(input("site"), site);
    await page.click("[data-testid=add-hotline]");
    await page.fill(input("hotlines.1.phone"), "1900 9095");
    // A second place is most often open when the first one is.
    await page.click("[data-testid=add-place]");
    for (const name of ["hours", "from", "to"] as const)
      assert.equal(await page.inputValue(input(`places.1.${name}`)), TYPED[`places.0.${name}`]);
    assert.equal(await page.inputValue(input("places.1.name")), "");
    await page.fill(input("places.1.name"), "Nhà văn hóa thôn Vũ Thượng");
    await page.setInputFiles(input("logo"), {
      name: "logo.png",
      mimeType: "image/png",
      buffer: await page.screenshot({ clip: { x: 0, y: 0, width: 90, height: 60 } }),
    });
    await page.click(MAKE);
    await page.getByTestId("made").waitFor();
    const save = page.getByRole("button", {
      name: WORD.en.save(CHANNELS.find(({ id }) => id === "gate")!.title.en),
    });
    const files = await saved(page, () => save.click());
    const poster = files["gate-poster.en.pdf"]!;
    assert.ok(files["gate-poster.vi.2.png"]!.length > 10_000);
    await page.reload();
    await page.getByTestId("ready").waitFor();
    assert.equal(await page.inputValue(input("hotlines.1.phone")), "1900 9095");
    assert.equal(await page.inputValue(input("site")), site);
    assert.ok(await page.isChecked(input("channel-gate")));
    await page.getByRole("button", { name: WORD.en.startAgain }).click();
    assert.equal(await page.inputValue(input("site")), "");
    if (!outside("poppler") || !outside("zbar")) this.skip();
    assert.deepEqual(codesIn(poster, 40), [site]);
    assert.ok(wordsIn(poster).includes(bare("1900 9095")));
  });

  /** The line is cut, and the server gone for whatever else might still have a way to it. */
  const cutOff = async (context: BrowserContext, isCut: boolean) => {
    at.station.mood = isCut ? "away" : "well";
    at.station.pagesCome = !isCut;
    await context.setOffline(isCut);
  };
  const atWord = async () => {
    const sitting = await at.enter("donvi");
    await sitting.page.goto(`${at.station.url}/quanly/#/word`);
    await sitting.page.locator(KEPT).waitFor();
    return sitting;
  };

  it("opens again with the network gone, nobody signed in, and gives the kit of what was typed", async function () {
    const { page, context } = await atWord();
    await fill(page, TYPED);
    await page.check(input("channel-station"));
    await cutOff(context, true);
    await page.reload();
    await page.getByText(SEAT.vi.away).waitFor();
    await page.getByTestId("ready").waitFor();
    for (const [name, text] of Object.entries(TYPED)) assert.equal(await page.inputValue(input(name)), text);
    await screenLooksWell(page, "word-away");
    await page.click(MAKE);
    await page.getByTestId("made").waitFor();
    const files = await saved(page, () => page.click("[data-testid=save-all]"));
    const poster = unzipSync(files["bluezone-station.zip"]!)["station-poster.vi.pdf"]!;
    // Of all else there is nothing without the server: the way to this one screen stands in its place.
    await page.goto(`${at.station.url}/quanly/#/accounts`);
    await page.getByRole("link", { name: WORD.vi.away }).click();
    await page.getByTestId("ready").waitFor();
    await cutOff(context, false);
    await page.getByRole("button", { name: SEAT.vi.retry }).click();
    await page.getByText(SEAT.vi.away).waitFor({ state: "detached" });
    assert.equal(await page.inputValue(input("dataOwner.name")), TYPED["dataOwner.name"]);
    if (!outside("poppler")) this.skip();
    assert.ok(wordsIn(poster).includes(bare("0220 375 2115")));
  });

  it("is still there without a network once a station's page of the same browser has been renewed", async () => {
    const { page, context } = await atWord();
    const other = await context.newPage();
    await other.goto(`${at.station.url}/station/`);
    await other.evaluate("navigator.serviceWorker.ready.then(() => undefined)");
    at.station.release = "later";
    await other.evaluate(async () => {
      const registration = (await navigator.serviceWorker.getRegistration("/station/"))!;
      await registration.update();
      const newer = (registration.installing ?? registration.waiting)!;
      const become = (state: string) =>
        new Promise<void>((done) => {
          const look = () => newer.state === state && done();
          newer.addEventListener("statechange", look);
          look();
        });
      if (newer.state === "installing") await become("installed");
      newer.postMessage({ type: "SKIP_WAITING" });
      await become("activated");
    });
    await other.close();
    await cutOff(context, true);
    await page.reload();
    await page.getByTestId("ready").waitFor();
  });

  it("says beside each field what is wrong with it, and which template does not fit", async () => {
    const { page, go } = await at.enter("donvi");
    await go("word");
    await page.getByTestId("ready").waitFor();
    assert.ok(await page.isDisabled(MAKE));
    await page.check(input("channel-station"));
    await page.click("details summary");
    await page.fill(input("places.0.hours"), "sáng");
    await page.fill(input("places.0.from"), "31/2/2027");
    await page.setInputFiles(input("logo"), {
      name: "a.png",
      mimeType: "image/png",
      buffer: Buffer.from("none"),
    });
    await page.click("details summary");
    await page.click(MAKE);
    const wrong = (name: string) =>
      page
        .locator(".field", { has: page.locator(input(name)) })
        .locator(".wrong")
        .textContent();
    assert.equal(await wrong("hotlines.0.phone"), FAULT_WORDS.missing.vi);
    assert.match((await wrong("places.0.hours"))!, /Viết như 7:30/);
    assert.match((await wrong("places.0.from"))!, /Viết như 31\/12\/2026/);
    assert.equal(await wrong("logo"), FAULT_WORDS.picture.vi);
    assert.ok(
      await page.locator(input("hotlines.0.phone")).evaluate((one) => one === document.activeElement),
    );
    assert.ok(
      await page.getByText(WORD.vi.faults(9)).isVisible(),
      (await page.locator(".notice.red").textContent()) ?? "",
    );
    await screenLooksWell(page, "word-wrong", false);
    await fill(page, { ...TYPED, name: "Xã 漢" });
    await page.getByRole("button", { name: WORD.vi.removeLogo }).click();
    await page.click(MAKE);
    await page.getByText("phông chữ không có ký tự “漢”").waitFor();
    await page.fill(input("name"), "Xã Ái Quốc");
    await page.click(MAKE);
    await page.getByTestId("made").waitFor();
  });
});
