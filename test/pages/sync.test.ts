import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { labelDigits } from "../../host-tools/contract/label.ts";
import { partsOf } from "../../host-tools/server/server.ts";
import { toHex } from "../../protocol/bytes.ts";
import { needsBrowser, PATIENCE, SETTING_UP } from "../support/browser.ts";
import { WARD } from "../support/station-server.ts";
import type { WaitingToken } from "../support/worn-stand-in.ts";
import { assertCame, pagesInFlash, rowsAtServer, waitingRecords } from "../support/worn-token.ts";
import { AtWork } from "./at-work.ts";
import { keptBy, memoryOf } from "./kept.ts";
import { LOGIN, openWaitingStation, STRANGER, type WaitingStation } from "./waiting-station.ts";

describe("the station page and tokens in a real Chromium", function () {
  this.timeout(4 * PATIENCE);
  let all: WaitingStation;
  let work: AtWork;

  before(async function () {
    needsBrowser(this);
    this.timeout(SETTING_UP);
    all = await openWaitingStation(4);
    work = await AtWork.open(all.browser, all.station);
    await work.signIn(LOGIN);
  });
  after(() => all?.stop());
  afterEach(() => {
    if (all) all.station.mood = "well";
    assert.deepEqual(work?.errors ?? [], []);
  });

  /** What stood in the flash before the visit and had no receipt is at the server, once. */
  async function everythingCame({ token, hand }: WaitingToken): Promise<void> {
    assert.ok(waitingRecords(token).length > 50);
    await assertCame(all.waiting.worn.server, token, hand.device.flash.bytes);
  }

  /** Who wears the token is a contact in an open case and has not been called yet. */
  async function isToBeSeen({ token: { serial } }: WaitingToken): Promise<void> {
    const { queries, now } = all.station.office;
    const id = randomUUID();
    const at = new Date(now()).toISOString();
    await queries.query(
      `INSERT INTO desk."case" (id, serial, place, state, opened_at, details) VALUES ($1, 1, $2, 'open', $3, '{}')`,
      [id, WARD, at],
    );
    await queries.query(
      `INSERT INTO desk.contact (case_id, key, person, listing)
       SELECT $1, person, person, '{"isContact": true}' FROM people.assignment
       WHERE serial = $2 AND person IS NOT NULL`,
      [id, serial],
    );
  }

  it("says on the first screen that the adapter is out, until it is in again", async () => {
    const { standIn } = all.waiting;
    await work.go("");
    standIn.setPlugged(false);
    await work.page.waitForSelector("[data-testid=no-bluetooth][data-code=no-adapter]", {
      timeout: PATIENCE,
    });
    standIn.setPlugged(true);
    await work.page.waitForSelector("[data-testid=no-bluetooth]", { state: "detached", timeout: PATIENCE });
  });

  it("says that the wearer is to be seen once the token itself has been read, and never before or without a network", async () => {
    const token = all.tokens[0]!;
    await isToBeSeen(token);
    const { kind, text } = await work.sync(token);
    assert.equal(kind, "result", text);
    // First of all, in large letters, by name.
    assert.match(text, /^Trạm cần gặp Trần Thị Bưởi\./);
    const told = all.station.heard.filter(({ answered }) => answered.includes('"called":true'));
    assert.deepEqual(
      told.map(({ path }) => path),
      [`/api/station/tokens/${token.token.serial}`],
    );
    assert.equal(all.station.heard.at(-1)!.path, told[0]!.path, "after everything else");
    await all.station.office.queries.query("DELETE FROM desk.contact");
    // It is kept in one place until somebody has seen them, also over a lock; no list of people tells it.
    const { page } = work;
    for (const list of ["queue", "roster", "visit"]) {
      await work.go(list);
      assert.doesNotMatch(await work.text(), /[Cc]ần gặp/, list);
    }
    await page.click("header button:has-text('Khóa')");
    await work.unlock();
    await work.go("");
    await page.click("[data-testid=to-be-seen]", { timeout: PATIENCE });
    await page.click("main button:has-text('Đã gặp')");
    await page.waitForSelector("text=Không còn ai cần gặp", { timeout: PATIENCE });
    await work.go("");
    assert.equal(await page.locator("[data-testid=to-be-seen]").count(), 0);
  });

  it("says whose token it is while it goes on, and stops when told to; the next visit reads on", async () => {
    const token = all.tokens[3]!;
    await work.go("sync");
    await work.begin(token);
    await Promise.race([token.hand.notified(8), work.outcome()]);
    const whose = work.page.locator("[data-testid=whose]");
    await whose.waitFor({ timeout: PATIENCE });
    assert.match((await whose.textContent())!, /BZ-\d{4}/);
    await work.page.click("[data-testid=cancel]");
    await work.page.waitForSelector("[data-testid=sync]", { timeout: PATIENCE });
    assert.equal(await work.page.locator("[data-testid=progress], [data-testid=problem]").count(), 0);
    const { kind, text } = await work.sync(token);
    assert.equal(kind, "result", text);
    await everythingCame(token);
  });

  it("syncs: the server's records are the token's own, and the nurse is told so by name", async () => {
    const token = all.tokens[0]!;
    const { kind, text } = await work.sync(token);
    assert.equal(kind, "result", text);
    assert.match(text, /^Xong\. Đã nhận đủ nhật ký/);
    assert.match(text, /Trần Thị Bưởi/);
    assert.match(text, /Không có lời nhắn nào cho người đeo thẻ này/);
    assert.match(text, /Pin \d+ %\. Nên thay trước \d\d\/\d\d\/\d{4}\./);
    await everythingCame(token);
    for (const { receipted } of pagesInFlash(token.token, token.hand.device.flash.bytes).slice(0, -1))
      assert.ok(receipted);
  });

  it("goes on by itself when the wearer walks off half-way and comes back", async () => {
    const token = all.tokens[1]!;
    await work.go("sync");
    await work.begin(token);
    await Promise.race([token.hand.notified(8), work.outcome()]);
    token.hand.walkAway();
    // Told while the page goes on trying, and long before it gives up.
    await work.page.waitForSelector("text=/Không nghe thấy thẻ BZ-/", { timeout: 8000 });
    token.hand.comeBack();
    const first = await work.outcome();
    if (first.kind === "problem") {
      const held = token.hand.hold();
      await work.page.click("[data-testid=retry]");
      await held;
      await work.page.waitForSelector("[data-testid=result]", { timeout: PATIENCE });
    }
    await everythingCame(token);
  });

  it("syncs an own token without a network, keeps it over a closed tab, and sends it when the network returns", async () => {
    const token = all.tokens[2]!;
    await work.go("waiting");
    await work.page.waitForSelector("text=Đã tải sẵn cho 4 thẻ", { timeout: PATIENCE });
    await work.page.evaluate(() => navigator.serviceWorker.ready);
    Object.assign(all.station, { mood: "away", pagesCome: false });
    const { kind, text } = await work.sync(token);
    assert.equal(kind, "result", text);
    assert.match(text, /đã cất an toàn trên máy này/);
    assert.match(text, /Chưa biết có lời nhắn hay không/);
    assert.match(text, /Đồng hồ thẻ chưa bị thay đổi/);
    assert.deepEqual(await rowsAtServer(all.waiting.worn.server, token.token.serial), []);

    // The tab is closed by mistake; the browser has the page, the PIN opens what it holds.
    const { context } = work;
    await work.page.close();
    work = await AtWork.open(all.browser, all.station, { context });
    await work.unlock();
    await work.page.waitForSelector(".tiles", { timeout: PATIENCE });
    await work.go("waiting");
    await work.page.waitForSelector("text=1 phần nhật ký của 1 thẻ", { timeout: PATIENCE });

    // The class's list still knows who was there.
    await work.go("roster/Lớp 6A");
    await work.page.waitForSelector("li:has-text('Lê Thị Đào') .chip:has-text('Xong, chờ gửi')", {
      timeout: PATIENCE,
    });

    // A foreign token needs the network.
    const foreign = await work.sync(all.foreign);
    assert.deepEqual([foreign.kind, foreign.code], ["problem", "other-place"]);
    assert.match(foreign.text, /cần có mạng để đồng bộ/);

    // The server is there, and its disk is almost full.
    const { room } = partsOf(all.waiting.worn.server);
    const { isLow } = room;
    Object.assign(room, { isLow: () => true });
    Object.assign(all.station, { mood: "well", pagesCome: true });
    await work.go("waiting");
    await work.page.click("main .button.primary");
    await work.page.waitForSelector("[data-testid=put-off]:has-text('Ổ đĩa của máy chủ sắp đầy')", {
      timeout: PATIENCE,
    });

    Object.assign(room, { isLow });
    await work.page.click("main .button.primary");
    await work.page.waitForSelector("text=Không có gì chờ gửi", { timeout: PATIENCE });
    await everythingCame(token);

    // The receipt came after the token had gone: the next visit hands it over without reading the page again.
    const asked = all.station.heard.length;
    const again = await work.sync(token);
    assert.equal(again.kind, "result", again.text);
    const pages = all.station.heard.slice(asked).filter(({ path }) => path.includes("/pages/"));
    const closed = pagesInFlash(token.token, token.token.image).filter(
      ({ receipted, closed }) => closed && !receipted,
    );
    for (const { sequence } of closed)
      assert.ok(
        !pages.some(({ path }) => path.endsWith(`/pages/${sequence}`)),
        `page ${sequence} came twice`,
      );
  });

  it("warns of a computer's clock that is a day ahead, and leaves the token's clock alone", async () => {
    const token = all.tokens[3]!;
    const other = await AtWork.open(all.browser, all.station, { clockOff: 86_400_000 });
    await other.password(LOGIN);
    await other.page.click("text=Để sau");
    await other.page.waitForSelector("[data-testid=clock-off]", { timeout: PATIENCE });
    assert.match(
      await other.text(),
      /Đồng hồ máy tính lệch 1 ngày\. Hãy chỉnh giờ máy; thẻ chưa bị thay đổi\./,
    );
    const times = all.station.heard.filter(
      ({ path }) => path.endsWith("/time") && path !== "/api/time",
    ).length;
    const { kind, text } = await other.sync(token);
    assert.equal(kind, "result", text);
    assert.match(text, /Đồng hồ thẻ chưa bị thay đổi/);
    assert.equal(
      all.station.heard.filter(({ path }) => path.endsWith("/time") && path !== "/api/time").length,
      times,
    );
    await other.context.close();
  });

  for (const year of [2010, 2036])
    it(`in ${year}, without a network and just opened, an own token is synced: it judges its ticket itself`, async () => {
      const clockOff = Date.UTC(year, 0, 1) - partsOf(all.station.server).now();
      const other = await AtWork.open(all.browser, all.station, { clockOff });
      await other.password(LOGIN);
      await other.unlock();
      await other.go("waiting");
      await other.page.waitForSelector("text=Đã tải sẵn cho 4 thẻ", { timeout: PATIENCE });
      // Nobody has told this page the server's time.
      all.station.mood = "away";
      await other.page.reload();
      await other.unlock();
      await other.page.waitForSelector(".bar .status", { timeout: PATIENCE });
      const { kind, text } = await other.sync(all.tokens[3]!);
      assert.equal(kind, "result", text);
      assert.match(text, /Đồng hồ thẻ chưa bị thay đổi/);
      await other.context.close();
    });

  it("locks when the computer's clock jumps, as after sleep; then warns of it, and no longer when it is right again", async () => {
    const setAhead = async (days: number) => {
      await work.setClockAhead(days * 86_400_000);
      await work.unlock();
      await work.page.waitForSelector(".bar .status", { timeout: PATIENCE });
      await work.go("sync");
    };
    await setAhead(1);
    await work.page.waitForSelector("text=Đồng hồ máy tính lệch 1 ngày", { timeout: PATIENCE });
    await setAhead(3);
    await work.page.waitForSelector("text=Đồng hồ máy tính lệch 3 ngày", { timeout: PATIENCE });
    await setAhead(0);
    await work.page.waitForSelector("[data-testid=clock-off]", { state: "detached", timeout: PATIENCE });
  });

  it("holds no key, no plain record and nobody of another unit in memory, storage and traffic", async () => {
    // The station has a foreign token in its hands: it learns that somebody elsewhere wears it, not who.
    await work.go("hand-out");
    await work.page.fill("input[name=label]", labelDigits(all.foreign.token.serial));
    await work.page.click("form:has(input[name=label]) button[type=submit]");
    await work.page.waitForSelector("text=người của đơn vị khác đeo", { timeout: PATIENCE });
    await work.go("roster/Lớp 6A");
    await work.page.waitForSelector("text=Nguyễn Văn Cam");
    const traffic = all.station.heard.flatMap(({ sent, answered }) => [sent, answered]);
    const places = {
      storage: await keptBy(work.page),
      memory: await memoryOf(work.page),
      traffic: traffic.map((bytes) => bytes.toString("latin1")).join("\n"),
      trafficInHex: traffic.map((bytes) => bytes.toString("hex")).join("\n"),
    };
    // The search finds what is there.
    assert.ok(places.memory.includes("Nguyễn Văn Cam"));
    assert.ok(places.traffic.includes(Buffer.from("Nguyễn Văn Cam").toString("latin1")));
    assert.ok(places.storage.includes('"store":"vault"'));
    const secrets: [string, Uint8Array][] = [...all.tokens, all.foreign].flatMap(({ token }) => [
      ["token key", token.identity.tokenKey],
      ["page key", token.identity.pageKey],
      ["day key", token.identity.dayKey],
    ]);
    // Each search goes through all of the page's memory.
    for (const { token } of [...all.tokens, all.foreign])
      for (const { records } of pagesInFlash(token, token.image).slice(-1))
        for (const row of records.slice(-8)) {
          const prefix = Number(row.split(" ")[1]).toString(16).padStart(12, "0");
          secrets.push(["plain record", Buffer.from(prefix, "hex")]);
        }
    assert.ok(secrets.length >= 5 * (3 + 4), String(secrets.length));
    for (const [place, found] of Object.entries(places)) {
      for (const [what, bytes] of secrets)
        for (const form of [
          toHex(bytes),
          Buffer.from(bytes).toString("base64"),
          Buffer.from(bytes).toString("latin1"),
        ])
          assert.ok(!found.includes(form), `${what} in ${place}`);
      for (const name of [
        STRANGER,
        Buffer.from(STRANGER).toString("latin1"),
        Buffer.from(STRANGER).toString("hex"),
      ])
        assert.ok(!found.includes(name), `somebody of another unit in ${place}`);
    }
    // At rest even the own people are sealed.
    for (const form of ["Nguyễn Văn Cam", Buffer.from("Nguyễn Văn Cam").toString("hex")])
      assert.ok(!places.storage.includes(form), "a person in plain storage");
  });

  it("asks nobody but its own server", () => {
    const own = new URL(all.station.url).origin;
    assert.ok(work.asked.length > 20);
    assert.deepEqual(
      work.asked.filter((url) => !url.startsWith(`${own}/`) && !url.startsWith("blob:")),
      [],
    );
  });
});
