/**
 * What a day's work meets on the pages, in seconds and pixels, in a real Chromium:
 *   node --import tsx test/pages/figures.ts [--contacts 500] [--people 600]
 */
import { parseArgs } from "node:util";
import type { Page } from "playwright-core";
import { openServer } from "../../host-tools/server/server.ts";
import { launchBrowser, PATIENCE } from "../support/browser.ts";
import { openStationServer } from "../support/station-server.ts";
import { AtWork } from "./at-work.ts";
import { openManyContacts } from "./many-contacts.ts";

const SIZES = { laptop: { width: 1366, height: 768 }, phone: { width: 390, height: 844 } };
const HAMLET = "Xóm Chùa";

const tell = (what: string, value: string) => console.log(`${what}: ${value}`);

async function timed(what: string, does: () => Promise<unknown>): Promise<void> {
  const since = performance.now();
  await does();
  tell(what, `${((performance.now() - since) / 1000).toFixed(2)} s`);
}

/** The list of a case, from the reason on. */
async function tellContacts(count: number): Promise<void> {
  const at = await openManyContacts(count);
  try {
    for (const [size, box] of Object.entries(SIZES)) {
      const page = await at.atTheCase(box);
      const rows = page.locator("[data-testid=contact]");
      await timed(`list of ${count}, ${size}`, async () => {
        await page.click("form.card button[type=submit]");
        await rows.first().waitFor();
      });
      const { height, nodes } = await page.evaluate(() => ({
        height: document.documentElement.scrollHeight,
        nodes: document.querySelectorAll("*").length,
      }));
      tell(`page of ${count}, ${size}`, `${height} px, ${nodes} elements`);
      if (size === "laptop") await tellDesk(page);
      await page.context().close();
    }
  } finally {
    await at.stop();
  }
}

async function tellDesk(page: Page): Promise<void> {
  const drawn = () =>
    page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
  const filter = "input[name=filter]";
  await timed("filter", async () => {
    await page.fill(filter, "khanh");
    await drawn();
  });
  await timed("filter cleared", async () => {
    await page.fill(filter, "");
    await drawn();
  });
  for (const [view, selector] of [
    ["Dòng thời gian", ".timeline .line"],
    ["Sơ đồ", ".graph circle.f1"],
  ] as const)
    await timed(view, async () => {
      await page.getByRole("button", { name: view }).click();
      await page.locator(selector).first().waitFor();
      await drawn();
    });
}

/** A station that has so many people: a search, and a hamlet of two thirds of them. */
async function tellStation(people: number): Promise<void> {
  const server = await openServer();
  const station = await openStationServer(server);
  const browser = await launchBrowser({ address: "unix:path=/nowhere" });
  try {
    await station.addAccount("lan", "Nguyễn Thị Lan");
    for (let i = 0; i < people; i++)
      await station.addPerson({
        name: `Nguyễn Thị Đào ${i}`,
        birth: String(1930 + (i % 60)),
        hamlet: i % 3 === 0 ? "Xóm Đình" : HAMLET,
      });
    const work = await AtWork.open(browser, station);
    const { page } = work;
    page.setDefaultTimeout(PATIENCE);
    await work.signIn("lan");
    await work.go("wearers");
    await page.locator("input[name=search]").waitFor();
    await timed(`search among ${people}`, async () => {
      await page.fill("input[name=search]", `dao ${people - 1}`);
      await page.locator(".list-button", { hasText: `Đào ${people - 1}` }).waitFor();
    });
    await timed("hamlet", async () => {
      await work.go(`visit/${encodeURIComponent(HAMLET)}`);
      await page.locator(".list li").first().waitFor();
    });
    for (const [size, box] of Object.entries(SIZES)) {
      await page.setViewportSize(box);
      const height = await page.evaluate(() => document.documentElement.scrollHeight);
      tell(`hamlet of ${Math.ceil((people * 2) / 3)}, ${size}`, `${height} px`);
    }
  } finally {
    await browser.close();
    await station.stop();
    await server.close();
  }
}

const { values } = parseArgs({
  options: {
    contacts: { type: "string", default: "500" },
    people: { type: "string", default: "600" },
  },
});
await tellContacts(6);
await tellContacts(Number(values.contacts));
await tellStation(Number(values.people));
