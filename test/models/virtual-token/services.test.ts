import assert from "node:assert/strict";
import type { Board } from "../../../boards/board.ts";
import { puckjs, xiaoble } from "../../../boards/index.ts";
import type { Device } from "../../../host-tools/models/virtual-token/device.ts";
import { result, run, START } from "../../support/script.ts";

const SERVICE = "6b0a0001-1111-2222-3333-444455556666";
const CONTROL = "6b0a0002-1111-2222-3333-444455556666";
const DATA = "6b0a0003-1111-2222-3333-444455556666";
const UART = "6e400001-b5a3-f393-e0a9-e50e24dcca9e";

const SCRIPT = `
var got=[];
function notify(bytes){var c={};c["${DATA}"]={value:bytes,notify:true};var s={};s["${SERVICE}"]=c;NRF.updateServices(s)}
var chars={};
chars["${CONTROL}"]={writable:true,notify:true,maxLen:20,value:[0],onWrite:function(e){got.push(new Uint8Array(e.data).join("."))}};
chars["${DATA}"]={notify:true,readable:true,maxLen:128,value:[0]};
var svc={};svc["${SERVICE}"]=chars;
NRF.setServices(svc,{uart:false});
NRF.on("connect",function(a){print("connect")});
NRF.on("disconnect",function(r){print("disconnect",r)});
NRF.on("advertising",function(on){print("advertising",on)});
NRF.setAdvertising([2,1,6],{connectable:true,scannable:true});
`;

interface Heard {
  at: number;
  bytes: number[];
}

function connected(
  script = SCRIPT,
  board: Board = puckjs,
  mtu = 247,
  processorSpeed = 1,
): { token: Device; heard: Heard[] } {
  const token = run(script, 1000, { board, processorSpeed });
  token.console.length = 0;
  const heard: Heard[] = [];
  token.gatt.onNotification = (_service, _characteristic, value) =>
    heard.push({ at: token.worldNow - START, bytes: [...value] });
  token.gatt.connect({ mtu, intervalMs: 15 });
  token.runTo(START + 1100);
  return { token, heard };
}

describe("virtual token: services", () => {
  it("offers the prompt over Bluetooth until it is taken away, which restarts the radio", () => {
    const open = run("NRF.setAdvertising([2,1,6])");
    open.gatt.connect({ mtu: 23, intervalMs: 15 });
    assert.deepEqual(open.gatt.services(), [UART]);
    const closed = run(SCRIPT);
    closed.gatt.connect({ mtu: 23, intervalMs: 15 });
    assert.deepEqual(closed.gatt.services(), [SERVICE]);
    assert.equal(closed.meter.radioRestarts, 1);
    assert.equal(closed.prompt!.uartService, false);
  });

  it("applies a first set at once and restarts for each later one", () => {
    assert.equal(run('NRF.setServices({0xBCDE:{0xABCD:{value:"a"}}})').meter.radioRestarts, 0);
    assert.equal(
      run('NRF.setServices({0xBCDE:{0xABCD:{value:"a"}}});NRF.setServices({})').meter.radioRestarts,
      1,
    );
    // An empty one is none.
    assert.equal(
      run('NRF.setServices({});NRF.setServices({0xBCDE:{0xABCD:{value:"a"}}})').meter.radioRestarts,
      0,
    );
  });

  it("connects only while it advertises connectable", () => {
    const token = run("NRF.setAdvertising([2,1,6],{connectable:false})");
    assert.throws(() => token.gatt.connect({ mtu: 23, intervalMs: 15 }), /does not advertise connectable/);
    token.powerOff();
    assert.throws(() => token.gatt.connect({ mtu: 23, intervalMs: 15 }), /off/);
  });

  it("stops advertising while connected and starts again afterwards", () => {
    const { token } = connected();
    assert.deepEqual(token.console, ["advertising false", "connect"]);
    assert.ok(token.air.transmissions.every((one) => one.to < Infinity));
    let ended = false;
    token.gatt.onDisconnect = () => {
      ended = true;
    };
    token.gatt.disconnect();
    token.runTo(START + 1300);
    assert.ok(ended);
    assert.deepEqual(token.console.slice(2), ["disconnect 19", "advertising true"]);
    assert.ok(token.air.transmissions.some((one) => one.to === Infinity));
    token.settleMeter();
    assert.ok(Math.abs(token.meter.connectedMs - 105) <= 15);
  });

  it("goes on advertising, not connectable, where the program asks for it", () => {
    const { token } = connected(`${SCRIPT}NRF.setAdvertising([2,1,6],{whenConnected:true});`);
    const on = token.air.transmissions.filter((one) => one.to === Infinity);
    assert.deepEqual(
      on.map((one) => one.connectable),
      [false],
    );
  });

  it("delivers a write at the next connection event", () => {
    const { token } = connected();
    token.gatt.write(SERVICE, CONTROL, Uint8Array.of(1, 2, 3));
    token.gatt.write(SERVICE, CONTROL.toUpperCase(), Uint8Array.of(4));
    token.runTo(START + 1100);
    assert.equal(token.evaluate("got.join()"), "");
    token.runTo(START + 1200);
    assert.equal(token.evaluate("got.join()"), "1.2.3,4");
    assert.equal(token.meter.callbacks.write, 2);
  });

  it("refuses writes as the stack does", () => {
    const { token } = connected();
    const write = (service: string, characteristic: string, length: number): void =>
      token.gatt.write(service, characteristic, new Uint8Array(length));
    assert.throws(() => write(SERVICE, CONTROL, 21), /invalid attribute value length/);
    assert.throws(() => write(SERVICE, CONTROL, 51), /long writes/);
    assert.throws(() => write(SERVICE, DATA, 1), /not permitted/);
    assert.throws(() => write(SERVICE, UART, 1), /no characteristic/);
    assert.throws(() => write(UART, CONTROL, 1), /no characteristic/);
    assert.throws(() => write("zz", CONTROL, 1), /no characteristic/);
    token.gatt.disconnect();
    token.runTo(START + 1200);
    assert.throws(() => write(SERVICE, CONTROL, 1), /not connected/);
  });

  it("notifies at connection events and cuts to the MTU", () => {
    const { token, heard } = connected();
    token.evaluate("notify(new Uint8Array(60).fill(7));notify([1])");
    token.runTo(START + 1200);
    assert.deepEqual(
      heard.map((one) => one.bytes.length),
      [puckjs.mtu - 3, 1],
    );
    assert.ok(heard.every((one) => Math.abs(((one.at - 1000) / 15) % 1) < 1e-6));
    const small = connected(SCRIPT, puckjs, 23);
    small.token.evaluate("notify(new Uint8Array(60))");
    small.token.runTo(START + 1200);
    assert.equal(small.heard[0]!.bytes.length, 20);
  });

  it("drops notifications without a word when the stack's queue is full", () => {
    for (const [board, room] of [
      [puckjs, 7],
      [xiaoble, 1],
    ] as const) {
      // Faster than the radio, or it would carry some away meanwhile.
      const { token, heard } = connected(SCRIPT, board, 247, Infinity);
      token.evaluate("for(var i=0;i<10;i++)notify([i])");
      token.runTo(START + 1500);
      assert.equal(heard.length, room, board.id);
      assert.equal(token.meter.droppedNotifications, 10 - room);
      assert.equal(token.evaluate("notify([99])"), undefined);
      token.runTo(START + 1600);
      assert.deepEqual(heard.at(-1)!.bytes, [99]);
      assert.deepEqual([...token.gatt.read(SERVICE, DATA)], [99]);
    }
  });

  it("drops none that the radio can carry away while the script makes the next one", () => {
    const { token, heard } = connected(SCRIPT, xiaoble);
    token.evaluate("for(var i=0;i<10;i++){notify([i]);notify([i])}");
    token.runTo(START + 1900);
    // Twenty take the script some 72 ms, an event comes every 15 ms and takes the one that waits.
    assert.equal(heard.length + token.meter.droppedNotifications, 20);
    assert.ok(heard.length >= 5 && heard.length <= 7, `${heard.length} heard`);
  });

  it("carries two notifications of 50 bytes in an event of the nRF52832, which has packets of 27 bytes", () => {
    const { token, heard } = connected(SCRIPT, puckjs, 247, Infinity);
    token.evaluate("for(var i=0;i<6;i++)notify(new Uint8Array(50))");
    token.runTo(START + 1300);
    const events = new Map<number, number>();
    for (const { at } of heard) events.set(at, (events.get(at) ?? 0) + 1);
    assert.deepEqual([...events.values()], [2, 2, 2]);
  });

  it("throws for unknown characteristics, long values and while a restart waits", () => {
    const { token } = connected();
    const attempt = (code: string): unknown =>
      token.evaluate(`(function(){try{${code};return "ok"}catch(e){return ""+e}})()`);
    assert.equal(
      attempt("NRF.updateServices({0xABCD:{0x1234:{value:[1]}}})"),
      "Error: Unable to find service with UUID 0x1234",
    );
    assert.equal(attempt("notify(new Uint8Array(129))"), "Error: ERR 0xc (DATA_SIZE) (:2042)");
    assert.equal(attempt("NRF.updateServices(5)"), "TypeError: Expecting Object or undefined, got Number");
    assert.equal(attempt("notify([])"), "ok");
    assert.equal(attempt("NRF.setServices({},{uart:false})"), "ok");
    assert.equal(attempt("notify([1])"), "Error: Can't update services until BLE restart");
    assert.equal(token.console.at(-1), "BLE Connected, queueing BLE restart for later");
    assert.equal(token.meter.radioRestarts, 1);
    token.gatt.disconnect();
    token.runTo(START + 2000);
    assert.equal(token.meter.radioRestarts, 2);
    assert.equal(
      result("NRF.setServices({zz:{}})"),
      "!Error: Invalid Service UUID: UUID not the right length (16 or 2 bytes)",
    );
  });

  it("postpones a change of address until it is alone", () => {
    const { token } = connected();
    token.evaluate('NRF.setAddress("c0:ff:ee:00:00:01 random")');
    token.runTo(START + 1200);
    assert.equal(token.meter.radioRestarts, 1);
    token.gatt.disconnect();
    token.runTo(START + 2000);
    assert.equal(token.air.transmissions.at(-1)!.address, "c0:ff:ee:00:00:01 random");
  });

  it("ends the connection when the program or the power says so", () => {
    const { token } = connected();
    token.evaluate("NRF.disconnect()");
    token.runTo(START + 1300);
    assert.equal(token.gatt.connected, false);
    assert.ok(token.console.includes("disconnect 22"));
    const other = connected().token;
    let ended = 0;
    other.gatt.onDisconnect = () => ended++;
    other.powerOff();
    assert.equal(ended, 1);
    assert.equal(other.gatt.connected, false);
  });

  it("loses writes that the event ring cannot hold", () => {
    const { token } = connected();
    token.evaluate("setTimeout(function(){var t=getTime();while(getTime()<t+3);},1)");
    for (let i = 0; i < 60; i++) token.gatt.write(SERVICE, CONTROL, new Uint8Array(20));
    token.runTo(START + 6000);
    assert.ok(token.meter.droppedEvents > 0);
    assert.equal((token.evaluate("got.length") as number) + token.meter.droppedEvents, 60);
  });
});
