import assert from "node:assert/strict";
import type { Browser } from "playwright-core";
import { labelDigits } from "../../host-tools/contract/label.ts";
import { buildPages } from "../../host-tools/pages/build.ts";
import { openServer, type Server } from "../../host-tools/server/server.ts";
import { tokenName } from "../../protocol/identity.ts";
import { launchBrowser, needsBrowser, PATIENCE, SETTING_UP } from "../support/browser.ts";
import { enrolTokens } from "../support/scenario.ts";
import { openStationServer, type StationServer } from "../support/station-server.ts";
import { AtWork } from "./at-work.ts";
import { type FakeCamera, filmOf } from "./fake-camera.ts";

const SERIAL = 17;

describe("a label before the camera of a real Chromium", function () {
  this.timeout(2 * PATIENCE);
  let server: Server;
  let station: StationServer;
  let browser: Browser | undefined;
  let camera: FakeCamera | undefined;
  let people = 0;

  before(async function () {
    needsBrowser(this);
    this.timeout(SETTING_UP);
    await buildPages("station");
    server = await openServer();
    await enrolTokens(server, 20, Math.floor(Date.now() / 86_400_000) - 3);
    station = await openStationServer(server);
  });
  afterEach(async () => {
    await browser?.close();
    camera?.remove();
    browser = camera = undefined;
  });
  after(async () => {
    await station?.stop();
    await server?.close();
  });

  /** At the first step of handing out, the camera asked for. */
  async function scanning(args: readonly string[]): Promise<AtWork> {
    browser = await launchBrowser({ address: "unix:path=/nowhere", args });
    const work = await AtWork.open(browser, station);
    // Each browser is a new computer, and somebody's first.
    const login = `lan.${++people}`;
    await station.addAccount(login, "Nguyễn Thị Lan");
    await work.signIn(login);
    await work.go("hand-out");
    // The reader is fetched when the camera is opened, not before. This is Linux: Chromium has no reader of its own.
    assert.equal(await work.page.evaluate("'BarcodeDetector' in window"), false);
    assert.deepEqual(await readers(work), []);
    await work.page.click("text=Quét mã bằng máy ảnh");
    return work;
  }

  /** What the page itself asked for, beside what its service worker lays in. */
  const readers = (work: AtWork) =>
    work.page.evaluate(() =>
      performance
        .getEntriesByType("resource")
        .map(({ name }) => name)
        .filter((name) => /jsqr/i.test(name)),
    );

  it("is read askew and under noise, goes on as if it were typed, and the camera goes off", async () => {
    camera = filmOf(labelDigits(SERIAL));
    const work = await scanning(camera.args);
    await work.page.waitForSelector("text=Bước 2: cho ai?", { timeout: PATIENCE });
    const text = await work.text();
    assert.ok(text.includes(tokenName(SERIAL)), text);
    assert.match(text, /Thẻ chưa có người đeo/);
    assert.equal(await work.page.locator("video").count(), 0);
    assert.equal((await readers(work)).length, 1);
    assert.deepEqual(work.errors, []);
    const own = new URL(station.url).origin;
    assert.deepEqual(
      work.asked.filter((url) => !url.startsWith(`${own}/`) && !url.startsWith("blob:")),
      [],
    );
  });

  it("that is some other code is told, and the camera goes on", async () => {
    camera = filmOf("https://example.org/menu");
    const work = await scanning(camera.args);
    await work.page.waitForSelector("text=Mã vừa quét không phải nhãn thẻ.", { timeout: PATIENCE });
    assert.equal(await work.page.locator("video").count(), 1);
  });

  it("with a digit misprinted is not taken", async () => {
    const digits = labelDigits(SERIAL);
    camera = filmOf(digits.replace(/^1/, "2"));
    const work = await scanning(camera.args);
    await work.page.waitForSelector("text=Mã vừa quét không phải nhãn thẻ.", { timeout: PATIENCE });
  });

  it("that may not be used asks for the number to be typed", async () => {
    const work = await scanning(["--use-fake-device-for-media-stream", "--deny-permission-prompts"]);
    await work.page.waitForSelector("text=/hoặc gõ số|Hãy gõ số/", { timeout: PATIENCE });
    await work.page.fill("input[name=label]", labelDigits(SERIAL));
    await work.page.click("form:has(input[name=label]) button[type=submit]");
    await work.page.waitForSelector("text=Bước 2: cho ai?", { timeout: PATIENCE });
  });
});
