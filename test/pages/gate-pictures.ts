/**
 * Pictures of the guard's page for its guide, in both languages, on a laptop and a phone:
 *   node --import tsx test/pages/gate-pictures.ts [folder]
 */
import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { buildPages } from "../../host-tools/pages/build.ts";
import { FIRE_TEXTS } from "../../host-tools/pages/cong/fire/texts.ts";
import { SHIFT_TEXTS } from "../../host-tools/pages/cong/shift/texts.ts";
import { TEXTS } from "../../host-tools/pages/cong/texts.ts";
import { PAPER_TEXTS } from "../../host-tools/pages/cong/visits/paper-texts.ts";
import { VISIT_TEXTS } from "../../host-tools/pages/cong/visits/texts.ts";
import { openPages } from "../../host-tools/web/pages.ts";
import { GUARD, GUARD_PIN, GuardGate } from "../gate-machine/guard-gate.ts";
import { launchBrowser } from "../support/browser.ts";
import { inFewColours } from "./small-png.ts";

const FOLDER = process.argv[2] ?? fileURLToPath(new URL("../../docs/cong/", import.meta.url));
const SIZES = [
  [1366, 768],
  [390, 844],
] as const;

const pages = openPages(await buildPages("cong"));
const browser = await launchBrowser({ address: "unix:path=/nowhere" });
for (const language of ["vi", "en"] as const)
  for (const [width, height] of SIZES) {
    const t = TEXTS[language];
    const gate = await GuardGate.open(pages);
    const page = await browser.newPage({ viewport: { width, height }, reducedMotion: "reduce" });
    const picture = async (name: string) => {
      // Whoever is far down the page would leave a part of it undrawn.
      await page.evaluate(() => scrollTo(0, 0));
      writeFileSync(
        `${FOLDER}/${name}-${language}-${width}.png`,
        inFewColours(await page.screenshot({ fullPage: true })),
      );
    };
    const word = (text: string) => page.locator("[data-testid=word]", { hasText: text }).waitFor();
    await page.goto(`${gate.url}/`);
    const { begin } = SHIFT_TEXTS[language];
    await gate.onShift();
    if (language === "en") await page.getByRole("button", { name: "English" }).click();
    // Tokens that are about, so that each listener has heard something.
    for (const listener of ["Cửa vào", "Cửa ra"])
      for (let i = 0; i < 12; i++) gate.press(listener, randomBytes(12), 1);
    await page.locator("[data-testid=passages]", { hasText: "24" }).waitFor();
    await word(t.ready);
    await page.getByTestId("begin-shift").waitFor();
    await picture("ready");
    await page.fill("input[name=guard]", GUARD);
    await page.fill("input[name=guard-pin]", GUARD_PIN);
    await page.getByRole("button", { name: begin }).click();
    await page.getByTestId("whose-shift").waitFor();
    gate.press("Cửa vào");
    await word(t.noted);
    await picture("noted");
    gate.adapters.set("Cửa vào", "gone");
    await word(t.trouble.gone[0]);
    await picture("gone");
    gate.adapters.clear();
    await word(t.ready);
    await page.getByRole("button", { name: t.countBegin }).click();
    for (let i = 0; i < 21; i++) await page.getByRole("button", { name: t.onePerson }).click();
    await picture("counting");
    await page.getByRole("button", { name: t.countStop }).click();
    const visitor = VISIT_TEXTS[language];
    await page.fill("input[name=visitor]", "Nguyễn Thị Đào");
    await page.fill("input[name=visitor-phone]", "0912 345 678");
    await page.fill("input[name=visitor-host]", "Phòng kế toán");
    await picture("visitor");
    await page.getByRole("button", { name: visitor.in, exact: true }).click();
    await page.getByTestId("visit-noted").waitFor();
    await picture("visitor-noted");
    await page.getByTestId("paper").getByText(PAPER_TEXTS[language].title).click();
    await picture("paper");
    await page.getByTestId("paper").getByText(PAPER_TEXTS[language].title).click();
    const fire = FIRE_TEXTS[language];
    await page.getByRole("button", { name: fire.raise }).click();
    await page.getByTestId("sure-yes").click();
    await page.getByText(fire.untoldNext).waitFor();
    gate.fire.told(gate.fire.idAt(gate.now())!, gate.now());
    await page.getByRole("button", { name: fire.end }).waitFor();
    await page.getByText(fire.toldNext).waitFor();
    await picture("fire");
    await page.close();
    await gate.close();
  }
await browser.close();
