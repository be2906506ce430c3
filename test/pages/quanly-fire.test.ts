/** Who is inside in an emergency, as the administration page tells whoever is in charge, in a real Chromium and with a real server behind it. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import type { Page } from "playwright-core";
import { addPassages } from "../../host-tools/server/gates/passage-store.ts";
import { addVisits } from "../../host-tools/server/gates/visit-store.ts";
import { partsOf } from "../../host-tools/server/server.ts";
import { toHex } from "../../protocol/bytes.ts";
import { MINUTES_PER_EPOCH } from "../../protocol/epoch.ts";
import { PATIENCE } from "../support/browser.ts";
import { consentOf } from "../support/consent.ts";
import { pdfPages } from "../support/pdf-text.ts";
import { enrolTokens, rollingId, type TestToken } from "../support/scenario.ts";
import { screenLooksWell, useQuanly } from "./quanly-at-work.ts";

const SCHOOL = "truong-ngoc-chau";
const DAY_MS = 86_400_000;

describe("an emergency on the administration page", function () {
  this.timeout(4 * PATIENCE);
  const at = useQuanly();
  afterEach(() => assert.deepEqual(at.errors.splice(0), []));

  const gates = ["Cổng chính", "Cổng sau"].map((name) => ({ id: randomUUID(), name }));
  let tokens: TestToken[];

  async function pass(n: number, gate: number, direction: "in" | "out"): Promise<void> {
    const { now, writer } = partsOf(at.server);
    const side = direction === "in" ? "inside" : "outside";
    // Who goes has come some minutes before.
    const minute = Math.floor(now() / 60_000) - (direction === "in" ? 5 : 1);
    const prefix = toHex(rollingId(tokens[n]!, Math.floor(minute / MINUTES_PER_EPOCH)).slice(0, 6));
    const passage = { minute, side, direction, evidence: "tap", prefix } as const;
    await writer.transaction((queries) => addPassages(queries, gates[gate]!.id, [passage], now()));
  }

  before(async () => {
    const { now } = partsOf(at.server);
    const { office } = at.station;
    tokens = await enrolTokens(at.server, 4, Math.floor(now() / DAY_MS) - 1);
    const place = { place: SCHOOL, zone: "Dãy nhà A", addedAt: now() - DAY_MS };
    await office.commit(
      { actor: "server", action: "gate.change", outcome: "done" },
      gates.map((gate) => ({ kind: "gate", gate: { ...place, ...gate }, by: "somebody" })),
    );
    for (const [n, name] of ["Đào Thị Ngát", "Bùi Văn Ánh", "Trần Thị Bưởi"].entries()) {
      const person = await at.station.addPerson({ name, organisation: SCHOOL });
      const consent = consentOf("nurse", now() - 60_000, { purpose: "register", version: "2026-3" });
      const by = { actor: "server", action: "consent.change", outcome: "done" } as const;
      await office.commit(by, [
        { kind: "assign", person, serial: tokens[n]!.serial, from: now() - 3_600_000 },
        ...(n < 2 ? [{ kind: "consent", person, consent } as const] : []),
      ]);
    }
  });

  /** Names are on paper once the log says so, and by no other way. */
  async function onPaper(page: Page): Promise<void> {
    await page.evaluate(() => {
      window.print = () => {};
    });
    const paper = async () => pdfPages(await page.pdf({ preferCSSPageSize: true })).join(" ");
    const rows = () =>
      at.station.office.queries.query("SELECT 1 FROM audit.entry WHERE fields::text LIKE '%paper%'");
    const before = await paper();
    assert.match(before, /bấm nút/);
    assert.doesNotMatch(before, /Ngát|Bùi/);
    assert.equal((await rows()).length, 0);
    at.station.mood = "away";
    await page.click("[data-testid=print]");
    await page.locator("[data-testid=inside] .notice.red").first().waitFor();
    assert.doesNotMatch(await paper(), /Ngát|Bùi/);
    at.station.mood = "well";
    await page.click("[data-testid=print]");
    await page.locator("[data-testid=inside].on-paper").waitFor();
    assert.equal((await rows()).length, 1);
    const told = await paper();
    for (const words of [
      /Ai còn ở trong Dãy nhà A/,
      /Đào Thị Ngát/,
      /Khách đã ghi ở cổng: 2/,
      /không chắc: 1 lượt vào/,
      /thì hủy/,
    ])
      assert.match(told, words);
    assert.doesNotMatch(told, /Đã hết nạn|Báo có nạn/);
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    await page.locator("[data-testid=inside].on-paper").waitFor({ state: "detached" });
  }

  it("names who is inside and agreed to it, until somebody says that it is over", async () => {
    for (const n of [0, 1, 2, 3]) await pass(n, 0, "in");
    const { now, writer, wrapping } = partsOf(at.server);
    const visits = (
      [
        ["ab", "in", "spoken"],
        ["cd", "in", "card"],
        ["de", "out", "spoken"],
        ["ef", "in", "site"],
      ] as const
    ).map(([id, direction, by]) => ({
      id: id.repeat(8),
      minute: Math.floor(now() / 60_000) - 5,
      name: "Tạ Thị Khách",
      direction,
      by,
    }));
    await writer.transaction((queries) => addVisits(queries, wrapping, gates[0]!.id, visits));
    const { page } = await at.enter("truong");
    await page.click("a[href='#/fire']");
    await page.locator("[data-testid=raise]").waitFor();
    await screenLooksWell(page, "fire-quiet");
    assert.equal((await page.innerText("body")).includes("Ngát"), false);
    await page.click(".button.danger");
    await page.click("[data-testid=sure-yes]");
    const named = page.locator("[data-testid=named]");
    await named.waitFor();
    assert.deepEqual(
      (await named.innerText()).split("\n").map((line) => line.trim()),
      ["Bùi Văn Ánh", "Đào Thị Ngát"],
    );
    const inside = page.locator("[data-testid=inside]");
    assert.match(await inside.innerText(), /Thêm 2 thẻ/);
    assert.match(await inside.innerText(), /Cổng sau: máy chưa báo về lần nào/);
    assert.doesNotMatch(await inside.innerText(), /Bưởi/);
    const visitors = await inside.getByTestId("visitors").innerText();
    assert.match(
      visitors,
      /Khách đã ghi ở cổng: 2 lượt vào, 1 lượt ra trong 16 giờ qua; không rõ ai còn ở trong/,
    );
    // In minus out is nobody's number, and what phones told is not among what guards did.
    assert.doesNotMatch(visitors, /khoảng|còn \d|\b3 /);
    assert.match(await inside.getByTestId("by-phone").innerText(), /không chắc: 1 lượt vào, 0 lượt ra/);
    assert.doesNotMatch(await inside.innerText(), /Tạ Thị Khách/);
    await screenLooksWell(page, "fire-inside", false);
    await onPaper(page);
    await page.click("[data-testid=end]");
    await inside.waitFor({ state: "detached" });
    await page.locator("[role=status]", { hasText: "Không còn hiện tên ai" }).waitFor();
    assert.equal((await page.innerText("body")).includes("Ngát"), false);
  });

  it("keeps the last list while the server is away and says of when it is; goes on by itself", async () => {
    const { page, go } = await at.enter("truong", "en");
    await go("fire");
    await page.clock.install();
    await page.click(".button.danger");
    await page.click("[data-testid=sure-yes]");
    await page.locator("[data-testid=named]").waitFor();
    await screenLooksWell(page, "fire-inside.en", false);
    at.station.mood = "away";
    await page.clock.fastForward(16_000);
    await page.locator("[role=alert]", { hasText: "could not be looked at again" }).waitFor();
    assert.match(await page.innerText("[data-testid=named]"), /Đào Thị Ngát/);
    at.station.mood = "well";
    await pass(0, 1, "out");
    await page.clock.fastForward(16_000);
    await page.locator("[role=alert]").waitFor({ state: "detached" });
    await page.locator("[data-testid=named-count]", { hasText: "1 by name" }).waitFor();
    assert.doesNotMatch(await page.innerText("[data-testid=named]"), /Ngát/);
    await page.click("[data-testid=end]");
    await page.locator("[data-testid=inside]").waitFor({ state: "detached" });
  });
});
