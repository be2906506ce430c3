import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { BluezAnswer } from "../../host-tools/gate-machine/bluez-answer.ts";
import { BluezEar } from "../../host-tools/gate-machine/bluez-ear.ts";
import type { EarState } from "../../host-tools/gate-machine/ear-state.ts";
import type { Report } from "../../host-tools/gate-machine/reports.ts";
import { BluezBus, dbus } from "../../host-tools/lib/bluez/bus.ts";
import { ADAPTER, DEVICE } from "../../host-tools/lib/bluez/names.ts";
import { outside } from "../../host-tools/lib/system-packages.ts";
import { type StandIn, type StandInOptions, startStandIn } from "../../host-tools/models/bluez/stand-in.ts";
import { encodeAdvert, PHONE_ADVERT_BYTES } from "../../protocol/advert.ts";
import { encodeAnswer } from "../../protocol/gate-advert.ts";

const ADDRESS = "C0:00:00:00:00:01";
const ID = Uint8Array.from({ length: 12 }, (_, i) => i + 1);
const TAIL = { version: 1, role: "token", clockTrusted: true, powerAtOneMetre: -60, minute: 5 } as const;
const BACKGROUND = encodeAdvert(ID, { ...TAIL, inBurst: false, late: true });
const TAP = encodeAdvert(ID, { ...TAIL, inBurst: false, late: false });

describe("a gate's ear over BlueZ", function () {
  this.timeout(60_000);
  const known = process.env.DBUS_SYSTEM_BUS_ADDRESS;
  let standIn: StandIn;
  let ear: BluezEar | undefined;
  let reports: Report[];
  let states: EarState[];

  before(function () {
    if (!outside("dbus")) this.skip();
  });
  afterEach(async () => {
    await ear?.close();
    ear = undefined;
    if (known === undefined) delete process.env.DBUS_SYSTEM_BUS_ADDRESS;
    else process.env.DBUS_SYSTEM_BUS_ADDRESS = known;
    await standIn?.stop();
  });

  async function stand(options: StandInOptions = {}): Promise<void> {
    standIn = await startStandIn(options);
    process.env.DBUS_SYSTEM_BUS_ADDRESS = standIn.address;
  }

  function listen(adapter?: string): BluezEar {
    reports = [];
    states = [];
    ear = new BluezEar({
      adapter,
      onReport: (report) => reports.push(report),
      onState: (state) => states.push(state),
    });
    return ear;
  }

  async function until(what: () => boolean): Promise<void> {
    while (!what()) await sleep(5);
  }

  const advertise = (data = BACKGROUND, level = -70) => standIn.advertise({ address: ADDRESS, data, level });

  /** So many adverts, one after the other as the bus carries them; then one of another, which ends them. */
  async function adverts(count: number): Promise<number> {
    for (let i = 0; i < count; i++) {
      advertise(BACKGROUND, -70 - (i % 2));
      await sleep(1);
    }
    const before = reports.length;
    standIn.advertise({ address: "C0:00:00:00:00:FF", data: BACKGROUND, level: -40 });
    await until(() => reports.slice(before - count).some(({ rssi }) => rssi === -40));
    return reports.filter(({ rssi }) => rssi !== -40).length;
  }

  it("hears every advert, where who only discovers hears one of an address in a round", async () => {
    await stand();
    // What most programs do: a filter of discovery that lets duplicates pass, and no monitor.
    const bus = await BluezBus.open();
    let plain = 0;
    bus.onSignal = ({ body, member }) => {
      if (member === "PropertiesChanged" && body[0] === DEVICE) plain++;
      if (member === "InterfacesAdded" && body[1][DEVICE]) plain++;
    };
    await bus.match();
    const filter = { Transport: new dbus.Variant("s", "le"), DuplicateData: new dbus.Variant("b", true) };
    await bus.call("/org/bluez/hci0", ADAPTER, "SetDiscoveryFilter", "a{sv}", [filter]);
    await bus.call("/org/bluez/hci0", ADAPTER, "StartDiscovery");
    for (let i = 0; i < 100; i++) advertise(BACKGROUND, -70 - (i % 2));
    standIn.advertise({ address: "C0:00:00:00:00:EE", data: BACKGROUND, level: -40 });
    await until(() => plain >= 2);
    assert.equal(plain, 2);
    bus.close();
    listen();
    await until(() => states.includes("listening"));
    assert.equal(await adverts(100), 100);
  });

  it("tells adverts as they were on the air, of tokens and of phones", async () => {
    await stand();
    listen();
    await until(() => states.includes("listening"));
    advertise(BACKGROUND, -71);
    advertise(TAP, -52);
    advertise(TAP, -52);
    const phone = BACKGROUND.slice(0, PHONE_ADVERT_BYTES);
    standIn.advertise({ address: "C0:00:00:00:00:02", data: phone, level: -80 });
    standIn.advertise({ address: "C0:00:00:00:00:03", data: Uint8Array.of(2, 1, 6), level: -50 });
    standIn.advertise({ address: "C0:00:00:00:00:04", data: BACKGROUND, level: -40 });
    await until(() => reports.length >= 5);
    assert.deepEqual(reports, [
      { rssi: -71, data: BACKGROUND },
      { rssi: -52, data: TAP },
      { rssi: -52, data: TAP },
      { rssi: -80, data: phone },
      { rssi: -40, data: BACKGROUND },
    ]);
  });

  it("comes back by itself when the adapter is pulled out and put back, or switched off and on", async () => {
    await stand();
    listen();
    for (const [away, back, state] of [
      [() => standIn.setPlugged(false), () => standIn.setPlugged(true), "no-adapter"],
      [() => standIn.setPowered(false), () => standIn.setPowered(true), "off"],
    ] as const) {
      await until(() => states.at(-1) === "listening");
      away();
      await until(() => states.at(-1) === state);
      advertise();
      back();
      await until(() => states.at(-1) === "listening");
      reports.length = 0;
      assert.equal(await adverts(20), 20);
    }
  });

  const faults: readonly [string, StandInOptions, (() => void) | undefined, EarState][] = [
    ["there is no adapter", {}, () => standIn.setPlugged(false), "no-adapter"],
    ["the account has no rights", {}, () => standIn.setAllowed(false), "no-rights"],
    ["BlueZ has no monitors", { hasMonitors: false }, undefined, "filtered"],
  ];
  for (const [what, options, spoil, state] of faults)
    it(`says so when ${what}`, async () => {
      await stand(options);
      spoil?.();
      listen();
      await until(() => states.length > 0);
      assert.deepEqual(states, [state]);
    });

  it("says so when there is no bus, no BlueZ, or no such adapter, and hears when there is", async () => {
    await stand();
    process.env.DBUS_SYSTEM_BUS_ADDRESS = "unix:path=/nowhere/at/all";
    listen();
    await until(() => states.at(-1) === "no-bus");
    process.env.DBUS_SYSTEM_BUS_ADDRESS = standIn.address;
    await until(() => states.at(-1) === "listening");
    await ear!.close();
    listen("hci7");
    await until(() => states.at(-1) === "no-adapter");
  });

  it("answers by the same adapter, with the very bytes that a token looks for, and stops", async () => {
    await stand();
    const sent: Uint8Array[] = [];
    standIn.onBroadcast((data) => sent.push(data));
    listen();
    await until(() => states.at(-1) === "listening");
    const answer = new BluezAnswer();
    const first = encodeAnswer(1980000, [ID], new Uint8Array(21).fill(7));
    await answer.set(ear!.adapter, first);
    await until(() => sent.length >= 2);
    assert.deepEqual(sent[0], first);
    const second = encodeAnswer(1980000, [ID, ID.toReversed()], new Uint8Array(21).fill(7));
    await answer.set(ear!.adapter, second);
    await until(() => Buffer.compare(sent.at(-1)!, second) === 0);
    assert.equal(answer.fault, undefined);
    await answer.set(ear!.adapter, undefined);
    const count = sent.length;
    await sleep(300);
    assert.equal(sent.length, count);
  });
});
