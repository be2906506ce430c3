import assert from "node:assert/strict";
import { puckjs, xiaoble } from "../../../boards/index.ts";
import {
  type AirPort,
  advertDelay,
  type Transmission,
} from "../../../host-tools/models/virtual-token/air-port.ts";
import { device, printed, result, run, START } from "../../support/script.ts";

const ADDRESS = "c1:22:33:44:55:66";
const OPTIONS = { address: ADDRESS };
/** Flags, Espruino's empty manufacturer field, the name. */
const STANDARD = Buffer.concat([
  Buffer.from([2, 1, 6, 3, 255, 0x90, 0x05, 13, 9]),
  Buffer.from("Puck.js 5566"),
]);
const RAW = "new Uint8Array([2,1,6,3,3,0x56,0x4e])";

const last = (air: AirPort): Transmission => air.transmissions.at(-1)!;
const onAir = (air: AirPort): Transmission[] => air.transmissions.filter((one) => one.to === Infinity);
const hex = (data: Uint8Array): string => Buffer.from(data).toString("hex");

describe("virtual token: advertising", () => {
  it("has its name and prompt on the air from power-on until the program takes them off", () => {
    const token = run(`setTimeout(function(){NRF.setAdvertising(${RAW})},500)`, 1000, OPTIONS);
    const [first] = token.air.transmissions;
    assert.ok(first!.from - START < 100);
    assert.equal(hex(first!.data), hex(STANDARD));
    assert.equal(first!.connectable, true);
    assert.equal(first!.address, `${ADDRESS} random`);
    assert.equal(first!.intervalMs, 375);
    assert.ok(
      Buffer.from(token.scanResponse).includes(Buffer.from("9ecadc240ee5a9e093f3a3b50100406e", "hex")),
    );
    assert.equal(hex(last(token.air).data), "0201060303564e");
    assert.ok(Math.abs(last(token.air).from - START - 570) < 10);
  });

  it("sends raw bytes as they are, in every form", () => {
    for (const data of [RAW, "[2,1,6,3,3,0x56,0x4e]", `${RAW}.buffer`, "[2,1,6,3,3,'V','N']"]) {
      assert.equal(hex(last(run(`NRF.setAdvertising(${data})`).air).data), "0201060303564e", data);
    }
  });

  it("builds packets of objects as the interpreter does", () => {
    const packet = (args: string): string =>
      hex(last(run(`NRF.setAdvertising(${args})`, 1000, OPTIONS).air).data);
    assert.equal(
      packet("{0x180F:[95]}"),
      `020106${"04160f185f"}${"03ff9005"}0d09${hex(Buffer.from("Puck.js 5566"))}`,
    );
    assert.equal(packet("{0x180D:undefined},{showName:false,manufacturer:0}"), "02010603030d18");
    assert.equal(packet("{},{name:'Hi',discoverable:false}"), `02010503ff90050309${hex(Buffer.from("Hi"))}`);
    assert.equal(
      packet("{},{flags:false,showName:false,manufacturer:0x22b5,manufacturerData:[1,2]}"),
      "05ffb5220102",
    );
    assert.equal(
      packet("{},{manufacturerData:[1,2,3,4,5,6,7,8,9,10,11,12]}"),
      `0201060fff90050102030405060708090a0b0c0b08${hex(Buffer.from("Puck.js 55"))}`,
    );
  });

  it("falls back to the standard advert, name and all, where an object is too long", () => {
    const token = run(
      `NRF.setAdvertising(${RAW});try{NRF.setAdvertising({0x180F:new Uint8Array(40)})}catch(e){print(e)}`,
      1000,
      OPTIONS,
    );
    assert.deepEqual(token.console, ["Error: Error: Advertising data too long when adding Service"]);
    assert.equal(hex(last(token.air).data), hex(STANDARD));
  });

  it("refuses raw data only when the radio starts, and then sends nothing", () => {
    for (const [data, error] of [
      ["new Uint8Array(32)", "Error: ERR 0x9 (INVALID_LENGTH) (:2806)"],
      ["new Uint8Array([5,1,6])", "Error: ERR 0xb (:2806)"],
    ]) {
      const token = run(`try{NRF.setAdvertising(${data})}catch(e){print(""+e)}`);
      assert.deepEqual(token.console, [error]);
      assert.deepEqual(onAir(token.air), []);
    }
  });

  it("keeps options until they are named again", () => {
    const token = run(
      `NRF.setAdvertising(${RAW},{connectable:false,scannable:false,interval:2000});NRF.setAdvertising([2,1,6])`,
    );
    assert.equal(last(token.air).connectable, false);
    assert.equal(last(token.air).intervalMs, 2000);
    const again = run(
      `NRF.setAdvertising(${RAW},{connectable:false});NRF.setAdvertising(${RAW},{connectable:true})`,
    );
    assert.equal(last(again.air).connectable, true);
  });

  it("clamps the interval and wraps where 16 bits end", () => {
    const interval = (ms: number): number =>
      last(run(`NRF.setAdvertising(${RAW},{interval:${ms}})`).air).intervalMs;
    assert.equal(interval(1), 20);
    assert.equal(interval(20_000), 10_240);
    assert.equal(interval(41_060), 100);
    assert.equal(interval(101), 100.625);
  });

  it("refuses adverts that nobody can connect to faster than the chip's radio stack allows", () => {
    const script = `try{NRF.setAdvertising(${RAW},{connectable:false,scannable:false,interval:20})}catch(e){print(""+e)}`;
    const puck = run(script);
    assert.deepEqual(puck.console, ["Error: ERR 0x7 (INVALID_PARAM) (:1486)"]);
    assert.deepEqual(onAir(puck.air), []);
    const xiao = run(script, 1000, { board: xiaoble });
    assert.deepEqual(xiao.console, []);
    assert.equal(last(xiao.air).intervalMs, 20);
    assert.equal(last(run(`NRF.setAdvertising(${RAW},{interval:20})`).air).intervalMs, 20);
  });

  it("lets what makes the radio restart throw what advertising then throws", () => {
    const fast = `try{NRF.setAdvertising(${RAW},{connectable:false,scannable:false,interval:44})}catch(e){}`;
    const throws = (call: string): string =>
      printed(`${fast};try{${call};print("ok")}catch(e){print(""+e)}`).join("\n");
    const refused = "Error: ERR 0x7 (INVALID_PARAM) (:773)";
    assert.equal(throws('NRF.setAddress("d0:11:22:33:44:55 random")'), refused);
    assert.equal(throws("NRF.setServices({},{uart:false})"), refused);
    assert.equal(throws("NRF.restart()"), refused);
    assert.equal(throws("NRF.sleep();NRF.wake()"), refused);
    assert.equal(throws("NRF.sleep();NRF.restart()"), "ok");
    // A restart that waited for the end of a connection is nobody's: it is printed.
    const token = run(
      `NRF.on("connect",function(){NRF.setAdvertising(${RAW},{connectable:false,interval:44});NRF.restart()})`,
    );
    token.gatt.connect({ mtu: 23, intervalMs: 15 });
    token.runTo(START + 2000);
    token.gatt.disconnect();
    token.runTo(START + 3000);
    assert.match(token.console.at(-1)!, /^Uncaught Error: ERR 0x7/);
  });

  it("refuses connectable adverts that cannot be scanned", () => {
    assert.equal(
      result(`NRF.setAdvertising(${RAW},{connectable:true,scannable:false})`),
      "!Error: ERR 0x7 (INVALID_PARAM) (:1486)",
    );
  });

  it("rotates packets of a list, and sends the wrong one once an object follows", () => {
    const token = run("NRF.setAdvertising([[2,1,6],[2,1,5]],{interval:100});");
    const [a, b] = onAir(token.air);
    assert.equal(hex(a!.data) + hex(b!.data), "020106020105");
    assert.equal(a!.intervalMs, 200);
    assert.equal(b!.from - a!.from, 100);
    const script = "NRF.setAdvertising([[2,1,6],[2,1,5]]);NRF.setAdvertising({});";
    assert.deepEqual(
      onAir(run(script).air).map((one) => hex(one.data)),
      ["020106"],
    );
    assert.deepEqual(
      onAir(run(script, 1000, { board: xiaoble }).air).map((one) => hex(one.data)),
      [""],
    );
    const mended = run(`${script}NRF.setAdvertising(${RAW});NRF.setAdvertising({})`);
    assert.ok(onAir(mended.air)[0]!.data.length > 7);
  });

  it("sends a list of one packet as it stands", () => {
    assert.deepEqual(
      onAir(run("NRF.setAdvertising([[2,1,6]])").air).map((one) => hex(one.data)),
      ["020106"],
    );
  });

  it("sends the standard advert where it is given nonsense", () => {
    const token = run(
      `NRF.setAdvertising(${RAW});try{NRF.setAdvertising(5)}catch(e){print(""+e)}`,
      1000,
      OPTIONS,
    );
    assert.deepEqual(token.console, ["TypeError: Expecting Array or Object, got Number"]);
    assert.equal(hex(last(token.air).data), hex(STANDARD));
    assert.equal(result("NRF.setAdvertising({},5)"), "!TypeError: Expecting Object or undefined, got Number");
  });

  it("turns a scan response into text when advertising starts anew", () => {
    const script = `NRF.setScanResponse([3,9,72,105]);setTimeout(function(){NRF.setAdvertising(${RAW})},500)`;
    const token = run(script, 400);
    assert.equal(hex(token.scanResponse), "03094869");
    token.runTo(START + 1000);
    assert.equal(Buffer.from(token.scanResponse).toString(), "3,9,72,105");
    const long = result("NRF.setScanResponse(new Uint8Array(32))");
    assert.equal(long, "!Error: ERR 0x9 (INVALID_LENGTH) (:1587)");
  });

  it("sends its first advert at once on every start and reports each stop and start", () => {
    const script = `NRF.on("advertising",function(on){print(on)});setTimeout(function(){NRF.setAdvertising(${RAW},{interval:1000})},500)`;
    const token = run(script);
    assert.deepEqual(token.console, ["false", "true"]);
    assert.ok(last(token.air).from - START < 600);
  });

  it("changes power on the air without losing its rhythm", () => {
    const script = `NRF.setAdvertising(${RAW},{interval:1000});setTimeout(function(){NRF.setTxPower(-20)},2500)`;
    const token = run(script, 5000);
    const [before, after] = token.air.transmissions.slice(-2);
    assert.equal(before!.txPowerDbm, 0);
    assert.equal(after!.txPowerDbm, -20);
    let at = before!.from;
    for (let k = 0; at < before!.to; k++) at += before!.intervalMs + advertDelay(before!.seed, k);
    assert.equal(after!.from, at);
    assert.equal(result("NRF.setTxPower(3)"), "!Error: ERR 0x7 (INVALID_PARAM) (:3440)");
    assert.equal(result("NRF.setTxPower(3)", { board: xiaoble }), "undefined");
  });

  it("counts the adverts it sent", () => {
    const token = run(`NRF.setAdvertising(${RAW},{interval:100,connectable:false})`, 100_000);
    token.settleMeter();
    assert.ok(Math.abs(token.meter.advertsSent - 100_000 / 105) < 15, String(token.meter.advertsSent));
    const before = token.meter.advertsSent;
    token.settleMeter();
    assert.equal(token.meter.advertsSent, before);
  });

  it("starts again by itself when the nRF52832's stack times out after 180 s", () => {
    const puck = run(`NRF.setAdvertising(${RAW})`, 400_000);
    const spans = puck.air.transmissions.filter((one) => one.data.length === 7);
    assert.equal(spans.length, 3);
    assert.ok(spans[1]!.from - spans[0]!.to < 10);
    assert.equal(spans[0]!.to - spans[0]!.from, 180_000);
    const xiao = run(`NRF.setAdvertising(${RAW})`, 400_000, { board: xiaoble });
    assert.equal(xiao.air.transmissions.filter((one) => one.data.length === 7).length, 1);
  });

  it("is silent while it sleeps, until it wakes", () => {
    const token = run(`NRF.setAdvertising(${RAW});NRF.sleep();setTimeout(function(){NRF.wake()},500)`, 400);
    assert.deepEqual(onAir(token.air), []);
    token.runTo(START + 1000);
    assert.equal(onAir(token.air).length, 1);
  });

  it("restarts the radio for another address, off the air and out of time for a while", () => {
    const script = `NRF.setAdvertising(${RAW});setTimeout(function(){NRF.setAddress("c0:ff:ee:00:00:01 random");print(NRF.getAddress(true),NRF.getAddress())},500)`;
    const token = run(script, 1000, { ...OPTIONS, restartLossMs: 80 });
    const [before, after] = token.air.transmissions.slice(-2);
    assert.equal(before!.address, `${ADDRESS} random`);
    assert.equal(after!.address, "c0:ff:ee:00:00:01 random");
    assert.ok(after!.from - before!.to >= 80);
    assert.equal(hex(after!.data), "0201060303564e");
    assert.deepEqual(token.console, [`c0:ff:ee:00:00:01 ${ADDRESS}`]);
    assert.equal(token.meter.radioRestarts, 1);
  });

  it("takes only static and public addresses", () => {
    assert.equal(
      result('NRF.setAddress("nonsense")'),
      "!Error: Expecting mac address of the form aa:bb:cc:dd:ee:ff",
    );
    const token = run('NRF.setAddress("01:02:03:04:05:06 private-nonresolvable")', 1000, OPTIONS);
    assert.match(token.console[0]!, /^pm_id_addr_set failed/);
    assert.equal(last(token.air).address, `${ADDRESS} random`);
  });

  it("rotates private addresses by the stack where the board can, without a restart", () => {
    const script = `NRF.setAdvertising(${RAW});NRF.setSecurity({privacy:{mode:"device_privacy",addr_type:"random_private_resolvable",addr_cycle_s:900}})`;
    const token = run(script, 3_000_000, { board: xiaoble });
    const spans = token.air.transmissions.filter((one) => one.address.endsWith("private-resolvable"));
    assert.equal(spans.length, 4);
    assert.equal(new Set(spans.map((one) => one.address)).size, 4);
    assert.ok(spans.every((one) => (Number.parseInt(one.address.slice(0, 2), 16) & 0xc0) === 0x40));
    assert.ok(Math.abs(spans[1]!.from - spans[0]!.from - 900_000) < 400);
    assert.equal(token.meter.radioRestarts, 1);
    const puck = run(script, 3_000_000);
    assert.ok(puck.air.transmissions.every((one) => one.address.endsWith(" random")));
  });

  it("sends a board's own name, and tells NFC readers about itself until told not to", () => {
    const xiao = device("", { board: xiaoble, ...OPTIONS });
    xiao.powerOn();
    assert.ok(Buffer.from(xiao.air.transmissions[0]!.data).includes(Buffer.from("XIAOBLE 5566")));
    assert.equal(run("").prompt!.nfc, true);
    assert.equal(run("NRF.nfcURL()").prompt!.nfc, false);
    assert.equal(result("typeof NRF.nfcURL", { board: xiaoble }), "undefined");
    assert.equal(puckjs.id, "puckjs");
  });

  it("makes getAdvertisingData without the manufacturer field", () => {
    assert.deepEqual(printed("print(new Uint8Array(NRF.getAdvertisingData({},{showName:false})))"), [
      "new Uint8Array([2, 1, 6])",
    ]);
    assert.equal(
      result("new Uint8Array(NRF.getAdvertisingData([2,1,6]))"),
      "new Uint8Array([50, 44, 49, 44, 54])",
    );
  });
});

describe("advert delays", () => {
  it("are spread over 0 to 10 ms, fixed by seed and number", () => {
    const delays = Array.from({ length: 1000 }, (_, k) => advertDelay(7, k));
    assert.ok(delays.every((delay) => delay >= 0 && delay < 10));
    const mean = delays.reduce((sum, delay) => sum + delay, 0) / delays.length;
    assert.ok(Math.abs(mean - 5) < 0.4, String(mean));
    assert.equal(advertDelay(7, 500), delays[500]);
    assert.notEqual(advertDelay(8, 500), delays[500]);
  });
});
