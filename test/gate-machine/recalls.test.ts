/** A gate's machine calls tokens: what it is given it sends, keeps over a restart, and goes on without a network. */
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { EPOCHS_AHEAD, sealedSets } from "../../host-tools/contract/recall-sets.ts";
import { BluezEar } from "../../host-tools/gate-machine/bluez-ear.ts";
import { RecallRun } from "../../host-tools/gate-machine/recall-run.ts";
import { RecallStore } from "../../host-tools/gate-machine/recall-store.ts";
import { Stream } from "../../host-tools/lib/random.ts";
import { sha256 } from "../../host-tools/lib/sha256.ts";
import { outside } from "../../host-tools/lib/system-packages.ts";
import { EPOCH_MS } from "../../host-tools/lib/time.ts";
import { type StandIn, type StandInOptions, startStandIn } from "../../host-tools/models/bluez/stand-in.ts";
import { concatenate, fromHex, toHex } from "../../protocol/bytes.ts";
import { decodeGateAdvert, TAGS_OFFSET } from "../../protocol/gate-advert.ts";
import { hmacKey } from "../../protocol/hash.ts";
import { chaffOf, recallSet } from "../../protocol/recall-set.ts";

const IDENTITY = {
  server: "http://gate.test",
  gate: "7b9d0000-0000-4000-8000-000000000001",
  secret: "5c".repeat(32),
};
const FIRST = 1_981_777;
const START = FIRST * EPOCH_MS + 400_000;
const stream = new Stream(3, 8);
const CHAFF = chaffOf(sha256, hmacKey(Uint8Array.from({ length: 32 }, () => stream.below(256))));
const setOf = (epoch: number) => recallSet(epoch, [], CHAFF);
const tagsOf = (epoch: number) => concatenate(...setOf(epoch).map((advert) => advert.slice(TAGS_OFFSET)));

/** As the server seals them: so many epochs from one on. */
function given(first = FIRST, epochs = EPOCHS_AHEAD, of = IDENTITY): Promise<Uint8Array> {
  const tags = concatenate(...Array.from({ length: epochs }, (_, i) => tagsOf(first + i)));
  return sealedSets({ first, tags }, of.gate, fromHex(of.secret)!);
}

describe("recalls that a gate's machine keeps", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "recalls-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const opened = async (identity = IDENTITY) => {
    const store = new RecallStore(folder, identity);
    await store.open();
    return store;
  };

  it("are those of their epoch and of no other, for 48 hours", async () => {
    const store = await opened();
    assert.equal(store.advertsOf(FIRST), undefined);
    assert.equal(await store.take(await given()), true);
    for (const epoch of [FIRST, FIRST + 1, FIRST + EPOCHS_AHEAD - 1])
      assert.deepEqual(store.advertsOf(epoch)?.map(toHex), setOf(epoch).map(toHex));
    // Neither yesterday's nor what lies beyond.
    for (const epoch of [FIRST - 1, FIRST - 96, FIRST + EPOCHS_AHEAD])
      assert.equal(store.advertsOf(epoch), undefined);
  });

  it("are there again after a restart, sealed on the disk for its owner alone", async () => {
    await (await opened()).take(await given());
    const [name, ...others] = readdirSync(folder);
    assert.deepEqual(others, []);
    const path = join(folder, name!);
    assert.equal(statSync(path).mode & 0o777, 0o600);
    const bytes = readFileSync(path);
    for (const epoch of [FIRST, FIRST + 50])
      assert.ok(!bytes.includes(Buffer.from(tagsOf(epoch).subarray(0, 7))));
    assert.deepEqual((await opened()).advertsOf(FIRST + 9)?.map(toHex), setOf(FIRST + 9).map(toHex));
  });

  it("are not another machine's, nor changed ones, and those before stay", async () => {
    const store = await opened();
    await store.take(await given());
    const foreign = await given(FIRST, EPOCHS_AHEAD, { ...IDENTITY, secret: "5d".repeat(32) });
    const changed = await given(FIRST + 5);
    changed[100]! ^= 4;
    const cut = await given(FIRST + 5);
    for (const bad of [foreign, changed, cut.subarray(0, 500), new Uint8Array(0), await given(FIRST, 0)])
      assert.equal(await store.take(bad), false);
    assert.ok(store.advertsOf(FIRST));
    assert.equal((await opened({ ...IDENTITY, secret: "5d".repeat(32) })).advertsOf(FIRST), undefined);
    writeFileSync(join(folder, readdirSync(folder)[0]!), "torn");
    assert.equal((await opened()).advertsOf(FIRST), undefined);
  });
});

describe("a gate's machine that calls tokens", function () {
  this.timeout(60_000);
  const known = process.env.DBUS_SYSTEM_BUS_ADDRESS;
  let folder: string;
  let standIn: StandIn;
  let ear: BluezEar | undefined;
  let run: RecallRun | undefined;
  let sent: Uint8Array[];
  /** What the clock here says, ms; and what the server answers, if it does. */
  let now: number;
  let answer: (() => Promise<Response>) | undefined;
  let asked: number;
  let isAnswering: boolean;

  before(function () {
    if (!outside("dbus")) this.skip();
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "recalls-"));
    [sent, now, answer, asked, isAnswering] = [[], START, undefined, 0, false];
  });
  afterEach(async () => {
    await run?.stop();
    await ear?.close();
    run = undefined;
    ear = undefined;
    if (known === undefined) delete process.env.DBUS_SYSTEM_BUS_ADDRESS;
    else process.env.DBUS_SYSTEM_BUS_ADDRESS = known;
    await standIn?.stop();
    rmSync(folder, { recursive: true });
  });

  async function stand(options: StandInOptions = {}): Promise<void> {
    standIn = await startStandIn(options);
    standIn.onBroadcast((data) => sent.push(data));
    process.env.DBUS_SYSTEM_BUS_ADDRESS = standIn.address;
    ear = new BluezEar({ adapter: undefined, onReport() {}, onState() {} });
    await until(() => ear!.adapter !== undefined);
  }

  const begin = () => {
    const ask = (async () => {
      asked++;
      if (!answer) throw new Error("no network");
      return answer();
    }) as typeof fetch;
    const ears = new Map(ear ? [["hci0", ear]] : []);
    const parts = { identity: IDENTITY, folder, now: () => now, ask, ears };
    run = new RecallRun({ ...parts, isAnswering: () => isAnswering });
  };
  async function until(what: () => boolean): Promise<void> {
    while (!what()) await sleep(5);
  }
  /** The server's answer at its own time. */
  const gives = async (at = START, first = Math.floor(at / EPOCH_MS)) => {
    const sealed = Buffer.from(await given(first)).toString("base64");
    answer = async () => Response.json({ at: new Date(at).toISOString(), sealed });
  };
  const epochs = () => new Set(sent.map((data) => Buffer.from(data).readUInt16LE(8)));

  it("sends every advert of the epoch's set, each 100 ms another one, with the very bytes that tokens look for", async () => {
    await stand();
    await gives();
    begin();
    assert.equal(run!.fault, "no-sets");
    await until(() => sent.length > 0);
    await sleep(2000);
    assert.ok(sent.length >= 15 && sent.length <= 23, `${sent.length} in two seconds`);
    for (const data of sent) assert.ok(decodeGateAdvert(data).ok);
    assert.deepEqual([...new Set(sent.map(toHex))].sort(), setOf(FIRST).map(toHex).sort());
    assert.equal(run!.fault, undefined);
    assert.equal(asked, 1, "once an epoch");
  });

  it("goes on with the next epoch's set without a network, over a restart too, and is silent after 48 hours", async () => {
    await stand();
    await gives();
    begin();
    await until(() => sent.length > 0);
    await run!.stop();
    const stopped = sent.length;
    await sleep(300);
    assert.equal(sent.length, stopped);
    answer = undefined;
    now += 40 * EPOCH_MS;
    sent.length = 0;
    begin();
    await until(() => sent.length >= 4);
    assert.deepEqual([...epochs()], [(FIRST + 40) % 0x10000]);
    assert.ok(asked > 1, "it goes on asking");
    now = (FIRST + EPOCHS_AHEAD) * EPOCH_MS;
    await until(() => run!.fault === "no-sets");
    await sleep(200);
    sent.length = 0;
    await sleep(400);
    assert.deepEqual(sent, []);
  });

  it("sends what is due by the server's clock where its own is wrong, and nothing of yesterday", async () => {
    await stand();
    now = START + 3 * 3_600_000;
    await gives(START);
    begin();
    await until(() => sent.length >= 4);
    assert.deepEqual([...epochs()], [FIRST % 0x10000]);
    await run!.stop();
    // Without the server nobody tells it the time: a clock of yesterday has no set.
    answer = undefined;
    now = START - 86_400_000;
    await sleep(200);
    sent.length = 0;
    begin();
    await sleep(500);
    assert.deepEqual(sent, []);
    assert.equal(run!.fault, "no-sets");
  });

  it("fetches anew in each epoch, at its own time of it, and asks each minute while the server is away", async () => {
    await stand();
    await gives();
    begin();
    await until(() => asked === 1 && sent.length > 0);
    now += EPOCH_MS - 400_000;
    await sleep(300);
    assert.equal(asked, 1, "not all at the epoch's first second");
    answer = undefined;
    now += 5 * 60_000;
    await until(() => asked === 2);
    await sleep(300);
    assert.equal(asked, 2);
    now += 60_000;
    await until(() => asked === 3);
    await gives(now);
    now += 60_000;
    await until(() => asked === 4);
    now += 120_000;
    await sleep(300);
    assert.equal(asked, 4);
  });

  it("lets answers go first on an adapter that sends one advert at a time", async () => {
    await stand({ hasSets: false });
    await gives();
    begin();
    await until(() => sent.length >= 4);
    isAnswering = true;
    await sleep(400);
    sent.length = 0;
    await sleep(400);
    assert.deepEqual(sent, []);
    isAnswering = false;
    await until(() => sent.length >= 4);
    await run!.stop();
    await ear!.close();
    await standIn.stop();
    sent.length = 0;
    await stand();
    begin();
    isAnswering = true;
    await until(() => sent.length >= 4);
  });

  it("says why no token is called: no adapter, nothing given, or what BlueZ says; and tries again", async () => {
    begin();
    assert.equal(run!.fault, "no-adapter");
    await run!.stop();
    await stand();
    await gives();
    standIn.setAllowed(false);
    begin();
    await until(() => run!.fault !== undefined && run!.fault !== "no-sets");
    standIn.setAllowed(true);
    now += 11_000;
    await until(() => run!.fault === undefined && sent.length > 0);
  });
});
