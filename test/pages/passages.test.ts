/** A case at gates in a real Chromium: real machines bring what their listeners heard, an investigator looks at a day of it. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { newCaseId } from "../../host-tools/server/cases/case-desk.ts";
import { addVisits } from "../../host-tools/server/gates/visit-store.ts";
import { partsOf } from "../../host-tools/server/server.ts";
import { ROLLING_ID_BYTES } from "../../protocol/rolling-id.ts";
import { pdfPages } from "../support/pdf-text.ts";
import { WARD } from "../support/station-server.ts";
import { addGate, standTappingGate, type TappingGate } from "../support/tapping-gate.ts";
import { NAMES, prepareCase, START } from "./case-of-five.ts";
import { PATIENCE, useOwnDesk } from "./own-desk.ts";

const MINUTE = 60_000;
/** Midnight in Việt Nam with which the day before begins. */
const YESTERDAY = Date.UTC(2026, 10, 21, 17);
const clock = (hour: number, minute: number) => YESTERDAY + (60 * hour + minute) * MINUTE;

describe("a case at gates in a real Chromium", function () {
  this.timeout(3 * PATIENCE);
  const id = newCaseId();
  const gates: TappingGate[] = [];
  const own = useOwnDesk({
    start: START,
    tokens: NAMES.length,
    spoken: "passages",
    async prepare(desk, server, tokens) {
      await prepareCase(id, desk, server, tokens);
      const hall = { place: WARD, zone: "Nhà văn hóa", addedAt: START - 9 * 86_400_000 };
      const north = await standTappingGate(desk, { ...hall, name: "Cổng Bắc" });
      const south = await standTappingGate(desk, { ...hall, name: "Cổng Nam" });
      const market = await standTappingGate(desk, { ...hall, zone: "Chợ", name: "Cổng Chợ" });
      await addGate(desk, { ...hall, zone: "Chợ", name: "Cổng Sau" });
      gates.push(north, south, market);
      const [first, second, third, fourth] = tokens as [(typeof tokens)[0], ...typeof tokens];
      await north.tap(first, "in", clock(7, 32));
      await north.tap(second!, "in", clock(7, 41));
      await north.tap(third!, "in", clock(8, 3));
      await north.tapOf(new Uint8Array(ROLLING_ID_BYTES).fill(9), "in", clock(8, 20));
      await south.tap(second!, "out", clock(11, 34));
      await south.tap(first, "out", clock(16, 48));
      // Came when the case had gone.
      await south.tap(fourth!, "in", clock(17, 5));
      const visitor = { name: "Tạ Thị Khách", birthYear: "1950", by: "card" } as const;
      await north.visit({ ...visitor, direction: "in", phone: "0912345678" }, clock(9, 5));
      await north.visit({ name: "Lê Còn Đó", host: "Thủ thư", direction: "in", by: "spoken" }, clock(10, 0));
      await south.visit({ ...visitor, direction: "out" }, clock(9, 50));
      // By the own phone, as the server keeps it.
      const told = { name: "Vũ Tự Ghi", phone: "0987654321", by: "site", direction: "in" } as const;
      const byPhone = { id: "ab".repeat(8), minute: clock(10, 30) / MINUTE, ...told };
      const { wrapping, writer } = partsOf(server);
      await writer.transaction((queries) => addVisits(queries, wrapping, north.id, [byPhone]));
      assert.ok((await north.send(START)) >= 6);
      assert.ok((await south.send(START)) >= 4);
      assert.equal(await market.send(START), 0);
    },
  });
  after(() => gates.forEach((gate) => void gate.close()));

  const looks = async () => {
    const rows = await own.desk.office.queries.query<{ reason: string }>(
      "SELECT reason FROM audit.entry WHERE action = 'passages.read' AND outcome = 'done' AND subject = $1",
      [id],
    );
    return rows.map(({ reason }) => reason);
  };
  async function open(page: Page, name: string) {
    await page.goto(`${own.desk.url}/desk/#/case/${id}`);
    await page.click("form button.primary");
    await page.getByRole("button", { name, exact: true }).click();
  }
  const rowsOf = (page: Page, table: string) =>
    page
      .locator(`[data-testid=${table}] tbody tr`)
      .evaluateAll((rows) =>
        rows.map((row) => [...row.children].map((cell) => (cell as HTMLElement).innerText.trim())),
      );

  it("tells where the case was, who was there meanwhile, and what could not be looked at", async () => {
    const page = await own.enter("dieutra");
    await open(page, "Qua cổng");
    // Nobody has looked yet: a day is chosen first.
    await page.locator("select[name=passage-day]").waitFor();
    assert.deepEqual(await looks(), []);
    await page.selectOption("select[name=passage-day]", "2026-11-22");
    await page.locator("[data-testid=stays]").waitFor();
    assert.deepEqual(await looks(), ["case-investigation"]);
    assert.match(await page.locator("[data-testid=stays]").innerText(), /Nhà văn hóa · .*: 07:32 – 16:48/);
    const others = await rowsOf(page, "others-there");
    assert.deepEqual(
      others.map(([name, minutes, span, , sure]) => [name, minutes, span, sure]),
      [
        [NAMES[2], "526", "08:03 – 16:48", "Chưa chắc: thiếu lúc vào hoặc lúc ra"],
        [NAMES[1], "234", "07:41 – 11:34", "Thấy đủ lúc vào, lúc ra"],
      ],
    );
    assert.match(await page.locator("[data-testid=unknown-ids]").innerText(), /^Còn 1 mã/);
    const visitors = await rowsOf(page, "visitors-there");
    assert.deepEqual(
      visitors.map(([name, phone, minutes, span, , , sure]) => [name, phone, minutes, span, sure]),
      [
        [
          "Lê Còn Đó",
          "không nói",
          "409",
          "10:00 – 16:48",
          "Chưa chắc: không ghi vào hoặc ra, tính đến hết ngày",
        ],
        [
          "Vũ Tự Ghi",
          "0987 654 321",
          "379",
          "10:30 – 16:48",
          "Chưa chắc: không ghi vào hoặc ra, tính đến hết ngày",
        ],
        ["Tạ Thị Khách, sinh 1950", "0912 345 678", "46", "09:05 – 09:50", "Có ghi vào và ra"],
      ],
    );
    // Who noted them can be asked; of themselves nobody vouches.
    const how = visitors.map(([, , , , where]) => where!.split(" · ").at(-1));
    assert.deepEqual(how, [
      "bảo vệ ghi: Lê Văn Gác",
      "khách tự ghi bằng điện thoại",
      "bảo vệ ghi: Lê Văn Gác",
    ]);
    const gates = await rowsOf(page, "gates-of-day");
    assert.deepEqual(gates.map(([name, , told, heard]) => [name, told, heard === "chưa lần nào"]).sort(), [
      ["Cổng Bắc", "Có ghi từ 07:32 đến 08:20", false],
      ["Cổng Chợ", "Im lặng cả ngày", false],
      ["Cổng Nam", "Có ghi từ 11:34 đến 17:05", false],
      ["Cổng Sau", "Chưa từng gửi", true],
    ]);
    const said = await page.locator("[data-testid=passage-gaps]").innerText();
    assert.match(said, /không ghi một ai.*Cổng Chợ/);
    assert.match(said, /chưa từng gửi gì: Cổng Sau/);
    await own.picture(page, "passages-vi-1366");
    // Paper has them once it is written down that they leave.
    await page.evaluate(() => {
      window.print = () => {};
    });
    await page.getByRole("button", { name: "In", exact: true }).click();
    await page.locator("html[data-paper]").waitFor();
    const paper = pdfPages(await page.pdf({ preferCSSPageSize: true })).join(" ");
    for (const text of ["07:41", "11:34", "Cổng Chợ", NAMES[2]!, "Tạ Thị Khách"])
      assert.ok(paper.includes(text), paper);
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    // A day on which nobody saw the case is not told as a day on which it was nowhere; each day is a look of its own.
    await page.selectOption("select[name=passage-day]", "2026-11-21");
    await page.getByText("Chưa thể nói là không qua").waitFor();
    assert.equal((await looks()).length, 2);
    await page.context().close();
  });

  it("leads by keys from a line to the contact on the list", async () => {
    const page = await own.enter("dieutra");
    await open(page, "Qua cổng");
    await page.locator("select[name=passage-day]").focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    const button = page.getByRole("button", { name: `${NAMES[1]}: đến số`, exact: false });
    await button.waitFor();
    await button.focus();
    await page.keyboard.press("Enter");
    const row = page.locator("[data-testid=contact]");
    await row.getByText(NAMES[1]!).waitFor();
    assert.equal(await row.count(), 1);
    await page.waitForFunction(() => document.activeElement?.matches("[data-testid=contact]"));
    await page.context().close();
  });

  for (const [language, width] of [
    ["vi", 390],
    ["en", 1366],
    ["en", 390],
  ] as const)
    it(`the same screen (${language}, ${width})`, async () => {
      const page = await own.enter("dieutra", language, width);
      await open(page, language === "vi" ? "Qua cổng" : "At gates");
      await page.selectOption("select[name=passage-day]", "2026-11-22");
      await page.locator("[data-testid=gates-of-day]").waitFor();
      await own.picture(page, `passages-${language}-${width}`);
      await page.context().close();
    });
});
