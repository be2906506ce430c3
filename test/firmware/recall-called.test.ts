import assert from "node:assert/strict";
import { boards } from "../../boards/index.ts";
import { sha256 } from "../../host-tools/lib/sha256.ts";
import { encodeAdvert } from "../../protocol/advert.ts";
import type { TypedFrame } from "../../protocol/frame.ts";
import { encodeRecall } from "../../protocol/gate-advert.ts";
import { hmacKey } from "../../protocol/hash.ts";
import { PAGE_FRAMES, PAGE_SNAPSHOT } from "../../protocol/page.ts";
import { RECALL_WORDS, type RecallWord, recallTags } from "../../protocol/recall.ts";
import { chaffOf, recallSet } from "../../protocol/recall-set.ts";
import { rendezvousOffset } from "../../protocol/rendezvous.ts";
import { blinkOf, nextBlink } from "../support/lights.ts";
import {
  DAY_MS,
  EPOCH_MS,
  freshToken,
  logOf,
  MINUTE_MS,
  readyToken,
  runHearing,
  TestServer,
  type TestToken,
} from "../support/token.ts";

const CHAFF = chaffOf(sha256, hmacKey(new Uint8Array(32).fill(9)));
const RSSI = -60;

const epochOf = (at: number): number => Math.floor(at / EPOCH_MS);

function tagOf({ keys }: TestToken, word: RecallWord, epoch: number): Uint8Array {
  return recallTags(sha256, hmacKey(keys.tokenKey), epoch)[RECALL_WORDS.indexOf(word)]!;
}

/** Until the end of the second epoch's third minute from now the token hears, whenever it listens, a place that says these words to it. */
function amongCalls(token: TestToken, words: readonly RecallWord[], epochs = 2): void {
  const until = (epochOf(token.device.worldNow) + epochs) * EPOCH_MS + 3 * MINUTE_MS;
  runHearing(token.device, until, (at) => {
    const epoch = epochOf(at);
    const wanted = words.map((word) => tagOf(token, word, epoch));
    return recallSet(epoch, wanted, CHAFF).map((data) => ({ data, rssi: RSSI }));
  });
  assert.deepEqual(token.device.console, []);
}

type RecallFrame = Extract<TypedFrame, { readonly type: "recall" }>;

/** What the log says of calls, page by page. */
function callsIn(token: TestToken): RecallFrame[] {
  return logOf(token).flatMap(({ page }) =>
    page.frames.flatMap(({ content }) =>
      content.kind === "typed" && content.frame.type === "recall" ? [content.frame] : [],
    ),
  );
}

/** A token that its wearer has just been given, at a station; then it was called. */
async function calledToken(word: RecallWord = "call", board = boards.puckjs!) {
  const token = await readyToken({ board });
  const heard = epochOf(token.device.worldNow);
  amongCalls(token, [word]);
  return { ...token, heard };
}

/** Somebody is near until the next epoch has begun. */
function meet({ device }: TestToken): void {
  const advert = (at: number) =>
    encodeAdvert(new Uint8Array(12).fill(0xa5), {
      version: 1,
      role: "token",
      clockTrusted: true,
      powerAtOneMetre: -60,
      inBurst: false,
      late: true,
      minute: Math.floor(at / MINUTE_MS) % 2 ** 21,
    });
  runHearing(device, (epochOf(device.worldNow) + 1) * EPOCH_MS + MINUTE_MS, (at) => [
    { data: advert(at), rssi: RSSI },
  ]);
}

function changeBattery({ device }: TestToken): void {
  device.powerOff();
  device.runTo(device.worldNow + 5 * MINUTE_MS);
  device.powerOn();
  device.runTo(device.worldNow + 1000);
}

describe("a token that is called", function () {
  this.timeout(120_000);

  for (const board of [boards.puckjs!, boards.xiaoble!])
    for (const word of ["call", "care", "lost"] as const)
      it(`blinks red at "${word}", and its log says once when it was heard: ${board.id}`, async () => {
        const before = await readyToken({ board });
        assert.equal(nextBlink(before), "green");
        const token = await calledToken(word, board);
        assert.equal(nextBlink(token), "red");
        assert.deepEqual(callsIn(token), [{ type: "recall", word, heard: token.heard }]);
      });

  it("blinks green again when the call is withdrawn, whatever else the place says", async () => {
    const token = await calledToken();
    const over = epochOf(token.device.worldNow);
    amongCalls(token, ["call", "withdrawn", "lost"]);
    assert.equal(nextBlink(token), "green");
    assert.deepEqual(callsIn(token).at(-1), { type: "recall", word: "withdrawn", heard: over });
    changeBattery(token);
    assert.equal(nextBlink(token), "green");
  });

  it("takes a call for more than care, and care not for more than a call", async () => {
    const token = await calledToken("care");
    amongCalls(token, ["call"]);
    amongCalls(token, ["care"]);
    assert.deepEqual(
      callsIn(token).map(({ word }) => word),
      ["care", "call"],
    );
  });

  it("blinks green again after a sync, also with another battery", async () => {
    const token = await calledToken();
    await token.server.sync();
    assert.equal(nextBlink(token), "green");
    changeBattery(token);
    assert.equal(nextBlink(token), "green");
  });

  it("is no longer called when a station that has no network has shown its ticket", async () => {
    const token = await calledToken();
    const offline = Object.assign(new TestServer(token), {
      signTime: async () => undefined,
      receivePage: async () => undefined,
    });
    offline.counter = token.server.counter;
    await offline.sync();
    assert.equal(nextBlink(token), "green");
    changeBattery(token);
    assert.equal(nextBlink(token), "green");
  });

  it("blinks red until seven days have passed, and from eight days without a sync on, also with another battery", async () => {
    const token = await calledToken();
    const { device, heard } = token;
    const synced = epochOf(device.worldNow);
    const at = (epoch: number) => {
      device.runTo(epoch * EPOCH_MS + MINUTE_MS);
      return nextBlink(token);
    };
    const seen = [at(heard + 671), at(heard + 672), at(synced + 760), at(synced + 768)];
    assert.deepEqual(seen, ["red", "green", "green", "red"]);
    assert.ok(logOf(token).length > 1);
    assert.ok(callsIn(token).every((call) => call.word === "call" && call.heard === heard));
    // What it has written down since tells it after a start how late it is.
    meet(token);
    changeBattery(token);
    assert.equal(nextBlink(token), "red");
    await token.server.sync();
    assert.equal(nextBlink(token), "green");
  });

  it("stays called when its battery is changed, on the same page and on a later one", async () => {
    const token = await calledToken();
    changeBattery(token);
    assert.equal(nextBlink(token), "red");
    const { sequence } = logOf(token).at(-1)!.page.header;
    token.device.runTo(token.device.worldNow + 4.1 * DAY_MS);
    assert.ok(logOf(token).at(-1)!.page.header.sequence > sequence);
    changeBattery(token);
    assert.equal(nextBlink(token), "red");
    assert.deepEqual(callsIn(token).at(-1), { type: "recall", word: "call", heard: token.heard });
  });

  it("has nothing of it where its log can be read without a key", async () => {
    const called = await calledToken();
    const other = await readyToken();
    amongCalls(other, []);
    const until = called.device.worldNow + 4.1 * DAY_MS;
    for (const { device } of [called, other]) device.runTo(until);
    const snapshots = [called, other].map((token) => {
      const pages = logOf(token);
      assert.ok(pages.length > 1);
      return pages.map(({ bytes }) => bytes.subarray(PAGE_SNAPSHOT, PAGE_FRAMES));
    });
    assert.deepEqual(snapshots[0], snapshots[1]);
  });
});

describe("the light behind a tap", function () {
  this.timeout(60_000);

  /** Presses so long before the end of a burst is due, ms, and what that minute's blink is then. */
  async function blinkBehind(token: TestToken, before: number) {
    const { device } = token;
    const minute = Math.floor(device.worldNow / MINUTE_MS) + 2;
    device.runTo(minute * MINUTE_MS + rendezvousOffset(minute) - before);
    device.press();
    device.runTo(device.worldNow + 200);
    device.release();
    return [blinkOf(token, minute), blinkOf(token, minute + 1)];
  }

  it("tells a queue nothing: the next blink is left out, be it red for a call, for the battery, or green", async () => {
    const [good, low, called] = [await readyToken(), await readyToken(), await calledToken()];
    low.device.volts = low.device.board.battery.lowVolts - 0.05;
    assert.deepEqual([good, low, called].map(nextBlink), ["green", "red", "red"]);
    for (const before of [12_000, 1000]) {
      assert.deepEqual(await blinkBehind(good, before), ["none", "green"]);
      assert.deepEqual(await blinkBehind(low, before), ["none", "red"]);
      assert.deepEqual(await blinkBehind(called, before), ["none", "red"]);
    }
  });
});

/** Recalls that call nobody who hears them, another in each place of the list. */
function forgeries(token: TestToken, stranger: TestToken, count: number) {
  const noise = (i: number, part: number) => sha256(Uint8Array.of(i, i >> 8, i >> 16, part)).slice(0, 7);
  return (at: number, first: number): Uint8Array[] => {
    const epoch = epochOf(at);
    const own = RECALL_WORDS.map((word) => tagOf(token, word, epoch));
    const alien = RECALL_WORDS.map((word) => tagOf(stranger, word, epoch));
    const old = RECALL_WORDS.map((word) => tagOf(token, word, epoch - 1));
    const kinds: ((i: number) => Uint8Array)[] = [
      (i) => encodeRecall(epoch, [noise(i, 0), noise(i, 1), noise(i, 2)]),
      (i) => encodeRecall(epoch, [alien[i & 3]!, alien[(i + 1) & 3]!, noise(i, 3)]),
      (i) => encodeRecall(epoch, [old[i & 3]!, old[(i + 1) & 3]!, old[(i + 2) & 3]!]),
      (i) => encodeRecall(epoch - 1, [old[i & 3]!, own[i & 3]!, noise(i, 4)]),
      () => encodeRecall(epoch + 1, [own[0]!, own[1]!, own[2]!]),
      // One bit of one of its own tags, at every place of the advert.
      (i) => {
        const tag = own[i & 3]!;
        const at = (i >> 2) % 56;
        const flipped = tag.with(at >> 3, tag[at >> 3]! ^ (1 << (at & 7)));
        const tags = [noise(i, 5), noise(i, 6), noise(i, 7)];
        tags[i % 3] = flipped;
        return encodeRecall(epoch, tags);
      },
      // One bit of what stands before the tags: length, type, company, kind, epoch.
      (i) => {
        const recall = encodeRecall(epoch, [own[1]!, own[2]!, own[3]!]);
        const at = 3 + (i % 7);
        return recall.with(at, recall[at]! ^ (1 << ((i >> 3) & 7)));
      },
      // Its own under the kind of an answer, too short, and a byte further on.
      (i) => encodeRecall(epoch, [own[i & 3]!, own[1]!, own[2]!]).with(7, 2),
      (i) => encodeRecall(epoch, [own[1]!, own[2]!, own[3]!]).slice(0, 30 - (i % 20)),
      (i) => {
        const recall = encodeRecall(epoch, own.slice(1));
        return Uint8Array.of(...recall.slice(0, 10), i & 255, ...recall.slice(10, 30));
      },
    ];
    return Array.from({ length: Math.min(20, count - first) }, (_, i) =>
      kinds[(first + i) % kinds.length]!(Math.floor((first + i) / kinds.length)),
    );
  };
}

describe("ten thousand recalls that call somebody else, or nobody", function () {
  this.timeout(120_000);
  const COUNT = 10_000;

  it("light no token, and stand in no log", async () => {
    const [token, stranger] = [await readyToken(), await freshToken({ seed: 2 })];
    const make = forgeries(token, stranger, COUNT);
    let sent = 0;
    const lights = new Set<string>();
    while (sent < COUNT) {
      runHearing(token.device, token.device.worldNow + EPOCH_MS, (at) => {
        const all = make(at, sent);
        sent += all.length;
        return all.length > 0 ? all.map((data) => ({ data, rssi: RSSI })) : [];
      });
      lights.add(nextBlink(token));
    }
    assert.deepEqual([...lights], ["green"]);
    assert.deepEqual(callsIn(token), []);
    assert.deepEqual(token.device.console, []);
    // And it has heard all that time: a call among them lights it.
    amongCalls(token, ["call"]);
    assert.equal(nextBlink(token), "red");
  });
});
