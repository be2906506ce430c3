import assert from "node:assert/strict";
import { holdButton } from "../../host-tools/models/virtual-token/central.ts";
import type { Device } from "../../host-tools/models/virtual-token/device.ts";
import type { SyncTransport } from "../../host-tools/station/control-channel.ts";
import { ServerProblem, SyncBroken } from "../../host-tools/station/errors.ts";
import { PartialsInMemory } from "../../host-tools/station/partial-pages.ts";
import type { PageUpload } from "../../host-tools/station/sync-authority.ts";
import { syncToken } from "../../host-tools/station/sync-client.ts";
import type { Receipt } from "../../protocol/authority.ts";
import { decodeControl } from "../../protocol/sync.ts";
import { overLink } from "../support/station.ts";
import {
  assertCame,
  awake,
  forgetPages,
  pagesInFlash,
  type Worn,
  type WornToken,
  wearTokens,
} from "../support/worn-token.ts";

const LINK = { mtu: 53, intervalMs: 15 };
/** Real ms after which what was waited for will not come. */
const TOO_LATE_MS = 5000;

describe("pages on a slow line", function () {
  this.timeout(120_000);
  let worn: Worn;
  let token: WornToken;
  let device: Device;

  before(async () => {
    worn = await wearTokens({ epochs: 20 });
    token = worn.tokens[0]!;
  });
  after(() => worn.server.close());
  beforeEach(async () => {
    device = awake(token);
    await forgetPages(worn.server, token.serial);
  });

  function visit(
    receivePage: (upload: PageUpload) => Promise<Receipt | undefined>,
    around: (transport: SyncTransport) => SyncTransport = (transport) => transport,
    partials = new PartialsInMemory(),
  ) {
    holdButton(device, device.worldNow, 6000);
    worn.clock.now = device.worldNow;
    const { server } = worn;
    return overLink(device, LINK, (transport) =>
      syncToken(
        around(transport),
        {
          admit: (name, hello) => server.admit(name, hello),
          signTime: (serial, nonce) => server.signTime(serial, nonce),
          receivePage,
          receiveHealth: (serial, health) => server.receiveHealth(serial, health),
        },
        { partials },
      ),
    );
  }

  /** Tells which pages a station asks for. */
  function hearing(onRead: (sequence: number) => void) {
    return (transport: SyncTransport): SyncTransport => {
      const write = transport.writeControl.bind(transport);
      transport.writeControl = (bytes) => {
        const message = decodeControl(bytes);
        if (message.ok && message.value.name === "read") onRead(message.value.sequence);
        return write(bytes);
      };
      return transport;
    };
  }

  it("are read while the server answers for the one before; it gets one after the other, each once", async () => {
    let asked = -1;
    let atServer = 0;
    const order: number[] = [];
    const { pages } = await visit(
      async (upload) => {
        assert.equal(++atServer, 1, "one at a time");
        order.push(upload.sequence);
        const since = performance.now();
        // The first answer comes when the next page is asked for.
        while (order.length === 1 && asked <= upload.sequence) {
          if (performance.now() - since > TOO_LATE_MS) throw new Error("the next page is not read meanwhile");
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
        const receipt = await worn.server.receivePage(upload);
        atServer--;
        return receipt;
      },
      hearing((sequence) => {
        asked = sequence;
      }),
    );
    assert.ok(pages >= 2, `${pages} pages`);
    assert.deepEqual(
      order,
      [...new Set(order)].sort((a, b) => a - b),
    );
    await assertCame(worn.server, token, device.flash.bytes);
  });

  it("that are refused because an earlier link left another page's beginning, are read again after the next one", async () => {
    const partials = new PartialsInMemory();
    const first = firstWaiting();
    partials.put(token.serial, first, new Uint8Array(200).fill(7));
    const order: number[] = [];
    const { refused } = await visit(
      (upload) => {
        order.push(upload.sequence);
        return worn.server.receivePage(upload);
      },
      undefined,
      partials,
    );
    assert.deepEqual(refused, []);
    assert.equal(order.filter((sequence) => sequence === first).length, 2);
    await assertCame(worn.server, token, device.flash.bytes);
  });

  it("whose answer comes when the link is gone, cost nothing: the next visit brings them", async () => {
    const partials = new PartialsInMemory();
    let isReading = false;
    let answer: () => void = () => {};
    const late = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const first = firstWaiting();
    const broken = visit(
      async (upload) => {
        if (upload.sequence !== first) return worn.server.receivePage(upload);
        await late;
        throw new ServerProblem("server-away");
      },
      hearing((sequence) => {
        isReading = sequence > first;
        if (isReading) device.gatt.disconnect();
      }),
      partials,
    );
    await assert.rejects(broken, SyncBroken);
    assert.ok(isReading);
    answer();
    device.runTo(device.worldNow + 1000);
    await visit((upload) => worn.server.receivePage(upload), undefined, partials);
    await assertCame(worn.server, token, device.flash.bytes);
  });

  /** The first of the pages that wait in the token. */
  function firstWaiting(): number {
    return pagesInFlash(token, token.image).find(({ receipted }) => !receipted)!.sequence;
  }
});
