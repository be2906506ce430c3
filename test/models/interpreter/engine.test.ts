import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import fc from "fast-check";
import { realmMaker } from "../../../host-tools/models/interpreter/runtime.ts";
import type { Device } from "../../../host-tools/models/virtual-token/device.ts";
import { PowerCut } from "../../../host-tools/models/virtual-token/flash.ts";
import { device, START } from "../../support/script.ts";
import { drawn } from "../../support/seed.ts";
import { inBoth, interpreterOrSkip } from "./pair.ts";

const SERVICE = "6e7f0001-0000-4000-8000-000000000001";
const CONTROL = "6e7f0002-0000-4000-8000-000000000001";

describe("a program in the real interpreter, beside the same one in V8", function () {
  this.timeout(60_000);
  let program: string;
  before(function () {
    program = interpreterOrSkip(this);
  });

  /** Runs both and holds one to the other; the interpreter's. */
  const same = <T>(script: string, scenario?: (token: Device) => T, options = {}) => {
    const { vm, espruino } = inBoth(program, script, scenario, options);
    assert.deepEqual(espruino, vm);
    return espruino;
  };

  it("prints, computes and costs the same", () => {
    const { console, meter } = same(`
      print(1,"a",getTime(),[1,2],{a:1});
      print(E.CRC32("abc"),btoa(require("crypto").SHA256("abc")),E.hwRand(),Math.random());
      var u=new Uint8Array([1,2,250]);u.set("\\xff",1);print(u.join(),E.toUint8Array("ab",3,[4,5]).length);
      setTimeout(function(a){print("t",a,getTime())},12.5,"x");
      var n=0,i=setInterval(function(){print(getTime());if(++n==3)clearInterval(i)},100);
      LED1.write(1);digitalPulse(LED2,1,[5,10]);print(digitalRead(LED1),LED2.read());`);
    assert.equal(console.length, 8);
    assert.equal(meter.errorsPrinted, 0);
  });

  it("gets every double from the model and gives it back, bit for bit", () => {
    // But for the sign of zero, which the interpreter itself loses in most places.
    const doubles = drawn(fc.double(), 300).map((value) => value + 0);
    const echo = (token: Device) =>
      doubles.map((value) => {
        const bytes = Buffer.alloc(8);
        bytes.writeDoubleLE(value);
        token.storage.write("double", bytes);
        return token.evaluate("twice(new Float64Array(require('Storage').readArrayBuffer('double'))[0])");
      });
    const { vm, espruino } = inBoth(program, "function twice(x){return x*2}", echo);
    assert.deepEqual(espruino.result, vm.result);
    assert.deepEqual(
      vm.result,
      doubles.map((value) => value * 2),
    );
  });

  it("hears adverts one by one and in heaps, through filters, and misses the same ones when the ring is full", () => {
    const script = `var n=0;NRF.setScan(function(d){n++;
        if(n==5)throw new Error("five");if(n==7)getTime();
        if(n%10==1)print(n,d.id,d.rssi,E.CRC32(d.data),d.manufacturer,getTime())
      },{filters:[{manufacturerData:{0x22b5:{}}}]});
      setTimeout(function(){for(var t=getTime();getTime()<t+1;);},500)`;
    const { meter } = same(script, (token) => {
      const adverts = Array.from({ length: 90 }, (_, i) => ({
        at: START + 300 + i * 10 + (i % 3),
        rssi: -40 - i,
        channel: 37 as const,
        data: Uint8Array.of(2, 1, 6, 6, 0xff, i % 4 ? 0xb5 : 0, 0x22, i, i, i),
        address: `c0:00:00:00:00:${(i + 16).toString(16)} random`,
      }));
      token.runTo(START + 200);
      token.air.hear(adverts);
      token.runTo(START + 3000);
    });
    assert.ok(meter.droppedEvents > 5);
    assert.ok(meter.callbacks.advert > 20);
    assert.equal(meter.errorsPrinted, 1);
  });

  it("writes the same flash", () => {
    const script = `var S=require("Storage"),F=require("Flash");
      S.write("a","hello");S.write("b",new Uint8Array([1,2,255]),0,40);S.write("b","xyz",8);
      print(S.read("a"),S.read("b").charCodeAt(2),S.read("none"),S.list().join(),S.getFree());
      try{S.write("b","1",8)}catch(e){print(e.toString())}
      var page=F.getPage(${0x6c000 + 8192});F.write(new Int32Array([1,-2]).buffer,page.addr);
      print(new Int32Array(F.read(8,page.addr).buffer).join());`;
    const { console } = same(script);
    assert.match(console.join("\n"), /already written/);
    assert.equal(console.at(-1), "1,-2");
  });

  it("talks to a central", () => {
    const script = `
      NRF.on("connect",function(a){print("connect",a)});NRF.on("disconnect",function(r){print("gone",r)});
      NRF.on("mtu",function(m){print("mtu",m)});
      NRF.setServices({"${SERVICE}":{"${CONTROL}":{maxLen:20,writable:true,notify:true,onWrite:function(e){
        print(e.data.byteLength,new Uint8Array(e.data).join());
        NRF.updateServices({"${SERVICE}":{"${CONTROL}":{value:E.toUint8Array(e.data,9),notify:true}}})}}}},{uart:false});
      NRF.setAdvertising({},{connectable:true,scannable:true,interval:100})`;
    const { result } = same(script, (token) => {
      const heard: string[] = [];
      token.runTo(START + 500);
      token.gatt.onNotification = (_service, _characteristic, value) => heard.push(value.join());
      token.gatt.connect({ mtu: 53, intervalMs: 30 });
      token.runTo(START + 600);
      token.gatt.write(SERVICE, CONTROL, Uint8Array.of(7, 0, 255));
      token.runTo(START + 900);
      token.gatt.disconnect();
      token.runTo(START + 1500);
      return heard;
    });
    assert.deepEqual(result, ["7,0,255,9"]);
  });

  it("shares what the program goes on changing: bytes of its advert, arguments of timers", () => {
    const script = `var data=new Uint8Array([2,1,6]),o={n:1};
      NRF.setAdvertising(data,{interval:200,connectable:false,scannable:false});
      setTimeout(function(x,y){print(x===o,x.n,y)},50,o,2);o.n=5;
      data[2]=4;setTimeout(function(){NRF.sleep();NRF.wake()},100)`;
    const { console, transmissions } = same(script);
    assert.deepEqual(console, ["true 5 2"]);
    assert.deepEqual(Array.from(transmissions.at(-1)!.data), [2, 1, 4]);
  });

  it("watches the button and keeps handlers apart", () => {
    const script = `var a=function(){print("a")},b=function(){print("b")};
      NRF.on("connect",a);NRF.on("connect",b);NRF.removeListener("connect",a);
      setWatch(function(e){print(e.state,e.time-e.lastTime,e.pin==BTN)},BTN,{repeat:true,edge:"both",debounce:25})`;
    const { console } = same(script, (token) => {
      token.runTo(START + 200);
      token.press();
      token.runTo(START + 1000);
      token.release();
      token.runTo(START + 1200);
      token.gatt.connect({ mtu: 23, intervalMs: 30 });
      token.runTo(START + 1500);
    });
    assert.deepEqual(
      console.map((line) => line?.split(" ")[0]),
      ["true", "false", "b"],
    );
  });

  it("throws and catches errors of the model's as its own", () => {
    const { meter, console } = same(`
      try{NRF.setTxPower(77)}catch(e){print(e.toString(),e instanceof Error)}
      try{setTimeout(5,5)}catch(e){print(e.message)}
      try{NRF.setScan(1,1)}catch(e){print(e.toString(),e instanceof TypeError)}
      setTimeout(function(){throw new TypeError("mine")},10);
      setTimeout(function(){undefinedFunction()},20);`);
    assert.equal(meter.errorsPrinted, 2);
    assert.equal(console.length, 5);
  });

  it("lets promises go on before the call that made them is over", () => {
    const { vm, espruino } = inBoth(
      program,
      `Promise.resolve(1).then(function(x){print("p",x);return 2}).then(function(x){print("q",x);
         setTimeout(function(){new Promise(function(y){y(3)}).then(function(z){print("r",z)})},10)});
       print("first")`,
    );
    assert.deepEqual(espruino.console, ["first", "p 1", "q 2", "r 3"]);
    assert.deepEqual(vm.console, espruino.console);
  });

  it("starts anew: load, reboot, power", () => {
    const script = `var n=(require("Storage").read("n")||"").length;print("start",n,typeof before,getTime());before=1;
      if(n<3)setTimeout(function(){require("Storage").write("n","xxx".substr(0,n+1));if(n==1)E.reboot();load()},100)`;
    const { console } = same(script, (token) => {
      token.runTo(START + 1000);
      token.powerOff();
      token.powerOn();
      token.runTo(START + 2000);
    });
    assert.deepEqual(
      console.map((line) => line?.split(" ").slice(0, 3).join(" ")),
      [0, 1, 2, 3, 3].map((n) => `start ${n} undefined`),
    );
  });

  it("loses its power in the middle of a write", () => {
    const script = `var F=require("Flash");setTimeout(function(){
      F.write(new Uint8Array(64),${0x6c000 + 8192});print("never")},100)`;
    const { console, result } = same(script, (token) => {
      let left = 5;
      token.flash.before = () => {
        if (left-- === 0) throw new PowerCut("cut");
      };
      token.runTo(START + 500);
      return token.isOn;
    });
    assert.deepEqual(console, []);
    assert.equal(result, false);
  });

  it("says so when the interpreter dies", async () => {
    const token = device("setInterval(function(){},100)", { makeRealm: realmMaker("espruino")! });
    token.powerOn();
    for (const pid of await interpretersOf(process.pid)) process.kill(pid, "SIGKILL");
    assert.throws(() => token.runTo(START + 1000), /the interpreter .* ended; it printed:/);
    token.powerOff();
  });

  it("ends when its host is killed", async () => {
    const source = `
      import { InterpreterRealm } from "${new URL("../../../host-tools/models/interpreter/interpreter-realm.ts", import.meta.url)}";
      import { device } from "${new URL("../../support/script.ts", import.meta.url)}";
      const token = device("", { makeRealm: () => new InterpreterRealm(${JSON.stringify(program)}) });
      token.powerOn();
      console.log("ready");
      setInterval(() => {}, 1000);`;
    const host = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", source], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await new Promise((resolve) => host.stdout.once("data", resolve));
    const [pid] = await interpretersOf(host.pid!);
    assert.ok(pid, "the interpreter runs");
    host.kill("SIGKILL");
    const until = Date.now() + 10_000;
    while (isAlive(pid) && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 50));
    assert.ok(!isAlive(pid));
  });
});

describe("without an interpreter", () => {
  it("says what is missing and how to get it", () => {
    const { PATH, ESPRUINO } = process.env;
    process.env.PATH = "/nonexistent";
    process.env.ESPRUINO = "";
    try {
      assert.throws(() => realmMaker("espruino"), /no interpreter at hand; to have it: .*ESPRUINO/);
      assert.equal(realmMaker("vm"), undefined);
    } finally {
      process.env.PATH = PATH;
      if (ESPRUINO === undefined) delete process.env.ESPRUINO;
      else process.env.ESPRUINO = ESPRUINO;
    }
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Process numbers of the interpreters that a process has started. */
async function interpretersOf(host: number): Promise<number[]> {
  const child = spawn("ps", ["-o", "pid=,args=", "--ppid", String(host)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let text = "";
  child.stdout.on("data", (data: Buffer) => {
    text += data.toString();
  });
  await new Promise((resolve) => child.on("close", resolve));
  const lines = text.split("\n").filter((line) => line.includes("script.js"));
  return lines.map((line) => Number.parseInt(line, 10));
}
