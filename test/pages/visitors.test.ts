/** Visitors on the guard's page in a real Chromium, before a real gate's machine whose records a real server's key opens. */
import assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import { UNDO_MS } from "../../host-tools/contract/guard-screen.ts";
import { labelDigits } from "../../host-tools/contract/label.ts";
import { dayBefore, dayInProvince, dayStart } from "../../host-tools/contract/province-time.ts";
import type { GuardVisit } from "../../host-tools/contract/visits.ts";
import { buildPages } from "../../host-tools/pages/build.ts";
import { PAPER_TEXTS } from "../../host-tools/pages/cong/visits/paper-texts.ts";
import { VISIT_TEXTS } from "../../host-tools/pages/cong/visits/texts.ts";
import { openPages } from "../../host-tools/web/pages.ts";
import { GuardGate } from "../gate-machine/guard-gate.ts";
import { launchBrowser, needsBrowser, PATIENCE, SETTING_UP } from "../support/browser.ts";
import { FROM_AFAR } from "./contrast.ts";
import { filmOf } from "./fake-camera.ts";
import { looksWell } from "./looks-well.ts";
import { muteTimers } from "./mute-timers.ts";
import { assertSpoken, spokenOf } from "./spoken.ts";

const NUMBER = "030150001234";
const NAME = "Nguyễn Thị Đào";
const CARD = `${NUMBER}||${NAME}|02031950|Nữ|Thôn 3, Xã An Lâm, Nam Sách|11052021`;
/** In the middle of an hour and a day. */
const START = Date.UTC(2026, 10, 23, 3, 5);
const t = VISIT_TEXTS.vi;

describe("visitors on the guard's page", function () {
  this.timeout(3 * PATIENCE);
  let browser: Browser;
  let gate: GuardGate;
  let page: Page;
  let visits: GuardVisit[];
  let takenBack: string[];
  /** What went to the machine, as it went. */
  let sent: string[];
  /** The world's time where it stands still. */
  let held: number | undefined;
  const camera = filmOf(CARD, 420);

  before(async function () {
    this.timeout(SETTING_UP);
    needsBrowser(this);
    browser = await launchBrowser({ address: "unix:path=/nowhere", args: camera.args });
  });
  after(async () => {
    await browser?.close();
    camera.remove();
  });
  beforeEach(async () => {
    [visits, takenBack, sent] = [[], [], []];
    held = undefined;
    const opened = Date.now();
    const now = () => held ?? START + Date.now() - opened;
    gate = await GuardGate.open(openPages(await buildPages("cong")), undefined, now);
    const { visit, takeVisitBack } = gate.machine;
    gate.machine.visit = async (of, guard, at) => {
      await visit.call(gate.machine, of, guard, at);
      visits.push(of);
    };
    gate.machine.takeVisitBack = async (id, guard, at) => {
      await takeVisitBack.call(gate.machine, id, guard, at);
      takenBack.push(id);
    };
    page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
    page.setDefaultTimeout(PATIENCE);
    page.on("request", (request) => sent.push(request.url() + (request.postData() ?? "")));
    await gate.letOnShift(page);
    await page.goto(`${gate.url}/`);
    await page.locator("input[name=visitor]").waitFor();
  });
  afterEach(async () => {
    await page.close();
    await gate.close();
  });

  const press = (direction: "in" | "out") => page.getByTestId(`visitor-${direction}`).click();
  const noted = () => page.getByTestId("visit-noted").waitFor();
  const value = (name: string) => page.inputValue(`input[name=${name}]`);

  it("are noted as they say it, the field is empty then, and for ten seconds it can be taken back", async () => {
    // Neither the machine's ten seconds nor the page's go by while this test works.
    held = gate.now();
    await muteTimers(page, UNDO_MS);
    await page.reload();
    await page.fill("input[name=visitor]", "  Trần  Văn Ba ");
    await page.fill("input[name=visitor-phone]", "0912 345 678");
    await page.fill("input[name=visitor-host]", "Phòng kế toán");
    await press("in");
    await noted();
    assert.equal(await page.getByTestId("visit-noted").textContent(), "Đã ghi");
    const { id, ...told } = visits[0]!;
    assert.deepEqual(told, {
      direction: "in",
      by: "spoken",
      name: "Trần Văn Ba",
      phone: "0912 345 678",
      host: "Phòng kế toán",
    });
    assert.deepEqual([await value("visitor"), await value("visitor-phone")], ["", ""]);
    assert.ok(!(await page.content()).includes("Trần"));
    await page.getByRole("button", { name: t.takeBack }).click();
    await page.getByText(t.takenBack).waitFor();
    assert.deepEqual(takenBack, [id]);
    await page.fill("input[name=visitor]", "Trần Văn Ba");
    await press("out");
    await noted();
    assert.deepEqual([visits[1]!.direction, visits[1]!.id === id], ["out", false]);
    held += UNDO_MS + 2001;
    await page.getByRole("button", { name: t.takeBack }).click();
    await page.getByText(t.failed.late).waitFor();
    assert.equal(takenBack.length, 1);
  });

  it("are read from a scanner that sends an Enter in the middle, wherever the cursor stands", async () => {
    await page.fill("input[name=visitor-phone]", "0912345678");
    for (const field of ["visitor", "visitor-phone", "visitor-host"]) {
      await page.focus(`input[name=${field}]`);
      await page.keyboard.press("End");
      await page.keyboard.type(CARD.slice(0, 30));
      await page.keyboard.press("Enter");
      await page.waitForTimeout(600);
      await page.keyboard.type(CARD.slice(30));
      await page.keyboard.press("Enter");
      await page.getByTestId("from-code").waitFor();
      assert.deepEqual(
        [await value("visitor"), await value("visitor-phone"), await value("visitor-host")],
        [NAME, "0912345678", ""],
      );
      await page.fill("input[name=visitor]", "");
    }
    assert.equal(visits.length, 0);
    await page.focus("input[name=visitor]");
    await page.keyboard.type(CARD);
    // A press before the scanner is done sends nothing.
    await press("in");
    await page.getByTestId("from-code").waitFor();
    await press("in");
    await noted();
    const { id: _, ...told } = visits[0]!;
    assert.deepEqual(told, {
      direction: "in",
      by: "card",
      name: NAME,
      birthYear: "1950",
      phone: "0912345678",
    });
    for (const one of sent)
      assert.ok(!one.includes(NUMBER) && !one.includes("An%20L") && !one.includes("An Lâm"));
  });

  it("are told in a word what was scanned instead, and nothing that was typed is lost", async () => {
    const odd = {
      doubtful: CARD.replace("02031950", "02031949"),
      unfinished: CARD.slice(0, 30),
      site: "https://bluezone.example/den/K7QX",
      link: "https://example.vn/khach",
      number: NUMBER,
      token: labelDigits(2_100_000_001),
    } as const satisfies Partial<Record<keyof typeof t.odd, string>>;
    await page.fill("input[name=visitor]", "Lan");
    await page.fill("input[name=visitor-host]", "Kho");
    for (const [kind, code] of Object.entries(odd)) {
      await page.focus("input[name=visitor]");
      await page.keyboard.press("End");
      await page.keyboard.type(code);
      await page.getByText(t.odd[kind as keyof typeof odd]).waitFor();
      assert.deepEqual([await value("visitor"), await value("visitor-host")], ["Lan", "Kho"], kind);
      await page.fill("input[name=visitor]", "Lan.");
      assert.equal(await page.getByTestId("odd").count(), 0, kind);
      await page.fill("input[name=visitor]", "Lan");
    }
    for (const one of sent) assert.ok(!one.includes(NUMBER));
  });

  it("who are lent a token are reminded of it as they go, until its label is scanned", async () => {
    await page.fill("input[name=visitor]", "Lan");
    await page.focus("input[name=visitor-host]");
    await page.keyboard.type(labelDigits(2_100_000_001));
    await page.getByText(t.odd.token).waitFor();
    assert.deepEqual(
      [await value("visitor-token"), await value("visitor-host")],
      [labelDigits(2_100_000_001), ""],
    );
    await press("in");
    await noted();
    assert.equal(visits[0]!.token, 2_100_000_001);
    await page.getByTestId("loans").waitFor();
    await looksWell(page, "a loan", FROM_AFAR);
    await page.fill("input[name=visitor]", "Lan");
    await press("out");
    await page.getByTestId("take-token").waitFor();
    assert.equal(visits.length, 1);
    // They were not: it is noted all the same.
    await press("out");
    await page.getByTestId("take-token").waitFor({ state: "detached" });
    await noted();
    assert.equal(visits.length, 2);
    await page.fill("input[name=visitor]", "Mai");
    await page.fill("input[name=visitor-token]", "12 3456-9");
    await press("out");
    await page.getByText(t.failed.token).waitFor();
    await page.getByTestId("loans").getByRole("button").click();
    await press("out");
    await page.getByTestId("loans").waitFor({ state: "detached" });
    assert.equal(visits.at(-1)!.token, 2_100_000_001);
    assert.equal(await page.getByTestId("take-token").count(), 0);
  });

  it("are read by the camera, which goes off", async () => {
    await page.getByTestId("scan").click();
    await page.getByTestId("from-code").waitFor();
    assert.equal(await page.locator("video").count(), 0);
    assert.equal(await value("visitor"), NAME);
  });

  it("stay in the fields where they cannot be noted, and pressed again are the same visit", async () => {
    await press("in");
    await page.getByText(t.failed.name).waitFor();
    await page.fill("input[name=visitor]", "Lan");
    await page.fill("input[name=visitor-phone]", "không có");
    await press("in");
    await page.getByText(t.failed.phone).waitFor();
    await page.fill("input[name=visitor-phone]", "");
    const { visit } = gate.machine;
    const ids: string[] = [];
    gate.machine.visit = async ({ id }) => {
      ids.push(id);
      throw new Error("no space left on device");
    };
    await press("in");
    await page.getByText(t.failed.disk).waitFor();
    assert.equal(await value("visitor"), "Lan");
    gate.machine.visit = visit;
    await press("in");
    await noted();
    assert.deepEqual(
      visits.map(({ id }) => id),
      ids,
    );
  });

  it("on paper are typed later: what is wrong is told by line and field, and nothing is lost", async () => {
    const paper = page.getByTestId("paper");
    const p = PAPER_TEXTS.vi;
    await paper.getByText(p.title).click();
    await page.fill("input[name=paper-day]", dayBefore(dayInProvince(gate.now()), 1));
    const line = (n: number) => page.getByTestId("paper-line").nth(n);
    const fill = async (n: number, ...values: string[]) => {
      for (const [i, text] of values.entries()) await line(n).locator("input").nth(i).fill(text);
    };
    await fill(0, "Trần Văn Ba", "0912 345 678", "Kho", "7:32", "8h05");
    await fill(1, "Lê Thị Tư", "", "", "sáng", "");
    await fill(2, "Mai Thị Sáu", "", "", "9:10", "");
    await page.getByRole("button", { name: p.note }).click();
    await page.getByText("Đã ghi 2 dòng").waitFor();
    assert.match((await line(0).textContent())!, /Dòng 1: giờ viết như 7:32/);
    assert.equal(await page.getByTestId("paper-line").count(), 1);
    assert.equal(await line(0).locator("input").first().inputValue(), "Lê Thị Tư");
    const minutes = visits.map(
      ({ minute }) => minute! - dayStart(dayBefore(dayInProvince(gate.now()), 1)) / 60_000,
    );
    assert.deepEqual(
      visits.map(({ name, direction, by }, i) => [name, direction, by, minutes[i]]),
      [
        ["Trần Văn Ba", "in", "paper", 452],
        ["Trần Văn Ba", "out", "paper", 485],
        ["Mai Thị Sáu", "in", "paper", 550],
      ],
    );
    await looksWell(page, "paper", FROM_AFAR);
    const { visit } = gate.machine;
    const ids: string[] = [];
    gate.machine.visit = async ({ id }) => {
      ids.push(id);
      throw new Error("no space left on device");
    };
    await fill(0, "Lê Thị Tư", "", "", "7:40");
    await page.getByRole("button", { name: p.note }).click();
    await page.getByText(t.failed.disk).waitFor();
    gate.machine.visit = visit;
    await page.getByRole("button", { name: p.note }).click();
    await page.getByText("Đã ghi 1 dòng").waitFor();
    assert.deepEqual([ids.length, visits.at(-1)!.id], [1, ids[0]]);
    assert.equal(await line(0).locator("input").first().inputValue(), "");
    await page.setViewportSize({ width: 390, height: 844 });
    await looksWell(page, "paper on a phone", FROM_AFAR);
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: p.print }).click(),
    ]);
    assert.equal(file.suggestedFilename(), "to-ghi-khach.pdf");
  });

  it("have fields that are read from afar, by keyboard alone, in both languages, light and dark", async () => {
    const spoken = new Map<string, string>();
    for (const [language, other] of [
      ["vi", "English"],
      ["en", "Tiếng Việt"],
    ] as const) {
      await page.focus("input[name=visitor]");
      spoken.set(language, await spokenOf(page));
      await page.getByRole("button", { name: other }).click();
    }
    for (const language of ["vi", "en"] as const) {
      if (language === "en") await page.getByRole("button", { name: "English" }).click();
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        await page.fill("input[name=visitor]", "Lan");
        await page.getByRole("button", { name: VISIT_TEXTS[language].in, exact: true }).press("Enter");
        await noted();
        await looksWell(page, `${language} ${colorScheme}`, FROM_AFAR);
      }
      await page.setViewportSize({ width: 390, height: 844 });
      await looksWell(page, `${language} on a phone`, FROM_AFAR);
      await page.setViewportSize({ width: 1366, height: 768 });
    }
    assertSpoken("visitors", spoken);
  });
});
