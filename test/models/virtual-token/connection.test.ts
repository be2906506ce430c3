import assert from "node:assert/strict";
import { xiaoble } from "../../../boards/index.ts";
import {
  type Agreement,
  agreesFrom,
} from "../../../host-tools/models/virtual-token/connection-parameters.ts";
import type { Device } from "../../../host-tools/models/virtual-token/device.ts";
import { printed, run, START } from "../../support/script.ts";

const SCRIPT = `NRF.setServices({0xABCD:{0xABCE:{value:[0],writable:true,notify:true,onWrite:function(){}}}},{uart:false});
NRF.setAdvertising([2,1,6],{connectable:true,scannable:true});`;

/** A token that has been connected for so long, ms, to a central that began with 30 ms. */
function connected(ms: number, agrees?: Agreement, script = SCRIPT, options = {}): Device {
  const token = run(script, 1000, options);
  token.gatt.connect({ mtu: 23, intervalMs: 30, agrees });
  token.runTo(START + 1000 + ms);
  return token;
}

const write = (token: Device): void => token.gatt.write("abcd", "abce", Uint8Array.of(1));
const onConnect = (interval: string): string =>
  `${SCRIPT}NRF.on("connect",function(){NRF.setConnectionInterval(${interval})})`;

describe("virtual token: connection interval", () => {
  it("is what the central began with until the token asks, a tenth of a second later, for the shortest one", () => {
    assert.equal(connected(90, agreesFrom(7.5)).gatt.intervalMs, 30);
    const token = connected(1000, agreesFrom(7.5));
    assert.equal(token.gatt.intervalMs, 7.5);
    assert.equal(token.meter.intervalRequests, 1);
  });

  it("stays where a central does not agree, which is asked three times", () => {
    for (const agrees of [undefined, agreesFrom(15)]) {
      const token = connected(29_000, agrees);
      assert.equal(token.gatt.intervalMs, 30);
      assert.equal(token.meter.intervalRequests, 3);
    }
  });

  it("is long after half a minute in which nothing was written, and short again after five writes in a row, two seconds later", () => {
    const token = connected(34_000, agreesFrom(7.5));
    assert.equal(token.gatt.intervalMs, 200);
    for (let n = 0; n < 4; n++) {
      write(token);
      token.runTo(token.worldNow + 250);
    }
    assert.equal(token.meter.intervalRequests, 2);
    write(token);
    token.runTo(token.worldNow + 250);
    assert.equal(token.meter.intervalRequests, 3);
    assert.equal(token.gatt.intervalMs, 200);
    token.runTo(token.worldNow + 2000);
    assert.equal(token.gatt.intervalMs, 7.5);
  });

  it("stays short as long as something goes on, notifications too", () => {
    const beat = `${SCRIPT}setInterval(function(){NRF.updateServices({0xABCD:{0xABCE:{value:[1],notify:true}}})},9000)`;
    assert.equal(connected(120_000, agreesFrom(7.5), beat).gatt.intervalMs, 7.5);
  });

  it("is the program's from when it asks, without a change when nothing goes on", () => {
    const token = connected(60_000, agreesFrom(15), onConnect("15"));
    assert.equal(token.gatt.intervalMs, 15);
    const range = connected(60_000, agreesFrom(7.5), onConnect("{minInterval:20,maxInterval:40}"));
    // The present one would do; the request that was under way is sent all the same.
    assert.equal(range.gatt.intervalMs, 20);
    assert.equal(range.meter.intervalRequests, 1);
    const again = connected(60_000, agreesFrom(7.5), onConnect('15);NRF.setConnectionInterval("auto"'));
    assert.equal(again.gatt.intervalMs, 200);
  });

  it("is asked for again in the next connection on an nRF52832, and forgotten on an nRF52840", () => {
    const once = `${SCRIPT}var n=0;NRF.on("connect",function(){if(!n++)NRF.setConnectionInterval(20)})`;
    for (const [board, want] of [
      [undefined, 20],
      [xiaoble, 7.5],
    ] as const) {
      const token = connected(1000, agreesFrom(7.5), once, board ? { board } : {});
      assert.equal(token.gatt.intervalMs, 20);
      token.gatt.disconnect();
      token.runTo(token.worldNow + 1000);
      token.gatt.connect({ mtu: 23, intervalMs: 30, agrees: agreesFrom(7.5) });
      token.runTo(token.worldNow + 1000);
      assert.equal(token.gatt.intervalMs, want);
    }
  });

  it("refuses what the stack refuses", () => {
    const attempt = (interval: string): string =>
      printed(`try{NRF.setConnectionInterval(${interval});print("ok")}catch(e){print(""+e)}`)[0]!;
    assert.equal(attempt("7.5"), "ok");
    assert.equal(attempt("1998"), "ok");
    assert.equal(attempt("6"), "Error: ERR 0x7 (INVALID_PARAM) (:3879)");
    assert.equal(attempt("2000"), "Error: ERR 0x7 (INVALID_PARAM) (:3879)");
    assert.equal(attempt("{minInterval:40,maxInterval:20}"), "Error: ERR 0x7 (INVALID_PARAM) (:3885)");
    assert.equal(attempt("{}"), "Error: ERR 0x7 (INVALID_PARAM) (:3885)");
    assert.equal(attempt('"slow"'), "ok");
  });

  it("counts its events at the interval that it has", () => {
    const token = connected(10_000, agreesFrom(7.5));
    token.settleMeter();
    // 30 ms for a tenth of a second and eight events, then 7.5 ms.
    const { connectionEvents, connectedMs } = token.meter;
    assert.ok(Math.abs(connectedMs - 10_000) < 1);
    assert.ok(connectionEvents > 1270 && connectionEvents < 1310, `${connectionEvents}`);
  });
});
