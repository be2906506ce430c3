/** The case desk in a real Chromium: an investigator from opening to export, who approves, and who must not see contacts. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { outside } from "../../host-tools/lib/system-packages.ts";
import { newCaseId } from "../../host-tools/server/cases/case-desk.ts";
import { openServer, partsOf, type Server } from "../../host-tools/server/server.ts";
import { EPOCHS_PER_DAY } from "../../protocol/epoch.ts";
import type { EncounterRecord } from "../../protocol/record.ts";
import { enrolComputer } from "../support/enrolled-computer.ts";
import { enrolTokens, logOf, record, type TestToken } from "../support/scenario.ts";
import { emptyDatabase } from "../support/shared-database.ts";
import { openStationServer, PASSWORD, type StationServer } from "../support/station-server.ts";
import { signInAtDesk } from "./desk-sign-in.ts";
import { looksWell } from "./looks-well.ts";
import { assertSpoken, spokenOf } from "./spoken.ts";

/** Generous: other programs may have the machine. */
const PATIENCE = Number(process.env.DESK_PATIENCE ?? 90_000);
const START = Date.UTC(2026, 10, 23, 3);
const DAY = Math.floor(START / 86_400_000);
/** 09:00 in Việt Nam, of the day before. */
const NINE = (DAY - 1) * EPOCHS_PER_DAY + 8;
const TODAY = "2026-11-23";
/** Screens whose words for a screen reader are compared with a committed text; Vietnamese, wide. */
const SPOKEN = new Set([
  "2-new-case",
  "3-waits",
  "4-approve",
  "23-sure",
  "5-contacts",
  "6-timeline",
  "7-graph",
  "17-settings",
]);
/** Where the pictures of docs/desk go; nowhere unless it is set. */
const PICTURES = process.env.DESK_PICTURES;

const NAMES = [
  "Nguyễn Thị Đào",
  "Trần Văn Ân",
  "Lê Thị Bưởi",
  "Phạm Đình Chuẩn",
  "Hoàng Thị Én",
  "Vũ Đức Giang",
  "Đặng Thị Hồng",
  "Bùi Văn Khánh",
  "Đỗ Thị Lụa",
  "Ngô Quang Mạnh",
  "Dương Thị Nga",
  "Lý Văn Ổn",
];

/** What a reader sees of it once it is there: rows and cells apart, without what is hidden. */
async function seen(page: Page, selector: string): Promise<string> {
  const found = page.locator(selector);
  await found.first().waitFor();
  return (await found.allInnerTexts()).join("\n");
}

describe("the case desk in a real Chromium", function () {
  this.timeout(4 * PATIENCE);
  let server: Server;
  let desk: StationServer;
  let browser: Browser;
  let tokens: TestToken[];
  const persons: string[] = [];
  const secrets = new Map<string, string>();
  const errors: string[] = [];
  let steps = 0;

  before(async function () {
    if (!outside("chromium")) this.skip();
    const opened = Date.now();
    server = await openServer({
      database: await emptyDatabase(),
      now: () => START + Date.now() - opened + 30_000 * steps,
    });
    tokens = await enrolTokens(server, NAMES.length + 2, DAY - 4);
    desk = await openStationServer(server, "desk");
    await desk.addAccount("dieutra", "Nguyễn Thanh Hà", { role: "investigator" });
    await desk.addAccount("duyet", "Trần Quốc Bảo", { role: "province-administrator", place: "31" });
    await desk.addAccount("quanly", "Lê Văn Quản", { role: "manager", place: "truong-ngoc-chau" });
    await desk.addAccount("yta", "Phạm Thị Mai");
    await desk.addAccount("yta.hai", "Đỗ Thị Nụ");
    for (const [i, name] of NAMES.entries()) {
      const more = { phone: `+8491234567${i % 10}`, group: `Tổ ${1 + (i % 3)}`, hamlet: "Khu 4" };
      persons.push(await desk.addPerson({ name, birth: String(1950 + 3 * i), ...more }));
      await desk.wears(persons[i]!, i + 1);
    }
    await bring(1, [2, 3, 4, 5, 6], 12);
    for (const contact of [2, 3, 6]) await bring(contact, [1, contact + 5], 8);
    // One hears three of the others as strongly as the case does.
    await bring(5, [1, 2, 3, 4, 10], 8);
    // Somebody at the other end of the hall.
    await bring(12, [1], 4, 30);
    browser = await chromium.launch({
      executablePath: outside("chromium")!,
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
    });
    if (PICTURES) mkdirSync(PICTURES, { recursive: true });
  });
  after(async () => {
    await browser?.close();
    await desk?.stop();
    await server?.close();
  });
  afterEach(() => assert.deepEqual(errors.splice(0), []));

  /** What a token heard of others from 09:00 on, nearer and longer of the first than of the last. */
  async function bring(
    recorder: number,
    peers: readonly number[],
    epochs: number,
    farther = 0,
  ): Promise<void> {
    const frames = Array.from({ length: epochs }, (_, i) => {
      const epoch = NINE + i;
      const near = peers.filter((_, place) => i < epochs - 2 * place);
      const records = near.map(
        (peer, place): EncounterRecord =>
          record(tokens[peer - 1]!, epoch, {
            strongestLoss: 3 * place - 9 + farther,
            stretchLoss: 3 * place - 5 + farther,
          }),
      );
      return { epoch, records };
    });
    for (const result of await server.receivePages(logOf(tokens[recorder - 1]!, frames)))
      assert.ok(result.ok);
  }

  interface Visit {
    readonly page: Page;
    readonly context: BrowserContext;
  }

  async function visit(language: "vi" | "en" = "vi", width = 1366): Promise<Visit> {
    const context = await browser.newContext({ locale: "vi-VN", viewport: { width, height: 900 } });
    await context.addInitScript((chosen) => localStorage.setItem("language", chosen), language);
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE);
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("console", (message) => {
      const text = message.text();
      if (message.type() === "error" && !text.startsWith("Failed to load resource")) errors.push(text);
    });
    await page.goto(`${desk.url}/desk/`);
    return { page, context };
  }

  const now = () => partsOf(server).now();
  const signIn = ({ page }: Visit, login: string) =>
    signInAtDesk(page, login, {
      secrets,
      now,
      next() {
        steps++;
        return now();
      },
    });

  /** The picture is of the whole page, or of what a screen holds from an element on. */
  async function looksRight({ page }: Visit, name: string, from?: string): Promise<void> {
    if (from) await page.evaluate((at) => document.querySelector(at)!.scrollIntoView(), from);
    if (PICTURES) await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: !from });
    await looksWell(page, name);
    if (SPOKEN.has(name)) assertSpoken("desk", new Map([[name, await spokenOf(page)]]));
  }

  async function fileOf(page: Page, button: string): Promise<{ name: string; bytes: Buffer }> {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: button }).click(),
    ]);
    return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
  }

  let investigator: Visit;

  it("an investigator opens a case and cannot see contacts yet", async () => {
    investigator = await visit();
    const { page } = investigator;
    await looksRight(investigator, "1-sign-in");
    await signIn(investigator, "dieutra");
    await page.locator("text=Chưa có ca bệnh nào").waitFor();
    await page.locator("text=/ca đã đóng trước \\d\\d:\\d\\d 02.11.2026/").waitFor();
    await page.getByRole("link", { name: "Mở ca bệnh mới" }).click();
    // What lacks is told where it lacks.
    await page.locator("text=CDC Hoa Kỳ").waitFor();
    await page.click("button[type=submit]");
    const lacks = (await seen(page, ".wrong")).split("\n");
    assert.deepEqual(lacks, [
      "Chưa chọn ai: tìm theo tên rồi chọn một người.",
      "Chưa ghi số xét nghiệm hoặc công văn.",
      "Chưa chọn ngày lấy mẫu.",
    ]);
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("name")), "kind");
    await page.fill("input[name=tested]", "2199-01-01");
    assert.match(await seen(page, ".field:has([name=tested])"), /Ngày này chưa đến/);
    await looksRight(investigator, "24-lacks");
    await page.fill("input[name=person-search]", "ng dao");
    await page.press("input[name=person-search]", "Enter");
    await page.check("input[name=person]");
    await page.fill("input[name=reference]", "hd/2026-17");
    await page.fill("input[name=tested]", TODAY);
    await page.fill("input[name=onset]", "2026-11-22");
    await page.locator("text=CDC Hoa Kỳ").waitFor();
    await looksRight(investigator, "2-new-case");
    // The answer is lost on its way: what is pressed again is the same case.
    desk.loses = /^POST \/api\/cases$/;
    await page.click("button[type=submit]");
    await page.locator("text=chưa rõ đã ghi chưa").waitFor();
    await looksRight(investigator, "2-not-known");
    desk.loses = undefined;
    await page.click("button[type=submit]:enabled");
    const text = await seen(page, "[data-testid=case]");
    for (const part of [
      "Nguyễn Thị Đào",
      "HD/2026-17",
      "Chờ duyệt",
      "20/11/2026 – 23/11/2026",
      "cần người khác duyệt",
    ])
      assert.ok(text.includes(part), `${part}: ${text}`);
    const cases = await partsOf(server).database.query('SELECT id FROM desk."case"');
    assert.equal(cases.length, 1);
    await page.getByRole("link", { name: "Xem người tiếp xúc" }).click();
    await page.locator("text=Chưa xem được người tiếp xúc").waitFor();
    assert.equal(await page.locator("[data-testid=contact]").count(), 0);
    await looksRight(investigator, "3-waits");
  });

  it("a second person approves, and sees no contact", async () => {
    const approver = await visit();
    const { page } = approver;
    await signIn(approver, "duyet");
    await page.locator("[data-testid=case]").waitFor();
    await looksRight(approver, "4-approve");
    // Who refuses says why; nothing is refused without.
    await page.getByRole("button", { name: "Không duyệt", exact: true }).click();
    await page.getByRole("button", { name: "Đúng vậy" }).click();
    await page.getByText("Cần ghi lý do.").waitFor();
    await page.getByRole("button", { name: "Thôi" }).click();
    await page.getByRole("button", { name: "Duyệt", exact: true }).click();
    assert.match(await seen(page, "[data-testid=sure]"), /sẽ xem được người tiếp xúc/);
    await looksRight(approver, "23-sure");
    await page.getByRole("button", { name: "Đúng vậy" }).click();
    await page.locator(".chip", { hasText: "Đang mở" }).waitFor();
    assert.equal(await page.locator("text=Xem người tiếp xúc").count(), 0);
    const id = await page.evaluate(async () => {
      const { cases } = await (await fetch("/api/cases")).json();
      return (cases as { id: string }[])[0]!.id;
    });
    const path = `/api/cases/${id}/contacts?reason=case-investigation`;
    assert.equal(await page.evaluate(async (url) => (await fetch(url)).status, path), 403);
    await page.goto(`${desk.url}/desk/#/case/${id}`);
    await page.locator("h1", { hasText: "Nguyễn Thị Đào" }).waitFor();
    assert.equal(await page.locator("[data-testid=contact], select[name=reason]").count(), 0);
    await approver.context.close();
  });

  it("whoever opens a second case of a person is shown the first, and a date that does not fit is named", async () => {
    const { page } = investigator;
    await page.goto(`${desk.url}/desk/#/new`);
    await page.fill("input[name=person-search]", "ng dao");
    await page.press("input[name=person-search]", "Enter");
    await page.check("input[name=person]");
    await page.fill("input[name=reference]", "hd/2026-18");
    await page.fill("input[name=tested]", TODAY);
    await page.fill("input[name=onset]", "2026-09-01");
    await page.click("button[type=submit]");
    assert.match(await seen(page, "[role=alert]"), /Ô cần sửa: Ngày khởi phát/);
    await page.fill("input[name=onset]", "2026-11-22");
    await page.click("button[type=submit]");
    const known = await seen(page, "[data-testid=open-already]");
    assert.match(known, /HD\/2026-17 · Mở lúc \d\d:\d\d 23\/11\/2026 · Phường Hải Dương/);
    await looksRight(investigator, "21-open-already", "[data-testid=open-already]");
    await page.setViewportSize({ width: 390, height: 900 });
    await looksRight(investigator, "22-open-already-phone", "[data-testid=open-already]");
    await page.setViewportSize({ width: 1366, height: 900 });
    await page.locator("[data-testid=open-already] a").click();
    await page.locator("h1", { hasText: "Nguyễn Thị Đào" }).waitFor();
  });

  it("the investigator calls, notes, sorts, filters, and sees who was near whom", async () => {
    const { page } = investigator;
    await page.reload();
    await page.click("button[type=submit]");
    await page.locator("[data-testid=contact]").first().waitFor();
    assert.match(await seen(page, "[data-testid=count]"), /^5 người tiếp xúc gần, 1 người khác từng có mặt$/);
    const names = () => page.locator("[data-testid=contact] .who").allInnerTexts();
    assert.equal((await names())[0], "Trần Văn Ân");
    assert.equal(await seen(page, "[data-testid=progress]"), "Cần gọi: 5");
    assert.match(await seen(page, "[data-testid=covered] summary"), /có thể chưa đủ/);
    await page.click("[data-testid=covered] summary");
    const covered = await seen(page, "[data-testid=coverage]");
    assert.match(covered, /Chưa nhận đủ[\s\S]*Phạm Đình Chuẩn \(BZ-\d{4}\): chưa có gì/);
    assert.match(covered, /trong tất cả 14 thẻ đã cấp[\s\S]*20\/11\/2026 – 23\/11\/2026/);
    await looksRight(investigator, "5-contacts");
    await page.selectOption('select[aria-label="Trạng thái của Trần Văn Ân"]', "called");
    await page.locator("text=Trần Văn Ân: Đã gọi.").waitFor();
    assert.equal(await seen(page, "[data-testid=progress]"), "Cần gọi: 4 · Đã gọi: 1");
    await page.fill('textarea[aria-label="Ghi chú về Trần Văn Ân"]', "Hẹn xét nghiệm 14 giờ");
    await page.press('textarea[aria-label="Ghi chú về Trần Văn Ân"]', "Enter");
    await page.locator("text=Trần Văn Ân: Đã gọi.").waitFor({ state: "detached" });
    await page.selectOption('select[aria-label="Trạng thái của Lê Thị Bưởi"]', "quarantined");
    await page.getByRole("button", { name: "Hoàn tác" }).click();
    await page.locator("text=Lê Thị Bưởi: Cần gọi.").waitFor();
    await page.selectOption("select[name=filter-status]", "called");
    assert.equal((await names()).length, 1);
    await page.selectOption("select[name=filter-status]", "every");
    await page.fill("input[name=filter]", "chuan");
    assert.deepEqual(await names(), ["Phạm Đình Chuẩn"]);
    await page.fill("input[name=filter]", "");
    const close = ["Trần Văn Ân", "Lê Thị Bưởi", "Phạm Đình Chuẩn", "Hoàng Thị Én", "Vũ Đức Giang"];
    await page.click("th button:has-text('Họ và tên')");
    assert.deepEqual(await names(), close);
    // Who was only within hearing is not even on the page before somebody asks.
    assert.ok(!(await page.content()).includes("Lý Văn Ổn"));
    await page.uncheck("input[name=only-close]");
    await page.locator(".who", { hasText: "Lý Văn Ổn" }).waitFor();
    await page.check("input[name=only-close]");
    await page.locator(".who", { hasText: "Lý Văn Ổn" }).waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Từng ngày của Trần Văn Ân" }).click();
    assert.match(await seen(page, "table.days"), /22\/11\/2026\s+09:00\s+12:00\s+180/);
    // Three hours at 1.1 % an hour.
    assert.match(await seen(page, "[data-testid=details]"), /nguy cơ ước tính 3,3 %\. Tin cậy: [^:]*nhật ký/);
    await page.getByRole("button", { name: "Từng ngày của Trần Văn Ân" }).click();
    await page.getByRole("button", { name: "Từng ngày của Hoàng Thị Én" }).click();
    assert.match(
      await seen(page, "[data-testid=details]"),
      /có nhật ký hai bên, xét cùng 3 người khác ở quanh/,
    );
    await looksRight(investigator, "26-judged-with", "[data-testid=details]");
    await page.getByRole("button", { name: "Dòng thời gian" }).click();
    await page.locator("svg rect.near").first().waitFor({ state: "attached" });
    await looksRight(investigator, "6-timeline");
    await page.getByRole("button", { name: "Sơ đồ" }).click();
    await page.click('button[aria-label="Xem F2 của Trần Văn Ân"]');
    await page.locator("text=/1 người tiếp xúc gần khác \\(F2\\)/").waitFor();
    assert.match(await seen(page, ".graph li"), /1a Đặng Thị Hồng\s+ở gần \d+ phút/);
    await looksRight(investigator, "7-graph");
    await page.getByRole("button", { name: "Bảng", exact: true }).click();
  });

  it("a log comes late: the list says what changed", async () => {
    const { page } = investigator;
    await bring(4, [1, 9], 20);
    await page.reload();
    await page.click("button[type=submit]");
    await page.locator("[data-testid=changes]").waitFor();
    const text = await seen(page, "[data-testid=changes]");
    assert.match(text, /Danh sách đã đổi vì có nhật ký đến muộn/);
    assert.match(text, /Phạm Đình Chuẩn: ở gần \d+ → 300 phút, có mặt \d+ → 300 phút/);
    const kept = await page.inputValue('textarea[aria-label="Ghi chú về Trần Văn Ân"]');
    assert.equal(kept, "Hẹn xét nghiệm 14 giờ");
    await looksRight(investigator, "8-late-log");
  });

  it("two who work on one case see each other's word before it is overwritten, and lose none", async () => {
    const { page } = investigator;
    // Another window of the same session: each knows only what it has read.
    const other = await investigator.context.newPage();
    other.setDefaultTimeout(PATIENCE);
    await other.goto(page.url());
    await other.click("button[type=submit]");
    await other.locator("[data-testid=contact]").first().waitFor();
    const status = 'select[aria-label="Trạng thái của Lê Thị Bưởi"]';
    const note = 'textarea[aria-label="Ghi chú về Lê Thị Bưởi"]';

    await page.selectOption(status, "quarantined");
    await page.locator("text=Lê Thị Bưởi: ").first().waitFor();
    await page.fill(note, "thuốc huyết áp");
    await page.press(note, "Enter");
    await page.waitForFunction((at) => !document.querySelector<HTMLSelectElement>(at)!.disabled, status);

    // The other page has seen nothing of it.
    await other.selectOption(status, "called");
    assert.match(await seen(other, "[data-testid=meanwhile]"), /Cách ly[\s\S]*Bạn muốn ghi: Đã gọi/);
    await looksRight({ ...investigator, page: other }, "14-colleague", "[data-testid=meanwhile]");
    await other.getByRole("button", { name: "Giữ của đồng nghiệp" }).click();
    await other.locator("[data-testid=meanwhile]").waitFor({ state: "detached" });
    assert.equal(await other.inputValue(status), "quarantined");
    assert.equal(await other.inputValue(note), "thuốc huyết áp");

    // Having seen it, it may be changed; the note that is not touched stays.
    await other.selectOption(status, "called");
    await other.locator("text=Lê Thị Bưởi: Đã gọi.").waitFor();
    await other.getByRole("button", { name: "Từng ngày của Lê Thị Bưởi" }).click();
    const history = await other.locator("[data-testid=history] li").allInnerTexts();
    assert.match(history.at(-1)!, /Đã gọi · thuốc huyết áp$/);
    assert.ok(history.length >= 3, history.join("\n"));
    await other.close();
  });

  it("two who change a case's settings choose between both words, and neither puts back what the other set", async () => {
    const { page } = investigator;
    const other = await investigator.context.newPage();
    other.setDefaultTimeout(PATIENCE);
    await other.goto(page.url());
    for (const one of [page, other]) await one.click("[data-testid=settings] summary");
    const save = async (one: Page) => {
      await one.locator("[data-testid=settings] button[type=submit]").click();
    };
    await page.fill("[data-testid=settings] input[name=from]", "2026-11-21");
    await save(page);
    await page.locator("text=Đã lưu.").waitFor();

    // A page that knows nothing of it changes another field, and puts nothing back.
    await other.fill("[data-testid=settings] input[name=onset]", TODAY);
    await save(other);
    await other.locator("text=Đã lưu.").waitFor();
    assert.equal(await other.inputValue("[data-testid=settings] input[name=from]"), "2026-11-21");

    await page.fill("[data-testid=settings] input[name=onset]", "2026-11-21");
    await other.fill("[data-testid=settings] input[name=from]", "2026-11-22");
    await save(other);
    await other.locator("text=Đã lưu.").waitFor();
    await page.fill("[data-testid=settings] input[name=from]", "2026-11-20");
    await save(page);
    const both = page.locator("[data-testid=setting-meanwhile]");
    await both.nth(1).waitFor();
    const said = (await both.allInnerTexts()).join("\n");
    assert.match(said, /Nguyễn Thanh Hà ghi lúc[^:]*:[^:]*: 23\/11\/2026\s+Bạn muốn ghi: 21\/11\/2026/);
    assert.match(said, /Nguyễn Thanh Hà ghi lúc[^:]*:[^:]*: 22\/11\/2026\s+Bạn muốn ghi: 20\/11\/2026/);
    await looksRight(investigator, "17-settings", "[data-testid=settings]");
    await page.setViewportSize({ width: 390, height: 900 });
    await looksRight(investigator, "18-settings-phone", "[data-testid=settings]");
    await page.setViewportSize({ width: 1366, height: 900 });
    for (const _ of [1, 2]) await page.getByRole("button", { name: "Giữ của đồng nghiệp" }).first().click();
    await both.first().waitFor({ state: "detached" });
    await page.waitForFunction(
      () =>
        document.querySelector<HTMLInputElement>("[data-testid=settings] input[name=onset]")!.value ===
        "2026-11-23",
    );
    assert.equal(await page.inputValue("[data-testid=settings] input[name=from]"), "2026-11-22");
    await other.close();
  });

  /** The nurse says the same. */
  async function alsoRetired(serial: number): Promise<void> {
    const json = { "content-type": "application/json" };
    const post = (path: string, body?: object, headers = {}) =>
      fetch(`${desk.url}${path}`, {
        method: "POST",
        headers: { ...(body ? json : {}), ...headers },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
    const session = await post("/api/session", { login: "yta.hai", password: PASSWORD });
    const { csrf } = (await session.json()) as { csrf: string };
    const cookie = session.headers.get("set-cookie")!.split(";")[0]!;
    const own = { cookie, "x-csrf-token": csrf };
    const { account } = (await (await fetch(`${desk.url}/api/session`, { headers: { cookie } })).json()) as {
      account: { id: string; place: string };
    };
    const computer = await enrolComputer(desk.office, account.place);
    const { challenge } = (await (await post("/api/session/challenge", undefined, own)).json()) as {
      challenge: string;
    };
    const signature = computer.sign("sign-in", account.id, challenge);
    await post("/api/session/computer", { computer: computer.id, signature }, own);
    const answer = await post(
      `/api/tokens/${serial}/retirement`,
      { how: "retired" },
      {
        ...own,
        "idempotency-key": randomUUID(),
      },
    );
    assert.deepEqual(await answer.json(), { state: "retired" });
  }

  it("the list goes to Excel, to paper and to Bluezone's file", async () => {
    const { page } = investigator;
    await page.click("[data-testid=files] summary");
    const sheet = await fileOf(page, "Tải về Excel (XLSX)");
    assert.equal(sheet.name, "HD-2026-17-contacts.xlsx");
    const texts = Object.values(unzipSync(new Uint8Array(sheet.bytes))).map((part) =>
      Buffer.from(part).toString(),
    );
    for (const part of ["Trần Văn Ân", "Hẹn xét nghiệm 14 giờ", "đã gọi"])
      assert.ok(texts.join().includes(part), part);
    const csv = await fileOf(page, "Tải về CSV");
    assert.deepEqual([...csv.bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
    const [above, below] = csv.bytes
      .toString("utf8")
      .trim()
      .split(/"STT[^\n]*\n/);
    assert.equal(below!.split("\n").length, 5);
    assert.match(above!, /^"Chưa nhận đủ nhật ký/);
    const trace = await fileOf(page, "Tải lịch sử tiếp xúc (data_trace.txt)");
    assert.match(trace.bytes.toString(), /^([0-9a-f]{24}\t[0-9a-f]{24}\t-?\d+\t\d{13}\n)+$/);
    await page.getByRole("button", { name: /Tải khóa F0/ }).click();
    await page.locator("text=Hãy thu thẻ và ghi là đã ngừng dùng").waitFor();
    await page.getByRole("button", { name: /Đã thu thẻ 1/ }).click();
    // It asks first: only the province can undo it.
    await page.click("[data-testid=sure-yes]");
    await page.locator("text=Thẻ này đang có người đeo").waitFor();
    await desk.office.commit({ actor: "server", action: "assignment.change", outcome: "done" }, [
      {
        kind: "unassign",
        person: persons[0]!,
        serial: 1,
        endedBy: "returned",
        to: partsOf(server).now(),
      },
    ]);
    await page.click("[data-testid=sure-yes]");
    await page.locator("text=nhờ người thứ hai").waitFor();
    await alsoRetired(1);
    await page.getByRole("button", { name: /Đã thu thẻ 1/ }).click();
    const keys = await fileOf(page, "Đúng vậy");
    assert.ok((JSON.parse(keys.bytes.toString()) as { data: object[] }).data.length > 0);
    await page.evaluate(() => {
      window.print = () => {};
    });
    await page.getByRole("button", { name: "In", exact: true }).click();
    await page.locator("[data-testid=on-paper]").waitFor({ state: "attached" });
    await page.emulateMedia({ media: "print" });
    // A4 across, less its margins.
    await page.setViewportSize({ width: 1032, height: 700 });
    if (PICTURES) await page.screenshot({ path: join(PICTURES, "9-print.png"), fullPage: true });
    assert.equal(await page.locator("select:visible").count(), 0);
    assert.ok(await page.locator("[data-testid=coverage] .notice").first().isVisible());
    await page.evaluate(() => void dispatchEvent(new Event("afterprint")));
    await page.emulateMedia({ media: "screen" });
    await page.setViewportSize({ width: 1366, height: 900 });
  });

  it("speaks English, fits a phone, and is gone with the case", async () => {
    const narrow = await visit("en", 360);
    const { page } = narrow;
    await signIn(narrow, "dieutra");
    await page.getByRole("link", { name: "See contacts" }).click();
    await page.click("button[type=submit]");
    await page.locator("[data-testid=contact]").first().waitFor();
    assert.match(await seen(page, "[data-testid=count]"), /close contacts/);
    await looksRight(narrow, "10-english-phone", "[data-testid=count]");
    await page.getByRole("button", { name: "Day by day: Hoàng Thị Én" }).click();
    assert.match(await seen(page, "[data-testid=details]"), /judged with 3 others around/);
    await looksRight(narrow, "27-judged-with-english-phone", "[data-testid=details]");
    await page.getByRole("button", { name: "Day by day: Hoàng Thị Én" }).click();
    await page.getByRole("button", { name: "Timeline" }).click();
    await page.locator(".timeline").waitFor();
    await looksRight(narrow, "12-phone-timeline", ".timeline");
    await page.getByRole("button", { name: "Graph" }).click();
    await page.locator(".graph").waitFor();
    await looksRight(narrow, "13-phone-graph", ".graph");
    await page.getByRole("button", { name: "Table" }).click();
    // Whoever was found on days that are none of the case's any more is kept.
    await page.click("[data-testid=settings] summary");
    await page.fill("[data-testid=settings] input[name=from]", TODAY);
    await page.locator("[data-testid=settings] button[type=submit]").click();
    await page.locator("[data-testid=outside] summary", { hasText: "(5)" }).click();
    assert.match(
      await seen(page, "[data-testid=outside]"),
      /Trần Văn Ân[\s\S]*0912 345 671[\s\S]*22\/11\/2026/,
    );
    await looksRight(narrow, "19-outside-phone", "[data-testid=outside]");
    await page.setViewportSize({ width: 1366, height: 900 });
    await looksRight(narrow, "20-outside-english", "[data-testid=outside]");
    await page.setViewportSize({ width: 360, height: 900 });
    await page.click("[data-testid=closing] summary");
    await page.getByRole("button", { name: "Close this case" }).click();
    await page.click("[data-testid=over] summary");
    await page.locator(".chip", { hasText: "Closed" }).waitFor();
    assert.equal(await page.locator("text=See contacts").count(), 0);
    await narrow.context.close();
  });

  it("says of a phone's files what was new, what was left out, and when one is another phone's", async () => {
    const of = {
      id: newCaseId(),
      subject: { kind: "phone" },
      place: "10525-2025",
      reference: "HD/2026-19",
      ground: "pcr",
      tested: TODAY,
      rule: "two-metres-15-in-24",
      state: "waiting",
      openedBy: "somebody",
      openedAt: partsOf(server).now(),
    } as const;
    await desk.office.commit({ actor: "server", action: "case.open", outcome: "done" }, [
      { kind: "case", of },
    ]);
    const visited = await visit();
    const { page } = visited;
    await signIn(visited, "dieutra");
    await page.goto(`${desk.url}/desk/#/case/${of.id}`);
    const lines = (own: string, count: number) =>
      Array.from(
        { length: count },
        (_, i) => `${own.repeat(12)}\t${"cd".repeat(12)}\t-70\t${NINE * 900_000 + i * 60_000}\n`,
      ).join("");
    const put = (text: string) =>
      page.setInputFiles("input[name=phone]", {
        name: "data_trace.txt",
        mimeType: "text/plain",
        buffer: Buffer.from(text),
      });
    await put(`\n${lines("ab", 2)}`);
    await page.locator("text=Đã nạp 0 khóa, 2 dòng: 2 dòng mới, 0 dòng đã có.").waitFor();
    await page.locator("text=1 dòng bị bỏ ra (dòng 1): dòng trống.").waitFor();
    await put(lines("ab", 3));
    await page.locator("text=Đã nạp 0 khóa, 3 dòng: 1 dòng mới, 2 dòng đã có.").waitFor();
    await put(lines("ef", 1));
    await page.locator("text=có thể là tệp của máy khác").waitFor();
    await looksRight(visited, "16-another-phone");
    await page.getByRole("button", { name: "Đúng người này, máy thứ hai: vẫn nạp" }).click();
    await page.locator("text=Đã nạp 0 khóa, 1 dòng").waitFor();
    await put("x\n".repeat(117));
    await page.locator("text=Tệp có dòng sai, chưa lưu gì").waitFor();
    await page.locator("text=Và 17 dòng sai khác.").waitFor();
    await visited.context.close();
  });

  it("sends a great file over a slow network as long as it moves, says how far it is, and when the network is gone", async () => {
    const of = {
      id: newCaseId(),
      subject: { kind: "phone" },
      place: "10525-2025",
      reference: "HD/2026-20",
      ground: "pcr",
      tested: TODAY,
      rule: "two-metres-15-in-24",
      state: "waiting",
      openedBy: "somebody",
      openedAt: partsOf(server).now(),
    } as const;
    await desk.office.commit({ actor: "server", action: "case.open", outcome: "done" }, [
      { kind: "case", of },
    ]);
    const visited = await visit("vi", 390);
    const { page } = visited;
    await signIn(visited, "dieutra");
    await page.goto(`${desk.url}/desk/#/case/${of.id}`);
    await page.locator("input[name=phone]").waitFor();
    const line = (i: number) =>
      `${"ab".repeat(12)}\t${"cd".repeat(12)}\t-70\t${NINE * 900_000 - (i % 900) * 1000}\n`;
    const text = Array.from({ length: 20_000 }, (_, i) => line(i)).join("");
    const network = await visited.context.newCDPSession(page);
    const throttle = (isOffline: boolean) =>
      network.send("Network.emulateNetworkConditions", {
        offline: isOffline,
        latency: 0,
        downloadThroughput: -1,
        uploadThroughput: 125_000,
      });
    const put = () =>
      page.setInputFiles("input[name=phone]", {
        name: "data_trace.txt",
        mimeType: "text/plain",
        buffer: Buffer.from(text),
      });
    await network.send("Network.enable");
    await throttle(false);
    // Two cases of one name are told apart, also by their landmarks.
    await page.goto(`${desk.url}/desk/#/`);
    await page.locator("[data-testid=case]").nth(1).waitFor();
    await looksRight(visited, "25-two-of-one-name");
    desk.mood = "failing";
    await page.reload();
    await page.locator("text=Thử lại").first().waitFor();
    desk.mood = "well";
    await page.reload();
    await page.goto(`${desk.url}/desk/#/case/${of.id}`);
    await page.locator("input[name=phone]").waitFor();
    const started = Date.now();
    await put();
    await page.locator("text=/Đang gửi tệp… [1-9]\\d? %/").first().waitFor();
    await looksRight(visited, "18-sending");
    await page.locator("text=Đã nạp 0 khóa, 20000 dòng").waitFor();
    assert.ok(Date.now() - started > 5000, "the network is slow");
    await put();
    await page.locator("text=/Đang gửi tệp… [1-9]\\d? %/").first().waitFor();
    await throttle(true);
    await page.locator("text=/chưa rõ đã ghi chưa|Không nối được/").first().waitFor();
    await visited.context.close();
  });

  it("says how many bear a common name, gives the rest, and finds fewer by year of birth and hamlet", async () => {
    for (let i = 0; i < 25; i++)
      await desk.addPerson({ name: "Nguyễn Văn Hùng", birth: String(1940 + i), hamlet: `Thôn ${i}` });
    for (const [language, width] of [
      ["vi", 1366],
      ["en", 390],
    ] as const) {
      const visited = await visit(language, width);
      const { page } = visited;
      await signIn(visited, "dieutra");
      await page.goto(`${desk.url}/desk/#/new`);
      const search = async (text: string) => {
        await page.fill("input[name=person-search]", text);
        await page.press("input[name=person-search]", "Enter");
      };
      await search("hung");
      assert.match(await seen(page, "[data-testid=more-found]"), /20 (trên|of) 25/);
      assert.equal(await page.locator("input[name=person]").count(), 20);
      await looksRight(visited, `17-common-name-${language}`);
      await page.locator("[data-testid=show-more]").click();
      await page.locator("[data-testid=more-found]").waitFor({ state: "detached" });
      assert.equal(await page.locator("input[name=person]").count(), 25);
      for (const text of ["hung 1964", "hùng thôn 24"]) {
        await search(text);
        await page.waitForFunction(() => document.querySelectorAll("input[name=person]").length === 1);
        assert.match(await seen(page, "label:has(input[name=person])"), /1964 · Thôn 24/);
        await search("hung");
        await page.locator("[data-testid=more-found]").waitFor();
      }
      await visited.context.close();
    }
  });

  it("can be used with the keyboard alone", async () => {
    const { page } = investigator;
    await page.goto(`${desk.url}/desk/#/new`);
    await page.reload();
    await page.locator("main.desk h1").waitFor();
    const tabTo = async (selector: string) => {
      for (let i = 0; i < 60; i++) {
        await page.keyboard.press("Tab");
        if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector))
          return;
      }
      assert.fail(`${selector} cannot be reached`);
    };
    await tabTo("input[name=person-search]");
    await page.keyboard.type("buoi");
    await page.keyboard.press("Enter");
    await page.locator("input[name=person]").waitFor();
    await tabTo("input[name=person]");
    await page.keyboard.press("Space");
    await tabTo("input[name=reference]");
    await page.keyboard.type("HD/2026-18");
    await tabTo("input[name=tested]");
    await page.keyboard.type("11232026");
    await page.fill("input[name=tested]", TODAY);
    await tabTo("input[name=emergency]");
    await page.keyboard.press("Space");
    await tabTo("button[type=submit]");
    await page.keyboard.press("Enter");
    await page.locator("h1", { hasText: "Lê Thị Bưởi" }).waitFor();
    await tabTo("button[type=submit]");
    await page.keyboard.press("Enter");
    await page.locator("[data-testid=contact]").first().waitFor();
  });

  for (const [login, who] of [
    ["quanly", "a manager"],
    ["yta", "a nurse"],
  ] as const)
    it(`${who} sees neither cases nor contacts`, async () => {
      const other = await visit();
      const { page } = other;
      await signIn(other, login);
      await page.locator("[data-testid=wrong-role]").waitFor();
      const statuses = await page.evaluate(async () => {
        const paths = [
          "/api/cases",
          "/api/cases/00000000-0000-4000-8000-000000000000/contacts?reason=supervision",
        ];
        return Promise.all(paths.map(async (path) => (await fetch(path)).status));
      });
      assert.deepEqual(statuses, [403, 403]);
      await looksRight(other, `11-${login}`);
      await other.context.close();
    });
});
