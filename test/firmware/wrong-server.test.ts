import assert from "node:assert/strict";
import { MOST_AHEAD_MS } from "../../host-tools/server/store/clock-watch.ts";
import { EPOCH_SECONDS } from "../../protocol/epoch.ts";
import { answerTo, talk } from "../support/talk.ts";
import { DAY_MS, freshToken, logOf, MIDNIGHT, TestServer, type TestToken } from "../support/token.ts";

const HOUR_MS = 3_600_000;
/** What a server gives out while a station is connected. */
const TICKET_HOURS = 2;

/** A server whose clock is ahead. */
class AheadServer extends TestServer {
  readonly #token: TestToken;
  aheadMs = 0;

  constructor(token: TestToken) {
    super(token);
    this.#token = token;
  }

  override get unixSeconds(): number {
    return Math.floor((this.#token.device.worldNow + this.aheadMs) / 1000);
  }

  override ticket(
    counter: number,
    notBefore = Math.floor(this.unixSeconds / EPOCH_SECONDS),
    hours = TICKET_HOURS,
  ) {
    return super.ticket(counter, notBefore, hours);
  }
}

describe("a token whose server was ahead", function () {
  this.timeout(120_000);

  /** A new token is told a time, and turns its page: the day keys before it are gone. */
  async function told(aheadMs: number, at: number) {
    const token = await freshToken({ at });
    token.device.powerOn();
    token.device.runTo(at + 1000);
    const server = new AheadServer(token);
    server.aheadMs = aheadMs;
    await server.sync();
    const pages = logOf(token).length;
    await server.sync();
    assert.ok(logOf(token).length > pages, "the page was turned");
    server.aheadMs = 0;
    return { token, server };
  }

  /** What it says to the right time, and whether it knows it then. */
  const answersRightTime = ({ token, server }: { token: TestToken; server: AheadServer }) =>
    talk(token, async (control) => {
      const { nonce } = await control.ask({ name: "open" }, "hello");
      return answerTo(control, { name: "time", ...server.time(nonce) });
    });

  for (const hour of [0, 4, 11, 13, 23.9])
    it(`by as much as a server may be without being doubted takes the right time again (${hour}:00 UTC)`, async () => {
      const one = await told(MOST_AHEAD_MS, MIDNIGHT + hour * HOUR_MS);
      assert.equal(await answersRightTime(one), "ok");
      await one.server.sync();
    });

  it("by a day, too, and by more than two it waits for the day that it was told, less one", async () => {
    assert.equal(await answersRightTime(await told(DAY_MS, MIDNIGHT + 4 * HOUR_MS)), "ok");
    const far = await told(3 * DAY_MS, MIDNIGHT + 4 * HOUR_MS);
    assert.equal(await answersRightTime(far), "clock-bounds");
    far.token.device.runTo(MIDNIGHT + 2 * DAY_MS - HOUR_MS);
    assert.equal(await answersRightTime(far), "clock-bounds");
    far.token.device.runTo(MIDNIGHT + 2 * DAY_MS + HOUR_MS);
    assert.equal(await answersRightTime(far), "ok");
  });
});
