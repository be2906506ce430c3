import assert from "node:assert/strict";
import { banglejs2, puckjs } from "../../../boards/index.ts";
import { sightingMs } from "../../../host-tools/models/virtual-token/costs.ts";
import { Device } from "../../../host-tools/models/virtual-token/device.ts";
import { Sightings } from "../../../host-tools/models/virtual-token/sightings.ts";
import { androidPacket } from "../../../host-tools/world/phones.ts";
import { encodeAdvert, type Tail } from "../../../protocol/advert.ts";

const TAIL: Tail = {
  version: 1,
  role: "token",
  clockTrusted: true,
  powerAtOneMetre: -60,
  inBurst: true,
  late: false,
  minute: 0,
};
const token = (n: number) => encodeAdvert(new Uint8Array(12).fill(n), TAIL);

describe("what is charged", () => {
  it("an advert by whose it is, and whether its ID was heard before", () => {
    const sightings = new Sightings();
    assert.deepEqual(
      [token(1), token(1), token(2), token(1)].map((data) => sightings.kindOf(data)),
      ["fresh", "known", "fresh", "known"],
    );
    const phone = androidPacket(new Uint8Array(12).fill(3));
    assert.deepEqual(
      [phone, phone, Uint8Array.of(2, 1, 6), new Uint8Array(0)].map((data) => sightings.kindOf(data)),
      ["freshPhone", "phone", "foreign", "foreign"],
    );
    // A gate's, and layouts that the program does not look for.
    const gate = encodeAdvert(new Uint8Array(12).fill(4), { ...TAIL, role: "gate" });
    const services = token(5).slice(0, 23);
    for (const data of [gate, services, phone.slice(0, 22)]) assert.equal(sightings.kindOf(data), "foreign");
    const [foreign, known, fresh] = (["foreign", "known", "fresh"] as const).map(sightingMs) as [
      number,
      number,
      number,
    ];
    assert.ok(known > 0 && foreign > 0 && fresh > 3 * known);
  });

  it("wake-ups when it slept, flash apart from other work", () => {
    const device = new Device({ board: puckjs, seed: 1, startAt: 0 });
    device.powerOn();
    device.runTo(1000);
    const { wakeUps } = device.meter;
    device.execute("setInterval(()=>0,100)");
    device.runTo(2050);
    assert.equal(device.meter.wakeUps - wakeUps, 10);
    const { flashMs, cpuMs } = device.meter;
    device.execute(`require("Flash").write(new Uint8Array(16),${puckjs.flash.storageAddress + 0x8000})`);
    const flashed = device.meter.flashMs - flashMs;
    assert.ok(Math.abs(flashed - 4 * 0.338) < 1e-9, `${flashed}`);
    assert.ok(device.meter.cpuMs - cpuMs > flashed + 5);
  });

  it("a Bangle.js has drawn lights; lying still it reads nearly the same each time, worn it does not", () => {
    const device = new Device({ board: banglejs2, seed: 1, startAt: 0 });
    device.powerOn();
    const swing = () => {
      const read = () => device.evaluate("Bangle.getAccel().x") as number;
      const values = Array.from({ length: 20 }, read);
      return Math.max(...values) - Math.min(...values);
    };
    assert.ok(swing() > 0.2);
    device.execute("LED2.write(1)");
    assert.deepEqual([device.leds, device.console], [{ green: true, red: false }, []]);
    device.execute("digitalPulse(LED1,1,5)");
    assert.match(device.console.join(), /Invalid pin/);
    device.lying = true;
    assert.ok(swing() < 0.03);
  });
});
