/** Who is inside in an emergency, as the administration page tells whoever is in charge, in a real Chromium and with a real server behind it. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { addPassages } from "../../host-tools/server/gates/passage-store.ts";
import { partsOf } from "../../host-tools/server/server.ts";
import { toHex } from "../../protocol/bytes.ts";
import { MINUTES_PER_EPOCH } from "../../protocol/epoch.ts";
import { PATIENCE } from "../support/browser.ts";
import { consentOf } from "../support/consent.ts";
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

  it("names who is inside and agreed to it, until somebody says that it is over", async () => {
    for (const n of [0, 1, 2, 3]) await pass(n, 0, "in");
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
    await screenLooksWell(page, "fire-inside", false);
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
