import assert from "node:assert/strict";
import { Random } from "../../../host-tools/models/virtual-token/random.ts";
import { chunkBytes } from "../../../protocol/sync.ts";
import { needsBrowser, PATIENCE, SETTING_UP } from "../../support/browser.ts";
import { openStationPage, type StationPage } from "../../support/station-page.ts";
import type { WaitingToken } from "../../support/worn-stand-in.ts";
import { assertCame, pagesAtServer, pagesInFlash, waitingRecords } from "../../support/worn-token.ts";

/** World time runs faster than the wall clock, so that many visits fit into little time. */
const SPEED = 3;
/** Visits until everything must be through. */
const MOST_VISITS = 5;
/** For IndexedDB, and for the page's own look at whether the server is back. */
const OUTBOX_MILLISECONDS = 30_000;

type Blow = (station: StationPage, token: WaitingToken) => Promise<void>;

/** What happens to a visit when so many chunks have come. */
const BLOWS: Readonly<Record<string, Blow>> = {
  async "the wearer walks off and comes back"({ waiting }, { hand }) {
    hand.walkAway();
    await waiting.standIn.clock.wait(2000);
    hand.comeBack();
  },
  "the page is reloaded": (station) => station.reload(),
  async "the tab is closed"(station) {
    await station.page.close();
    await station.openTab();
  },
  async "the server answers 500"({ server }) {
    server.mood = "failing";
  },
  async "the server is away"({ server }) {
    server.mood = "away";
  },
  "the token is reset": (_, { hand }) => hand.reset(),
};
/** How many visits of each are broken; with those whose wearer lets go too early they are twenty. */
const COUNTS = [5, 3, 3, 3, 2, 2];
const LET_GO = 2;
/** Notifications before the first chunk: HELLO, two answers, a list. */
const ANSWERS = 4;

describe("the station's page in a real Chromium, its visits broken", function () {
  this.timeout(3 * PATIENCE);
  let station: StationPage;
  const unused: WaitingToken[] = [];
  const random = new Random(24);

  before(async function () {
    needsBrowser(this);
    this.timeout(SETTING_UP);
    const tokens = COUNTS.reduce((sum, count) => sum + count, LET_GO);
    station = await openStationPage({ tokens, epochs: 5, peers: 30 }, { speed: SPEED });
    unused.push(...station.waiting.tokens);
  });
  after(() => station?.stop());
  beforeEach(() => {
    station.server.mood = "well";
  });

  const waitedIn = ({ token }: WaitingToken) =>
    pagesInFlash(token, token.image).filter(({ receipted }) => !receipted);

  /** Nothing freed that the server has not. */
  async function nothingIsFreedEarly(waiting: WaitingToken): Promise<boolean> {
    const { token, hand } = waiting;
    const held = await pagesAtServer(station.server.server, token.serial);
    const now = new Map(pagesInFlash(token, hand.device.flash.bytes).map((page) => [page.sequence, page]));
    let isAllFreed = true;
    for (const { sequence, records } of waitedIn(waiting)) {
      const page = now.get(sequence);
      assert.ok(page, `page ${sequence} is gone`);
      assert.deepEqual(page.records.slice(0, records.length), records);
      if (page.receipted) assert.equal(held.get(sequence), page.length);
      else isAllFreed = false;
    }
    return isAllFreed;
  }

  /** Once more until all is at the server and free on the token: what came is what waited, nothing twice. */
  async function untilThrough(waiting: WaitingToken): Promise<void> {
    assert.ok(waitingRecords(waiting.token).length > 50);
    for (let visits = 0; visits < MOST_VISITS; visits++) {
      if (await nothingIsFreedEarly(waiting)) {
        const { device } = waiting.hand;
        await assertCame(station.server.server, waiting.token, device.flash.bytes);
        assert.deepEqual(device.console, []);
        return;
      }
      await station.begin(waiting);
      await station.outcome();
    }
    throw new Error(`not through after ${MOST_VISITS} visits`);
  }

  for (const [i, [name, blow]] of Object.entries(BLOWS).entries())
    for (let n = 0; n < COUNTS[i]!; n++)
      it(`${name} (${n + 1}): complete after another visit`, async () => {
        const token = unused.pop()!;
        const bytes = waitedIn(token).reduce((sum, { length }) => sum + length, 0);
        const chunks = Math.ceil(bytes / chunkBytes(token.token.board.mtu));
        const part = token.hand.notified(ANSWERS + Math.floor(random.float() * chunks));
        const blown = part.then(() => blow(station, token));
        await station.begin(token);
        await blown;
        if (station.server.mood !== "well") {
          assert.ok(["done", "server-away", "server-failed"].includes(await station.outcome()));
          station.server.mood = "well";
          await station.page.waitForTimeout(500);
        } else if (!/reloaded|closed/.test(name)) await station.outcome();
        await untilThrough(token);
      });

  for (let n = 0; n < LET_GO; n++)
    it(`the wearer lets the button go too early (${n + 1}), then holds it`, async () => {
      const token = unused.pop()!;
      await token.hand.hold(1000 + 1800 * random.float());
      assert.ok(!token.hand.device.air.transmissions.some(({ connectable, to }) => connectable && to > 1e15));
      await untilThrough(token);
    });

  it("nothing waits on the station's computer in the end", async () => {
    const { page } = station;
    const deadline = Date.now() + OUTBOX_MILLISECONDS;
    let waits: unknown;
    do {
      await page.waitForTimeout(500);
      waits = await page.evaluate(countOutbox);
    } while (JSON.stringify(waits) !== "[]" && Date.now() < deadline);
    assert.deepEqual(waits, []);
  });
});

/** Runs in the page: sealed pages in its IndexedDB, by their keys. */
const countOutbox = `(async () => {
  const found = [];
  for (const { name } of await indexedDB.databases()) {
    const database = await new Promise((resolve, reject) => {
      const opening = indexedDB.open(name);
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    for (const store of [...database.objectStoreNames].filter((one) => one === "page")) {
      const keys = await new Promise((resolve) => {
        const asking = database.transaction(store).objectStore(store).getAllKeys();
        asking.onsuccess = () => resolve(asking.result);
      });
      found.push(...keys);
    }
    database.close();
  }
  return found;
})()`;
