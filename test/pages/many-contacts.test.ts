/**
 * Five hundred contacts of one case in a real Chromium: how much is drawn, and that all of them can be worked by keys, sorted and
 * found on a wide page and on a phone. `DESK_FIGURES=1` prints what docs/desk tells.
 */
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { needsBrowser, PATIENCE, SETTING_UP } from "../support/browser.ts";
import { pdfPages } from "../support/pdf-text.ts";
import { looksWell } from "./looks-well.ts";
import { type ManyContacts, openManyContacts } from "./many-contacts.ts";

/** Where pictures go; nowhere unless it is set. */
const PICTURES = process.env.DESK_PICTURES;
const COUNT = 500;
const WIDE = { width: 1366, height: 768 };
const PHONE = { width: 390, height: 844 };
/** What may be drawn of them, px and elements. */
const MOST_HEIGHT = 6000;
const MOST_NODES = 2000;

describe("five hundred contacts in a real Chromium", function () {
  this.timeout(4 * PATIENCE);
  let at: ManyContacts;

  before(async function () {
    needsBrowser(this);
    this.timeout(SETTING_UP);
    at = await openManyContacts(COUNT);
  });
  after(() => at?.stop());
  afterEach(async () => {
    for (const context of at?.browser.contexts() ?? []) await context.close();
  });

  async function look(size = WIDE, language: "vi" | "en" = "vi"): Promise<Page> {
    const page = await at.atTheCase(size, language);
    await page.click("form.card button[type=submit]");
    await page.locator("[data-testid=contact]").first().waitFor();
    return page;
  }

  /** What a screen holds of it, for docs/desk. */
  async function picture(page: Page, name: string): Promise<void> {
    if (!PICTURES) return;
    mkdirSync(PICTURES, { recursive: true });
    await page.screenshot({ path: join(PICTURES, `${name}.png`) });
  }

  const names = (page: Page) => page.locator("[data-testid=contact] .who").allInnerTexts();
  const numbers = (page: Page) => page.locator("[data-testid=contact] .order").allInnerTexts();
  const text = async (page: Page, selector: string) => (await page.locator(selector).allInnerTexts()).join();
  /** Number of the contact whose row has the focus, or what else has it. */
  const focused = (page: Page) =>
    page.evaluate(() => {
      const it = document.activeElement;
      return it?.matches("[data-testid=contact]")
        ? it.querySelector(".order")!.textContent
        : (it?.getAttribute("aria-label") ?? it?.tagName);
    });

  for (const [name, size, firstRow] of [
    ["a wide page", WIDE, 520],
    ["a phone", PHONE, 1000],
  ] as const)
    it(`draws little of them on ${name}, and is quick`, async () => {
      const page = await at.atTheCase(size);
      const asked = Date.now();
      await page.click("form.card button[type=submit]");
      await page.locator("[data-testid=contact]").first().waitFor();
      const millisecondsToRow = Date.now() - asked;
      await page.evaluate(() => scrollTo(0, 0));
      const drawn = await page.evaluate(() => {
        const reached =
          "[data-testid=contact] :is(a, button, input, select, textarea), [data-testid=contact]";
        const rows = [...document.querySelectorAll<HTMLElement>("[data-testid=contact]")];
        return {
          height: document.documentElement.scrollHeight,
          nodes: document.querySelectorAll("*").length,
          stops: [...document.querySelectorAll<HTMLElement>(reached)].filter(({ tabIndex }) => tabIndex >= 0)
            .length,
          firstRow: Math.round(rows[0]!.getBoundingClientRect().top),
          rowHeight: Math.max(...rows.map((row) => Math.round(row.getBoundingClientRect().height))),
        };
      });
      const millisecondsToFilter = await page.evaluate(async () => {
        const input = document.querySelector<HTMLInputElement>("input[name=filter]")!;
        const started = performance.now();
        input.value = "khanh";
        input.dispatchEvent(new Event("input", { bubbles: true }));
        await new Promise(requestAnimationFrame);
        document.body.getBoundingClientRect();
        return Math.round(performance.now() - started);
      });
      if (process.env.DESK_FIGURES) console.log(name, { ...drawn, millisecondsToRow, millisecondsToFilter });
      assert.ok(drawn.height <= MOST_HEIGHT, `${drawn.height} px high`);
      assert.ok(drawn.nodes <= MOST_NODES, `${drawn.nodes} elements`);
      assert.ok(drawn.firstRow <= firstRow, `first row at ${drawn.firstRow} px`);
      assert.ok(drawn.rowHeight <= (size === WIDE ? 50 : 96), `${drawn.rowHeight} px a row`);
      assert.equal(drawn.stops, 1);
      assert.ok((await names(page)).every((one) => one.endsWith("Khánh")));
    });

  it("keeps its headings in sight, and files and closing above the list", async () => {
    const page = await look();
    const top = (selector: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((it) => it.getBoundingClientRect().top);
    for (const above of ["[data-testid=files]", "[data-testid=settings]", "[data-testid=closing]"])
      assert.ok((await top(above)) < (await top("[data-testid=contact]")), above);
    await page.locator("[data-testid=contact]").nth(30).scrollIntoViewIfNeeded();
    await page.evaluate(() => scrollBy(0, 300));
    assert.ok(Math.abs(await top("table.calls thead th")) <= 1, `${await top("table.calls thead th")}`);
  });

  it("is worked with keys alone: next, details, call, status, undo, note, page, ends", async () => {
    const page = await look();
    await page.focus("input[name=only-close]");
    for (let i = 0; (await focused(page)) !== "1" && i < 15; i++) await page.keyboard.press("Tab");
    assert.equal(await focused(page), "1");
    assert.equal(await page.locator("table.calls").getAttribute("aria-rowcount"), String(COUNT + 1));
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    assert.equal(await focused(page), "3");

    await page.keyboard.press("Enter");
    await page.locator("[data-testid=details]").waitFor();
    await page.keyboard.press("Enter");
    await page.locator("[data-testid=details]").waitFor({ state: "detached" });

    await page.evaluate(() => {
      addEventListener("click", (event) => {
        const link = (event.target as Element).closest("a[href^='tel:']");
        if (!link) return;
        event.preventDefault();
        document.title = link.getAttribute("href")!;
      });
    });
    const phone = await page.locator("[data-testid=contact]").nth(2).locator("a").getAttribute("href");
    await page.keyboard.press("g");
    assert.equal(await page.title(), phone);

    const third = (await names(page))[2]!;
    await page.keyboard.press("2");
    await page.locator(`text=${third}: Đã gọi.`).waitFor();
    assert.equal(await focused(page), "3");
    await page.keyboard.press("z");
    await page.locator(`text=${third}: Cần gọi.`).waitFor();
    await page.keyboard.press("n");
    await page.waitForFunction(() => document.activeElement?.matches("textarea"));
    await page.keyboard.type("Hẹn 14 giờ, 2 người");
    await page.keyboard.press("Enter");
    assert.equal(await focused(page), "3");
    await page.locator("[data-testid=progress]", { hasText: `Cần gọi: ${COUNT}` }).waitFor();
    assert.equal(await page.inputValue(`textarea[aria-label="Ghi chú về ${third}"]`), "Hẹn 14 giờ, 2 người");

    await page.keyboard.press("PageDown");
    assert.equal(await focused(page), "53");
    await page.keyboard.press("End");
    assert.equal(await focused(page), String(COUNT));
    assert.equal(await page.locator("[data-testid=contact]").last().getAttribute("aria-rowindex"), "501");
    await page.keyboard.press("Home");
    assert.equal(await focused(page), "1");
    await page.keyboard.press("ArrowUp");
    assert.equal(await focused(page), "1");
    for (let i = 0; i < 50; i++) await page.keyboard.press("ArrowDown");
    assert.equal(await focused(page), "51");
    // One press of Tab leaves the list.
    await page.keyboard.press("Tab");
    assert.equal(await focused(page), "Trang trước");
  });

  it("goes on with the next when whoever was done with leaves the filtered list", async () => {
    const page = await look();
    await page.selectOption("select[name=filter-status]", "to-call");
    await page.focus("[data-testid=contact][tabindex='0']");
    const [first, second] = await numbers(page);
    assert.equal(await focused(page), first);
    await page.keyboard.press("5");
    await page.waitForFunction(
      (wanted) => document.activeElement?.querySelector(".order")?.textContent === wanted,
      second,
    );
    assert.ok(!(await numbers(page)).includes(first!));
  });

  it("finds by name, phone, hamlet and token without diacritics, and sorts, also on a phone", async () => {
    for (const size of [WIDE, PHONE]) {
      const page = await look(size);
      const found = async (text: string) => {
        await page.fill("input[name=filter]", text);
        return names(page);
      };
      assert.ok((await found("do ngoc luA")).every((one) => one === "Đỗ Ngọc Lụa"));
      assert.equal((await found("0912345016")).length, 1);
      assert.equal((await found("0912 345 016")).length, 1);
      assert.ok((await found("khu 11")).length > 40);
      assert.equal((await found("bz-0500")).length, 1);
      await found("");
      await page.selectOption("select[name=order]", "name");
      const sorted = await names(page);
      assert.ok(sorted[0]!.endsWith(" Ân"), sorted[0]);
      await page.getByRole("button", { name: "Đảo thứ tự" }).click();
      assert.notEqual((await names(page))[0], sorted[0]);
      await page.locator("[data-testid=pager] button").nth(1).click();
      assert.match((await page.locator("[data-testid=pager]").first().textContent())!, /51–100 trong 500/);
    }
  });

  it("breaks no rule of axe and of contrast, wide and on a phone, in both languages", async () => {
    for (const size of [WIDE, PHONE])
      for (const language of ["vi", "en"] as const) {
        const page = await look(size, language);
        await page.locator("[data-testid=contact] .more").nth(1).click();
        await picture(page, `15-five-hundred-${language}-${size.width}`);
        await looksWell(page, `${size.width} ${language}`);
      }
  });

  it("prints everybody, and on every sheet the headings, the case and which sheet of how many it is", async () => {
    const page = await look();
    await page.click("[data-testid=pager] button:nth-of-type(2)");
    await page.evaluate(() => {
      window.print = () => {};
    });
    await page.getByRole("button", { name: "In", exact: true }).click();
    await page.locator("[data-testid=on-paper]").waitFor({ state: "attached" });
    const sheets = pdfPages(await page.pdf({ preferCSSPageSize: true })).map((text) =>
      text.replace(/\s+/g, " "),
    );
    assert.equal(await page.locator("[data-testid=on-paper]").count(), 0);
    assert.ok(sheets.length <= 30, `${sheets.length} sheets`);
    sheets.forEach((sheet, i) => {
      assert.match(sheet, new RegExp(`^ ?Ca bệnh HD/2026-500 · .*trang ${i + 1} ?/ ?${sheets.length} `));
      for (const heading of [
        "STT",
        "Họ và tên",
        "Điện thoại",
        "Số phút ở gần",
        "Kết quả gọi",
        "Cách ly",
        "Ghi chú",
      ])
        assert.ok(sheet.includes(heading), `sheet ${i + 1}: ${heading}`);
    });
    const [top] = sheets;
    assert.match(top!, /500 người tiếp xúc gần.*Người in: Nguyễn Thanh Hà.*Chưa nhận đủ nhật ký/);
    assert.doesNotMatch(sheets.join(" "), /Phím|Tải về|Đóng ca|Sắp xếp/);
    for (const number of [1, 250, 500]) assert.match(sheets.join(" "), new RegExp(` ${number} \\S`));
    const phones = sheets.join(" ").match(/0912 345 \d{3}/g) ?? [];
    assert.equal(new Set(phones).size, phones.length);
    assert.ok(phones.length > 430, `${phones.length} phones`);
  });

  it("has all of them drawn before a button that prints is done", async () => {
    const page = await look();
    await page.evaluate(() => {
      window.print = () => {
        const rows = document.querySelectorAll("[data-testid=on-paper] tbody tr").length;
        document.documentElement.dataset.rows = String(rows);
      };
    });
    await page.getByRole("button", { name: "In", exact: true }).click();
    await page.locator("html[data-rows]").waitFor({ state: "attached" });
    const drawn = Number(await page.locator("html").getAttribute("data-rows"));
    assert.equal(drawn, COUNT);
  });

  it("draws all of them in the graph: nearer by keys, those who are looked for in front, and a file without names", async () => {
    const page = await look();
    const shown = (kind: string) => page.locator(`.graph text.${kind}`).count();
    await page.getByRole("button", { name: "Sơ đồ" }).click();
    assert.equal(await page.locator(".graph circle.f1").count(), COUNT);
    assert.equal(await shown("number"), 0);
    await page.focus("button[aria-label='Gần hơn']");
    for (let i = 0; i < 6; i++) await page.keyboard.press("+");
    assert.equal(await shown("number"), COUNT);
    const box = await page.locator(".graph svg").getAttribute("viewBox");
    await page.keyboard.press("ArrowRight");
    assert.notEqual(await page.locator(".graph svg").getAttribute("viewBox"), box);
    await page.keyboard.press("0");

    await page.fill("input[name=filter]", "luA");
    const found = await page.locator(".graph circle.found").count();
    assert.ok(found > 30 && found < 60, `${found}`);
    await looksWell(page, "graph");
    await picture(page, "16-graph-five-hundred");
    await page.fill("input[name=filter]", "0912345016");
    await page.getByRole("button", { name: "Đến 1 người tìm thấy" }).click();
    await page.locator(".graph text.name", { hasText: "Trần Thị Én" }).waitFor();
    await page.fill("input[name=filter]", "");

    await page.selectOption("select[name=group-by]", "hamlet");
    assert.equal(await page.locator(".graph circle.place").count(), 12);
    await picture(page, "16-graph-hamlets");
    assert.equal(await page.locator(".graph circle.f1").count(), COUNT);
    for (const hasNames of [false, true]) {
      await page.setChecked("input[name=picture-names]", hasNames);
      const [file] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: "Tải hình (SVG)" }).click(),
      ]);
      assert.equal(file.suggestedFilename(), "HD-2026-500-graph.svg");
      const drawn = readFileSync(await file.path(), "utf8");
      assert.match(drawn, /^<svg [^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
      assert.match(drawn, />500<[\s\S]*Khu 11 \(45\)|Khu 11 \(45\)[\s\S]*>500</);
      assert.equal(/Nguyễn|Khánh/.test(drawn), hasNames);
    }
  });

  it("draws a page of them in the timeline, under how many there were at a time, and of one day the hours", async () => {
    const page = await look();
    await page.getByRole("button", { name: "Dòng thời gian" }).click();
    assert.equal(await page.locator(".timeline .line .name", { hasText: /^\d+\. / }).count(), 50);
    assert.match(await text(page, ".timeline .dates"), /nhiều nhất 25 người/);
    await page.selectOption("select[name=filter-day]", "2026-11-23");
    assert.match(await text(page, ".timeline .dates"), /00:00\s+06:00\s+12:00\s+18:00/);
    const first = (await numbers(page))[0]!;
    assert.ok(Number(first) > 1, first);
    await looksWell(page, "timeline");
    await picture(page, "16-timeline-five-hundred");
  });

  it("says why a contact has no name", async () => {
    const page = await look();
    await page.fill("input[name=filter]", "bz-0500");
    const row = page.locator("[data-testid=contact]");
    assert.match((await row.locator(".whom").allInnerTexts()).join(), /^BZ-0500\s+chưa biết người đeo\s/);
    await row.locator(".more").click();
    assert.match(await text(page, "[data-testid=details]"), /Không ai được ghi là đã đeo thẻ này/);
  });

  it("asks once more for a list that did not come", async () => {
    const page = await at.atTheCase(WIDE);
    at.desk.mood = "failing";
    await page.click("form.card button[type=submit]");
    await page.locator("[data-testid=again]").waitFor();
    at.desk.mood = "well";
    await page.click("[data-testid=again]");
    await page.locator("[data-testid=contact]").first().waitFor();
  });
});
