import assert from "node:assert/strict";
import { labelDigits } from "../../host-tools/contract/label.ts";
import { PATIENCE } from "../support/browser.ts";
import { AtWork } from "./at-work.ts";
import { useOwnStation } from "./own-station.ts";

describe("people who are written down already, at a station", function () {
  this.timeout(4 * PATIENCE);
  const own = useOwnStation();

  const personsOf = async () =>
    (
      await own.station.office.queries.query<{ n: number }>("SELECT count(*)::int4 AS n FROM people.person")
    )[0]!.n;
  const wornBy = async (person: string) =>
    (
      await own.station.office.queries.query<{ serial: number; ended_by: string | null }>(
        "SELECT serial, ended_by FROM people.assignment WHERE person = $1 ORDER BY serial",
        [person],
      )
    ).map(({ serial, ended_by }) => [Number(serial), ended_by]);

  async function label({ page }: AtWork, serial: number): Promise<void> {
    await page.fill("input[name=label]", labelDigits(serial), { timeout: PATIENCE });
    await page.click("form:has(input[name=label]) button[type=submit]");
  }

  async function newPerson({ page }: AtWork, name: string, birth: string): Promise<void> {
    await page.click("[data-testid=new-person]", { timeout: PATIENCE });
    await page.fill("input[name=name]", name);
    await page.fill("input[name=birth]", birth);
    await page.click("form:has(input[name=birth]) button[type=submit]");
  }

  for (const mood of ["well", "away"] as const)
    it(`are shown before anybody is made, and used where it is them (the server is ${mood})`, async () => {
      const known = await own.station.addPerson({
        name: "Trần Thị Bưởi",
        birth: "1944",
        hamlet: "Xóm Chùa",
        phone: "+84912345678",
      });
      await own.station.wears(known, 1);
      const work = await AtWork.open(own.browser, own.station);
      const { page } = work;
      await work.signIn("lan");
      if (mood === "away") await held(work);
      own.station.mood = mood;
      const before = await personsOf();
      await work.go("hand-out");
      await label(work, 2);
      await newPerson(work, "tran thi buoi", "1944");
      await page.waitForSelector("[data-testid=doubles]", { timeout: PATIENCE });
      const shown = (await page.textContent("[data-testid=doubles]")) ?? "";
      for (const text of ["Trần Thị Bưởi", "1944", "Xóm Chùa", "…678", "0001", "cùng tên, cùng năm sinh"])
        assert.ok(shown.includes(text), `${text}: ${shown}`);
      assert.ok(!shown.includes("912345"), "no more of the phone");
      await page.click("[data-testid=same]");
      await page.waitForSelector("[data-testid=other-tokens]", { timeout: PATIENCE });
      assert.ok(await page.isDisabled("[data-testid=give]"), "nothing is presumed");
      await page.click("input[value=lost]");
      await page.click("[data-testid=give]");
      await page.waitForSelector("[data-testid=handed-out]", { timeout: PATIENCE });
      if (mood === "away") {
        own.station.mood = "well";
        await sent(work);
      }
      assert.deepEqual(await wornBy(known), [
        [1, "lost"],
        [2, null],
      ]);
      assert.equal(await personsOf(), before, "nobody was made");
      assert.deepEqual(work.errors, []);
    });

  it("are somebody else where it is said so, without a network too", async () => {
    await own.station.addPerson({ name: "Trần Thị Bưởi", birth: "1944" });
    const work = await AtWork.open(own.browser, own.station);
    const { page } = work;
    await work.signIn("lan");
    await held(work);
    own.station.mood = "away";
    await work.go("hand-out");
    await label(work, 3);
    await newPerson(work, "Trần Thị Bưởi", "1944");
    await page.click("[data-testid=another]", { timeout: PATIENCE });
    await work.answer("contacts", true);
    await page.click("[data-testid=agreed]", { timeout: PATIENCE });
    await page.waitForSelector("[data-testid=handed-out]", { timeout: PATIENCE });
    own.station.mood = "well";
    await sent(work);
    assert.equal(await personsOf(), 2);
    const noted = await own.station.office.queries.query("SELECT FROM people.likely_double");
    assert.equal(noted.length, 0, "somebody has looked: nobody is asked again");
  });

  it("wear both tokens where it is said so, and give back either", async () => {
    const known = await own.station.addPerson({ name: "Trần Thị Bưởi", birth: "1944" });
    await own.station.wears(known, 1);
    const work = await AtWork.open(own.browser, own.station);
    const { page } = work;
    await work.signIn("lan");
    await work.go(`hand-out/${known}`);
    await label(work, 2);
    await page.click("[data-testid=give]", { timeout: PATIENCE });
    await page.click("input[value=worn-too]", { timeout: PATIENCE });
    await page.click("[data-testid=give]");
    await page.waitForSelector("[data-testid=handed-out]", { timeout: PATIENCE });
    await work.go("give-back");
    await page.fill("input[name=search]", "buoi");
    await page.click(".list-button", { timeout: PATIENCE });
    await page.click(".list-button:has-text('0001')", { timeout: PATIENCE });
    await page.click("[data-testid=returned]", { timeout: PATIENCE });
    await page.waitForSelector("[data-testid=given-back]", { timeout: PATIENCE });
    assert.deepEqual(await wornBy(known), [
      [1, "returned"],
      [2, null],
    ]);
  });

  /** What is held for work without a network has come. */
  async function held(work: AtWork): Promise<void> {
    await work.go("waiting");
    await work.page.waitForSelector("text=/danh sách \\d+ người/", { timeout: PATIENCE });
  }

  /** What waited has gone. */
  async function sent(work: AtWork): Promise<void> {
    await work.go("waiting");
    await work.page.click("main .button.primary", { timeout: PATIENCE });
    await work.page.waitForSelector("text=Không có gì chờ gửi", { timeout: PATIENCE });
  }
});
