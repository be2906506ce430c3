/** A station sees how many of its people wear a token, and by name for whom there is something to be done. */
import assert from "node:assert/strict";
import { partsOf } from "../../host-tools/server/server.ts";
import { addHealth } from "../../host-tools/server/tokens/health-store.ts";
import { PATIENCE } from "../support/browser.ts";
import { AtWork } from "./at-work.ts";
import { looksWell } from "./looks-well.ts";
import { useOwnStation } from "./own-station.ts";

const DAY_MS = 86_400_000;
/** Where the pictures of docs/station go; nowhere unless it is set. */
const PICTURES = process.env.STATION_PICTURES;

describe("coverage and batteries at the station", function () {
  this.timeout(4 * PATIENCE);
  const own = useOwnStation({ tokens: 5 });

  async function wears(name: string, serial: number, daysAgo: number | undefined, batteryMillivolts = 3000) {
    const person = await own.station.addPerson({ name, birth: "1950" });
    await own.station.wears(person, serial);
    const { database, now } = partsOf(own.server);
    const from = new Date(now() - 20 * DAY_MS).toISOString();
    await database.query("UPDATE people.assignment SET assigned_from = $1 WHERE serial = $2", [from, serial]);
    if (daysAgo === undefined) return;
    const told = now() - daysAgo * DAY_MS;
    const report = { anchor: Math.floor(told / 1000), batteryMillivolts };
    await addHealth(database, { serial, at: told, report });
  }

  it("names who is silent, never synced or needs a battery, as it is now", async () => {
    await wears("Trần Thị Bưởi", 1, 12);
    await wears("Cao Văn Sau", 2, undefined);
    await wears("Lê Văn Đủ", 3, 1);
    await wears("Mai Thị Sen", 4, 1, 2500);
    const work = await AtWork.open(own.browser, own.station);
    await work.signIn("lan");
    const { page } = work;
    await page.click("a[href='#/uptake']");
    const lines = (state: string) => page.locator(`[data-testid=${state}] [data-testid=wearer]`);
    await lines("silent").waitFor({ timeout: PATIENCE });
    assert.match(
      (await page.textContent("[data-testid=totals]"))!,
      /4 người đang đeo thẻ.*2 người đã đồng bộ/su,
    );
    assert.match(
      (await lines("silent").textContent())!,
      /Trần Thị Bưởi, 1950.*đồng bộ lần cuối ngày.*BZ-0001/su,
    );
    assert.match((await lines("never").textContent())!, /Cao Văn Sau.*chưa đồng bộ lần nào/su);
    assert.match((await lines("due").textContent())!, /Mai Thị Sen.*thay pin trước ngày/su);
    assert.equal(await lines("dueLater").count(), 0);
    for (const [width, height] of [
      [1366, 768],
      [390, 844],
    ] as const) {
      await page.setViewportSize({ width, height });
      await looksWell(page, `uptake at ${width}`);
      if (PICTURES) await page.screenshot({ path: `${PICTURES}/uptake-${width}.png`, fullPage: true });
    }
    const rows = await own.station.office.queries.query<{ count: number }>(
      "SELECT count(*)::int4 AS count FROM audit.entry WHERE action = 'uptake.wearers'",
    );
    assert.equal(rows[0]!.count, 1);
    own.station.mood = "away";
    await work.go("");
    await work.go("uptake");
    await page.locator("[role=alert]").waitFor({ timeout: PATIENCE });
    assert.equal(await lines("silent").count(), 0, "nothing of it is kept on the computer");
    assert.deepEqual(work.errors, []);
  });
});
