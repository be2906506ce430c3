/** One person who was written down twice, at a station in a real Chromium: two records become one, and are taken apart. */
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { PATIENCE } from "../support/browser.ts";
import { consentOf } from "../support/consent.ts";
import { AtWork } from "./at-work.ts";
import { tooWeak } from "./contrast.ts";
import { useOwnStation } from "./own-station.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** Where pictures go; nowhere unless it is set. */
const PICTURES = process.env.MERGE_PICTURES;

describe("one person with two records at a station", function () {
  this.timeout(6 * PATIENCE);
  const own = useOwnStation();
  let kept: string;
  let gone: string;

  before(() => {
    if (PICTURES) mkdirSync(PICTURES, { recursive: true });
  });
  beforeEach(async () => {
    kept = await own.station.addPerson({ name: "Trần Thị Bưởi", birth: "1944", hamlet: "Xóm Chùa" });
    gone = await own.station.addPerson({ name: "Tran Thi Buoi", birth: "1944", phone: "+84912345678" });
    await own.station.wears(kept, 4);
    await own.station.wears(gone, 5);
    const answer = (person: string, what: "given" | "refused") =>
      ({
        kind: "consent",
        person,
        consent: consentOf("nurse", own.station.office.now() - 1000, { purpose: "register", answer: what }),
      }) as const;
    await own.station.office.commit({ actor: "server", action: "test", outcome: "done" }, [
      answer(kept, "given"),
      answer(gone, "refused"),
    ]);
  });

  const peopleNow = async () =>
    (
      await own.station.office.queries.query<{
        id: string;
        name: string;
        phone: string | null;
        serials: string;
      }>(
        `SELECT id, name, phone, (SELECT string_agg(serial::text, ' ' ORDER BY serial) FROM people.assignment
           WHERE person = id AND assigned_to IS NULL) AS serials
         FROM people.person ORDER BY name`,
      )
    ).filter(({ id }) => id === kept || id === gone);

  async function serious({ page }: AtWork): Promise<string[]> {
    await page.evaluate(AXE);
    const violations = (await page.evaluate("axe.run().then(({ violations }) => violations)")) as {
      id: string;
      impact: string;
      nodes: { html: string }[];
    }[];
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    return [
      ...violations
        .filter(({ impact }) => impact === "serious" || impact === "critical")
        .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`),
      ...(await tooWeak(page)),
      ...(wide > 0 ? [`${wide} pixels too wide`] : []),
    ];
  }

  for (const [language, width] of [
    ["vi", 1366],
    ["en", 390],
  ] as const)
    it(`becomes one, with what was chosen, and two again (${language}, ${width})`, async () => {
      const work = await AtWork.open(own.browser, own.station, {
        language,
        width,
        height: width > 500 ? 768 : 844,
      });
      const { page } = work;
      const found: string[] = [];
      const look = async (name: string) => {
        found.push(...(await serious(work)).map((one) => `${name}: ${one}`));
        const path = PICTURES && join(PICTURES, `${name}-${language}-${width}.png`);
        if (path) await page.screenshot({ path, fullPage: true });
      };
      const wait = (testId: string) => page.waitForSelector(`[data-testid=${testId}]`, { timeout: PATIENCE });
      await work.signIn("lan");
      await work.go(`wearers/${kept}`);
      await (await wait("same")).click();
      await wait("compare");
      await look("alike");
      assert.equal(await page.locator("[data-testid=compare]").count(), 1, "not the person");
      await page.click("[data-testid=compare]");
      await wait("side-by-side");
      await wait("narrower-register");
      // What the one has and the other has not is there for both.
      assert.ok(await page.isChecked("[data-testid=differs-phone] input[value=other]"));
      assert.ok(await page.isChecked("[data-testid=differs-hamlet] input[value=kept]"));
      assert.match((await page.textContent("[data-testid=equal]")) ?? "", /1944/);
      await look("side-by-side");
      await page.click("[data-testid=merge-now]");
      await wait("merged");
      await wait("ask-again");
      await look("merged");
      assert.deepEqual(await peopleNow(), [
        { id: kept, name: "Trần Thị Bưởi", phone: "+84912345678", serials: "4 5" },
      ]);
      await page.click("[data-testid=undo]");
      await wait("apart");
      const two = [
        { id: gone, name: "Tran Thi Buoi", phone: "+84912345678", serials: "5" },
        { id: kept, name: "Trần Thị Bưởi", phone: null, serials: "4" },
      ];
      assert.deepEqual(await peopleNow(), two);
      // And on the page of who stayed, days later; by a name this time.
      await page.click("[data-testid=open]");
      await (await wait("same")).click();
      await page.fill("input[name=search]", "tran thi buoi", { timeout: PATIENCE });
      const lines = page.locator(".list-button");
      await lines.first().waitFor({ timeout: PATIENCE });
      await lines.filter({ hasText: "Tran Thi Buoi" }).click();
      await (await wait("merge-now")).click();
      await (await wait("open")).click();
      await (await wait("take-apart")).click();
      await wait("apart-now");
      await look("take-apart");
      const worn = (await page.textContent("[data-testid=worn]")) ?? "";
      assert.match(worn, /0004/);
      assert.match(worn, /0005/);
      await page.click("[data-testid=apart-now]");
      await wait("taken-apart");
      assert.deepEqual(await peopleNow(), two);
      assert.deepEqual(found, []);
      assert.deepEqual(work.errors, []);
    });

  it("is what a form without a network brought: the question leads there, and is answered by it", async () => {
    await own.station.office.commit({ actor: "server", action: "test", outcome: "done" }, [
      { kind: "double-noted", person: gone, others: [kept], at: own.station.office.now() },
    ]);
    const work = await AtWork.open(own.browser, own.station);
    const { page } = work;
    await work.signIn("lan");
    await work.go("questions");
    await page.click("[data-testid=one]", { timeout: PATIENCE });
    await page.click("[data-testid=compare]", { timeout: PATIENCE });
    await page.click("[data-testid=merge-now]", { timeout: PATIENCE });
    await page.waitForSelector("[data-testid=merged]", { timeout: PATIENCE });
    assert.deepEqual(
      (await peopleNow()).map(({ id }) => id),
      [kept],
    );
    await work.go("questions");
    await page.waitForSelector("text=Không có gì cần quyết định", { timeout: PATIENCE });
    assert.deepEqual(work.errors, []);
  });

  it("is not made one by somebody who saw something else: the page says so, and nothing is done", async () => {
    const work = await AtWork.open(own.browser, own.station);
    const { page } = work;
    await work.signIn("lan");
    await work.go(`wearers/${kept}/same`);
    await page.click("[data-testid=compare]", { timeout: PATIENCE });
    await page.waitForSelector("[data-testid=merge-now]", { timeout: PATIENCE });
    await own.station.office.queries.query("UPDATE people.person SET hamlet = 'Xóm Đình' WHERE id = $1", [
      gone,
    ]);
    await page.click("[data-testid=merge-now]");
    await page.waitForSelector("text=/đồng nghiệp/i", { timeout: PATIENCE });
    assert.equal((await peopleNow()).length, 2);
  });
});
