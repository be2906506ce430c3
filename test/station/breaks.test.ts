import assert from "node:assert/strict";
import { holdButton } from "../../host-tools/models/virtual-token/central.ts";
import type { Device } from "../../host-tools/models/virtual-token/device.ts";
import { Random } from "../../host-tools/models/virtual-token/random.ts";
import { isSyncProblem } from "../../host-tools/station/errors.ts";
import { PartialsInMemory } from "../../host-tools/station/partial-pages.ts";
import { type SyncResult, syncToken } from "../../host-tools/station/sync-client.ts";
import { type Blow, type Mood, moody, overLink, type Seen } from "../support/station.ts";
import {
  awake,
  type FlashPage,
  forgetPages,
  pagesAtServer,
  pagesInFlash,
  rowsAtServer,
  type Worn,
  type WornToken,
  wearTokens,
} from "../support/worn-token.ts";

const LINK = { mtu: 53, intervalMs: 30 };
/** Visits until everything must be through. */
const MOST_VISITS = 6;

/** What befalls a visit. */
interface Trouble {
  readonly strike?: (seen: Seen) => Blow;
  readonly mood?: (at: number) => Mood;
  /** The page was reloaded or closed: what it held of half pages went with it. */
  readonly forgets?: boolean;
  /** The wearer lets the button go too early the first time. */
  readonly letsGo?: boolean;
}

interface Outcome {
  readonly visits: number;
  readonly chunks: number;
  /** World ms from the first link to the end of the last one. */
  readonly milliseconds: number;
}

describe("a sync that is broken", function () {
  this.timeout(120_000);
  let worn: Worn;
  let token: WornToken;
  /** What stands in the flash before anybody comes. */
  let truth: string[];

  before(async () => {
    worn = await wearTokens({ epochs: 14 });
    token = worn.tokens[0]!;
    const pages = pagesInFlash(token, token.image);
    truth = pages.flatMap(({ records }) => records);
    assert.ok(pages.filter(({ receipted }) => !receipted).length >= 2, "two pages wait");
    assert.ok(truth.length > 400);
  });
  after(() => worn.server.close());

  /** The wearer comes until everything is through; after each visit nothing may be lost or freed early. */
  async function come(trouble: Trouble): Promise<Outcome> {
    await forgetPages(worn.server, token.serial);
    const device = awake(token);
    let partials = new PartialsInMemory();
    let chunks = 0;
    const began = device.worldNow;
    for (let visits = 1; visits <= MOST_VISITS; visits++) {
      const isFirst = visits === 1;
      if (isFirst && trouble.letsGo) {
        holdButton(device, device.worldNow, 2500);
        assert.throws(() => device.gatt.connect(LINK));
      }
      if (!canConnect(device)) holdButton(device, device.worldNow, 6000);
      worn.clock.now = device.worldNow;
      const at = device.worldNow;
      const authority = moody(worn.server, () =>
        isFirst ? (trouble.mood?.(device.worldNow - at) ?? "well") : "well",
      );
      let before = 0;
      let result: SyncResult | undefined;
      try {
        result = await overLink(
          device,
          LINK,
          (transport) => syncToken(transport, authority, { partials, expected: token.serial }),
          (seen) => {
            before = seen.chunks;
            return isFirst ? trouble.strike?.({ ...seen, at: seen.at - at }) : undefined;
          },
        );
      } catch (error) {
        if (!isSyncProblem(error)) throw error;
      }
      chunks += before;
      await nothingIsFreedEarly(device);
      if (result && result.refused.length === 0) {
        await everythingHasCome(device);
        return { visits, chunks, milliseconds: device.worldNow - began };
      }
      if (trouble.forgets) partials = new PartialsInMemory();
    }
    throw new Error(`not through after ${MOST_VISITS} visits`);
  }

  async function nothingIsFreedEarly(device: Device): Promise<void> {
    const held = await pagesAtServer(worn.server, token.serial);
    const now = new Map(pagesInFlash(token, device.flash.bytes).map((page) => [page.sequence, page]));
    for (const page of pagesInFlash(token, token.image)) {
      if (page.receipted) continue;
      const stands = now.get(page.sequence);
      assert.ok(stands, `page ${page.sequence} is gone`);
      assert.deepEqual(stands.records, page.records);
      if (stands.receipted) assert.equal(held.get(page.sequence), stands.length, `page ${page.sequence}`);
    }
  }

  async function everythingHasCome(device: Device): Promise<void> {
    assert.deepEqual(device.console, []);
    assert.deepEqual(await rowsAtServer(worn.server, token.serial), waiting(truth));
    const pages = pagesInFlash(token, device.flash.bytes);
    for (const page of pages.slice(0, -1)) assert.ok(page.receipted, `page ${page.sequence}`);
    assert.ok(!pages.at(-1)!.closed);
  }

  /** Records of pages that had a receipt before are not brought again. */
  const waiting = (records: string[]): string[] => {
    const freed = pagesInFlash(token, token.image).filter(({ receipted }) => receipted);
    const old = new Set(freed.flatMap((page: FlashPage) => page.records));
    return records.filter((record) => !old.has(record));
  };

  it("at every chunk boundary is complete after the next visit, and goes on where it stopped", async () => {
    const whole = await come({});
    assert.equal(whole.visits, 1);
    for (let boundary = 1; boundary <= whole.chunks; boundary++) {
      const outcome = await come({ strike: ({ chunks }) => (chunks >= boundary ? "cut" : undefined) });
      assert.equal(outcome.visits, 2, `boundary ${boundary}`);
      // The second link reads one chunk to learn its length; what the first one brought is not read again.
      assert.ok(outcome.chunks <= whole.chunks + 12, `boundary ${boundary}: ${outcome.chunks} chunks`);
    }
  });

  it("at any instant, in any way, is complete after a later visit", async () => {
    const { milliseconds } = await come({});
    const random = new Random(20);
    const visits = new Map<string, number[]>();
    for (let i = 0; i < INSTANTS; i++) {
      const instant = random.float() * milliseconds;
      const [name, trouble] = TROUBLES[i % TROUBLES.length]!;
      const outcome = await come(trouble(instant));
      visits.set(name, [...(visits.get(name) ?? []), outcome.visits]);
    }
    // Each way must have hit: a break after the end would prove nothing.
    for (const [name, counts] of visits)
      assert.ok(Math.max(...counts) >= (name === "wearer lets go" ? 1 : 2), `${name} broke nothing`);
  });
});

const INSTANTS = 200;

/** Ways in which a visit goes wrong at an instant, ms after the link came up. */
const TROUBLES: readonly (readonly [name: string, trouble: (instant: number) => Trouble])[] = [
  ["link loss", (instant) => ({ strike: ({ at }) => (at >= instant ? "cut" : undefined) })],
  ["reload", (instant) => ({ strike: ({ at }) => (at >= instant ? "cut" : undefined), forgets: true })],
  ["token reset", (instant) => ({ strike: ({ at }) => (at >= instant ? "reset" : undefined) })],
  ["server 500", (instant) => ({ mood: (at) => (at >= instant ? "failing" : "well") })],
  ["server away", (instant) => ({ mood: (at) => (at >= instant ? "away" : "well") })],
  ["answers lost", (instant) => ({ mood: (at) => (at >= instant ? "deaf" : "well") })],
  [
    "server away, then tab closed",
    (instant) => ({
      mood: (at) => (at >= instant / 2 ? "away" : "well"),
      strike: ({ at }) => (at >= instant ? "cut" : undefined),
      forgets: true,
    }),
  ],
  [
    "wearer lets go",
    (instant) => ({ letsGo: true, strike: ({ at }) => (at >= instant ? "cut" : undefined) }),
  ],
];

function canConnect(device: Device): boolean {
  return device.air.transmissions.some(({ connectable, to }) => connectable && to === Infinity);
}
