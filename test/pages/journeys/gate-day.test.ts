/**
 * A day at a factory's gate from end to end: a guard's page before a gate's machine, the server that it brings to, the administration
 * while a hall burns, and a case's day at the desk, each in a real Chromium.
 */
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { labelDigits } from "../../../host-tools/contract/label.ts";
import { letIn } from "../../../host-tools/gate-machine/let-in.ts";
import { buildPages } from "../../../host-tools/pages/build.ts";
import { TEXTS } from "../../../host-tools/pages/cong/texts.ts";
import { newCaseId } from "../../../host-tools/server/cases/case-desk.ts";
import { openServer, type Server } from "../../../host-tools/server/server.ts";
import { openPages } from "../../../host-tools/web/pages.ts";
import { DEFAULT_RULE } from "../../../protocol/rules.ts";
import { GUARD, GUARD_PIN, GuardGate } from "../../gate-machine/guard-gate.ts";
import { launchBrowser, needsBrowser, PATIENCE, SETTING_UP } from "../../support/browser.ts";
import { consentOf } from "../../support/consent.ts";
import { enrolTokens, rollingId, type TestToken } from "../../support/scenario.ts";
import { emptyDatabase } from "../../support/shared-database.ts";
import { FAR, openStationServer, type StationServer, WARD } from "../../support/station-server.ts";
import { addGate } from "../../support/tapping-gate.ts";
import { signInAtDesk } from "../desk-sign-in.ts";
import { inFewColours } from "../small-png.ts";

/** Where pictures go; nowhere unless it is set. */
const PICTURES = process.env.GATE_DAY_PICTURES;
const FACTORY = "truong-ngoc-chau";
/** 07:05 in the province, on a Monday. */
const MORNING = Date.UTC(2026, 10, 23, 0, 5);
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const CARD = "030150001234||Nguyễn Thị Khách|02031950|Nữ|Thôn 3, Xã An Lâm, Nam Sách|11052021";
const LENT = 5;
const STAFF = ["Trần Văn Ân", "Lê Thị Bưởi", "Phạm Đình Chuẩn"];
const CITIZEN = "Hoàng Thị Én";

describe("a day at a factory's gate", function () {
  this.timeout(4 * PATIENCE);
  let server: Server;
  let station: StationServer;
  let browser: Browser;
  let gate: GuardGate;
  let guard: Page;
  let tokens: TestToken[];
  let identity: Awaited<ReturnType<typeof letIn>>;
  const persons: string[] = [];
  let opened = 0;
  /** World ms: it goes on by itself, and in steps where the day does. */
  let ahead = 0;
  const now = () => MORNING + ahead + Date.now() - opened;
  const later = (minutes: number) => {
    ahead += minutes * MINUTE_MS;
  };
  const secrets = new Map<string, string>();
  const caseId = newCaseId();

  before(async function () {
    this.timeout(2 * SETTING_UP);
    needsBrowser(this);
    opened = Date.now();
    server = await openServer({ database: await emptyDatabase(), now });
    tokens = await enrolTokens(server, 6, Math.floor(MORNING / DAY_MS) - 1);
    station = await openStationServer(server, "all");
    const by = { actor: "server", action: "assignment.change", outcome: "done" } as const;
    for (const [n, name] of [...STAFF, CITIZEN].entries()) {
      // The citizen's token is a commune's, far away.
      const home = n < STAFF.length ? { organisation: FACTORY } : { unit: FAR };
      const person = await station.addPerson({ name, phone: `+8491234567${n}`, ...home });
      const consent = consentOf("nurse", now() - MINUTE_MS, { purpose: "register", version: "2026-3" });
      await station.office.commit(by, [
        { kind: "assign", person, serial: n + 1, from: MORNING - DAY_MS },
        ...(n === 1 ? [] : [{ kind: "consent", person, consent } as const]),
      ]);
      persons.push(person);
    }
    await station.addAccount("truong", "Lê Văn Trưởng", { role: "manager", place: FACTORY });
    await station.addAccount("dieutra", "Nguyễn Thanh Hà", { role: "investigator", place: WARD });
    const where = { place: FACTORY, zone: "Xưởng may", name: "Cổng chính", addedAt: MORNING - DAY_MS };
    identity = await letIn(station.url, await addGate(station, where));
    gate = await GuardGate.open(openPages(await buildPages("cong")), identity, now);
    browser = await launchBrowser({ address: "unix:path=/nowhere" });
    guard = await browser.newPage({ viewport: { width: 1366, height: 768 }, reducedMotion: "reduce" });
    guard.setDefaultTimeout(PATIENCE);
    await gate.letOnShift(guard);
    await guard.goto(`${gate.url}/`);
    await guard.locator("[data-testid=word]", { hasText: TEXTS.vi.ready }).waitFor();
  });
  after(async () => {
    await browser?.close();
    await gate?.close();
    await station?.stop();
    await server?.close();
  });

  async function picture(page: Page, name: string): Promise<void> {
    if (!PICTURES) return;
    mkdirSync(PICTURES, { recursive: true });
    await page.evaluate(() => scrollTo(0, 0));
    writeFileSync(join(PICTURES, `${name}.png`), inFewColours(await page.screenshot({ fullPage: true })));
  }
  const word = (text: string) => guard.locator("[data-testid=word]", { hasText: text }).waitFor();
  /** Presses at a lane; the guard sees that it is noted, and then that the gate is ready for the next. */
  async function taps(n: number, lane: "in" | "out"): Promise<void> {
    gate.press({ in: "Cửa vào", out: "Cửa ra" }[lane], rollingId(tokens[n]!, Math.floor(now() / 900_000)));
    await word(TEXTS.vi.noted);
    await word(TEXTS.vi.ready);
  }
  async function press(direction: "in" | "out"): Promise<void> {
    await guard.getByTestId(`visitor-${direction}`).click();
    await guard.getByTestId("visit-noted").waitFor();
  }
  async function enter(login: string, path: "desk" | "quanly"): Promise<Page> {
    const context = await browser.newContext({ locale: "vi-VN", viewport: { width: 1366, height: 768 } });
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE);
    await page.goto(`${station.url}/${path}/`);
    const next = () => {
      later(0.5);
      return now();
    };
    await signInAtDesk(page, login, { secrets, now, next });
    return page;
  }

  it("begins with those who press as they come, of whatever place their token is", async () => {
    for (const n of [0, 1, 2]) await taps(n, "in");
    await taps(3, "in");
    await picture(guard, "1-morning");
    const said = await guard.textContent("body");
    for (const name of [...STAFF, CITIZEN, "BZ-000"]) assert.ok(!said!.includes(name), name);
  });

  it("takes visitors as they are: by their card, and with a token that is lent", async () => {
    await guard.focus("input[name=visitor]");
    await guard.keyboard.type(CARD);
    await guard.getByTestId("from-code").waitFor();
    await guard.fill("input[name=visitor-host]", "Phòng nhân sự");
    await press("in");
    await guard.fill("input[name=visitor]", "Tạ Văn Mượn");
    await guard.fill("input[name=visitor-token]", labelDigits(LENT));
    await press("in");
    await guard.getByTestId("loans").waitFor();
    await taps(LENT - 1, "in");
    await picture(guard, "2-visitors");
    assert.ok(
      !(await guard.textContent("body"))!.includes("Mượn"),
      "who it is the machine does not know any more",
    );
    assert.ok((await gate.bring(identity)) >= 7);
  });

  it("tells whoever is in charge who is inside while something has happened, and nobody's name otherwise", async () => {
    later(40);
    await taps(2, "out");
    await gate.bring(identity);
    const page = await enter("truong", "quanly");
    await page.click("a[href='#/fire']");
    await page.click(".button.danger");
    await page.click("[data-testid=sure-yes]");
    const named = page.locator("[data-testid=named] li");
    await named.first().waitFor();
    // One has gone, one did not agree; visitors are on no list of wearers, and the lent token is nobody's.
    assert.deepEqual(
      await named.allTextContents(),
      [CITIZEN, STAFF[0]].sort((a, b) => a!.localeCompare(b!, "vi")),
    );
    assert.match((await page.textContent("[data-testid=inside]"))!, /Thêm 2 thẻ/);
    await picture(page, "3-fire");
    await page.click("[data-testid=end]");
    await page.locator("[data-testid=inside]").waitFor({ state: "detached" });
    await page.context().close();
  });

  it("ends with those who go; a lent token is asked for", async () => {
    later(9 * 60);
    // Nobody has touched the page since the morning; taps are told all the same.
    await guard.getByTestId("begin-shift").waitFor();
    for (const n of [0, 1, 3]) await taps(n, "out");
    await guard.fill("input[name=guard]", GUARD);
    await guard.fill("input[name=guard-pin]", GUARD_PIN);
    await guard.keyboard.press("Enter");
    await guard.fill("input[name=visitor]", "Nguyễn Thị Khách");
    await guard.fill("input[name=visitor-phone]", "");
    await guard.getByTestId("visitor-out").click();
    await guard.getByTestId("take-token").waitFor();
    await picture(guard, "4-lent-token");
    // This visitor had none.
    await guard.getByTestId("visitor-out").click();
    await guard.getByTestId("visit-noted").waitFor();
    await guard.fill("input[name=visitor]", "Tạ Văn Mượn");
    await guard.getByTestId("loans").getByRole("button").click();
    await press("out");
    await guard.getByTestId("loans").waitFor({ state: "detached" });
    await gate.bring(identity);
  });

  it("is a case's day at the desk: where they were, and who was there meanwhile", async () => {
    later(12 * 60);
    const of = {
      id: caseId,
      place: WARD,
      reference: "HD/2026-31",
      ground: "pcr",
      tested: "2026-11-24",
      rule: DEFAULT_RULE.id,
      openedBy: "somebody",
      approvedBy: "somebody else",
      openedAt: now(),
      state: "open",
      subject: { kind: "person", person: persons[0]! },
    } as const;
    await station.office.commit({ actor: "server", action: "case.open", outcome: "done" }, [
      { kind: "case", of },
    ]);
    const page = await enter("dieutra", "desk");
    await page.goto(`${station.url}/desk/#/case/${caseId}`);
    await page.click("form button.primary");
    await page.getByRole("button", { name: "Qua cổng", exact: true }).click();
    await page.selectOption("select[name=passage-day]", "2026-11-23");
    await page.locator("[data-testid=stays]").waitFor();
    assert.match((await page.textContent("[data-testid=stays]"))!, /Xưởng may .*07:[01]\d – 16:[45]\d/);
    const first = (table: string) =>
      page
        .locator(`[data-testid=${table}] tbody tr`)
        .evaluateAll((rows) => rows.map((row) => (row.children[0] as HTMLElement).innerText.trim()).sort());
    const others = (await first("others-there")).map((name) => name.split("\n")[0]);
    for (const name of [STAFF[1]!, STAFF[2]!, CITIZEN])
      assert.ok(others.includes(name), `${name}: ${others}`);
    const visitors = (await first("visitors-there")).join(", ");
    assert.match(visitors, /Nguyễn Thị Khách, sinh 1950/);
    assert.match(visitors, /Tạ Văn Mượn/);
    await picture(page, "5-case");
    await page.context().close();
  });
});
