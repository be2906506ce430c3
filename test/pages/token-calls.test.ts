/** Calls by token in a real Chromium: an investigator calls, sees how far it has come, and withdraws. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { newCaseId } from "../../host-tools/server/cases/case-desk.ts";
import { consentOf } from "../support/consent.ts";
import { NAMES, prepareCase, START } from "./case-of-five.ts";
import { PATIENCE, useOwnDesk } from "./own-desk.ts";

describe("calling by token in a real Chromium", function () {
  this.timeout(3 * PATIENCE);
  const id = newCaseId();
  /** Said yes to it. */
  const [agreed, other] = [NAMES[1]!, NAMES[3]!];
  const own = useOwnDesk({
    start: START,
    tokens: NAMES.length,
    spoken: "token-calls",
    async prepare(desk, server, tokens) {
      await prepareCase(id, desk, server, tokens);
      const rows = await desk.office.queries.query<{ id: string }>(
        "SELECT id FROM people.person WHERE name = ANY($1::text[])",
        [[agreed, other]],
      );
      const consent = consentOf("nurse", START - 1000, { purpose: "call-by-token", version: "2026-4" });
      await desk.office.commit(
        { actor: "server", action: "consent.change", outcome: "done" },
        rows.map((row) => ({ kind: "consent", person: row.id, consent }) as const),
      );
    },
  });
  const { enter, picture } = own;

  async function list(language: "vi" | "en" = "vi", width = 1366): Promise<Page> {
    const page = await enter("dieutra", language, width);
    await page.goto(`${own.desk.url}/desk/#/case/${id}`);
    await page.click("form button.primary");
    await page.locator("[data-testid=contact]").first().waitFor();
    return page;
  }
  async function unfold(page: Page, name: string) {
    const row = page.locator("[data-testid=contact]", { hasText: name });
    await row.locator(".more").click();
    const details = page.locator("[data-testid=token-call]");
    await details.locator("summary").click();
    return { details, fold: () => row.locator(".more").click() };
  }

  it("calls who said yes, tells since when and that nobody knows yet whether they saw it, and withdraws", async () => {
    const page = await list();
    const first = await unfold(page, agreed);
    await first.details.getByRole("button", { name: `Gọi ${agreed} qua thẻ` }).click();
    await first.details.getByText(/Đang gọi từ .*, nhiều nhất đến/).waitFor();
    await first.details.getByText("Thẻ chỉ báo đã nghe hay chưa khi đồng bộ").waitFor();
    await picture(page, "token-call-vi-1366");
    await first.details.getByRole("button", { name: `Rút lời gọi ${agreed}` }).click();
    await first.details.getByText(/Đã rút lúc/).waitFor();
    await first.details.getByRole("button", { name: `Gọi lại ${agreed} qua thẻ` }).click();
    await first.details.getByText(/Đang gọi từ/).waitFor();
    await first.fold();
    const refused = await unfold(page, NAMES[2]!);
    await refused.details.getByText("Chưa đồng ý để thẻ nhắc đến trạm").waitFor();
    assert.equal(await refused.details.getByRole("button").count(), 0);
    await page.context().close();
  });

  it("shows everybody who is called, on a laptop and on a phone, in both languages", async () => {
    for (const [language, width] of [
      ["vi", 1366],
      ["vi", 390],
      ["en", 1366],
      ["en", 390],
    ] as const) {
      const page = await list(language, width);
      await page.click("[data-testid=share] > summary");
      await page.click("[data-testid=token-calls] > summary");
      const called = page.locator("[data-testid=called]");
      await called.first().waitFor();
      assert.deepEqual(await called.locator("h3").allInnerTexts(), [agreed]);
      await picture(page, `token-calls-${language}-${width}`);
      await page.context().close();
    }
  });

  it("keeps a call at a second press, also of a colleague", async () => {
    const page = await list();
    const one = await unfold(page, other);
    await one.details.getByRole("button", { name: `Gọi ${other} qua thẻ` }).dblclick();
    await one.details.getByText(/Đang gọi từ/).waitFor();
    const rows = await own.desk.office.queries.query(
      "SELECT FROM desk.token_call JOIN people.person ON person.id = token_call.person WHERE name = $1",
      [other],
    );
    assert.equal(rows.length, 1);
    await page.context().close();
  });
});
