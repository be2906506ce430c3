import assert from "node:assert/strict";
import { sha256 } from "../../host-tools/lib/sha256.ts";
import { holdButton } from "../../host-tools/models/virtual-token/central.ts";
import type { Device } from "../../host-tools/models/virtual-token/device.ts";
import type { SyncTransport } from "../../host-tools/station/control-channel.ts";
import { explainError } from "../../host-tools/station/explanations.ts";
import type { PageUpload, SyncAuthority } from "../../host-tools/station/sync-authority.ts";
import { syncToken } from "../../host-tools/station/sync-client.ts";
import { installedDevice } from "../../host-tools/world/handout.ts";
import type { Receipt, Ticket } from "../../protocol/authority.ts";
import { ticketMac } from "../../protocol/authority.ts";
import { toHex, writeInteger } from "../../protocol/bytes.ts";
import { crc32 } from "../../protocol/crc32.ts";
import { hmacKey } from "../../protocol/hash.ts";
import { encodeIdentity, keysFromSeed } from "../../protocol/identity.ts";
import { decodeControl, encodeControl, PAGE, PAGE_LAST } from "../../protocol/sync.ts";
import { overLink } from "../support/station.ts";
import {
  assertCame,
  awake,
  forgetPages,
  pagesAtServer,
  pagesInFlash,
  rowsAtServer,
  type Worn,
  type WornToken,
  waitingRecords,
  wearTokens,
} from "../support/worn-token.ts";

const LINK = { mtu: 53, intervalMs: 30 };
const HOUR_MS = 3_600_000;

describe("at a station", function () {
  // Generous: other programs may have the machine.
  this.timeout(120_000);
  let worn: Worn;
  let token: WornToken;
  let other: WornToken;
  let device: Device;

  before(async () => {
    worn = await wearTokens({ tokens: 2, epochs: 10 });
    [token, other] = worn.tokens as [WornToken, WornToken];
  });
  after(() => worn.server.close());
  beforeEach(async () => {
    device = awake(token);
    await forgetPages(worn.server, token.serial);
    worn.clock.now = device.worldNow;
  });

  /** A visit with some of the server's answers changed. */
  function visit(
    changed: Partial<SyncAuthority> = {},
    around: (transport: SyncTransport) => SyncTransport = (transport) => transport,
    whose: Device = device,
  ) {
    holdButton(whose, whose.worldNow, 6000);
    worn.clock.now = whose.worldNow;
    const { server } = worn;
    const authority: SyncAuthority = {
      admit: (name, hello) => server.admit(name, hello),
      signTime: (serial, nonce) => server.signTime(serial, nonce),
      receivePage: (upload) => server.receivePage(upload),
      receiveHealth: (serial, health) => server.receiveHealth(serial, health),
      ...changed,
    };
    return overLink(whose, LINK, (transport) => syncToken(around(transport), authority));
  }

  /** The visit fails with this word, in both languages, and the token is as it was: a later visit brings everything. */
  async function isRefused(code: string, failing: Promise<unknown>): Promise<void> {
    const error = await failing.then(
      () => assert.fail("nothing was refused"),
      (thrown) => thrown,
    );
    const explained = explainError(error);
    assert.equal(explained.code, code, String(error));
    for (const { what, lost, next } of [explained.vi, explained.en])
      assert.ok(what.length > 10 && lost.length > 10 && next.length > 10);
    await everythingStillComes();
  }

  async function everythingStillComes(): Promise<void> {
    const before = pagesInFlash(token, device.flash.bytes);
    assert.deepEqual(
      before.flatMap(({ records }) => records),
      pagesInFlash(token, token.image).flatMap(({ records }) => records),
    );
    const result = await visit();
    assert.deepEqual(result.refused, []);
    const brought = before.filter(({ receipted }) => !receipted).flatMap(({ records }) => records);
    assert.deepEqual((await rowsAtServer(worn.server, token.serial)).slice(-brought.length), brought);
    assert.deepEqual(device.console, []);
  }

  const ticketOf = (fields: Partial<Ticket>, key = token.identity.tokenKey): Ticket => {
    const epoch = Math.floor(device.worldNow / 900_000);
    const { counter, notBefore, hours } = { counter: 60, notBefore: epoch, hours: 1, ...fields };
    const mac = ticketMac(sha256, hmacKey(key), counter, notBefore, hours);
    return { counter, notBefore, hours, mac };
  };
  const admitting = (ticket: Ticket) => ({ admit: async () => [{ serial: token.serial, ticket }] });
  const withTicket = (ticket: Ticket) => visit(admitting(ticket));

  it("a wrong ticket is refused", () =>
    isRefused("ticket-foreign", withTicket({ ...ticketOf({}), mac: new Uint8Array(10) })));

  it("a ticket of another token is refused", () =>
    isRefused("ticket-foreign", withTicket(ticketOf({}, other.identity.tokenKey))));

  it("a ticket used before is refused", async () => {
    const ticket = ticketOf({ counter: 61 });
    await withTicket(ticket);
    device.runTo(device.worldNow + 61_000);
    await forgetPages(worn.server, token.serial);
    holdButton(device, device.worldNow, 6000);
    const again = overLink(device, LINK, (transport) =>
      syncToken(transport, { ...worn.server, ...admitting(ticket) }),
    );
    await assert.rejects(again, (error) => explainError(error).code === "ticket-spent");
  });

  it("a ticket that has gone stale, or whose time has not come, is refused", async () => {
    // Only a clock that the server has set can tell.
    await visit();
    const now = device.worldNow;
    const staleFrom = Math.floor((now - 50 * HOUR_MS) / 900_000);
    device.runTo(now + 61_000);
    await isRefusedNow("ticket-stale", withTicket(ticketOf({ notBefore: staleFrom, hours: 48 })));
    device.runTo(device.worldNow + 61_000);
    const soon = Math.floor((device.worldNow + 3 * HOUR_MS) / 900_000);
    await isRefusedNow("ticket-early", withTicket(ticketOf({ counter: 62, notBefore: soon })));
  });

  async function isRefusedNow(code: string, failing: Promise<unknown>): Promise<void> {
    await assert.rejects(failing, (error) => explainError(error).code === code);
  }

  it("a token whose clock has lost minutes takes the server's ticket, also when an epoch has just begun", async () => {
    await visit();
    device.runTo(device.worldNow + 61_000);
    const border = Math.ceil(device.worldNow / 900_000 + 1) * 900_000;
    const result = await visit({
      admit(name, hello) {
        worn.clock.now = border + 1000;
        return worn.server.admit(name, hello);
      },
    });
    assert.equal(result.clock.trusted, true);
    assert.deepEqual(result.refused, []);
  });

  it("a token that nobody enrolled gets no ticket, whatever number it bears", async () => {
    for (const stranger of [strange(), strange(token.serial)])
      await assert.rejects(visit({}, undefined, stranger), { reason: "unknown-alias" });
    assert.equal((await pagesAtServer(worn.server, token.serial)).size, 0);
  });

  /** What a station that holds tickets of these keys offers without a network. */
  const guesses = (...keys: readonly Uint8Array[]) => ({
    admit: async () =>
      keys.map((key, i) => ({
        serial: key === token.identity.tokenKey ? token.serial : i + 1,
        ticket: ticketOf({ counter: 63 }, key),
        isGuess: true,
      })),
  });
  const otherKey = (number: number) => new Uint8Array(32).fill(number);

  it("without a network a token takes its own among the tickets held for its four digits", async () => {
    const result = await visit(guesses(otherKey(1), otherKey(2), token.identity.tokenKey, otherKey(3)));
    assert.equal(result.serial, token.serial);
    assert.ok(result.pages > 0);
  });

  it("without a network a token that only shares its four digits with those held is told apart", () =>
    isRefused("digits-shared", visit(guesses(otherKey(1), otherKey(2)))));

  it("nothing of a whole sync tells the serial on the air", async () => {
    const serial = new Uint8Array(5);
    writeInteger(serial, 0, 5, token.serial);
    const said: string[] = [];
    await visit({}, (transport) => {
      const { onNotification } = device.gatt;
      device.gatt.onNotification = (service, characteristic, value) => {
        said.push(toHex(value));
        onNotification?.(service, characteristic, value);
      };
      return transport;
    });
    assert.ok(said.length > 50);
    for (const bytes of [serial, serial.slice(0, 4), serial.slice(0, 4).reverse()])
      assert.deepEqual(
        said.filter((value) => value.includes(toHex(bytes))),
        [],
      );
    assert.ok(!device.air.transmissions.some(({ data }) => toHex(data).includes(toHex(serial))));
  });

  function strange(serial = 4_000_000_000): Device {
    const { identity } = token;
    const keys = keysFromSeed(sha256, new Uint8Array(32).fill(99));
    const bytes = encodeIdentity(crc32, { ...identity, ...keys, serial });
    const stranger = installedDevice(worn.build, bytes, 5, device.worldNow);
    stranger.powerOn();
    stranger.runTo(device.worldNow + 2000);
    return stranger;
  }

  it("a page that was tampered with on the way is kept by the token and leaves no trace at the server", async () => {
    for (const place of [0, 5, 10, 40, 110, 140, 1000]) {
      const tampered = await visit({
        async receivePage(upload) {
          if (upload.length <= place) return worn.server.receivePage(upload);
          const bytes = upload.bytes.slice();
          bytes[place]! ^= 1;
          return worn.server.receivePage({ ...upload, bytes });
        },
      });
      // The key slots are no part of what is kept.
      if (place === 40) continue;
      assert.ok(tampered.refused.length > 0, `byte ${place}`);
      const gone = new Set(tampered.refused.map(({ sequence }) => sequence));
      for (const { sequence, receipted } of pagesInFlash(token, device.flash.bytes))
        if (gone.has(sequence)) assert.ok(!receipted, `page ${sequence}, byte ${place}`);
      for (const sequence of (await pagesAtServer(worn.server, token.serial)).keys())
        assert.ok(!gone.has(sequence));
      device = awake(token);
      await forgetPages(worn.server, token.serial);
    }
    await everythingStillComes();
  });

  it("a station that lies about a page's length, number or owner gets no receipt", async () => {
    const lies: ((upload: PageUpload) => PageUpload)[] = [
      (upload) => ({ ...upload, length: upload.length - 4 }),
      (upload) => ({ ...upload, length: upload.length + 4 }),
      (upload) => ({ ...upload, length: 70_000 }),
      (upload) => ({ ...upload, length: 100 }),
      (upload) => ({ ...upload, sequence: upload.sequence + 1 }),
      (upload) => ({ ...upload, serial: other.serial }),
      (upload) => ({ ...upload, bytes: upload.bytes.slice(0, 200) }),
    ];
    for (const [i, lie] of lies.entries()) {
      const result = await visit({ receivePage: (upload) => worn.server.receivePage(lie(upload)) });
      assert.equal(result.pages, 0, `lie ${i}`);
      assert.equal((await pagesAtServer(worn.server, token.serial)).size, 0, `lie ${i}`);
    }
    await everythingStillComes();
  });

  it("swapped receipts free nothing", async () => {
    const kept: { upload: PageUpload; receipt: Receipt }[] = [];
    const result = await visit({
      async receivePage(upload) {
        const receipt = await worn.server.receivePage(upload);
        kept.push({ upload, receipt });
        // Each page gets the receipt of the one before, under its own number.
        const before = kept.at(-2)?.receipt;
        return before
          ? { ...before, sequence: upload.sequence }
          : { ...receipt, sequence: upload.sequence + 1 };
      },
    });
    assert.equal(result.pages, 0);
    assert.deepEqual(
      pagesInFlash(token, device.flash.bytes).map(({ receipted }) => receipted),
      pagesInFlash(token, token.image).map(({ receipted }) => receipted),
    );
    await everythingStillComes();
  });

  it("another token's receipt, and one for a shorter page, free nothing", async () => {
    const shorter = await visit({
      async receivePage(upload) {
        const receipt = await worn.server.receivePage(upload);
        return { ...receipt, length: upload.length - 4 };
      },
    });
    assert.equal(shorter.pages, 0);
    await everythingStillComes();
  });

  /** Lets a token's messages through a hand that may change them. */
  const changing = (change: (bytes: Uint8Array) => Uint8Array) => (transport: SyncTransport) => {
    const proxy = Object.create(transport) as SyncTransport;
    let deliver: SyncTransport["onControl"] = () => {};
    transport.onControl = (bytes) => deliver(change(bytes));
    Object.defineProperty(proxy, "onControl", {
      set(listener: SyncTransport["onControl"]) {
        deliver = listener;
      },
    });
    for (const name of ["onData", "onDisconnect"] as const)
      Object.defineProperty(proxy, name, {
        set(listener: never) {
          transport[name] = listener;
        },
      });
    return proxy;
  };
  const withPages = (change: (fields: { sequence: number; length: number; state: number }) => object) =>
    changing((bytes) => {
      const message = decodeControl(bytes);
      if (!message.ok || message.value.name !== "page") return bytes;
      return encodeControl({ ...message.value, ...change(message.value) });
    });

  it("a token that lies about lengths, or never ends its list, is sent away", async () => {
    const lies = [
      withPages(() => ({ length: 65_535 })),
      withPages(() => ({ length: 20 })),
      withPages(() => ({ sequence: 3 })),
      changing((bytes) => (bytes[0] === PAGE ? bytes.slice(1) : bytes)),
    ];
    for (const lie of lies) await isRefusedNow("no-protocol", visit({}, lie));
    await isRefused(
      "no-answer",
      visit(
        {},
        withPages(({ state }) => ({ state: state & ~PAGE_LAST })),
      ),
    );
  });

  it("a token that says its page is longer than it is, is asked for what it has not", async () => {
    await isRefused(
      "token-refused",
      visit(
        {},
        withPages(({ length }) => ({ length: Math.min(4096, length + 8) })),
      ),
    );
  });

  it("time that the server did not sign is not taken, and the clock stays", async () => {
    const before = device.rtcMs - device.worldNow;
    await isRefused(
      "time-refused",
      visit({ signTime: async () => ({ unixSeconds: 2_000_000_000, mac: new Uint8Array(12) }) }),
    );
    assert.ok(Math.abs(device.rtcMs - device.worldNow - before) < 3000);
  });

  it("a clock that is put right by seconds brings what was heard in the running epoch too, once", async () => {
    // This one is worn still: a token that starts anew has heard nobody.
    const { device: running } = other;
    const result = await visit(
      {
        async signTime(serial, nonce) {
          worn.clock.now += 5000;
          return worn.server.signTime(serial, nonce);
        },
      },
      undefined,
      running,
    );
    assert.deepEqual(result.refused, []);
    await assertCame(worn.server, other, running.flash.bytes);
    const rows = await rowsAtServer(worn.server, other.serial);
    assert.ok(rows.length > waitingRecords(other).length, "what was heard since");
    assert.deepEqual(running.console, []);
  });

  it("a server that signs no time leaves the clock alone, and the log comes all the same", async () => {
    const result = await visit({ signTime: async () => undefined });
    assert.equal(result.clock.set, false);
    assert.deepEqual(result.refused, []);
    assert.ok(result.pages > 0);
  });

  it("another token than the one meant is asked for nothing", async () => {
    const before = toHex(sha256(device.flash.bytes));
    holdButton(device, device.worldNow, 6000);
    const asked = overLink(device, LINK, (transport) =>
      syncToken(transport, worn.server, { expected: other.serial }),
    );
    await assert.rejects(asked, (error) => explainError(error).code === "no-protocol");
    assert.equal(toHex(sha256(device.flash.bytes)), before);
  });
});
