/** A desk with two open cases of the same six contacts, and investigators in Chromiums of their own. */
import assert from "node:assert/strict";
import { type Browser, chromium, type Page } from "playwright-core";
import { outside } from "../../host-tools/lib/system-packages.ts";
import type { Case } from "../../host-tools/server/cases/case.ts";
import { newCaseId } from "../../host-tools/server/cases/case-desk.ts";
import { openServer, partsOf } from "../../host-tools/server/server.ts";
import { EPOCHS_PER_DAY } from "../../protocol/epoch.ts";
import { enrolTokens, logOf, record } from "../support/scenario.ts";
import { emptyDatabase } from "../support/shared-database.ts";
import { openStationServer, type StationServer, WARD } from "../support/station-server.ts";
import { signInAtDesk } from "./desk-sign-in.ts";

/** Generous: other programs may have the machine. */
export const PATIENCE = Number(process.env.DESK_PATIENCE ?? 90_000);
const START = Date.UTC(2026, 10, 23, 3);
const DAY = Math.floor(START / 86_400_000);
const NINE = (DAY - 1) * EPOCHS_PER_DAY + 8;
export const NAMES = [
  "Nguyễn Thị Đào",
  "Trần Văn Ân",
  "Lê Thị Bưởi",
  "Phạm Đình Chuẩn",
  "Hoàng Thị Én",
  "Vũ Đức Giang",
] as const;

/** A change that was asked for, with what came of it. */
export interface Asked {
  readonly who: string;
  readonly path: string;
  readonly body: { readonly id?: string; readonly seen: Fields | string | null } & Fields;
  readonly status: number;
  readonly isSaved: boolean;
}
export type Fields = Readonly<Record<string, unknown>>;

/** What stands in a page around its `fetch`. */
interface Line {
  /** Requests whose answers the page has not got yet. */
  onTheWay: number;
  /** Answers to changes. */
  answers: { path: string; body: string; status: number; text: string }[];
  /** Answers to changes come so many ms after the server gave them. */
  lateMs: number;
  /** No answer comes to changes at all, though they are done. */
  isCut: boolean;
}
type Lined = typeof globalThis & { line: Line };

export interface Investigator {
  readonly login: string;
  readonly page: Page;
  /** Changes the line to the server. */
  tune(line: Partial<Line>): Promise<void>;
  /** Waits until the page waits for nothing, and hands over what was asked since. */
  idle(): Promise<Asked[]>;
}

export interface PairDesk {
  readonly desk: StationServer;
  readonly cases: readonly Case[];
  readonly persons: readonly string[];
  /** Ids of accounts by login. */
  readonly ids: ReadonlyMap<string, string>;
  enter(login: string): Promise<Investigator>;
  /** The contacts of a case, read anew. */
  look(page: Page, of: Case): Promise<void>;
  stop(): Promise<void>;
}

const ACCOUNTS = [
  ["dieutra.mot", "investigator"],
  ["dieutra.hai", "investigator"],
  ["yta.mot", "station"],
  ["yta.hai", "station"],
] as const;

export async function openPairDesk(): Promise<PairDesk> {
  const opened = Date.now();
  let steps = 0;
  const server = await openServer({
    database: await emptyDatabase(),
    now: () => START + Date.now() - opened + 30_000 * steps,
  });
  const tokens = await enrolTokens(server, 8, DAY - 4);
  const desk = await openStationServer(server, "desk");
  const { now } = partsOf(server);
  const ids = new Map<string, string>();
  for (const [login, role] of ACCOUNTS)
    ids.set(login, await desk.addAccount(login, `Cán bộ ${login}`, { role }));
  const persons: string[] = [];
  for (const [i, name] of NAMES.entries()) {
    persons.push(await desk.addPerson({ name, birth: String(1950 + i) }));
    await desk.wears(persons[i]!, i + 1);
  }
  for (const serial of [7, 8]) {
    const pages = Array.from({ length: 3 }, (_, i) => ({
      epoch: NINE + i,
      records: NAMES.map((_, peer) => record(tokens[peer]!, NINE + i)),
    }));
    for (const result of await server.receivePages(logOf(tokens[serial - 1]!, pages))) assert.ok(result.ok);
  }
  const cases = ["HD/1", "HD/2"].map((reference, i) => openCase(reference, i + 7));
  await desk.office.commit(
    { actor: "server", action: "case.open", outcome: "done" },
    cases.map((of) => ({ kind: "case", of }) as const),
  );
  const codes = {
    secrets: new Map<string, string>(),
    now,
    next() {
      steps++;
      return now();
    },
  };
  const browsers: Browser[] = [];
  return {
    desk,
    cases,
    persons,
    ids,
    async enter(login) {
      const browser = await chromium.launch({
        executablePath: outside("chromium")!,
        args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"],
      });
      browsers.push(browser);
      const context = await browser.newContext({ locale: "vi-VN", viewport: { width: 1366, height: 900 } });
      const page = await context.newPage();
      page.setDefaultTimeout(PATIENCE);
      await page.addInitScript(withLine);
      await page.goto(`${desk.url}/desk/`);
      await signInAtDesk(page, login, codes);
      return investigator(login, page);
    },
    async look(page, of) {
      await page.goto(`${desk.url}/desk/#/case/${of.id}`);
      await page.reload();
      await page.locator("form.card button[type=submit]").click();
      await page.locator("[data-testid=contact]").first().waitFor();
      await page.click("[data-testid=settings] summary");
    },
    async stop() {
      for (const browser of browsers) await browser.close();
      await desk.stop();
      await server.close();
    },
  };
}

function openCase(reference: string, serial: number): Case {
  return {
    id: newCaseId(),
    subject: { kind: "token", serial },
    place: WARD,
    reference,
    ground: "pcr",
    tested: "2026-11-23",
    // By hand, so that other dates make the case no wider.
    from: "2026-11-21",
    to: "2026-11-23",
    rule: "two-metres-15-in-24",
    state: "open",
    openedBy: "somebody",
    openedAt: START,
    approvedBy: "another",
    approvedAt: START,
  };
}

/** Stands in the page: nothing that it asks for is missed, however late the answer comes. */
function withLine(): void {
  const world = globalThis as Lined;
  const real = world.fetch;
  const line: Line = { onTheWay: 0, answers: [], lateMs: 0, isCut: false };
  world.line = line;
  world.fetch = async (input, init) => {
    line.onTheWay++;
    try {
      const answer = await real(input, init);
      if (init?.method !== "PUT") return answer;
      const { isCut } = line;
      if (!isCut) {
        const text = await answer.clone().text();
        line.answers.push({ path: String(input), body: String(init.body), status: answer.status, text });
      }
      await new Promise((done) => setTimeout(done, line.lateMs));
      if (isCut) throw new TypeError("cut");
      return answer;
    } finally {
      // Behind what the page makes of it.
      setTimeout(() => line.onTheWay--, 50);
    }
  };
}

function investigator(login: string, page: Page): Investigator {
  const isQuiet = () =>
    (globalThis as Lined).line.onTheWay === 0 && document.querySelector("select:disabled") === null;
  return {
    login,
    page,
    tune: (line) => page.evaluate((line) => void Object.assign((globalThis as Lined).line, line), line),
    async idle() {
      await page.waitForFunction(isQuiet);
      const answers = await page.evaluate(() => (globalThis as Lined).line.answers.splice(0));
      return answers.map(({ path, body, status, text }) => ({
        who: login,
        path,
        body: JSON.parse(body),
        status,
        isSaved: status === 200 && (JSON.parse(text) as { isSaved?: boolean }).isSaved !== false,
      }));
    },
  };
}
