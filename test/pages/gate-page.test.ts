/** The guard's page in a real Chromium, before a real gate's machine: what it shows of a tap, of faults, and of a count by hand. */
import assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import { buildPages } from "../../host-tools/pages/build.ts";
import { FIRE_TEXTS } from "../../host-tools/pages/cong/fire/texts.ts";
import { TEXTS } from "../../host-tools/pages/cong/texts.ts";
import { TROUBLES } from "../../host-tools/pages/cong/troubles.ts";
import { openPages } from "../../host-tools/web/pages.ts";
import { GuardGate } from "../gate-machine/guard-gate.ts";
import { launchBrowser, needsBrowser, PATIENCE, SETTING_UP } from "../support/browser.ts";
import { FROM_AFAR } from "./contrast.ts";
import { looksWell } from "./looks-well.ts";
import { assertSpoken, spokenOf } from "./spoken.ts";
import { measureTaps } from "./tap-times.ts";

/** GATE_FIGURES=300 measures so many taps from advert to screen; the test asserts nothing about time. */
const FIGURES = Number(process.env.GATE_FIGURES ?? 0);

describe("the guard's page", function () {
  this.timeout(3 * PATIENCE + FIGURES * 4000);
  let browser: Browser;
  let gate: GuardGate;
  let page: Page;

  before(async function () {
    this.timeout(SETTING_UP);
    needsBrowser(this);
    await buildPages("cong");
    browser = await launchBrowser({ address: "unix:path=/nowhere" });
  });
  after(() => browser?.close());
  beforeEach(async () => {
    gate = await GuardGate.open(openPages(await buildPages("cong")));
    page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
    page.setDefaultTimeout(PATIENCE);
    await gate.letOnShift(page);
    await page.goto(`${gate.url}/`);
    await word("Cổng đang ghi");
    await page.getByTestId("whose-shift").waitFor();
  });
  afterEach(async () => {
    await page.close();
    await gate.close();
  });

  const word = (text: string) => page.locator("[data-testid=word]", { hasText: text }).waitFor();

  it("tells a tap in one word, by colour, shape and sound, and who pressed again that it was noted", async () => {
    // The language, the end of the shift, the sound.
    for (let i = 0; i < 3; i++) await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.locator("[data-testid=press]").waitFor();
    const id = Buffer.from(crypto.getRandomValues(new Uint8Array(12)));
    gate.press("Cửa vào", id, 3);
    await word("Đã ghi");
    assert.match((await page.textContent("[data-testid=word]"))!, /Vào/);
    await page.getByText("Cổng đã nghe một lần bấm.").waitFor();
    await looksWell(page, "tap", FROM_AFAR);
    await word("Cổng đang ghi");
    // Its own press is over by then.
    await page.waitForTimeout(1200);
    gate.press("Cửa vào", id, 3);
    await word("Đã ghi rồi, mời đi");
    assert.equal(await page.textContent("[data-testid=passages]"), "1");
    assert.equal(await page.textContent("[data-testid=today]"), "1");
    assert.match((await page.textContent("dl.figures"))!, /từ \d\d:\d\d, khi máy bật/);
    const shown = await page.content();
    for (let i = 0; i < 10; i++) assert.ok(!shown.includes(id.subarray(i, i + 3).toString("hex")), "an ID");
  });

  it("says what is wrong in words, with what to do, and is itself again by itself", async () => {
    for (const [state, text] of [
      ["gone", "Bộ Bluetooth bị rút ra."],
      ["off", "Bluetooth đang tắt."],
    ] as const) {
      gate.adapters.set("Cửa vào", state);
      await word(text);
      await looksWell(page, state, FROM_AFAR);
      gate.adapters.clear();
      await word("Cổng đang ghi");
    }
    gate.sent = { hindrance: "away", ahead: 0 };
    await page.getByText("Đang không có mạng.").waitFor();
    // That alone is no reason to stop.
    await word("Cổng đang ghi");
    gate.sent = { hindrance: "not-the-machine", ahead: 0 };
    await word("Máy chủ không nhận máy này nữa.");
    gate.sent = { hindrance: undefined, ahead: -30 };
    await word("Đồng hồ của máy sai.");
    gate.sent = { hindrance: undefined, ahead: 0 };
    await word("Cổng đang ghi");
    await gate.close();
    await word("Trang mất liên lạc với máy ở cổng.");
  });

  it("takes a count by hand with the keyboard alone, and what was pressed too often back", async () => {
    await page.getByRole("button", { name: "Bắt đầu đếm" }).press("Enter");
    for (const key of ["Enter", "Space"]) {
      for (let i = 0; i < 11; i++) await page.getByRole("button", { name: "Một người qua" }).press(key);
    }
    await page.getByRole("button", { name: "Bớt một" }).press("Enter");
    await page.getByText("Đã đếm 21 người").waitFor();
    for (let i = 0; i < 14; i++) gate.press(i % 2 ? "Cửa vào" : "Cửa ra");
    await page.locator("[data-testid=passages]", { hasText: /^14$/ }).waitFor();
    await looksWell(page, "counting");
    await page.getByRole("button", { name: "Đếm xong" }).press("Enter");
    await page.getByText("Cổng thấy khoảng 67 %.").waitFor();
  });

  it("raises an emergency behind the gate after asking once, and says whether that was told", async () => {
    const t = FIRE_TEXTS.vi;
    await page.getByRole("button", { name: t.raise }).press("Enter");
    await page.getByText(t.sure("Xưởng chính")).waitFor();
    await looksWell(page, "fire asked", FROM_AFAR);
    await page.getByTestId("sure-yes").press("Enter");
    await page.getByText(t.untoldNext).waitFor();
    await looksWell(page, "fire not told", FROM_AFAR);
    gate.fire.told(gate.fire.idAt(gate.now())!, gate.now());
    await page.getByText(/Đã báo có nạn lúc \d\d:\d\d\./).waitFor();
    await looksWell(page, "fire told", FROM_AFAR);
    await page.getByRole("button", { name: t.end }).press("Enter");
    await page.getByRole("button", { name: t.raise }).waitFor();
    assert.equal(gate.fire.idAt(gate.now()), undefined);
  });

  it("is read from two metres: letters of 7 : 1, in both languages, light and dark", async () => {
    await page.getByRole("button", { name: TEXTS.vi.begin }).click();
    const spoken = new Map<string, string>();
    for (const language of ["vi", "en"] as const) {
      if (language === "en") await page.getByRole("button", { name: "English" }).click();
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        gate.press("Cửa ra");
        await word(TEXTS[language].noted);
        const size = await page.$eval("[data-testid=word] .word", (one) =>
          Number.parseFloat(getComputedStyle(one).fontSize),
        );
        assert.ok(size >= 96, `${size} px`);
        await word(TEXTS[language].ready);
      }
      await looksWell(page, language, FROM_AFAR);
      spoken.set(language, await spokenOf(page));
    }
    assertSpoken("cong", spoken);
  });

  it("has words for all that can be wrong, in both languages", () => {
    for (const { trouble } of Object.values(TEXTS)) {
      assert.deepEqual(Object.keys(trouble).sort(), [...TROUBLES].sort());
      for (const words of Object.values(trouble)) for (const one of words) assert.match(one, /\p{L}.*\.$/u);
    }
  });

  if (FIGURES > 0)
    it("shows an advert after so many milliseconds", () =>
      measureTaps(page, FIGURES, (tap) => gate.press(tap % 2 ? "Cửa vào" : "Cửa ra")));
});
