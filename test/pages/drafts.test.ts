/** What was begun at a station outlives a lock, a reload and going back; nobody reads it without the PIN. */
import assert from "node:assert/strict";
import { labelDigits } from "../../host-tools/contract/label.ts";
import { openDrafts } from "../../host-tools/pages/station/services/drafts.ts";
import { PATIENCE } from "../support/browser.ts";
import { AtWork } from "./at-work.ts";
import { useOwnStation } from "./own-station.ts";

const NAME = "Lương Thị Thơm";
const TYPED = { name: NAME, birth: "1951", phone: "0912 34", hamlet: "Xóm Bến", group: "" };
const HOUR_MS = 3_600_000;

describe("drafts at a station", function () {
  this.timeout(6 * PATIENCE);
  const own = useOwnStation();
  let work: AtWork;

  beforeEach(async () => {
    work = await AtWork.open(own.browser, own.station);
    await work.signIn("lan");
  });

  const FORM = "form:has(input[name=birth])";

  /** As far as the form of a new person, which is filled in but not sent. */
  async function begin(): Promise<void> {
    const { page } = work;
    await work.go("hand-out");
    await page.fill("input[name=label]", labelDigits(5));
    await page.click("form:has(input[name=label]) button[type=submit]");
    await page.click("[data-testid=new-person]", { timeout: PATIENCE });
    for (const [name, text] of Object.entries(TYPED))
      await page.fill(`input[name=${name}]`, text, { timeout: PATIENCE });
    await page.check("form input[type=checkbox]");
  }
  async function assertTyped(): Promise<void> {
    const { page } = work;
    await page.waitForSelector(FORM, { timeout: PATIENCE });
    for (const [name, text] of Object.entries(TYPED))
      assert.equal(await page.inputValue(`input[name=${name}]`), text, name);
    assert.ok(await page.isChecked("form input[type=checkbox]"), "whose phone it is");
  }
  const lock = () => work.page.click("header button:has-text('Khóa')");
  /** Every byte that this computer keeps, as text. */
  const stored = () =>
    work.page.evaluate(async () => {
      const open = indexedDB.open("station");
      await new Promise((resolve) => {
        open.onsuccess = resolve;
      });
      const database = open.result;
      const texts: string[] = [JSON.stringify({ ...localStorage, ...sessionStorage })];
      for (const name of database.objectStoreNames) {
        const all = database.transaction(name).objectStore(name).getAll();
        await new Promise((resolve) => {
          all.onsuccess = resolve;
        });
        for (const value of all.result)
          texts.push(value instanceof Uint8Array ? new TextDecoder().decode(value) : JSON.stringify(value));
      }
      database.close();
      return texts.join("\n");
    });

  it("are there behind the PIN after a lock, after a reload, and after both ways of the Back button", async () => {
    const { page } = work;
    await begin();
    await lock();
    await page.waitForSelector("text=Không có gì bị mất", { timeout: PATIENCE });
    const kept = await stored();
    assert.doesNotMatch(kept, /Thơm|Xóm Bến|0912/);
    await work.unlock();
    await assertTyped();
    await page.reload();
    await work.unlock();
    await assertTyped();
    await page.goBack();
    await page.waitForSelector("[data-testid=new-person]", { timeout: PATIENCE });
    await page.goForward();
    await assertTyped();
    await page.click(`${FORM} button:has-text('Quay lại')`);
    await page.waitForSelector("[data-testid=new-person]", { timeout: PATIENCE });
    assert.deepEqual(work.errors, []);
  });

  it("are there, and stay there, for whoever gives the PIN faster than the line tells the server of the lock", async () => {
    const { page } = work;
    await begin();
    await page.route("**/api/session/lock", async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      await route.continue();
    });
    await lock();
    await work.unlock();
    await assertTyped();
    await page.waitForTimeout(2_000);
    await assertTyped();
  });

  it("are asked about when the job is begun again, and are gone when it is done", async () => {
    const { page } = work;
    await begin();
    await page.click("header a.home");
    await page.click("a.tile:has-text('Cấp thẻ')", { timeout: PATIENCE });
    await page.click("[data-testid=resume]", { timeout: PATIENCE });
    await assertTyped();
    // What is wrong is told at the field, where the cursor stands.
    await page.click(`${FORM} button[type=submit]`);
    await page.waitForSelector("input[name=phone]:focus", { timeout: PATIENCE });
    await page.fill("input[name=phone]", "0912 345 678");
    await page.click(`${FORM} button[type=submit]`);
    await work.answer("contacts", true);
    await lock();
    await work.unlock();
    // Nobody is asked a second time what was heard.
    await page.waitForSelector("[data-testid=contacts] input[value=yes]:checked", { timeout: PATIENCE });
    await page.click("[data-testid=back]");
    await page.waitForSelector(FORM, { timeout: PATIENCE });
    await page.click(`${FORM} button[type=submit]`);
    await work.answer("contacts", true);
    await page.click("[data-testid=agreed]");
    await page.waitForSelector("text=Đã cấp thẻ BZ-0005 cho Lương Thị Thơm.", { timeout: PATIENCE });
    // No way leads back into what is done.
    await page.goBack();
    await page.waitForSelector("[data-testid=handed-out]", { timeout: PATIENCE });
    const persons = await own.station.office.queries.query("SELECT 1 FROM people.person WHERE name = $1", [
      NAME,
    ]);
    assert.equal(persons.length, 1);
    await work.go("");
    await work.go("hand-out");
    await page.waitForSelector("input[name=label]", { timeout: PATIENCE });
    assert.equal(await page.locator("[data-testid=resume]").count(), 0);
  });

  it("are left for good when somebody says so", async () => {
    const { page } = work;
    await begin();
    await work.go("");
    await work.go("hand-out");
    await page.click("[data-testid=restart]", { timeout: PATIENCE });
    await page.waitForSelector("input[name=label]", { timeout: PATIENCE });
    await page.reload();
    await work.unlock();
    await page.waitForSelector("input[name=label]", { timeout: PATIENCE });
    assert.equal(await page.locator("[data-testid=resume]").count(), 0);
  });

  it("of a correction go by what was seen: a colleague's word since then is shown, not overwritten", async () => {
    const { page } = work;
    const person = await own.station.addPerson({ name: "Trần Thị Bưởi", birth: "1944", hamlet: "Xóm Chùa" });
    await own.station.wears(person, 4);
    await work.go(`wearers/${person}/correct`);
    await page.fill("input[name=hamlet]", "Xóm Bến", { timeout: PATIENCE });
    await lock();
    await own.station.office.queries.query("UPDATE people.person SET hamlet = 'Xóm Đình' WHERE id = $1", [
      person,
    ]);
    await work.unlock();
    await page.waitForSelector("input[name=hamlet]", { timeout: PATIENCE });
    assert.equal(await page.inputValue("input[name=hamlet]"), "Xóm Bến");
    await page.click(`${FORM} button[type=submit]`);
    await page.waitForSelector("[data-testid=meanwhile-hamlet]", { timeout: PATIENCE });
    assert.match(await work.text(), /Xóm Đình/);
  });
});

describe("kept drafts", () => {
  it("are gone after a day, and what was typed while they were read is newer", async () => {
    const held = new Map<string, unknown>();
    const store = {
      get: async <T>(name: string) => held.get(name) as T | undefined,
      put: async (name: string, value: unknown) => void held.set(name, structuredClone(value)),
    };
    let now = 1_000 * HOUR_MS;
    const first = openDrafts(store, () => now);
    await first.loaded;
    first.put("old", 1);
    now += 23 * HOUR_MS;
    first.put("young", 1);
    await new Promise((resolve) => setTimeout(resolve, 20));
    now += 2 * HOUR_MS;
    const second = openDrafts(store, () => now);
    second.put("new", 2);
    await second.loaded;
    assert.deepEqual([second.get("old"), second.get("young"), second.get("new")], [undefined, 1, 2]);
    second.drop("young");
    await new Promise((resolve) => setTimeout(resolve, 20));
    const third = openDrafts(store, () => now);
    await third.loaded;
    assert.deepEqual([third.get("old"), third.get("young"), third.get("new")], [undefined, undefined, 2]);
  });
});
