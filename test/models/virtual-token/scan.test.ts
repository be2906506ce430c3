import assert from "node:assert/strict";
import type { HeardAdvert } from "../../../host-tools/models/virtual-token/air-port.ts";
import type { Device } from "../../../host-tools/models/virtual-token/device.ts";
import { printed, result, run, START } from "../../support/script.ts";

const BLUEZONE = Uint8Array.from([
  2, 1, 6, 3, 3, 0x56, 0x4e, 15, 255, 0xb5, 0x22, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 7, 0x16, 0x56, 0x4e,
  1, 2, 3, 4,
]);

function advert(at: number, data: Uint8Array = BLUEZONE, rssi = -60): HeardAdvert {
  return { at, rssi, channel: 37, data, address: "c0:00:00:00:00:01 random" };
}

function hear(token: Device, count: number, from: number, apartMs: number, data = BLUEZONE): void {
  token.air.hear(Array.from({ length: count }, (_, i) => advert(from + i * apartMs, data)));
}

const COUNT = "var n=0;NRF.setScan(function(d){n++},{window:50,interval:200});";

describe("virtual token: scanning", () => {
  it("listens for as long and as much as it is told", () => {
    const token = run(
      "setTimeout(function(){NRF.setScan(function(){},{window:50,interval:200})},100);setTimeout(function(){NRF.setScan()},600)",
    );
    const [listening] = token.air.listenings;
    assert.equal(token.air.listenings.length, 1);
    assert.equal(listening!.windowMs, 50);
    assert.equal(listening!.intervalMs, 200);
    assert.ok(Math.abs(listening!.to - listening!.from - 500) < 5);
    assert.ok(Math.abs(token.meter.listenMs - 125) < 2, String(token.meter.listenMs));
  });

  it("listens all the time by default, and where the figures are out of range", () => {
    const spans = (options: string): [number, number] => {
      const { windowMs, intervalMs } = run(`NRF.setScan(function(){}${options})`).air.listenings[0]!;
      return [windowMs, intervalMs];
    };
    assert.deepEqual(spans(""), [100, 100]);
    assert.deepEqual(spans(",{window:1,interval:20000}"), [100, 100]);
    assert.deepEqual(spans(",{window:300,interval:200}"), [300, 300]);
    assert.deepEqual(spans(",{window:3.9,interval:10240}"), [2.5, 10240]);
  });

  it("looks at radio options of the first call only", () => {
    const token = run(
      "NRF.setScan(function(){},{window:50,interval:200});NRF.setScan(function(){},{window:10,interval:20})",
    );
    assert.deepEqual(
      token.air.listenings.map((one) => one.windowMs),
      [50],
    );
  });

  it("scans on with the receiver always on after a restart of the radio", () => {
    const token = run("NRF.setScan(function(){},{window:50,interval:200});NRF.restart()");
    assert.deepEqual(
      token.air.listenings.map((one) => [one.windowMs, one.intervalMs, one.to === Infinity]),
      [
        [50, 200, false],
        [100, 100, true],
      ],
    );
  });

  it("scans on after a restart wherever there is a listener, whoever put it there", () => {
    const spans = (script: string): number[][] =>
      run(`${script};setTimeout(function(){NRF.restart()},500)`).air.listenings.map((one) => [
        one.windowMs,
        one.intervalMs,
      ]);
    const slow = "NRF.setScan(function(){},{window:50,interval:200})";
    const own = 'global["#onblescan"]=function(){}';
    assert.deepEqual(spans(own), [[100, 100]]);
    assert.deepEqual(spans(`${slow};NRF.setScan();${own}`), [
      [50, 200],
      [100, 100],
    ]);
    assert.deepEqual(spans(`${slow};NRF.setScan()`), [[50, 200]]);
    assert.deepEqual(spans(`${slow};delete global["#onblescan"]`), [[50, 200]]);
    assert.deepEqual(printed('NRF.setScan(print);print(typeof global["#onblescan"])'), ["function"]);
  });

  it("hands over id, RSSI, data and the fields of the packet", () => {
    const token = run(
      [
        "NRF.setScan(function(d){var u=new Uint8Array(d.data);print(d.id,d.rssi,u.length,u[11],d.data instanceof ArrayBuffer)",
        "print(d.services.join(),Object.keys(d.serviceData).join(),new Uint8Array(d.serviceData['4e56']).join())",
        "print(d.manufacturer.toString(16),new Uint8Array(d.manufacturerData).join(),d.name,d.shortName)})",
      ].join(";"),
    );
    token.air.hear([advert(START + 1100, BLUEZONE, -71)]);
    token.runTo(START + 1200);
    assert.deepEqual(token.console, [
      "c0:00:00:00:00:01 random -71 31 1 true",
      "4e56 4e56 1,2,3,4",
      "22b5 1,2,3,4,5,6,7,8,9,10,11,12 undefined undefined",
    ]);
  });

  it("filters by what is in the packet", () => {
    const heard = (filter: string): number => {
      const token = run(`var n=0;NRF.setScan(function(d){n++},{filters:[${filter}]})`);
      hear(token, 3, START + 1100, 10);
      token.runTo(START + 2000);
      return token.evaluate("n") as number;
    };
    assert.equal(heard("{services:['4e56']}"), 3);
    assert.equal(heard("{services:['180f']}"), 0);
    assert.equal(heard("{manufacturerData:{0x22b5:{}}}"), 3);
    assert.equal(heard("{manufacturerData:{0x22b6:{}}}"), 0);
    assert.equal(heard("{serviceData:{'4e56':{}}}"), 3);
    assert.equal(heard("{name:'x'},{id:'c0:00:00:00:00:01 random'}"), 3);
    assert.equal(heard("{namePrefix:'Puck'}"), 0);
    assert.equal(
      result("NRF.setScan(function(){},{filters:5})"),
      "!TypeError: requestDevice expecting an array of filters, got String",
    );
  });

  it("spends time on adverts that a filter turns away", () => {
    const token = run("NRF.setScan(function(){},{filters:[{name:'nobody'}]})");
    const before = token.meter.cpuMs;
    hear(token, 10, START + 1100, 10);
    token.runTo(START + 2000);
    assert.equal(token.meter.callbacks.advert, 0);
    assert.ok(Math.abs(token.meter.cpuMs - before - 13) < 0.5, String(token.meter.cpuMs - before));
  });

  it("queues 22 adverts of 31 bytes and drops the newest", () => {
    const token = run(COUNT);
    hear(token, 60, START + 1000.5, 0.01);
    token.runTo(START + 5000);
    // The first one wakes the interpreter by itself; 22 wait while it works.
    assert.equal(token.evaluate("n"), 23);
    assert.equal(token.meter.droppedEvents, 37);
    assert.deepEqual(token.console, ["New interpreter error: FIFO_FULL"]);
    assert.equal(token.evaluate("E.getErrorFlags().join()"), "FIFO_FULL");
    assert.equal(token.evaluate("E.getErrorFlags().join()"), "");
  });

  it("queues more adverts where they are shorter", () => {
    const token = run(COUNT);
    hear(token, 100, START + 1000.5, 0.01, Uint8Array.of(2, 1, 6));
    token.runTo(START + 5000);
    assert.equal(token.evaluate("n"), 1 + Math.floor(1023 / 17));
  });

  it("tells E of the flag, once until it is read", () => {
    const token = run(`${COUNT}E.on("errorFlag",function(f){print("flag",f.join())})`);
    hear(token, 60, START + 1000.5, 0.01);
    token.runTo(START + 2000);
    hear(token, 60, START + 2000.5, 0.01);
    token.runTo(START + 3000);
    assert.deepEqual(token.console, ["flag FIFO_FULL", "New interpreter error: FIFO_FULL"]);
  });

  it("takes its time per advert and so delays timers", () => {
    const token = run(`${COUNT}setInterval(function(){print(Math.round((getTime()*1000)%100))},100)`, 2000);
    const quiet = new Set(token.console.slice(-5));
    assert.equal(quiet.size, 1);
    const due = Number([...quiet][0]);
    const busyAt = START + 3000 + due - 12;
    token.runTo(START + 2950);
    token.console.length = 0;
    hear(token, 20, busyAt, 0.1);
    token.runTo(START + 3050 + due);
    const late = token.console.map(Number).map((at) => (at - due + 100) % 100);
    assert.ok(Math.max(...late) > 20, late.join());
    assert.equal(token.meter.callbacks.advert, 20);
  });

  it("does not call back after the scan has ended", () => {
    const token = run(`${COUNT}setTimeout(function(){NRF.setScan()},500)`);
    hear(token, 5, START + 1100, 1);
    token.runTo(START + 2000);
    assert.equal(token.evaluate("n"), 0);
  });

  it("survives any packet", () => {
    const token = run(
      "var n=0;NRF.setScan(function(d){n++;d.services;d.serviceData;d.manufacturer;d.manufacturerData;d.name;d.shortName})",
    );
    let state = 1;
    for (let i = 0; i < 2000; i++) {
      const data = Uint8Array.from({ length: i % 32 }, () => {
        state = Math.imul(state, 1103515245) + 12345;
        return state >>> 24;
      });
      token.air.hear([advert(START + 1001 + i * 10, data)]);
    }
    token.runTo(START + 30_000);
    assert.equal(token.evaluate("n"), 2000);
    assert.equal(token.meter.errorsPrinted, 0);
  });

  it("hears nothing while it is off", () => {
    const token = run(COUNT);
    token.powerOff();
    hear(token, 5, START + 1100, 1);
    token.runTo(START + 2000);
    assert.equal(token.meter.callbacks.advert, 0);
    assert.equal(token.nextAt(), Infinity);
    assert.ok(token.air.listenings[0]!.to <= START + 1000);
    assert.ok(token.air.transmissions.every((one) => one.to <= START + 1000));
  });

  it("is repeatable", () => {
    const script = `${COUNT}setInterval(function(){print(E.hwRand(),Math.random(),getTime())},100);NRF.setAdvertising([2,1,6],{interval:100})`;
    const once = (): string => {
      const token = run(script, 1000, { ppm: undefined as unknown as number, seed: 9 });
      hear(token, 30, START + 1000.5, 1);
      token.runTo(START + 5000);
      return JSON.stringify([token.console, token.air.transmissions, token.meter]);
    };
    assert.equal(once(), once());
    assert.notEqual(
      printed("print(E.hwRand())", 10, { seed: 1 })[0],
      printed("print(E.hwRand())", 10, { seed: 2 })[0],
    );
  });
});
