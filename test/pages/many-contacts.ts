/** A case of a token with hundreds of contacts, and a desk that has it open in a real Chromium. */
import assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import type { Case } from "../../host-tools/server/cases/case.ts";
import { newCaseId } from "../../host-tools/server/cases/case-desk.ts";
import { openServer, partsOf, type Server } from "../../host-tools/server/server.ts";
import { EPOCHS_PER_DAY } from "../../protocol/epoch.ts";
import { launchBrowser, PATIENCE } from "../support/browser.ts";
import { enrolTokens, logOf, record } from "../support/scenario.ts";
import { openStationServer, type StationServer, WARD } from "../support/station-server.ts";
import { signInAtDesk } from "./desk-sign-in.ts";

const START = Date.UTC(2026, 10, 23, 3);
const DAY = Math.floor(START / 86_400_000);
/** 07:00 in Việt Nam, of the day before. */
const SEVEN = (DAY - 1) * EPOCHS_PER_DAY;
/** As many records as one frame holds with ease. */
const AT_ONCE = 25;
/** Nobody is known to have worn the last tokens. */
const UNWORN = 5;

const FAMILIES = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô"];
const MIDDLES = ["Thị", "Văn", "Đình", "Ngọc", "Quang", "Thị Thu"];
const GIVEN = ["Đào", "Ân", "Bưởi", "Chuẩn", "Én", "Giang", "Hồng", "Khánh", "Lụa", "Mạnh", "Nga", "Ổn"];

/** No two of one name among the first 720. */
function nameOf(i: number): string {
  const given = GIVEN[i % GIVEN.length]!;
  const family = FAMILIES[Math.floor(i / GIVEN.length) % FAMILIES.length]!;
  return `${family} ${MIDDLES[Math.floor(i / GIVEN.length / FAMILIES.length) % MIDDLES.length]} ${given}`;
}

export interface ManyContacts {
  readonly server: Server;
  readonly desk: StationServer;
  readonly browser: Browser;
  readonly of: Case;
  /** A page of somebody who has signed in, at the case's door: no reason is given yet. */
  atTheCase(size: { readonly width: number; readonly height: number }, language?: "vi" | "en"): Promise<Page>;
  stop(): Promise<void>;
}

/** Token 1 is the case; each of those behind it was within reach for a quarter of an hour and more. */
export async function openManyContacts(count: number): Promise<ManyContacts> {
  const opened = Date.now();
  const server = await openServer({ now: () => START + Date.now() - opened });
  const tokens = await enrolTokens(server, count + 1, DAY - 4);
  const desk = await openStationServer(server, "desk");
  const { now } = partsOf(server);
  await desk.addAccount("dieutra", "Nguyễn Thanh Hà", { role: "investigator" });
  for (let i = 0; i < count - UNWORN; i++) {
    const phone = i % 9 === 8 ? {} : { phone: `+84912${String(345_000 + i)}` };
    const child =
      i % 20 === 19 ? { guardian: { name: nameOf(i + 1), phone: "+84987654321", relation: "mẹ" } } : {};
    const person = await desk.addPerson({
      name: nameOf(i),
      birth: String(1940 + (i % 70)),
      hamlet: `Khu ${1 + (i % 11)}`,
      group: `Tổ ${1 + (i % 4)}`,
      ...phone,
      ...child,
    });
    await desk.wears(person, i + 2);
  }
  const frames: Parameters<typeof logOf>[1][number][] = [];
  for (let first = 1; first <= count; first += AT_ONCE) {
    // Nearer and longer of the first than of the last.
    const peers = tokens.slice(first, first + AT_ONCE);
    const at = SEVEN + 2 * frames.length;
    for (const epoch of [at, at + 1])
      frames.push({
        epoch,
        records: peers.map((peer, i) => record(peer, epoch, { strongestLoss: (i % 8) - 9 })),
      });
  }
  for (const result of await server.receivePages(logOf(tokens[0]!, frames))) assert.ok(result.ok);
  const of: Case = {
    id: newCaseId(),
    subject: { kind: "token", serial: 1 },
    place: WARD,
    reference: "HD/2026-500",
    ground: "pcr",
    tested: "2026-11-23",
    from: "2026-11-20",
    to: "2026-11-23",
    rule: "two-metres-15-in-24",
    state: "open",
    openedBy: "somebody",
    openedAt: START,
    approvedBy: "another",
    approvedAt: START,
  };
  await desk.office.commit({ actor: "server", action: "case.open", outcome: "done" }, [{ kind: "case", of }]);
  const browser = await launchBrowser({ address: "unix:path=/nowhere" });
  const first = await browser.newContext();
  const door = await first.newPage();
  await door.goto(`${desk.url}/desk/`);
  await signInAtDesk(door, "dieutra", { secrets: new Map(), now, next: now });
  // One who has signed in once stays so in every window.
  const storageState = await first.storageState();
  await first.close();
  return {
    server,
    desk,
    browser,
    of,
    async atTheCase(size, language = "vi") {
      const context = await browser.newContext({ locale: "vi-VN", viewport: size, storageState });
      await context.addInitScript((chosen) => localStorage.setItem("language", chosen), language);
      const page = await context.newPage();
      page.setDefaultTimeout(PATIENCE);
      await page.goto(`${desk.url}/desk/#/case/${of.id}`);
      await page.locator("form.card button[type=submit]").waitFor();
      return page;
    },
    async stop() {
      await browser.close();
      await desk.stop();
      await server.close();
    },
  };
}
