/** Shifts on the guard's page in a real Chromium, before a real gate's machine: who may note visitors, and what goes on without anybody. */
import assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import { GUARD_SHIFT, SHIFT_IDLE_MS } from "../../host-tools/contract/guards.ts";
import { buildPages } from "../../host-tools/pages/build.ts";
import { SHIFT_TEXTS } from "../../host-tools/pages/cong/shift/texts.ts";
import { TEXTS } from "../../host-tools/pages/cong/texts.ts";
import { openPages } from "../../host-tools/web/pages.ts";
import { GUARD, GUARD_PIN, GuardGate } from "../gate-machine/guard-gate.ts";
import { launchBrowser, needsBrowser, PATIENCE, SETTING_UP } from "../support/browser.ts";
import { FROM_AFAR } from "./contrast.ts";
import { looksWell } from "./looks-well.ts";
import { assertSpoken, spokenOf } from "./spoken.ts";

const START = Date.UTC(2026, 10, 23, 3, 5);
const t = SHIFT_TEXTS.vi;

describe("shifts on the guard's page", function () {
  this.timeout(3 * PATIENCE);
  let browser: Browser;
  let gate: GuardGate;
  let page: Page;
  let later: number;

  before(async function () {
    this.timeout(SETTING_UP);
    needsBrowser(this);
    browser = await launchBrowser({ address: "unix:path=/nowhere" });
  });
  after(() => browser?.close());
  beforeEach(async () => {
    later = 0;
    const opened = Date.now();
    const now = () => START + Date.now() - opened + later;
    gate = await GuardGate.open(openPages(await buildPages("cong")), undefined, now);
    page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
    page.setDefaultTimeout(PATIENCE);
  });
  afterEach(async () => {
    await page.close();
    await gate.close();
  });

  const begin = async (pin: string, name = "le van gac") => {
    await page.fill("input[name=guard]", name);
    await page.fill("input[name=guard-pin]", pin);
    await page.keyboard.press("Enter");
  };
  const tapped = () => page.locator("[data-testid=word]", { hasText: TEXTS.vi.noted }).waitFor();
  const isOpen = () => page.locator("input[name=visitor]").isVisible();

  it("begin with a PIN of one's own in place of the first, and taps are told before, meanwhile and after", async () => {
    const first = (await gate.guards.add(GUARD, gate.now()))!;
    await page.goto(`${gate.url}/`);
    await page.getByTestId("begin-shift").waitFor();
    gate.press("Cửa vào");
    await tapped();
    assert.ok(!(await isOpen()));
    assert.ok(!(await page.content()).includes(GUARD));
    await begin("000000");
    await page.getByText(t.failed.pin).waitFor();
    assert.equal(await page.inputValue("input[name=guard-pin]"), "");
    await begin(first);
    await page.getByText(t.newPinTitle).waitFor();
    await looksWell(page, "a PIN of one's own", FROM_AFAR);
    for (const [pin, again, words] of [
      ["123456", "123456", t.failed.easy],
      [GUARD_PIN, "402858", t.differ],
      [first, first, t.failed.easy],
    ] as const) {
      await page.fill("input[name=new-pin]", pin);
      await page.fill("input[name=new-pin-again]", again);
      await page.getByRole("button", { name: t.keep }).click();
      await page.getByText(words).first().waitFor();
    }
    await page.fill("input[name=new-pin]", GUARD_PIN);
    await page.fill("input[name=new-pin-again]", GUARD_PIN);
    await page.getByRole("button", { name: t.keep }).click();
    await page.getByText(t.of(GUARD)).waitFor();
    assert.ok(await isOpen());
    await page.fill("input[name=visitor]", "Tạ Thị Khách");
    await page.getByTestId("end-shift").click();
    await page.getByTestId("begin-shift").waitFor();
    assert.ok(!(await isOpen()));
    assert.ok(!(await page.content()).includes(GUARD));
    gate.press("Cửa ra");
    await tapped();
    await begin(GUARD_PIN);
    await page.getByText(t.of(GUARD)).waitFor();
    assert.equal(await page.inputValue("input[name=visitor]"), "");
  });

  it("end by themselves when nobody is there; what was typed waits for the same guard, and for no other", async () => {
    await gate.onShift("Mai Thị Cổng");
    await gate.letOnShift(page);
    await page.goto(`${gate.url}/`);
    await page.fill("input[name=visitor]", "Tạ Thị Khách");
    // The hidden field is not shown to who comes by, and the next guard does not have it.
    later += SHIFT_IDLE_MS + 1000;
    await page.getByTestId("begin-shift").waitFor();
    assert.ok(!(await isOpen()));
    gate.press("Cửa vào");
    await tapped();
    await begin(GUARD_PIN);
    await page.getByText(t.of(GUARD)).waitFor();
    assert.equal(await page.inputValue("input[name=visitor]"), "Tạ Thị Khách");
    later += SHIFT_IDLE_MS + 1000;
    await page.getByTestId("begin-shift").waitFor();
    await begin(GUARD_PIN, "Mai Thị Cổng");
    await page.getByText(t.of("Mai Thị Cổng")).waitFor();
    assert.equal(await page.inputValue("input[name=visitor]"), "");
  });

  it("leave nothing of a guard's name or first PIN to who comes next, and no password to the browser", async () => {
    await page.clock.install();
    const first = (await gate.guards.add(GUARD, gate.now()))!;
    await page.goto(`${gate.url}/`);
    const isEmpty = async () => {
      await page.getByText(t.title, { exact: true }).waitFor();
      for (const name of ["guard", "guard-pin"])
        assert.equal(await page.inputValue(`input[name=${name}]`), "", name);
    };
    await page.fill("input[name=guard-pin]", first);
    assert.equal(await page.locator("input[type=password]").count(), 0);
    const pin = page.locator("input[name=guard-pin]");
    assert.equal(await pin.getAttribute("autocomplete"), "one-time-code");
    const look = pin.evaluate((input) => getComputedStyle(input).getPropertyValue("-webkit-text-security"));
    assert.equal(await look, "disc");
    await begin(first);
    await page.getByText(t.newPinTitle).waitFor();
    assert.equal(await page.locator("input[type=password]").count(), 0);
    await page.getByRole("button", { name: t.back }).click();
    await isEmpty();
    await begin(first);
    await page.getByText(t.newPinTitle).waitFor();
    // Timers of what was typed just now may begin after the first.
    const later = async (isGone: () => Promise<boolean>) => {
      for (let i = 0; i < 5 && !(await isGone()); i++) {
        await page.clock.fastForward(121_000);
        await page.waitForTimeout(100);
      }
    };
    await later(() => page.getByText(t.title, { exact: true }).isVisible());
    await isEmpty();
    await page.fill("input[name=guard]", GUARD);
    await later(async () => (await page.inputValue("input[name=guard]")) === "");
    await isEmpty();
    await begin(first);
    await page.getByText(t.newPinTitle).waitFor();
    await gate.onShift("Mai Thị Cổng");
    await isEmpty();
  });

  it("are over for a guard who is removed, and not ended before the machine says so", async () => {
    const cookie = await gate.onShift();
    const whose = async () =>
      (await (await fetch(`${gate.url}${GUARD_SHIFT}`, { headers: { cookie } })).json()).guard;
    const [name, value] = cookie.split("=") as [string, string];
    await page.context().addCookies([{ name, value, domain: new URL(gate.url).hostname, path: "/gate" }]);
    await page.goto(`${gate.url}/`);
    await page.getByText(t.of(GUARD)).waitFor();
    await page.route(`**${GUARD_SHIFT}`, (route) =>
      route.request().method() === "DELETE" ? route.abort() : route.continue(),
    );
    await page.getByTestId("end-shift").click();
    await page.getByText(t.notEnded).waitFor();
    assert.ok(!(await isOpen()));
    assert.equal(await whose(), GUARD);
    await page.unroute(`**${GUARD_SHIFT}`);
    await page.getByText(t.notEnded).waitFor({ state: "detached" });
    assert.equal(await whose(), undefined);
    await begin(GUARD_PIN);
    await page.getByText(t.of(GUARD)).waitFor();
    assert.ok(gate.guards.remove(GUARD));
    await page.getByText(t.noGuards).waitFor();
    assert.ok(!(await isOpen()));
  });

  it("say what to do on a machine that knows nobody, and read well, in both languages", async () => {
    await page.goto(`${gate.url}/`);
    await page.getByText(t.noGuards).waitFor();
    await looksWell(page, "no guards", FROM_AFAR);
    await gate.onShift();
    await page.getByTestId("begin-shift").waitFor();
    const spoken = new Map<string, string>();
    for (const [language, other] of [
      ["vi", "English"],
      ["en", "Tiếng Việt"],
    ] as const) {
      await page.getByText(SHIFT_TEXTS[language].title, { exact: true }).waitFor();
      spoken.set(language, await spokenOf(page));
      await looksWell(page, language, FROM_AFAR);
      await page.setViewportSize({ width: 390, height: 844 });
      await looksWell(page, `${language} on a phone`, FROM_AFAR);
      await page.setViewportSize({ width: 1366, height: 768 });
      await page.getByRole("button", { name: other }).click();
    }
    assertSpoken("gate-shift", spoken);
  });
});
