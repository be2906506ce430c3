/** Calling in a real Chromium: an investigator shares a list, who calls for them works on their lines, the board tells how it goes. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { newCaseId } from "../../host-tools/server/cases/case-desk.ts";
import { listAccounts } from "../../host-tools/server/staff/account-store.ts";
import { NAMES, prepareCase, START } from "./case-of-five.ts";
import { PATIENCE, useOwnDesk } from "./own-desk.ts";

describe("calling in a real Chromium", function () {
  this.timeout(3 * PATIENCE);
  const id = newCaseId();
  const own = useOwnDesk({
    start: START,
    tokens: NAMES.length,
    spoken: "calls",
    prepare: (...parts) => prepareCase(id, ...parts),
  });
  const { enter, picture } = own;
  const goTo = (page: Page, path: string) => page.goto(`${own.desk.url}/desk/#/${path}`);

  const heldNames = async (page: Page) =>
    (await page.locator("[data-testid=held-line] h2").allInnerTexts()).map((one) => one.replace(/^\W+/u, ""));

  it("an investigator gives lines to somebody who calls, and writes down calls of their own", async () => {
    const page = await enter("dieutra");
    await goTo(page, `case/${id}`);
    await page.click("button.primary");
    await page.locator("[data-testid=contact]").first().waitFor();
    await page.click("[data-testid=share] summary");
    await page
      .locator("select[name=share-to] option", { hasText: "Lê Minh Gọi" })
      .waitFor({ state: "attached" });
    await page.selectOption("select[name=share-to]", { label: "Lê Minh Gọi · đang giữ 0" });
    await picture(page, "calls-share");
    await page.click("[data-testid=share] .share-row > button");
    await page.getByText("Đã giao 4 người cho Lê Minh Gọi.").waitFor();
    await page.locator("[data-testid=contact] .more").first().click();
    const calls = page.locator("[data-testid=contact-calls]");
    await calls.getByText("Lê Minh Gọi đang giữ đến").waitFor();
    await calls.getByRole("button", { name: "Không nghe máy" }).click();
    await calls.getByText("1 lần không nghe máy").waitFor();
    await picture(page, "calls-contact");
    // What was wrong is put right, and stays to be seen.
    await calls.getByRole("button", { name: /Ghi nhầm/ }).click();
    await calls
      .locator("[data-testid=calls] [data-testid=outcomes]")
      .getByRole("button", { name: "Từ chối" })
      .click();
    await calls.locator("s", { hasText: "Không nghe máy" }).waitFor();
    await calls.locator("strong", { hasText: "Từ chối" }).first().waitFor();
    // Nobody calls them anew: the row says so, too.
    await page.getByText("Cần gọi: 3 · Đã gọi: 1").waitFor();
    await page.context().close();
  });

  it("an investigator claims one line, gives it to a colleague, takes it back and undoes that, and looks for lines by how far they are", async () => {
    const page = await enter("dieutra");
    await goTo(page, `case/${id}`);
    await page.click("button.primary");
    const row = page.locator("[data-testid=contact]", { hasText: NAMES[2]! });
    const told = page.locator("[data-testid=line-told]");
    const shown = async (wanted: string) => {
      await page.selectOption("select[name=filter-status]", wanted);
      return (await page.locator("[data-testid=contact] .who").allInnerTexts()).sort();
    };
    await row.waitFor();
    assert.deepEqual(await shown("line-free"), []);
    assert.deepEqual(await shown("line-ended"), [NAMES[1]], "who refused");
    assert.equal((await shown("line-others")).length, 4);
    assert.deepEqual(await shown("line-mine"), []);
    await shown("every");
    await row.locator(".more").click();
    const holder = page.locator("[data-testid=holder]");
    await holder.getByRole("button", { name: "Tôi gọi người này" }).click();
    await told.getByText(`${NAMES[2]}: Nguyễn Thanh Hà giữ.`).waitFor();
    await holder.getByText("Bạn giữ đến").waitFor();
    assert.deepEqual(await shown("line-mine"), [NAMES[2]]);
    await picture(page, "line-mine");
    await shown("every");
    await holder.locator("select[name=line-to]").selectOption({ label: "Lê Minh Gọi · đang giữ 3" });
    await holder.getByRole("button", { name: "Giao", exact: true }).click();
    await row.getByText("Lê Minh Gọi giữ").waitFor();
    await holder.getByRole("button", { name: "Lấy lại" }).click();
    await holder.getByText("Chưa ai nhận").waitFor();
    assert.deepEqual(await shown("line-free"), [NAMES[2]]);
    await shown("every");
    await told.getByRole("button", { name: "Hoàn tác" }).click();
    await holder.getByText("Lê Minh Gọi đang giữ đến").waitFor();
    // By keys: mine, and nobody's. A colleague who was quicker is not overruled unseen.
    await row.focus();
    await page.keyboard.press("KeyL");
    await row.getByText("Bạn giữ").waitFor();
    const { id: caller } = (await listAccounts(own.desk.office.queries)).find(
      ({ login }) => login === "goi",
    )!;
    await own.desk.office.commit({ actor: "server", action: "contacts.share", outcome: "done" }, [
      {
        kind: "claim",
        case: id,
        key: (await row.getAttribute("data-key"))!,
        claim: {
          id: newCaseId(),
          at: own.now(),
          by: caller,
          holder: caller,
          until: START + 50_000_000,
        },
      },
    ]);
    await page.keyboard.press("KeyL");
    await told.getByText("Chưa đổi gì").waitFor();
    await row.getByText("Lê Minh Gọi giữ").waitFor();
    await page.context().close();
  });

  for (const [language, width] of [
    ["vi", 1366],
    ["en", 390],
  ] as const)
    it(`who calls sees the lines that they hold, what to say, and writes down what it came to (${language}, ${width})`, async () => {
      const page = await enter("goi", language, width);
      await page.locator("[data-testid=held-line]").first().waitFor();
      const names = await heldNames(page);
      assert.deepEqual([...names].sort(), NAMES.slice(1).sort());
      const text = await page.locator("main").innerText();
      assert.ok(!text.includes(NAMES[0]!) && !text.includes("HD/2026-17"));
      const first = page.locator("[data-testid=held-line]", {
        has: page.locator("[data-testid=script]"),
      });
      assert.match(await first.locator("[data-testid=script]").innerText(), /22\/11\/2026/);
      await first.locator("[data-testid=sms] summary").click();
      const message = await first.locator("[data-testid=sms] p").first().innerText();
      assert.ok(!/dương tính|cách ly|xét nghiệm|positive|quarantine|test/i.test(message), message);
      await picture(page, `caller-${language}-${width}`);
      // One at a time is unfolded: the first who is to be called.
      assert.equal(await page.locator("[data-testid=script]").count(), 1);
      const name = (await first.locator("h2").innerText()).replace(/^\W+/u, "");
      assert.ok(names.includes(name));
      await first.locator("input[name=call-note]").fill("gọi lại sau 17 giờ");
      await first
        .getByRole("button", { name: language === "vi" ? "Đã gặp" : "Reached", exact: true })
        .click();
      const done = page.locator("[data-testid=held-line]", { hasText: name });
      await done.locator(".chip.green").waitFor();
      await done.getByText("gọi lại sau 17 giờ").waitFor();
      await page.click("[data-testid=next-line]");
      await done.locator("[data-testid=outcomes]").waitFor({ state: "detached" });
      assert.equal(await page.locator("[data-testid=outcomes]").count(), 1);
      await page.click("[data-testid=more-lines]");
      await page.getByText(language === "vi" ? "Hiện không còn ai" : "Nobody is left").waitFor();
      await page.context().close();
    });

  it("an investigator writes samples down, the laboratory's file fills them in, and who is positive becomes a case", async () => {
    const page = await enter("dieutra");
    await goTo(page, `case/${id}`);
    await page.click("button.primary");
    await page.locator("[data-testid=contact] .more").nth(1).click();
    await page.click("[data-testid=health] summary");
    const health = page.locator("[data-testid=health]");
    await health.locator("input[name=sample]").fill("m-17");
    await health.getByRole("button", { name: "Ghi mẫu" }).click();
    await health.locator("legend", { hasText: "M-17" }).waitFor();
    await health.getByRole("button", { name: "Ghi cách ly" }).click();
    await health.getByText("đã thống nhất").waitFor();
    await picture(page, "health");
    await page.click("[data-testid=share] > summary");
    const file = (text: string) => ({ name: "kq.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
    const bring = (text: string) => page.setInputFiles("input[name=results]", file(text));
    await bring("Mã mẫu,Kết quả\nM-18,âm tính\n");
    await page.getByText("không có mẫu nào của ca này mang mã đó").waitFor();
    await bring("Mã mẫu;Kết quả\nM-17;Dương tính\n");
    await page.getByText("Đã đọc 1 kết quả; ghi mới 1.").waitFor();
    await page.click("[data-testid=health] summary");
    await page.click("[data-testid=health] summary");
    await health.getByRole("button", { name: "Mở ca bệnh của người này" }).click();
    await page.waitForURL((url) => url.hash.startsWith("#/case/") && !url.hash.includes(id));
    // The link leads both ways.
    await page.locator("[data-testid=parent] a", { hasText: "HD/2026-17" }).click();
    await page.waitForURL((url) => url.hash.includes(id));
    await page.locator("[data-testid=children]", { hasText: "M-17 (chờ duyệt)" }).waitFor();
    await page.click("button.primary");
    await page.locator("[data-testid=contact]").first().waitFor();
    await picture(page, "case-family");
    await page.locator("[data-testid=children] a").click();
    await page.locator("[data-testid=parent] a").waitFor();
    await picture(page, "case-of-contact");
    await goTo(page, "");
    await page.locator("[data-testid=parent]", { hasText: "HD/2026-17" }).waitFor();
    await page.context().close();
  });

  it("the same screens in English and on a phone", async () => {
    const page = await enter("dieutra", "en", 390);
    await goTo(page, `case/${id}`);
    await page.click("form button.primary");
    await page.locator("[data-testid=contact] .more").nth(2).click();
    await page.locator("[data-testid=holder]").waitFor();
    await picture(page, "line-en-390");
    await page.click("[data-testid=health] summary");
    await page.locator("[data-testid=quarantine]").waitFor();
    await picture(page, "health-en-390");
    await page.locator("[data-testid=contact] .more").nth(2).click();
    await page.click("[data-testid=share] > summary");
    await page.locator("[data-testid=laboratory]").waitFor();
    await picture(page, "calls-share-en-390");
    await page.context().close();
  });

  it("the board tells how it goes, and names no contact", async () => {
    for (const [language, width] of [
      ["vi", 1366],
      ["en", 390],
    ] as const) {
      const page = await enter("dieutra", language, width);
      await goTo(page, "board");
      await page.locator("[data-testid=board] table").nth(1).waitFor();
      const text = await page.locator("main").innerText();
      assert.match(text, /HD\/2026-17/);
      assert.match(text, /Lê Minh Gọi/);
      for (const name of NAMES) assert.ok(!text.includes(name), name);
      await picture(page, `board-${language}-${width}`);
      await page.context().close();
    }
  });
});
