/**
 * Pictures of every screen for docs/station, one a language, each with laptop, tablet and phone side by side:
 *   node --import tsx test/pages/screenshots.ts [FOLDER]
 * Screens around sign-in and work without a network come from a real server, the others from the training.
 */
import { mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { labelDigits } from "../../host-tools/contract/label.ts";
import { buildPages } from "../../host-tools/pages/build.ts";
import { openServer } from "../../host-tools/server/server.ts";
import { launchBrowser, PATIENCE } from "../support/browser.ts";
import { enrolTokens } from "../support/scenario.ts";
import { openStationServer, type StationServer } from "../support/station-server.ts";
import { AtWork } from "./at-work.ts";
import { enterTraining, TRAINING_SCREENS } from "./screens.ts";
import { inFewColours } from "./small-png.ts";

/** Width and height of the window, how much of a long page is shown, and how wide it stands in the picture. */
const PLACES = {
  laptop: { width: 1366, height: 768, most: 1100, shown: 760 },
  tablet: { width: 820, height: 1180, most: 1400, shown: 400 },
  phone: { width: 390, height: 844, most: 1500, shown: 280 },
} as const;
type Place = keyof typeof PLACES;
type Language = "vi" | "en";

type Shoot = (work: AtWork, name: string) => Promise<void>;

/** From the first password to a form that waits for the network. */
async function shootRealStation(
  work: AtWork,
  station: StationServer,
  login: string,
  shoot: Shoot,
): Promise<void> {
  const { page } = work;
  await station.addAccount(login, "Trần Thị Hoa", { mustChange: true });
  await work.password(login);
  await page.waitForSelector("input[name=new]", { timeout: PATIENCE });
  await shoot(work, "change-password");
  for (const name of ["new", "again"]) await page.fill(`input[name=${name}]`, "con tau di qua nui doi");
  await page.click("button[type=submit]");
  await page.waitForSelector("input[name=enrolment]", { timeout: PATIENCE });
  await shoot(work, "enrol");
  await work.enrol();
  await page.waitForSelector("input[name=pin-again]", { timeout: PATIENCE });
  await shoot(work, "pin");
  await work.choosePin();
  await page.waitForSelector(".tiles", { timeout: PATIENCE });
  await page.waitForSelector("text=Phường Hải Dương", { timeout: PATIENCE });
  await shoot(work, "home-station");
  await work.go("waiting");
  await page.waitForSelector("text=/(Đã tải sẵn cho|Tickets of) \\d+/", { timeout: PATIENCE });
  station.mood = "away";
  await work.go("hand-out");
  await page.fill("input[name=label]", labelDigits(11));
  await page.click("form:has(input[name=label]) button[type=submit]");
  await page.click("[data-testid=new-person]", { timeout: PATIENCE });
  await page.fill("input[name=name]", "Hồ Thị Niêm");
  await page.fill("input[name=birth]", "1950");
  await page.click("form:has(input[name=birth]) button[type=submit]");
  await work.answer("contacts", true);
  await page.click("[data-testid=agreed]", { timeout: PATIENCE });
  await page.waitForSelector("[data-testid=handed-out]", { timeout: PATIENCE });
  await work.go("waiting");
  await page.waitForSelector("text=/^2 (phiếu|forms)/", { timeout: PATIENCE });
  await shoot(work, "waiting");
  station.mood = "well";
  await page.click("header button:has(svg)");
  await page.waitForSelector("input[name=pin]", { timeout: PATIENCE });
  await shoot(work, "locked");
}

async function shootTraining(work: AtWork, shoot: Shoot): Promise<void> {
  await work.page.waitForSelector("input[name=login]", { timeout: PATIENCE });
  await shoot(work, "sign-in");
  await enterTraining(work);
  for (const { name, show } of TRAINING_SCREENS) {
    await show(work);
    await shoot(work, name);
  }
}

/** Side by side, as a page of pictures that is photographed itself. */
async function compose(browser: Browser, shots: ReadonlyMap<Place, Buffer>, file: string): Promise<void> {
  const pictures = Object.entries(PLACES).map(([place, { shown }]) => {
    const source = `data:image/png;base64,${shots.get(place as Place)!.toString("base64")}`;
    return `<img src="${source}" width="${shown}">`;
  });
  const page = await browser.newPage({ viewport: { width: 1510, height: 400 } });
  await page.setContent(
    `<style>body{margin:0;padding:14px;display:flex;gap:14px;align-items:flex-start;background:#d5dbe3}img{border-radius:6px}</style>${pictures.join("")}`,
  );
  await page.waitForFunction(() => [...document.images].every(({ complete }) => complete));
  writeFileSync(file, inFewColours(await page.screenshot({ fullPage: true })));
  await page.close();
}

const folder = process.argv[2] ?? new URL("../../docs/station/pictures", import.meta.url).pathname;
await buildPages("station");
const server = await openServer();
await enrolTokens(server, 20, Math.floor(Date.now() / 86_400_000) - 3);
const station = await openStationServer(server);
const browser = await launchBrowser({ address: "unix:path=/nowhere" });
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

const sizes: number[] = [];
for (const language of ["vi", "en"] as Language[]) {
  const taken = new Map<string, Map<Place, Buffer>>();
  for (const [place, { width, height, most }] of Object.entries(PLACES) as [
    Place,
    (typeof PLACES)[Place],
  ][]) {
    const shoot: Shoot = async ({ page }, name) => {
      await page.mouse.move(0, 0);
      // What sticks to the top stands there.
      await page.evaluate(() => window.scrollTo(0, 0));
      await page.waitForTimeout(120);
      const whole = await page.evaluate(() => document.documentElement.scrollHeight);
      const clip = { x: 0, y: 0, width, height: Math.max(height, Math.min(whole, most)) };
      const shots = taken.get(name) ?? new Map<Place, Buffer>();
      taken.set(name, shots.set(place, await page.screenshot({ fullPage: true, clip })));
    };
    for (const part of ["training", "real"] as const) {
      const work = await AtWork.open(browser, station, { width, height, language });
      if (part === "training") await shootTraining(work, shoot);
      else await shootRealStation(work, station, `hoa.${place}.${language}`, shoot);
      await work.context.close();
    }
  }
  for (const [name, shots] of taken) {
    const file = join(folder, `${name}.${language}.png`);
    await compose(browser, shots, file);
    sizes.push(statSync(file).size);
  }
}
const total = sizes.reduce((sum, size) => sum + size, 0);
console.log(
  `${sizes.length} pictures in ${folder}: ${Math.round(total / 1024)} KB, the largest ${Math.round(Math.max(...sizes) / 1024)} KB`,
);
await browser.close();
await station.stop();
await server.close();
