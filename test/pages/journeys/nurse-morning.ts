/**
 * A nurse's morning at a station, in a real Chromium with virtual tokens behind a stand-in and a real server: a queue in which one wearer
 * is called, one walks off half-way, one gets another token, and the network is cut twice. Presses and seconds are counted.
 */
import { randomUUID } from "node:crypto";
import { labelDigits } from "../../../host-tools/contract/label.ts";
import { openStationPage, type StationPage } from "../../support/station-page.ts";
import { WARD } from "../../support/station-server.ts";
import type { WaitingToken } from "../../support/worn-stand-in.ts";
import { pagesAtServer, pagesInFlash } from "../../support/worn-token.ts";

interface Morning {
  readonly tokens: number;
  /** Keys and clicks of the nurse, the chooser's two for each token included. */
  readonly presses: number;
  readonly seconds: number;
  /** From the press on the button until the result, ms. */
  readonly syncs: { readonly p50: number; readonly p95: number };
  /** From the step out of reach until the page says so, and until it gives up or goes on, ms. */
  readonly walkedOffTold: number;
  readonly walkedOffOver: number;
  /** From the network's end until the bar says so, ms, each time. */
  readonly cutsTold: readonly number[];
  /** The list of those who are to be seen had the called one, by name, and nobody else; then nobody. */
  readonly calledSeen: boolean;
  /** Who wears which token at the server at the end, of the one who got another. */
  readonly replacedBy: number | undefined;
  /** Pages in the tokens that the server lacks at the end. */
  readonly missing: number;
}

/** Of n tokens: who is special, and when the network goes and comes back. */
function plan(tokens: number) {
  const at = (share: number) => Math.floor(share * tokens);
  return {
    called: at(0.2),
    walksOff: at(0.35),
    replaced: at(0.6),
    cuts: [at(0.4), at(0.75)],
    returns: [at(0.5), at(0.95)],
  };
}

export async function nurseMorning(tokens: number): Promise<Morning> {
  const station = await openStationPage({ tokens: tokens + 1, epochs: 4, peers: 40 }, {});
  try {
    return await worked(station, tokens);
  } finally {
    await station.stop();
  }
}

async function worked(station: StationPage, count: number): Promise<Morning> {
  const { page, context, waiting, server } = station;
  const { called, walksOff, replaced, cuts, returns } = plan(count);
  const people = waiting.tokens.slice(0, count);
  const spare = waiting.tokens[count]!;
  const { queries } = server.office;
  // The spare token is nobody's yet.
  await queries.query("DELETE FROM people.assignment WHERE serial = $1", [spare.token.serial]);
  await isToBeSeen(station, people[called]!);
  let presses = 0;
  const press = async (selector: string) => {
    presses++;
    await page.click(selector);
  };
  const go = async (tile: string) => {
    await press("header a.home");
    await press(`a.tile[href='#/${tile}'], a.button[href='#/${tile}']`);
  };
  const syncs: number[] = [];
  const cutsTold: number[] = [];
  let [walkedOffTold, walkedOffOver] = [Number.NaN, Number.NaN];
  /** The button, then the token and "Pair" in the browser's chooser. */
  const begin = async (token: WaitingToken) => {
    presses += 3;
    await station.begin(token);
  };
  const result = page.locator("[data-testid=result]");
  const ended = page.locator("[data-testid=result], [data-testid=problem]");
  const sync = async (token: WaitingToken) => {
    const pressed = performance.now();
    await begin(token);
    await ended.first().waitFor();
    while (!(await result.isVisible())) {
      presses++;
      const held = token.hand.hold();
      await page.click("[data-testid=retry]");
      await held;
      await ended.first().waitFor();
    }
    syncs.push(performance.now() - pressed);
  };
  const started = performance.now();
  await go("queue");
  for (const [i, token] of people.entries()) {
    if (cuts.includes(i)) {
      const cut = performance.now();
      await context.setOffline(true);
      await page.waitForSelector("header >> text=Mất mạng");
      cutsTold.push(performance.now() - cut);
    }
    if (returns.includes(i)) await context.setOffline(false);
    if (i === walksOff) {
      await begin(token);
      await token.hand.notified(8);
      token.hand.walkAway();
      const left = performance.now();
      await page.waitForSelector("text=/Không nghe thấy thẻ BZ-/");
      walkedOffTold = performance.now() - left;
      token.hand.comeBack();
      await ended.first().waitFor();
      walkedOffOver = performance.now() - left;
      if (!(await result.isVisible())) {
        presses++;
        const held = token.hand.hold();
        await page.click("[data-testid=retry]");
        await held;
        await result.waitFor();
      }
      continue;
    }
    await sync(token);
    if (i === replaced) {
      await go("give-back");
      const form = "form:has(input[name=label])";
      const label = async (serial: number) => {
        presses += labelDigits(serial).length;
        await page.fill("input[name=label]", labelDigits(serial));
        await press(`${form} button[type=submit]`);
      };
      await label(token.token.serial);
      await press("[data-testid=replaced]");
      await label(spare.token.serial);
      await page.waitForSelector("[data-testid=given-back]");
      await go("queue");
    }
  }
  await context.setOffline(false);
  await press("header a.home");
  await press("[data-testid=to-be-seen]");
  await page.waitForSelector("main li");
  const listed = await page.locator("main li strong").allTextContents();
  const isOnlyCalled = listed.length === 1 && listed[0] === `Trần Thị ${called}`;
  await press("main button:has-text('Đã gặp')");
  await page.waitForSelector("text=Không còn ai cần gặp");
  const seconds = (performance.now() - started) / 1000;
  const sorted = syncs.sort((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.ceil(share * sorted.length) - 1]!);
  const [wearing] = await queries.query<{ serial: number }>(
    `SELECT serial FROM people.assignment WHERE ended_by IS NULL AND person =
       (SELECT person FROM people.assignment WHERE serial = $1 LIMIT 1)`,
    [people[replaced]!.token.serial],
  );
  return {
    tokens: count,
    presses,
    seconds,
    syncs: { p50: at(0.5), p95: at(0.95) },
    walkedOffTold,
    walkedOffOver,
    cutsTold,
    calledSeen: isOnlyCalled,
    replacedBy: wearing && Number(wearing.serial) === spare.token.serial ? spare.token.serial : undefined,
    missing: await missingOf(station, people),
  };
}

/** Who wears the token is a contact in an open case and has not been called yet. */
async function isToBeSeen({ server }: StationPage, { token: { serial } }: WaitingToken): Promise<void> {
  const { queries, now } = server.office;
  const id = randomUUID();
  await queries.query(
    `INSERT INTO desk."case" (id, serial, place, state, opened_at, details) VALUES ($1, 1, $2, 'open', $3, '{}')`,
    [id, WARD, new Date(now()).toISOString()],
  );
  await queries.query(
    `INSERT INTO desk.contact (case_id, key, person, listing)
     SELECT $1, person, person, '{"isContact": true}' FROM people.assignment
     WHERE serial = $2 AND person IS NOT NULL`,
    [id, serial],
  );
}

/** What was kept while the network was away is sent by itself; so long it may take. */
const PATIENCE_MS = 120_000;

async function missingOf({ page, waiting }: StationPage, tokens: readonly WaitingToken[]): Promise<number> {
  const since = performance.now();
  for (;;) {
    let missing = 0;
    for (const { token } of tokens) {
      const held = await pagesAtServer(waiting.worn.server, token.serial);
      missing += pagesInFlash(token, token.image).filter(
        ({ sequence, length, receipted }) => !receipted && (held.get(sequence) ?? 0) < length,
      ).length;
    }
    if (missing === 0 || performance.now() - since > PATIENCE_MS) return missing;
    await page.waitForTimeout(500);
  }
}
