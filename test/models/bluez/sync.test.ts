import assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import { chunkBytes } from "../../../protocol/sync.ts";
import { Chooser, launchBrowser, needsBrowser, PATIENCE, SETTING_UP } from "../../support/browser.ts";
import { type Waiting, type WaitingToken, waitingTokens } from "../../support/worn-stand-in.ts";
import { assertCame, forgetPages, pagesInFlash, waitingRecords } from "../../support/worn-token.ts";
import { type PageServer, servePage } from "./serve.ts";

/** Tokens, each for one test. */
const TOKENS = 6;

interface Outcome {
  readonly ok: boolean;
  readonly code?: string;
  readonly result?: { readonly pages: number; readonly refused: readonly unknown[] };
}

describe("a real Chromium and virtual tokens", function () {
  this.timeout(3 * PATIENCE);
  let waiting: Waiting;
  let server: PageServer;
  let browser: Browser;
  let page: Page;
  let chooser: Chooser;
  const unused: WaitingToken[] = [];

  before(async function () {
    needsBrowser(this);
    this.timeout(SETTING_UP);
    waiting = await waitingTokens({ tokens: TOKENS, epochs: 8 });
    unused.push(...waiting.tokens);
    server = await servePage(waiting.worn.server);
    browser = await launchBrowser(waiting.standIn);
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
    await waiting?.stop();
  });
  beforeEach(async () => {
    server.mood = "well";
    server.slowness = async () => {};
    page = await browser.newPage();
    await page.goto(server.url);
    chooser = await Chooser.of(page);
  });
  afterEach(() => page.close());

  /** The wearer holds the button, the nurse clicks, the chooser is answered. */
  async function begin({ hand, name }: WaitingToken): Promise<void> {
    chooser.take(name);
    const held = hand.hold();
    await page.click("button");
    await held;
  }

  const outcome = async (): Promise<Outcome> => {
    await page.waitForFunction("window.outcome !== undefined", undefined, { timeout: PATIENCE });
    return (await page.evaluate("outcome")) as Outcome;
  };
  /** A share of the log has come over the air. */
  const reading = ({ token, hand }: WaitingToken, share: number) => {
    const waited = pagesInFlash(token, token.image).filter(({ receipted }) => !receipted);
    const bytes = waited.reduce((sum, { length }) => sum + length, 0);
    return hand.notified(Math.ceil((share * bytes) / chunkBytes(token.board.mtu)));
  };

  /** Everything that waited in the flash is at the server, once, and freed. */
  async function everythingCame({ token, hand }: WaitingToken): Promise<void> {
    assert.deepEqual(hand.device.console, []);
    assert.ok(waitingRecords(token).length > 100);
    await assertCame(waiting.worn.server, token, hand.device.flash.bytes);
    const now = pagesInFlash(token, hand.device.flash.bytes);
    for (const { receipted } of now.slice(0, -1)) assert.ok(receipted);
  }

  it("button, chooser, sync: the server's records are the token's own", async () => {
    const token = unused.pop()!;
    await begin(token);
    const told = await outcome();
    assert.ok(told.ok, JSON.stringify(told));
    assert.deepEqual(told.result!.refused, []);
    // Tokens whose wearers do not hold their button are not offered.
    assert.deepEqual(chooser.offered, [token.name]);
    await everythingCame(token);
  });

  it("a wearer who walks off half way and comes back loses nothing", async () => {
    const token = unused.pop()!;
    const part = reading(token, 0.4);
    await begin(token);
    await part;
    token.hand.walkAway();
    await waiting.standIn.clock.wait(1500);
    token.hand.comeBack();
    const told = await outcome();
    assert.ok(told.ok, JSON.stringify(told));
    assert.ok(((await page.evaluate("links")) as number) >= 2);
    await everythingCame(token);
  });

  it("a wearer who stays away is missed in words, and comes another time", async () => {
    const token = unused.pop()!;
    const part = reading(token, 0.4);
    await begin(token);
    await part;
    token.hand.walkAway();
    const { ok, code } = await outcome();
    assert.equal(ok, false);
    assert.equal(code, "not-reached");
    token.hand.comeBack();
    await begin(token);
    assert.ok((await outcome()).ok);
    await everythingCame(token);
  });

  it("a server that fails or is away is told apart, and the log stays on the token", async () => {
    const token = unused.pop()!;
    server.mood = "failing";
    await begin(token);
    assert.equal((await outcome()).code, "server-failed");
    server.mood = "away";
    await begin(token);
    assert.equal((await outcome()).code, "server-away");
    server.mood = "well";
    await forgetPages(waiting.worn.server, token.token.serial);
    await begin(token);
    assert.ok((await outcome()).ok);
    await everythingCame(token);
  });

  it("a server that is slower than the token's patience is waited for, over another link", async () => {
    const token = unused.pop()!;
    const { gatt } = token.hand.device;
    let isFirst = true;
    server.slowness = async () => {
      if (!isFirst) return;
      isFirst = false;
      // The token sends the station away, and is open for the rest of its minute.
      while (gatt.connected) await waiting.standIn.clock.wait(100);
    };
    await begin(token);
    const told = await outcome();
    assert.ok(told.ok, JSON.stringify(told));
    assert.equal(await page.evaluate("links"), 2);
    await everythingCame(token);
  });

  it("a button let go too early shows no token, and the chooser can be closed", async () => {
    const { hand, name } = unused.pop()!;
    chooser.take(name);
    await page.click("button");
    await hand.hold(2000);
    await waiting.standIn.clock.wait(1500);
    assert.ok(chooser.isOpen);
    assert.ok(!chooser.offered.includes(name));
    await chooser.cancel();
    assert.equal((await outcome()).code, "none-chosen");
  });

  it("an adapter that is not there is told", async () => {
    waiting.standIn.setPlugged(false);
    try {
      while (await page.evaluate("navigator.bluetooth.getAvailability()")) await page.waitForTimeout(100);
      await page.click("button");
      assert.equal((await outcome()).code, "no-adapter");
    } finally {
      waiting.standIn.setPlugged(true);
    }
  });
});
