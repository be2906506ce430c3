/**
 * Two investigators in two real Chromiums and two nurses beside them work at random on the same two cases and persons: nothing of
 * anybody is lost, however late answers come. Half a minute; BLUEZONE_INVESTIGATORS_MINUTES=10 is part of `make torture`.
 */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import type { Meanwhile } from "../../host-tools/contract/changes.ts";
import { outside } from "../../host-tools/lib/system-packages.ts";
import { Random } from "../../host-tools/models/virtual-token/random.ts";
import { WORDS } from "../../host-tools/pages/desk/texts/words.ts";
import { dayText } from "../../host-tools/pages/shared/dates.ts";
import { enrolComputer } from "../support/enrolled-computer.ts";
import { SEED } from "../support/seed.ts";
import { PASSWORD, WARD } from "../support/station-server.ts";
import {
  type Asked,
  type Fields,
  type Investigator,
  NAMES,
  openPairDesk,
  PATIENCE,
  type PairDesk,
} from "./pair-desk.ts";
import { lossesOf } from "./pair-history.ts";

const RUN_MS = Number(process.env.BLUEZONE_INVESTIGATORS_MINUTES ?? 0.3) * 60_000;
const LATE_MS = 1000;
const STATES = ["to-call", "called", "quarantined", "tested", "closed"] as const;

describe("two investigators in two real Chromiums", function () {
  this.timeout(RUN_MS + 5 * PATIENCE);
  let at: PairDesk;
  const asked: Asked[] = [];
  let shown = 0;
  const draws = new Random(SEED);
  const random = () => draws.float();
  const pick = <T>(some: readonly T[]): T => some[Math.floor(random() * some.length)]!;

  before(async function () {
    if (!outside("chromium")) this.skip();
    at = await openPairDesk();
  });
  after(() => at?.stop());

  const noticesOf = (page: Page) => page.locator("[data-testid=meanwhile], [data-testid=setting-meanwhile]");

  /** Writes down what was asked; of each conflict that the page shows what was wanted. */
  async function hear({ page, idle }: Investigator): Promise<void> {
    for (const change of await idle()) {
      asked.push(change);
      if (change.isSaved) continue;
      const { state, note, onset } = change.body as {
        state?: (typeof STATES)[number];
        note?: string;
        onset?: string;
      };
      const mine = state ? WORDS.vi.status[state] : (note ?? dayText(onset!));
      await noticesOf(page).filter({ hasText: mine }).first().waitFor();
      shown++;
    }
  }

  /** Chooses between both words until nothing is asked any more. */
  async function settle(investigator: Investigator): Promise<void> {
    const { page } = investigator;
    for (await hear(investigator); (await noticesOf(page).count()) > 0; await hear(investigator))
      await page
        .getByRole("button", { name: random() < 0.5 ? "Ghi của tôi" : "Giữ của đồng nghiệp" })
        .first()
        .click();
  }

  async function chooseState(page: Page, name: string): Promise<void> {
    const status = page.locator(`select[aria-label="Trạng thái của ${name}"]`);
    const value = await status.inputValue();
    await status.selectOption(pick(STATES.filter((one) => one !== value)));
  }

  async function writeNote(page: Page, name: string, text: string): Promise<void> {
    const note = page.locator(`textarea[aria-label="Ghi chú về ${name}"]`);
    await note.fill(text);
    await note.press("Enter");
  }

  async function saveOnset(page: Page): Promise<void> {
    // No two write the same: whatever is lost shows.
    const day = new Date(Date.parse("2026-11-20") - Math.floor(20_000 * random()) * 86_400_000);
    await page.locator("[data-testid=settings] input[name=onset]").fill(day.toISOString().slice(0, 10));
    await page.locator("[data-testid=settings] button[type=submit]").click();
  }

  async function deed(investigator: Investigator, text: string): Promise<void> {
    const { page, tune } = investigator;
    const name = pick(NAMES);
    const kind = random();
    if (kind < 0.1) return at.look(page, pick(at.cases));
    await tune({ lateMs: LATE_MS * random() });
    if (kind < 0.4) await chooseState(page, name);
    else if (kind < 0.65) await writeNote(page, name, text);
    else if (kind < 0.8) {
      // Whoever is in a hurry waits for no answer.
      await chooseState(page, name);
      for (const [i, other] of NAMES.filter((one) => one !== name)
        .slice(0, 2)
        .entries())
        await writeNote(page, other, `${text}-${i}`);
    } else await saveOnset(page);
    await settle(investigator);
  }

  async function investigate(login: string, isOver: () => boolean): Promise<void> {
    const investigator = await at.enter(login);
    await at.look(investigator.page, pick(at.cases));
    for (let number = 0; !isOver(); number++) await deed(investigator, `${login} ${number}`);
  }

  /** A nurse changes persons over the doors: no page of ours does yet. */
  async function nurse(login: string, isOver: () => boolean): Promise<void> {
    const headers = new Map([["content-type", "application/json"]]);
    const ask = async (method: string, path: string, body?: object) => {
      const answer = await fetch(`${at.desk.url}${path}`, {
        method,
        headers: Object.fromEntries([...headers, ["idempotency-key", crypto.randomUUID()]]),
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      return { status: answer.status, cookie: answer.headers.get("set-cookie"), json: await answer.json() };
    };
    const session = await ask("POST", "/api/session", { login, password: PASSWORD });
    headers.set("cookie", session.cookie!.split(";")[0]!);
    headers.set("x-csrf-token", session.json.csrf);
    const computer = await enrolComputer(at.desk.office, WARD);
    headers.delete("content-type");
    const { challenge } = (await ask("POST", "/api/session/challenge")).json;
    headers.set("content-type", "application/json");
    const signature = computer.sign("sign-in", at.ids.get(login)!, challenge);
    await ask("POST", "/api/session/computer", { computer: computer.id, signature });
    const seen = new Map<string, Fields>();
    while (!isOver()) {
      const person = pick(at.persons);
      const path = `/api/persons/${person}`;
      if (!seen.has(person) || random() < 0.3) seen.set(person, (await ask("GET", path)).json.person);
      const field = pick(["phone", "hamlet"]);
      const known = seen.get(person)!;
      const number = Math.floor(1e8 * random());
      const wanted = field === "phone" ? `+849${String(number).padStart(8, "0")}` : `Khu ${number}`;
      const body = { seen: { [field]: known[field] ?? null }, [field]: wanted };
      const { status, json } = await ask("PUT", path, body);
      asked.push({ who: login, path, body, status, isSaved: status === 200 });
      if (status === 200) seen.set(person, { ...known, [field]: wanted });
      else {
        const both = (json.error.meanwhile ?? []) as Meanwhile[];
        assert.deepEqual([status, both[0]?.field, both[0]?.wanted], [409, field, wanted]);
        shown++;
        seen.set(person, { ...known, [field]: both[0]!.now });
      }
      await new Promise((done) => setTimeout(done, 50 + 150 * random()));
    }
  }

  it("lose nothing of each other's, and are told of each conflict", async () => {
    const until = Date.now() + RUN_MS;
    // A busy machine does little in the time: they go on until they have met.
    const isOver = () =>
      Date.now() > until + PATIENCE || (Date.now() > until && asked.some(({ isSaved }) => !isSaved));
    await Promise.all([
      investigate("dieutra.mot", isOver),
      investigate("dieutra.hai", isOver),
      nurse("yta.mot", isOver),
      nurse("yta.hai", isOver),
    ]);
    const losses = await lossesOf(at, asked);
    const refused = asked.filter(({ isSaved }) => !isSaved);
    const count = (pattern: RegExp) => asked.filter(({ path }) => pattern.test(path)).length;
    console.log(
      `      ${asked.length} deeds (${count(/\/contacts\//)} of contacts, ${count(/cases\/[^/]+$/)} of settings, ${count(/\/persons\//)} of persons), ${refused.length} conflicts, ${shown} shown; lost: ${losses.length}; seed ${SEED}`,
    );
    assert.deepEqual(losses, [], `seed ${SEED}`);
    assert.equal(shown, refused.length, "each conflict was shown");
    assert.ok(
      refused.length > 0 && asked.some(({ path, isSaved }) => isSaved && path.includes("/contacts/")),
    );
  });
});
