/** Handing out from a list that an organisation brought, in a real Chromium: the name is chosen, everybody is asked. */
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { labelDigits } from "../../host-tools/contract/label.ts";
import { addList } from "../support/brought-list.ts";
import { PATIENCE } from "../support/browser.ts";
import { WARD } from "../support/station-server.ts";
import { AtWork } from "./at-work.ts";
import { useOwnStation } from "./own-station.ts";

const SCHOOL = "truong-ngoc-chau";
/** Where pictures go; nowhere unless it is set. */
const PICTURES = process.env.PLANNED_PICTURES;

describe("a station that hands out from a list", function () {
  this.timeout(4 * PATIENCE);
  const own = useOwnStation();

  const rows = <T>(sql: string) => own.station.office.queries.query<T>(sql);
  const planned = async () => (await rows("SELECT FROM people.planned")).length;

  async function picture({ page }: AtWork, name: string): Promise<void> {
    if (!PICTURES) return;
    mkdirSync(PICTURES, { recursive: true });
    await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
  }

  /** At the consent of a pupil of the list. */
  async function begun(work: AtWork, width: number): Promise<void> {
    const { page } = work;
    const home = { place: SCHOOL, unit: WARD, organisation: SCHOOL };
    await addList(own.station.server, own.station.office, home, [
      {
        name: "Nguyễn Minh Khôi",
        birth: "2014-09-02",
        group: "Lớp 6A",
        guardian: { name: "Nguyễn Văn Hà", phone: "+84912345678" },
      },
      { name: "Trần Gia Bảo", birth: "2014", group: "Lớp 6A" },
    ]);
    await work.signIn("lan");
    await work.go("hand-out");
    await page.fill("input[name=label]", labelDigits(2), { timeout: PATIENCE });
    await page.click("form:has(input[name=label]) button[type=submit]");
    await page.fill("input[name=search]", "khoi 6a", { timeout: PATIENCE });
    await page.waitForSelector("[data-testid=planned]", { timeout: PATIENCE });
    await picture(work, `found-${width}`);
    await page.click("[data-testid=planned] .list-button");
    assert.equal(await page.inputValue("input[name=name]", { timeout: PATIENCE }), "Nguyễn Minh Khôi");
    assert.equal(await page.inputValue("input[name=birth]"), "02/09/2014");
    assert.equal(await page.inputValue("input[name=guardian]"), "Nguyễn Văn Hà");
    await picture(work, `form-${width}`);
    // The list does not say what he is to the child.
    await page.fill("input[name=relation]", "bố");
    await page.click("form:has(input[name=birth]) button[type=submit]");
    await page.waitForSelector(".consent", { timeout: PATIENCE });
  }

  it("finds them by name and class, needs no typing, asks all the same, and the row is gone", async () => {
    const work = await AtWork.open(own.browser, own.station);
    await begun(work, 1366);
    assert.equal(await planned(), 2, "nothing is decided by choosing somebody");
    await work.answer("contacts", true);
    await work.page.click("[data-testid=agreed]");
    await work.page.waitForSelector("[data-testid=handed-out]", { timeout: PATIENCE });
    assert.deepEqual(
      await rows(
        "SELECT name, birth, organisation, \"group\", guardian->>'relation' AS relation FROM people.person",
      ),
      [
        {
          name: "Nguyễn Minh Khôi",
          birth: "2014-09-02",
          organisation: SCHOOL,
          group: "Lớp 6A",
          relation: "bố",
        },
      ],
    );
    assert.equal(await planned(), 1);
    assert.deepEqual(work.errors, []);
  });

  it("says nothing of who refuses, and the row is gone as well", async () => {
    const work = await AtWork.open(own.browser, own.station, { width: 390, height: 844, language: "en" });
    await begun(work, 390);
    await work.answer("contacts", false);
    await work.page.click("[data-testid=refused]");
    await work.page.waitForSelector("text=Nothing of this person was stored", { timeout: PATIENCE });
    assert.deepEqual([await planned(), (await rows("SELECT FROM people.person")).length], [1, 0]);
    assert.deepEqual(work.errors, []);
  });
});
