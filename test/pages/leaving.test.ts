/** What leaves a page about people: each way out is known, and contacts leave only once the audit log says so. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { newCaseId } from "../../host-tools/server/cases/case-desk.ts";
import { pdfPages } from "../support/pdf-text.ts";
import { NAMES, prepareCase, START } from "./case-of-five.ts";
import { PATIENCE, useOwnDesk } from "./own-desk.ts";

const PAGES = fileURLToPath(new URL("../../host-tools/pages/", import.meta.url));

/** Every line of the pages' source by which something can leave the browser, and why it may. */
const WAYS_OUT: Readonly<Record<string, string>> = {
  "shared/save-file.ts": "the one place in which files are made",
  "desk/services/download.ts": "a file of the server, which has its row before it is answered",
  "desk/pictures/picture-file.tsx": "behind writeLeaving, in Graph",
  "shared/paper.ts":
    "behind writeLeaving, in Contacts; behind a look of its own in the audit log, in InsideNow",
  "desk/screens/HeldLine.tsx": "a message that is the same for everybody, and names the caller alone",
  "station/wearers/Copy.tsx": "what is kept of one person, for that person: person.export has its row",
  "quanly/accounts/SheetTable.tsx":
    "the sheet that somebody has just brought, with what is wrong in it; its check has its row",
  "quanly/accounts/Slips.tsx": "first passwords of accounts that were just made: staff.change has its row",
  "quanly/audit/AuditScreen.tsx": "the head of the log, which names nobody: audit.verify has its row",
  "quanly/gates/PosterScreen.tsx": "a gate's poster, which names nobody: place, gate and a public code",
  "quanly/word/use-word.ts":
    "posters and texts for everybody, of facts that were typed into the page: nobody is named but who is to be asked",
  "quanly/lists/use-list-file.ts":
    "the list that somebody has just brought, with marks beside its cells; no contact is in it",
  "quanly/screens/AccessScreen.tsx": "the access table, which names nobody",
};
const LEAVES = /saveFile\(|createObjectURL|(?:window\.|\()\s*print\(\)|clipboard\.write|sendBeacon/;

describe("what leaves a page", function () {
  this.timeout(3 * PATIENCE);
  const id = newCaseId();
  const own = useOwnDesk({
    start: START,
    tokens: NAMES.length,
    spoken: "calls",
    prepare: (...parts) => prepareCase(id, ...parts),
  });

  /** Rows of the log that somebody at the desk wrote since, as action and fields. */
  let seen = 0;
  async function rows(): Promise<string[]> {
    const found = await own.desk.office.queries.query<{
      number: number;
      action: string;
      fields: string | null;
    }>(
      "SELECT number::int4 AS number, action, fields FROM audit.entry WHERE number > $1 AND subject = $2 ORDER BY number",
      [seen, id],
    );
    seen = found.at(-1)?.number ?? seen;
    return found.map(({ action, fields }) => [action, ...(fields === null ? [] : [fields])].join(" "));
  }
  const list = async () => {
    const page = await own.enter("dieutra");
    await page.goto(`${own.desk.url}/desk/#/case/${id}`);
    await page.click("button.primary");
    await page.locator("[data-testid=contact]").first().waitFor();
    await page.evaluate(() => {
      window.print = () => {};
    });
    await rows();
    return page;
  };
  const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
  const file = async (page: Page, name: string) => {
    const [download] = await Promise.all([page.waitForEvent("download"), press(page, name)]);
    return readFileSync(await download.path(), "utf8");
  };
  const onPaper = async (page: Page) => pdfPages(await page.pdf({ preferCSSPageSize: true })).join(" ");

  it("leaves by known ways alone", () => {
    const found = readdirSync(PAGES, { recursive: true, encoding: "utf8" })
      .filter((name) => /\.tsx?$/.test(name) && LEAVES.test(readFileSync(`${PAGES}${name}`, "utf8")))
      .map((name) => name.replaceAll("\\", "/"));
    assert.deepEqual(found.sort(), Object.keys(WAYS_OUT).sort());
  });

  it("files have their rows, with what they are", async () => {
    const page = await list();
    await page.click("[data-testid=files] summary");
    for (const [button, format] of [
      ["Tải về Excel (XLSX)", "xlsx"],
      ["Tải về CSV", "csv"],
      ["Tải lịch sử tiếp xúc (data_trace.txt)", "data-trace"],
      ["Tải các mã chưa rõ của ai", "unresolved"],
    ] as const) {
      await file(page, button);
      assert.ok((await rows()).includes(`contacts.export ${format}`), format);
    }
    await page.click("[data-testid=share] > summary");
    await file(page, "Tải bảng mẫu (CSV)");
    assert.deepEqual(await rows(), ["medical.export"]);
    await page.context().close();
  });

  it("pictures have theirs, with and without names, and stay where the log cannot be written", async () => {
    const page = await list();
    await press(page, "Sơ đồ");
    assert.ok(!(await file(page, "Tải hình (SVG)")).includes(NAMES[1]!));
    assert.deepEqual(await rows(), ["contacts.export picture"]);
    await page.check("input[name=picture-names]");
    assert.ok((await file(page, "Tải hình (SVG)")).includes(NAMES[1]!));
    assert.deepEqual(await rows(), ["contacts.export picture-with-names"]);
    own.desk.mood = "away";
    let left = 0;
    page.on("download", () => left++);
    await press(page, "Tải hình (SVG)");
    await page.locator(".notice.red").waitFor();
    await press(page, "In");
    await page.locator(".notice.red").nth(1).waitFor();
    own.desk.mood = "well";
    assert.deepEqual([left, await rows()], [0, []]);
    assert.ok(!(await onPaper(page)).includes(NAMES[1]!));
    await page.context().close();
  });

  it("paper has its row, by the button and by Ctrl P, and tells the call work", async () => {
    const page = await list();
    const claimed = page.locator("[data-testid=contact]", { hasText: NAMES[1]! });
    await claimed.locator(".more").click();
    await page.locator("[data-testid=contact-calls]").getByRole("button", { name: "Đã gặp" }).click();
    await claimed.getByText("Đã gặp").waitFor();
    await rows();
    for (const way of ["button", "keys"] as const) {
      if (way === "button") await press(page, "In");
      else await page.keyboard.press("Control+KeyP");
      await page.locator("[data-testid=on-paper]").waitFor({ state: "attached" });
      assert.deepEqual(await rows(), ["contacts.export paper", "medical.read"], way);
      const sheet = (await onPaper(page)).replace(/\s+/g, " ");
      for (const text of [NAMES[1]!, "Đã gặp", "Hỏi thăm mỗi ngày đến", "đến 06/12/2026 tại nhà", "Cần gọi"])
        assert.ok(sheet.includes(text), `${text} on ${sheet}`);
      await page.locator("[data-testid=on-paper]").waitFor({ state: "detached" });
    }
    // The browser's own menu is not asked: it gets a sheet that names nobody.
    const sheet = await onPaper(page);
    assert.match(sheet.replace(/\s+/g, " "), /bấm nút In trên trang/);
    for (const name of NAMES) assert.ok(!sheet.includes(name), name);
    assert.deepEqual(await rows(), []);
    await page.context().close();
  });

  it("nobody's name is printed from the list of cases, nor by who calls; the board is", async () => {
    const page = await own.enter("dieutra");
    await page.locator("[data-testid=case]").first().waitFor();
    assert.ok(!(await onPaper(page)).includes(NAMES[0]!));
    await page.goto(`${own.desk.url}/desk/#/board`);
    await page.locator("[data-testid=board] table").first().waitFor();
    assert.match(await onPaper(page), /HD\/2026-17/);
    await page.context().close();
    const caller = await own.enter("goi");
    await caller.click("[data-testid=more-lines]");
    await caller.locator("[data-testid=held-line]").first().waitFor();
    const message = await caller.evaluate(
      () => document.querySelector("[data-testid=sms] p")?.textContent ?? "",
    );
    for (const name of NAMES) assert.ok(!message.includes(name), message);
    const sheet = await onPaper(caller);
    for (const name of NAMES) assert.ok(!sheet.includes(name), name);
    await caller.context().close();
  });
});
