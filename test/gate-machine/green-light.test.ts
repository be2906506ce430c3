/**
 * A tap from the button to the green light: the token's built program on the virtual device, its adverts through BlueZ' stand-in to
 * `bztoken gate` in a process of its own, and the gate's answer back over the stand-in's adapter to the token's ear.
 */
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { createECDH } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { gateRecordsIn } from "../../host-tools/contract/gate-records.ts";
import { writeIdentity } from "../../host-tools/gate-machine/identity-file.ts";
import { outside } from "../../host-tools/lib/system-packages.ts";
import { type StandIn, startStandIn, type TokenInHand } from "../../host-tools/models/bluez/stand-in.ts";
import { WorldClock } from "../../host-tools/models/bluez/world-clock.ts";
import { AdvertCursor } from "../../host-tools/world/advert-instants.ts";
import { decodeAdvert } from "../../protocol/advert.ts";
import { answers, decodeGateAdvert } from "../../protocol/gate-advert.ts";
import { idOf, readyToken, type TestToken } from "../support/token.ts";

const PROGRAM = fileURLToPath(new URL("../../host-tools/tools/cli/bztoken.mjs", import.meta.url));
const PRESS_MS = 200;
const LOOK_MS = 5;
/** A tap, the token's ear for the answer, and as much again. */
const TAP_MS = 5000;
/** The half second of an answer, and no minute's light of a few ms. */
const GREEN_MS = 300;
const NEAR_DBM = -64;

describe("a tap at a gate's machine", function () {
  this.timeout(120_000);
  let folder: string;
  let standIn: StandIn;
  let token: TestToken;
  let hand: TokenInHand;
  let gate: ChildProcess | undefined;
  let air: NodeJS.Timeout;
  /** What the gate has answered, and whether that reaches the token. */
  let answered: Uint8Array[];
  let isNear = true;

  before(async function () {
    if (!outside("dbus")) this.skip();
    folder = mkdtempSync(join(tmpdir(), "green-"));
    writeIdentity(folder, {
      server: "http://127.0.0.1:9",
      secret: "00".repeat(32),
      gate: "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
      name: "Cổng 1",
      placeName: "Nhà máy May Hải Dương",
      zone: "Xưởng chính",
      sealTo: { id: "00000001", point: createECDH("prime256v1").generateKeys("hex") },
    });
    token = await readyToken({ at: Date.now() - 120_000 });
    token.device.runTo(Date.now());
    standIn = await startStandIn({ clock: new WorldClock(Date.now()) });
    hand = standIn.add(token.device);
    standIn.onBroadcast((data) => {
      answered.push(data);
      if (isNear && isListening()) hand.hear(data, NEAR_DBM);
    });
    air = carry();
  });
  beforeEach(() => {
    answered = [];
  });
  after(async () => {
    clearInterval(air);
    gate?.kill("SIGKILL");
    await standIn?.stop();
    if (folder) rmSync(folder, { recursive: true });
  });

  const isListening = () => (token.device.air.listenings.at(-1)?.to ?? 0) > standIn.clock.now();

  /** The token's adverts reach the adapter, each as it goes out. */
  function carry(): NodeJS.Timeout {
    const cursors = new Map<object, AdvertCursor>();
    return setInterval(() => {
      const now = standIn.clock.now();
      for (const sent of token.device.air.transmissions) {
        const cursor = cursors.get(sent) ?? new AdvertCursor(sent);
        cursors.set(sent, cursor);
        for (; cursor.at <= now && cursor.at < sent.to; cursor.advance())
          if (!sent.connectable && now - cursor.at < 100)
            standIn.advertise({ address: sent.address.slice(0, 17), data: sent.data, level: NEAR_DBM });
      }
    }, LOOK_MS);
  }

  async function openGate(): Promise<void> {
    const words = ["gate", "--data", folder, "--listener", "hci0=door:in", "--pages", "none"];
    const env = { ...process.env, DBUS_SYSTEM_BUS_ADDRESS: standIn.address };
    gate = spawn(process.execPath, [PROGRAM, ...words], { env, stdio: ["ignore", "ignore", "pipe"] });
    let said = "";
    gate.stderr!.on("data", (data: Buffer) => {
      said += data.toString();
    });
    while (!said.includes("hears every advert")) {
      assert.equal(gate.exitCode, null, said);
      await sleep(20);
    }
  }

  async function closeGate(): Promise<void> {
    const ended = once(gate!, "exit");
    gate!.kill("SIGTERM");
    await ended;
    gate = undefined;
  }

  /** ms of green light after a press. */
  async function tapped(): Promise<number> {
    await hand.hold(PRESS_MS);
    let green = 0;
    let last = standIn.clock.now();
    for (const end = last + TAP_MS; last < end; ) {
      await sleep(LOOK_MS);
      const now = standIn.clock.now();
      if (token.device.leds.green) green += now - last;
      last = now;
    }
    return green;
  }

  const namesIt = (data: Uint8Array) => {
    const advert = decodeGateAdvert(data);
    const epoch = Math.floor(standIn.clock.now() / 900_000);
    return advert.ok && [epoch - 1, epoch].some((one) => answers(advert.value, one, idOf(token, one)));
  };
  const records = () => {
    const journal = join(folder, "journal");
    const files = readdirSync(journal).map((name) => new Uint8Array(readFileSync(join(journal, name))));
    return files.flatMap((bytes) => gateRecordsIn(bytes).records).length;
  };

  it("leaves the token dark where no machine hears it", async () => {
    assert.ok((await tapped()) < GREEN_MS);
    assert.ok(token.device.air.transmissions.some(({ data }) => decodeAdvert(data).ok));
    assert.deepEqual(answered, []);
  });

  it("is on the disk, is answered through BlueZ, and the token's light is green for half a second", async () => {
    await openGate();
    // A press is told once a minute: of the one before nothing is left.
    const green = await tapped();
    assert.ok(answered.some(namesIt), `${answered.length} answers`);
    assert.ok(green >= GREEN_MS && green < 1000, `${green} ms`);
    assert.ok(records() > 0);
  });

  it("leaves it dark where the answer does not reach it, and the next press is answered again", async () => {
    isNear = false;
    assert.ok((await tapped()) < GREEN_MS);
    assert.ok(answered.some(namesIt));
    isNear = true;
    assert.ok((await tapped()) >= GREEN_MS);
    await closeGate();
    assert.ok((await tapped()) < GREEN_MS);
  });
});
