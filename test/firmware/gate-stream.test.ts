/** A gate token's program with a page that takes what it hears, on the virtual token. */
import assert from "node:assert/strict";
import { boards } from "../../boards/index.ts";
import { holdButton } from "../../host-tools/models/virtual-token/central.ts";
import { decodeAdvert, encodeAdvert } from "../../protocol/advert.ts";
import { toHex } from "../../protocol/bytes.ts";
import { answers, decodeGateAdvert } from "../../protocol/gate-advert.ts";
import { decodeHeard, type HeardAdvert } from "../../protocol/gate-stream.ts";
import {
  type ControlMessage,
  decodeControl,
  encodeControl,
  SYNC_CONTROL,
  SYNC_DATA,
  SYNC_SERVICE,
} from "../../protocol/sync.ts";
import { TAP_TAIL } from "../support/tap-tail.ts";
import { EPOCH_MS, MINUTE_MS, readyToken, recordsOf, type TestToken } from "../support/token.ts";

const MTU = { puckjs: 53, xiaoble: 131 } as const;
const PAGE = new Uint8Array(16).fill(0x11);
const OTHER = new Uint8Array(16).fill(0x22);
const idOf = (seed: number) => new Uint8Array(12).fill(seed).with(1, 0x80 | seed);
const phoneAdvert = (id: Uint8Array) => Uint8Array.of(2, 1, 2, 15, 0xff, 0xb5, 0x22, ...id, 3, 3, 0x56, 0x4e);

/** A page at a gate: what was notified to it. */
class Page {
  readonly token: TestToken;
  readonly heard: HeardAdvert[] = [];
  readonly numbers: number[] = [];
  readonly said: ControlMessage[] = [];
  overruns = 0;
  isGone = false;

  constructor(token: TestToken, mtu: number) {
    this.token = token;
    const { gatt } = token.device;
    gatt.onDisconnect = () => {
      this.isGone = true;
    };
    gatt.onNotification = (_service, characteristic, value) => {
      if (characteristic === SYNC_CONTROL) {
        const message = decodeControl(value);
        assert.ok(message.ok);
        this.said.push(message.value);
      }
      if (characteristic !== SYNC_DATA) return;
      const read = decodeHeard(value);
      assert.ok(read.ok);
      this.heard.push(...read.value.adverts);
      this.numbers.push(read.value.number);
      if (read.value.isOverrun) this.overruns++;
    };
    gatt.connect({ mtu, intervalMs: 30 });
  }

  run(milliseconds: number): void {
    const { device } = this.token;
    device.runTo(device.worldNow + milliseconds);
  }

  say(message: ControlMessage): void {
    this.token.device.gatt.write(SYNC_SERVICE, SYNC_CONTROL, encodeControl(message));
    this.run(300);
  }

  leave(): void {
    this.token.device.gatt.disconnect();
    this.run(300);
  }
}

function hear({ device }: TestToken, data: Uint8Array, rssi = -60): void {
  device.air.hear([{ at: device.worldNow, rssi, channel: 37, data, address: "c1:02:03:04:05:06 random" }]);
}

const isListening = ({ device }: TestToken): boolean => device.air.listenings.at(-1)?.to === Infinity;
const onAir = ({ device }: TestToken): Uint8Array => device.air.transmissions.at(-1)!.data;

async function gateAtNoon(board: keyof typeof MTU = "xiaoble") {
  const token = await readyToken({ role: "gate", seed: 1, board: boards[board]! });
  token.device.runTo(Math.ceil(token.device.worldNow / EPOCH_MS) * EPOCH_MS + 2 * MINUTE_MS + 3000);
  return token;
}

for (const board of ["puckjs", "xiaoble"] as const)
  describe(`a gate's stream on ${board}`, () => {
    it("tells each advert of a token or phone, in its order, and nobody else's", async () => {
      const token = await gateAtNoon(board);
      const page = new Page(token, MTU[board]);
      page.run(500);
      page.say({ name: "stream", page: PAGE });
      assert.deepEqual(page.said, [{ name: "ok", operation: 0x18 }]);
      assert.ok(isListening(token));
      const told: string[] = [];
      const add = (data: Uint8Array, id: Uint8Array, call: string, rssi: number, loss: number) => {
        hear(token, data, rssi);
        told.push(`${toHex(id.slice(0, 7))} ${call} ${loss}`);
      };
      for (let n = 1; n <= 40; n++) {
        const id = idOf(n);
        add(encodeAdvert(id, TAP_TAIL), id, "tap", -70, 10);
        add(encodeAdvert(id, { ...TAP_TAIL, late: true }), id, "token", -64, 4);
        add(encodeAdvert(id, { ...TAP_TAIL, inBurst: true, powerAtOneMetre: -70 }), id, "token", -30, -20);
        add(phoneAdvert(id), id, "phone", -66, 0);
        // None of these is told.
        hear(token, encodeAdvert(id, { ...TAP_TAIL, role: "gate", late: true }));
        hear(token, encodeAdvert(id, { ...TAP_TAIL, version: 2 }));
        hear(token, encodeAdvert(id, TAP_TAIL).slice(0, 30));
        hear(token, phoneAdvert(id).slice(0, 22));
        hear(token, Uint8Array.of(2, 1, 6, 3, 3, 0x56, 0x4e));
        hear(token, encodeAdvert(id, TAP_TAIL), -110);
        page.run(60);
      }
      page.run(500);
      assert.deepEqual(
        page.heard.map(({ id, call, loss }) => `${toHex(id)} ${call} ${loss}`),
        told,
      );
      assert.deepEqual(
        page.numbers,
        page.numbers.map((_, i) => i),
      );
      assert.equal(page.overruns, 0);
      assert.deepEqual(token.device.console, []);
    });
  });

describe("a gate with a page", () => {
  it("answers a tap once the page says that it is written down, and not before", async () => {
    const token = await gateAtNoon();
    const page = new Page(token, 131);
    page.run(500);
    page.say({ name: "stream", page: PAGE });
    const ids = [idOf(5), idOf(6)];
    for (const id of ids) hear(token, encodeAdvert(id, TAP_TAIL));
    page.run(1000);
    assert.ok(decodeAdvert(onAir(token)).ok);
    for (const id of ids) page.say({ name: "answer", tag: id.slice(0, 7) });
    const epoch = Math.floor(token.device.worldNow / EPOCH_MS);
    const advert = decodeGateAdvert(onAir(token));
    assert.ok(advert.ok);
    for (const id of ids) assert.ok(answers(advert.value, epoch, id));
    const { connectable, intervalMs } = token.device.air.transmissions.at(-1)!;
    assert.deepEqual({ connectable, intervalMs }, { connectable: false, intervalMs: 100 });
    page.run(3000);
    assert.ok(decodeAdvert(onAir(token)).ok);
    assert.deepEqual(token.device.console, []);
  });

  it("keeps the page over epochs, under one address, and writes down by itself once the page is gone", async () => {
    const token = await gateAtNoon();
    const { device } = token;
    const page = new Page(token, 131);
    page.run(500);
    page.say({ name: "stream", page: PAGE });
    const addresses = new Set<string>();
    for (let quarter = 0; quarter < 3; quarter++) {
      hear(token, encodeAdvert(idOf(quarter + 1), TAP_TAIL));
      addresses.add(device.air.transmissions.at(-1)!.address);
      page.run(EPOCH_MS);
      assert.ok(isListening(token));
    }
    assert.equal(page.heard.length, 3);
    assert.equal(addresses.size, 1);
    assert.equal(page.isGone, false);
    page.leave();
    assert.ok(isListening(token));
    const epoch = Math.floor(device.worldNow / EPOCH_MS);
    hear(token, encodeAdvert(idOf(9), { ...TAP_TAIL, late: true }));
    page.run(EPOCH_MS + 10_000);
    const records = recordsOf(token).filter((one) => one.epoch >= epoch);
    assert.deepEqual(
      records.map(({ record }) => toHex(record.prefix)),
      [toHex(idOf(9).slice(0, 6))],
    );
    assert.deepEqual(device.console, []);
  });

  it("is the first page's that comes, until the button is held", async () => {
    const token = await gateAtNoon();
    const first = new Page(token, 131);
    first.run(500);
    first.say({ name: "stream", page: PAGE });
    first.leave();
    const other = new Page(token, 131);
    other.run(500);
    other.say({ name: "stream", page: OTHER });
    assert.deepEqual(other.said, [{ name: "error", operation: 0x18, code: 14, argument: 0 }]);
    // It is sent away, and the page gets in again.
    other.run(500);
    assert.equal(other.isGone, true);
    const again = new Page(token, 131);
    again.run(500);
    again.say({ name: "stream", page: PAGE });
    assert.deepEqual(again.said, [{ name: "ok", operation: 0x18 }]);
    again.run(20_000);
    assert.equal(again.isGone, false);
    holdButton(token.device, token.device.worldNow);
    assert.equal(again.isGone, true);
    const taking = new Page(token, 131);
    taking.run(500);
    taking.say({ name: "stream", page: OTHER });
    assert.deepEqual(taking.said, [{ name: "ok", operation: 0x18 }]);
    taking.run(2 * MINUTE_MS);
    assert.equal(taking.isGone, false);
    assert.deepEqual(token.device.console, []);
  });

  it("hears on and writes down while a stranger is connected, whom it sends away", async () => {
    const token = await gateAtNoon();
    const epoch = Math.floor(token.device.worldNow / EPOCH_MS);
    const stranger = new Page(token, 131);
    stranger.run(500);
    assert.ok(isListening(token));
    hear(token, encodeAdvert(idOf(9), { ...TAP_TAIL, late: true }));
    stranger.run(11_000);
    assert.equal(stranger.isGone, true);
    stranger.run(EPOCH_MS);
    assert.deepEqual(
      recordsOf(token)
        .filter((one) => one.epoch === epoch)
        .map(({ record }) => toHex(record.prefix)),
      [toHex(idOf(9).slice(0, 6))],
    );
  });

  it("lets nobody read its log who has not held the button", async () => {
    const token = await gateAtNoon();
    const page = new Page(token, 131);
    page.run(500);
    for (const name of ["open", "list", "health", "bye"] as const) page.say({ name });
    page.say({ name: "answer", tag: new Uint8Array(7) });
    assert.deepEqual(
      page.said.map((message) => message.name === "error" && message.code),
      [3, 3, 3, 3, 3],
    );
    page.leave();
    const { pages } = await token.server.sync();
    assert.ok(pages > 0);
  });
});

describe("a token that is no gate", () => {
  it("does not know what a page says to a gate", async () => {
    const token = await readyToken({ seed: 1 });
    const { device } = token;
    device.runTo(device.worldNow + MINUTE_MS);
    holdButton(device, device.worldNow);
    const page = new Page(token, 53);
    page.run(500);
    page.say({ name: "stream", page: PAGE });
    page.say({ name: "answer", tag: new Uint8Array(7) });
    assert.deepEqual(
      page.said.map((message) => message.name === "error" && message.code),
      [1, 1],
    );
  });
});
