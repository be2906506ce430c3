import assert from "node:assert/strict";
import { boards } from "../../boards/index.ts";
import { converse, holdButton } from "../../host-tools/models/virtual-token/central.ts";
import { syncToken } from "../../host-tools/station/sync-client.ts";
import { encodeAdvert } from "../../protocol/advert.ts";
import { readU16 } from "../../protocol/bytes.ts";
import { PAGE_RECEIPT, withoutKeySlots } from "../../protocol/page.ts";
import {
  type ControlMessage,
  encodeControl,
  MESSAGES,
  SYNC_CONTROL,
  SYNC_SERVICE,
} from "../../protocol/sync.ts";
import { answerTo, talk } from "../support/talk.ts";
import { TAP_TAIL } from "../support/tap-tail.ts";
import {
  EPOCH_MS,
  freshToken,
  logOf,
  MIDNIGHT,
  readyToken,
  runHearing,
  TestServer,
  type TestToken,
} from "../support/token.ts";

/** Fills a token's log with some epochs of 40 peers. */
function live(token: TestToken, epochs: number): void {
  const { device } = token;
  const now = device.worldNow;
  runHearing(device, now - (now % EPOCH_MS) + epochs * EPOCH_MS + 10_000, (at) =>
    Array.from({ length: 40 }, (_, i) => {
      const id = new Uint8Array(12).map(
        (_, k) => (Math.imul(i * 12 + k + Math.floor(at / EPOCH_MS), 0x9e3779b1) >>> 11) & 255,
      );
      return { data: encodeAdvert(id, TAP_TAIL), rssi: -62 };
    }),
  );
}

for (const board of [boards.puckjs!, boards.xiaoble!]) {
  describe(`a sync with a ${board.id}`, function () {
    this.timeout(60_000);
    for (const mtu of [23, 53, 131].filter((mtu) => mtu <= board.mtu)) {
      it(`carries every page over an MTU of ${mtu}, key slots as zeros`, async () => {
        const token = await readyToken({ board });
        live(token, 12);
        const before = logOf(token);
        assert.ok(before.length > 1);
        const { server, device } = token;
        server.uploads.length = 0;
        const result = await server.sync(mtu);
        assert.deepEqual(device.console, []);
        assert.equal(device.meter.droppedNotifications, 0);
        assert.deepEqual(result.refused, []);
        const open = before.filter(({ bytes }) => bytes[PAGE_RECEIPT] === 0xff);
        assert.equal(server.uploads.length, open.length);
        for (const [i, { bytes, page }] of open.entries()) {
          const upload = server.uploads[i]!;
          assert.equal(upload.sequence, page.header.sequence);
          // A closed page stands in flash as it was sent; the open one has got the ticket's and the time's frames since.
          const length = Math.min(upload.length, page.length);
          assert.deepEqual(upload.bytes.subarray(136, length), withoutKeySlots(bytes).subarray(136, length));
          assert.ok(upload.bytes.subarray(32, 100).every((byte) => byte === 0));
        }
        // Every page has its receipt, and the one that was open has given way to a new one.
        const after = logOf(token);
        assert.ok(after.at(-1)!.page.header.sequence > before.at(-1)!.page.header.sequence);
        for (const { page } of after.slice(0, -1)) assert.equal(page.header.receipted, true);
        assert.deepEqual(await syncedPages(token), [after.at(-1)!.page.header.sequence]);
      });
    }
  });
}

async function syncedPages(token: TestToken & { server: TestServer }): Promise<number[]> {
  token.server.uploads.length = 0;
  await token.server.sync();
  return token.server.uploads.map(({ sequence }) => sequence);
}

describe("20 KB of log", function () {
  this.timeout(120_000);
  for (const [board, limit] of [
    [boards.puckjs!, 15],
    [boards.xiaoble!, 8],
  ] as const) {
    it(`are synced within ${limit} seconds by a ${board.id}`, async () => {
      const token = await readyToken({ board });
      live(token, 130);
      const { device, server } = token;
      const ready = holdButton(device, device.worldNow);
      const { result, endedAt } = await converse(
        device,
        ready,
        { mtu: board.mtu, intervalMs: 30 },
        (transport) => syncToken(transport, server),
      );
      assert.ok(result.bytes > 20_000, `${result.bytes} bytes`);
      const seconds = ((endedAt - ready) / 1000) * (20_000 / result.bytes);
      assert.ok(seconds <= limit, `${seconds} s`);
    });
  }
});

describe("a ticket", () => {
  it("is needed to list, read and ask for health", async () => {
    const token = await readyToken();
    await talk(token, async (control) => {
      assert.equal(await answerTo(control, { name: "list" }), "no-ticket");
      assert.equal(await answerTo(control, { name: "health" }), "no-ticket");
      const read = { name: "read", sequence: 0, offset: 0, length: 100, window: 1, chunk: 0 } as const;
      assert.equal(await answerTo(control, read), "no-ticket");
    });
  });

  it("counts once, in any order within 64, and a later link needs another one", async () => {
    const token = await readyToken();
    const { server } = token;
    const first = server.counter;
    await talk(token, async (control) => {
      const tried: [number, string][] = [
        ...([
          [first, "spent"],
          [first + 64, "ok"],
          [first + 64, "spent"],
          [first + 1, "ok"],
        ] as [number, string][]),
        ...([
          [first + 1, "spent"],
          [first + 33, "ok"],
          [first + 32, "ok"],
          [first + 33, "spent"],
        ] as [number, string][]),
        ...([
          [first + 200, "spent"],
          [first, "spent"],
          [first + 127, "ok"],
          [first + 64, "spent"],
        ] as [number, string][]),
        ...([
          [first + 63, "spent"],
          [first + 65, "ok"],
        ] as [number, string][]),
      ];
      for (const [counter, expected] of tried)
        assert.equal(
          await answerTo(control, { name: "ticket", ...server.ticket(counter) }),
          expected,
          `${counter - first}`,
        );
    });
    await talk(token, async (control) => {
      assert.equal(await answerTo(control, { name: "list" }), "no-ticket");
      assert.equal(await answerTo(control, { name: "ticket", ...server.ticket(first + 65) }), "spent");
    });
  });

  it("stays spent over a loss of power", async () => {
    const token = await readyToken();
    const { device, server } = token;
    const ticket = server.ticket(server.counter + 7);
    await talk(token, async (control) =>
      assert.equal(await answerTo(control, { name: "ticket", ...ticket }), "ok"),
    );
    device.powerOff();
    device.powerOn();
    device.runTo(device.worldNow + 1000);
    await talk(token, async (control) => {
      assert.equal(await answerTo(control, { name: "ticket", ...ticket }), "spent");
      assert.equal(await answerTo(control, { name: "ticket", ...server.ticket(server.counter + 8) }), "ok");
    });
  });

  it("must be the server's and within its time", async () => {
    const token = await readyToken();
    const { server } = token;
    const epoch = Math.floor(token.device.worldNow / EPOCH_MS);
    await talk(token, async (control) => {
      const forged = server.ticket(50);
      forged.mac[3]! ^= 1;
      assert.equal(await answerTo(control, { name: "ticket", ...forged }), "mac");
      const tried: [Parameters<TestServer["ticket"]>, string][] = [
        [[51, epoch + 2, 12], "not-yet"],
        [[52, epoch - 60, 12], "expired"],
        [[53, epoch - 10, 49], "expired"],
        [[54, epoch - 60, 48], "ok"],
      ];
      for (const [ticket, expected] of tried)
        assert.equal(await answerTo(control, { name: "ticket", ...server.ticket(...ticket) }), expected);
    });
  });

  it("tells a token that knows no time how late it is at least", async () => {
    const token = await freshToken();
    token.device.powerOn();
    token.device.runTo(token.device.worldNow + 1000);
    const server = new TestServer(token);
    const notBefore = Math.floor(token.device.worldNow / EPOCH_MS) - 3;
    await talk(token, async (control) =>
      assert.equal(await answerTo(control, { name: "ticket", ...server.ticket(1, notBefore) }), "ok"),
    );
    const typed = logOf(token)
      .flatMap(({ page }) => page.frames)
      .map(({ content }) => content.kind === "typed" && content.frame.type);
    // Its clock stood at the first epoch of its first day.
    assert.deepEqual(typed, ["ticket", "clock", "epoch", "time"]);
    const hello = await talk(token, (control) => control.ask({ name: "open" }, "hello"));
    assert.equal(hello.flags, 1);
  });
});

describe("signed time", () => {
  it("is taken for the nonce of the last HELLO, once", async () => {
    const token = await readyToken();
    const { server } = token;
    await talk(token, async (control) => {
      const first = await control.ask({ name: "open" }, "hello");
      const second = await control.ask({ name: "open" }, "hello");
      assert.notDeepEqual(first.nonce, second.nonce);
      assert.equal(await answerTo(control, { name: "time", ...server.time(first.nonce) }), "mac");
      assert.equal(await answerTo(control, { name: "time", ...server.time(second.nonce) }), "ok");
      assert.equal(await answerTo(control, { name: "time", ...server.time(second.nonce) }), "mac");
    });
  });

  it("moves no clock to before the day of its key, nor years ahead", async () => {
    const token = await readyToken();
    const { server, day } = token;
    await talk(token, async (control) => {
      for (const wrong of [day * 86_400 - 1, (day + 5000) * 86_400]) {
        const { nonce } = await control.ask({ name: "open" }, "hello");
        assert.equal(await answerTo(control, { name: "time", ...server.time(nonce, wrong) }), "clock-bounds");
      }
    });
  });

  it("that corrects the clock is written down with what it was", async () => {
    const token = await readyToken();
    const { server } = token;
    await talk(token, async (control) => {
      const { nonce } = await control.ask({ name: "open" }, "hello");
      assert.equal(
        await answerTo(control, { name: "time", ...server.time(nonce, server.unixSeconds + 3600) }),
        "ok",
      );
    });
    const frames = logOf(token)
      .at(-1)!
      .page.frames.map(({ epoch, content }) => ({ epoch, content }));
    const [clock, time] = frames.slice(-2);
    assert.ok(clock!.content.kind === "typed" && clock!.content.frame.type === "clock");
    assert.ok(Math.abs(clock!.content.frame.delta - 3600) <= 1);
    assert.equal(time!.epoch, clock!.epoch + 4);
  });
});

describe("a receipt", () => {
  it("frees a page only with its exact length and MAC", async () => {
    const token = await readyToken();
    live(token, 12);
    const { server } = token;
    await talk(token, async (control) => {
      assert.equal(await answerTo(control, { name: "ticket", ...server.ticket(20) }), "ok");
      const pages = [await control.ask({ name: "list" }, "page")];
      while (!(pages.at(-1)!.state & 8)) pages.push(await control.next("page"));
      const closed = pages.find(({ state }) => state === 1)!;
      const open = pages.at(-1)!;
      const refusals: [ControlMessage, string][] = [
        [
          { name: "receipt", ...server.receipt(closed.sequence, closed.length - 4, closed.mac) },
          "receipt-mismatch",
        ],
        [{ name: "receipt", ...server.receipt(closed.sequence, closed.length, open.mac) }, "mac"],
        [
          { name: "receipt", ...server.receipt(open.sequence, open.length - 16, open.mac) },
          "receipt-mismatch",
        ],
        [{ name: "receipt", ...server.receipt(open.sequence + 1, open.length, open.mac) }, "no-such-page"],
        [
          {
            name: "receipt",
            ...server.receipt(closed.sequence, closed.length, closed.mac),
            mac: new Uint8Array(12),
          },
          "mac",
        ],
      ];
      const before = logOf(token).map(({ bytes }) => bytes);
      for (const [message, expected] of refusals) assert.equal(await answerTo(control, message), expected);
      assert.deepEqual(
        logOf(token).map(({ bytes }) => bytes),
        before,
      );
      const good = server.receipt(closed.sequence, closed.length, closed.mac);
      assert.equal(await answerTo(control, { name: "receipt", ...good }), "ok");
      // It may come twice: the station does not know whether the answer was lost.
      assert.equal(await answerTo(control, { name: "receipt", ...good }), "ok");
    });
    assert.equal(logOf(token).filter(({ page }) => page.header.receipted).length, 2);
  });

  it("of an earlier state of the open page frees nothing", async () => {
    const token = await readyToken();
    const { server } = token;
    live(token, 1);
    const seen = await talk(token, async (control) => {
      await answerTo(control, { name: "ticket", ...server.ticket(20) });
      let page = await control.ask({ name: "list" }, "page");
      while (!(page.state & 8)) page = await control.next("page");
      return page;
    });
    live(token, 2);
    await talk(token, async (control) => {
      const receipt = server.receipt(seen.sequence, seen.length, seen.mac);
      assert.equal(await answerTo(control, { name: "receipt", ...receipt }), "mac");
    });
    assert.equal(logOf(token).at(-1)!.page.header.sequence, seen.sequence);
  });
});

describe("the control characteristic", () => {
  it("answers nonsense with an error and goes on", async () => {
    const token = await readyToken();
    await talk(token, async (control, transport) => {
      const errors: number[][] = [];
      const listen = transport.onControl;
      transport.onControl = (bytes) => {
        errors.push([...bytes]);
      };
      const operations = [0, 1, 3, 15, 0x18, 0x21, 255];
      for (const operation of operations) await transport.writeControl(Uint8Array.of(operation));
      for (const [operation, { name, fields }] of Object.entries(MESSAGES)) {
        if (!["ticket", "time", "read", "ack", "receipt"].includes(name)) continue;
        const length = fields.reduce((sum, [, bytes]) => sum + bytes, 0);
        await transport.writeControl(new Uint8Array(length).fill(Number(operation)));
      }
      await transport.within(3000, new Promise(() => {}));
      assert.deepEqual(
        errors.slice(0, operations.length),
        operations.map((operation) => [0x23, operation, 1, 0, 0]),
      );
      assert.deepEqual(
        errors.slice(operations.length).map(([, , code]) => code),
        [2, 2, 2, 2, 2],
      );
      transport.onControl = listen;
      await control.ask({ name: "open" }, "hello");
    });
    assert.deepEqual(token.device.console, []);
  });

  it("reads any range of a page, and none outside it", async () => {
    const token = await readyToken();
    live(token, 2);
    const { server } = token;
    await talk(token, async (control, transport) => {
      await answerTo(control, { name: "ticket", ...server.ticket(20) });
      let page = await control.ask({ name: "list" }, "page");
      while (!(page.state & 8)) page = await control.next("page");
      const range = { name: "read", sequence: page.sequence, window: 6, chunk: 18 } as const;
      assert.equal(await answerTo(control, { ...range, offset: page.length - 10, length: 11 }), "range");
      assert.equal(await answerTo(control, { ...range, offset: 0, length: 0 }), "range");
      assert.equal(
        await answerTo(control, { ...range, sequence: 99, offset: 0, length: 10 }),
        "no-such-page",
      );
      const chunks: Uint8Array[] = [];
      transport.onData = (bytes) => {
        chunks.push(bytes.slice());
      };
      await control.send({ ...range, offset: 90, length: 50 });
      await transport.within(1000, new Promise(() => {}));
      assert.deepEqual(
        chunks.map((bytes) => [readU16(bytes, 0), bytes.length - 2]),
        [
          [0, 18],
          [1, 18],
          [2, 14],
        ],
      );
      const sent = chunks.flatMap((bytes) => [...bytes.subarray(2)]);
      const stands = withoutKeySlots(logOf(token).at(-1)!.bytes);
      assert.deepEqual(sent, [...stands.subarray(90, 140)]);
      assert.ok(sent.slice(0, 10).every((byte) => byte === 0));
    });
  });
});

describe("while a station is connected", () => {
  it("and shows no ticket, it is sent away: the token is on the air again within twelve seconds", async () => {
    const token = await readyToken();
    const { device } = token;
    const ready = holdButton(device, device.worldNow);
    device.gatt.connect({ mtu: 53, intervalMs: 30 });
    device.runTo(ready + 1000);
    device.gatt.write(SYNC_SERVICE, SYNC_CONTROL, encodeControl({ name: "open" }));
    device.runTo(ready + 12_000);
    assert.equal(device.gatt.connected, false);
    const open = device.air.transmissions.at(-1)!;
    assert.ok(open.connectable && open.to === Number.POSITIVE_INFINITY && open.from > ready + 8000);
    device.runTo(ready + 70_000);
    assert.equal(device.air.transmissions.at(-1)!.connectable, false);
  });

  it("nothing is on the air, no ID changes, and the next advert has the new epoch's ID", async () => {
    const token = await readyToken({ at: MIDNIGHT + 5 * EPOCH_MS - 40_000 });
    const { device } = token;
    const ready = holdButton(device, device.worldNow);
    device.gatt.connect({ mtu: 53, intervalMs: 30 });
    device.runTo(ready + 1000);
    device.gatt.write(SYNC_SERVICE, SYNC_CONTROL, encodeControl({ name: "open" }));
    device.runTo(ready + 2000);
    const ticket = token.server.ticket(token.server.counter + 1);
    device.gatt.write(SYNC_SERVICE, SYNC_CONTROL, encodeControl({ name: "ticket", ...ticket }));
    device.runTo(ready + 60_000);
    const border = Math.ceil(ready / EPOCH_MS) * EPOCH_MS;
    assert.ok(border < ready + 60_000);
    const during = device.air.transmissions.filter(({ from }) => from > ready + 1000);
    assert.deepEqual(during, []);
    const [before] = device.air.transmissions.slice(-1);
    device.gatt.disconnect();
    device.runTo(ready + 130_000);
    const after = device.air.transmissions.at(-1)!;
    assert.notEqual(after.address, before!.address);
    assert.notDeepEqual(after.data.subarray(11, 23), before!.data.subarray(11, 23));
    assert.equal(device.gatt.connected, false);
  });
});
