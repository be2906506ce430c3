/**
 * An investigator's hour at the desk, in a real Chromium for each person and a real server: a case with many contacts is shared among
 * three who call at once, while they call a log comes late that makes one more contact, and that one turns positive and becomes a case
 * with one press. Presses and seconds are counted, and the board's figures are set beside what was done.
 */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { sha256 } from "../../../host-tools/lib/sha256.ts";
import { partsOf } from "../../../host-tools/server/server.ts";
import { EPOCHS_PER_DAY } from "../../../protocol/epoch.ts";
import { keysFromSeed } from "../../../protocol/identity.ts";
import { PATIENCE } from "../../support/browser.ts";
import { enrolRequest, logOf, record, seedOf } from "../../support/scenario.ts";
import { signInAtDesk } from "../desk-sign-in.ts";
import { type ManyContacts, openManyContacts } from "../many-contacts.ts";

const CALLERS = ["goi.mot", "goi.hai", "goi.ba"] as const;
const callerName = (i: number) => `Người gọi ${i + 1}`;
const LATE_NAME = "Cao Thị Muộn";

interface Hour {
  readonly contacts: number;
  /** Keys and clicks of all, and of those who call for each contact. */
  readonly presses: number;
  readonly pressesPerCall: number;
  readonly seconds: number;
  /** Contacts that have a call at the server, by each of those who call. */
  readonly called: readonly number[];
  /** What was done, and what the board says of it. */
  readonly done: Figures;
  readonly board: Figures;
  /** The case of who turned positive names the one it came from, and the other way round. */
  readonly isLinkedBothWays: boolean;
  /** Contacts whom two have called: there must be none. */
  readonly calledTwice: number;
  /** The investigator's list named who came late, and one who called has called them. */
  readonly isLateCalled: boolean;
  readonly errors: readonly string[];
}

/** Of the case and, by name, of each who calls. */
interface Figures {
  readonly lines: number;
  readonly toCall: number;
  readonly reached: number;
  readonly callers: Readonly<Record<string, { readonly calls: number; readonly reached: number }>>;
}

export async function investigatorHour(contacts: number): Promise<Hour> {
  const many = await openManyContacts(contacts);
  try {
    return await worked(many, contacts);
  } finally {
    await many.stop();
  }
}

/** Who works at a desk of their own, with their presses counted. */
class AtDesk {
  presses = 0;
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async press(selector: string): Promise<void> {
    this.presses++;
    await this.page.click(selector);
  }
}

async function caller({ desk, server, browser }: ManyContacts, login: string, errors: string[]) {
  const context = await browser.newContext({ locale: "vi-VN", viewport: { width: 1366, height: 768 } });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  page.on("pageerror", (error) => errors.push(`${login}: ${error.message}`));
  await page.goto(`${desk.url}/desk/`);
  const { now } = partsOf(server);
  await signInAtDesk(page, login, { secrets: new Map(), now, next: now });
  return new AtDesk(page);
}

/** Takes five more and calls them, until nobody is left; every fourth does not answer. */
async function callAll(at: AtDesk, isOver: () => boolean): Promise<{ calls: number; reached: number }> {
  const { page } = at;
  const open = page.locator("[data-testid=held-line]:has([data-testid=outcomes])");
  let [calls, reached] = [0, 0];
  for (;;) {
    const took = page.waitForResponse(
      (answer) => /\/api\/calls$/.test(answer.url()) && answer.request().method() === "POST",
    );
    await at.press("[data-testid=more-lines]");
    const { lines } = (await (await took).json()) as { lines: readonly { readonly claim: string }[] };
    if (lines.length === 0 && isOver()) return { calls, reached };
    // The first of them unfolds.
    if (lines[0]) await page.locator(`#line-${lines[0].claim} button[aria-expanded=true]`).waitFor();
    for (let left = lines.length; left > 0; left--) {
      const name = ((await open.first().locator("h2").textContent()) ?? "").replace(/^\W+/u, "");
      const outcome = calls % 4 === 3 ? "Không nghe máy" : "Đã gặp";
      const written = page.waitForResponse(
        (answer) => /\/calls$/.test(answer.url()) && answer.request().method() === "POST" && answer.ok(),
      );
      at.presses++;
      await open.first().getByRole("button", { name: outcome, exact: true }).click();
      await written;
      calls++;
      if (outcome === "Đã gặp") reached++;
      await page.locator("[data-testid=held-line]", { hasText: name }).locator(".chip").first().waitFor();
      if (left > 1) await at.press("[data-testid=next-line]");
    }
    if (lines.length === 0) await page.waitForTimeout(500);
  }
}

async function worked(many: ManyContacts, contacts: number): Promise<Hour> {
  const { desk, of } = many;
  const errors: string[] = [];
  const { queries } = desk.office;
  for (const [i, login] of CALLERS.entries()) await desk.addAccount(login, callerName(i), { role: "caller" });
  const callers: AtDesk[] = [];
  for (const login of CALLERS) callers.push(await caller(many, login, errors));
  const page = await many.atTheCase({ width: 1366, height: 768 });
  page.on("pageerror", (error) => errors.push(`investigator: ${error.message}`));
  const investigator = new AtDesk(page);
  const started = performance.now();
  await investigator.press("form.card button[type=submit]");
  await page.locator("[data-testid=contact]").first().waitFor();
  let isOver = false;
  const calling = Promise.all(callers.map((at) => callAll(at, () => isOver)));
  // Meanwhile somebody comes home, and is synced.
  const late = await isSyncedLate(many, contacts);
  const deadline = performance.now() + PATIENCE;
  for (let isNamed = false; !isNamed; ) {
    assert.ok(performance.now() < deadline, "who came late stands on the list");
    await page.reload();
    await investigator.press("form.card button[type=submit]");
    await page.locator("[data-testid=contact]").first().waitFor();
    isNamed = (
      (await page.textContent("[data-testid=changes]", { timeout: 1_000 }).catch(() => "")) ?? ""
    ).includes(LATE_NAME);
  }
  isOver = true;
  const did = await calling;
  const called = did.map(({ calls }) => calls);
  const isLinkedBothWays = await becomesCase(investigator, many);
  const board = await boardOf(investigator, many);
  const seconds = (performance.now() - started) / 1000;
  const calledTwice = await queries.query(
    "SELECT key FROM desk.call WHERE case_id = $1 GROUP BY key HAVING count(DISTINCT by) > 1",
    [of.id],
  );
  const calls = await queries.query("SELECT 1 FROM desk.call WHERE case_id = $1 AND key = $2", [of.id, late]);
  const presses = [investigator, ...callers].reduce((sum, one) => sum + one.presses, 0);
  const all = called.reduce((sum, one) => sum + one, 0);
  return {
    contacts: contacts + 1,
    presses,
    pressesPerCall: callers.reduce((sum, one) => sum + one.presses, 0) / all,
    seconds,
    called,
    done: {
      lines: contacts + 1,
      toCall: contacts + 1 - did.reduce((sum, { reached }) => sum + reached, 0),
      reached: did.reduce((sum, { reached }) => sum + reached, 0),
      callers: Object.fromEntries(did.map((one, i) => [callerName(i), one])),
    },
    board,
    isLinkedBothWays,
    calledTwice: calledTwice.length,
    isLateCalled: calls.length === 1,
    errors,
  };
}

/** Who came late is tested, is positive, and becomes a case with one press; true where each case leads to the other. */
async function becomesCase(at: AtDesk, { of, desk }: ManyContacts): Promise<boolean> {
  const { page } = at;
  await page.fill("input[name=filter]", LATE_NAME);
  await at.press("[data-testid=contact] .more");
  await at.press("[data-testid=health] > summary");
  await page.fill("input[name=sample]", "M-1");
  const button = (name: string) => page.locator("[data-testid=health]").getByRole("button", { name });
  for (const name of ["Ghi mẫu", "Dương tính", "Mở ca bệnh của người này"]) {
    at.presses++;
    await button(name).click();
  }
  await page.waitForURL((url) => url.hash.startsWith("#/case/") && !url.hash.includes(of.id));
  const isChild = (await page.locator("[data-testid=parent] a").getAttribute("href")) === `#/case/${of.id}`;
  const child = new URL(page.url()).hash;
  await at.press("[data-testid=parent] a");
  const isParent = (await page.locator("[data-testid=children] a").getAttribute("href")) === child;
  await page.goto(`${desk.url}/desk/#/`);
  return isChild && isParent;
}

/** What the supervisor reads. */
async function boardOf({ page }: AtDesk, { desk, of }: ManyContacts): Promise<Figures> {
  await page.goto(`${desk.url}/desk/#/board`);
  const table = (i: number) => page.locator("[data-testid=board] table").nth(i);
  await table(1).waitFor();
  const read = async (i: number) => {
    const heads = await table(i).locator("thead th").allTextContents();
    const rows = await table(i).locator("tbody tr").all();
    return Promise.all(
      rows.map(async (row) => {
        const [name = "", ...cells] = await row.locator("th, td").allTextContents();
        const figure = (head: string) => Number(cells[heads.indexOf(head) - 1]);
        return { name, figure };
      }),
    );
  };
  const ofCase = (await read(0)).find(({ name }) => name.startsWith(of.reference))!;
  const callers = (await read(1)).filter(({ name }) => name.startsWith("Người gọi"));
  return {
    lines: ofCase.figure("Số người"),
    toCall: ofCase.figure("Cần gọi"),
    reached: ofCase.figure("Đã gặp"),
    callers: Object.fromEntries(
      callers.map(({ name, figure }) => [
        name,
        { calls: figure("Cuộc gọi 24 giờ qua"), reached: figure("Đã gặp") },
      ]),
    ),
  };
}

/** A token that heard the case and was not synced before; returns the key of its wearer on the list. */
async function isSyncedLate({ desk, server }: ManyContacts, contacts: number): Promise<string> {
  const today = Math.floor(partsOf(server).now() / 86_400_000);
  const serial = contacts + 2;
  const day = today - 4;
  await server.enrol([enrolRequest(serial, day)]);
  const [first, own] = [1, serial].map((one) => ({
    serial: one,
    keys: keysFromSeed(sha256, seedOf(one)),
    day,
  }));
  const person = await desk.addPerson({ name: LATE_NAME, birth: "1961", phone: "+84912999999" });
  await desk.wears(person, serial);
  const at = (today - 1) * EPOCHS_PER_DAY + 40;
  const frames = [at, at + 1].map((epoch) => ({ epoch, records: [record(first!, epoch)] }));
  for (const result of await server.receivePages(logOf(own!, frames))) assert.ok(result.ok);
  return person;
}
