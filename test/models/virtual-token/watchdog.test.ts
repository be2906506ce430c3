import assert from "node:assert/strict";
import { device, printed, run, START } from "../../support/script.ts";

const SECOND = 1000;
/** Tells why it started, and goes on as the script says. */
const told = (script: string): string => `print("start",peek32(0x40000400)&255);${script}`;

describe("virtual token: watchdog", () => {
  it("starts a token anew that hangs longer than it was told, with its bit among the causes", () => {
    const token = run(told("E.enableWatchdog(30);setInterval(function(){},1000)"), 60 * SECOND);
    token.hang();
    token.runTo(START + 88 * SECOND);
    assert.deepEqual(token.console, ["start 0"]);
    token.runTo(START + 91 * SECOND);
    assert.deepEqual(token.console, ["start 0", "start 2"]);
    token.runTo(START + 600 * SECOND);
    assert.deepEqual(token.console, ["start 0", "start 2"]);
    assert.ok(token.nextAt() < Infinity, "it hangs still");
  });

  it("leaves a token hanging where nobody has started it, silent once the stack has ended its advert", () => {
    const token = run(told(""), 10 * SECOND);
    token.hang();
    token.runTo(START + 1000 * SECOND);
    assert.deepEqual(token.console, ["start 0"]);
    assert.equal(token.air.transmissions.at(-1)!.to < START + 200 * SECOND, true);
  });

  it("bites in the middle of a callback that does not end, and then at each start that does the same", () => {
    const loop = "E.enableWatchdog(2);setTimeout(function(){while(true)getTime()},100)";
    const token = run(told(loop), 6 * SECOND);
    assert.deepEqual(token.console, ["start 0", "start 2", "start 2", "start 2"]);
  });

  it("lets a token sleep as long as it likes: it wakes up to kick, at 9.6 s of ten", () => {
    const token = run(told("E.enableWatchdog(10)"), 2000 * SECOND);
    assert.deepEqual(token.console, ["start 0"]);
    assert.ok(token.meter.wakeUps >= 200 && token.meter.wakeUps <= 215, `${token.meter.wakeUps}`);
  });

  it("counts the sleep before a callback, too: it is kicked when the callback is over", () => {
    const busy = (from: number, seconds: number): string[] =>
      printed(
        told(
          `E.enableWatchdog(10);setTimeout(function(){var t=getTime();while(getTime()<t+${seconds});},${from})`,
        ),
        14 * SECOND,
      );
    assert.deepEqual(busy(500, 9), ["start 0"]);
    assert.deepEqual(busy(9500, 0.4), ["start 0"]);
    assert.deepEqual(busy(9500, 0.6), ["start 0", "start 2"]);
  });

  it("wants to be kicked by the program where it was told so", () => {
    const script = "E.enableWatchdog(5,false);setInterval(function(){},1000)";
    assert.deepEqual(printed(told(script), 12 * SECOND), ["start 0", "start 2", "start 2"]);
    assert.deepEqual(printed(told(`${script};setInterval(function(){E.kickWatchdog()},2000)`), 60 * SECOND), [
      "start 0",
    ]);
  });

  it("runs on through a reboot, which does not kick it, and ends with the power", () => {
    const token = device(
      told("if(!(peek32(0x40000400)&4)){E.enableWatchdog(5);setTimeout(function(){E.reboot()},1000)}"),
    );
    token.powerOn();
    token.runTo(START + 20 * SECOND);
    assert.deepEqual(token.console, ["start 0", "start 4", "start 6"]);
    const off = device(told("if(!got)E.enableWatchdog(5)"));
    off.powerOn();
    off.powerOff();
    off.storage.write(".boot0", Buffer.from(told("")));
    off.powerOn();
    off.runTo(START + 60 * SECOND);
    assert.deepEqual(off.console.slice(-1), ["start 0"]);
  });

  it("keeps its first time, and goes on through load", () => {
    const script = "E.enableWatchdog(4);E.enableWatchdog(100)";
    const token = run(told(script), 2 * SECOND);
    token.hang();
    token.runTo(START + 8 * SECOND);
    assert.deepEqual(token.console, ["start 0", "start 2"]);
    const loaded = run(
      told("if(this.x===undefined){x=1;setTimeout(load,500)}E.enableWatchdog(3)"),
      20 * SECOND,
    );
    assert.ok(loaded.console.every((line) => line === "start 0"));
  });
});

describe("virtual token: random numbers", () => {
  it("are the interpreter's after the same seed", () => {
    // Counted by hand from rand() and srand() of Espruino 2v29.
    const [line] = printed(
      "E.srand(1);print([1,2,3].map(function(){return Math.random()*0x80000000}).join())",
    );
    assert.equal(line, EXPECTED.join());
  });

  it("go on through load, and start anew with the power", () => {
    const draws = "for(var i=0;i<3;i++)print(Math.random());";
    const token = run(
      `${draws}if(require("Storage").read("x")===undefined){require("Storage").write("x","1");load()}`,
    );
    assert.equal(new Set(token.console).size, 6);
    token.powerOff();
    token.powerOn();
    token.runTo(START + 3000);
    assert.equal(new Set(token.console).size, 9);
  });
});

/** w and z by turns: z = 36969 (z & 65535) + (z >> 16), w = 18000 (w & 65535) + (w >> 16), of w = 65537 and z = 0. */
const EXPECTED = (() => {
  let w = 65537n;
  let z = 0n;
  return Array.from({ length: 3 }, () => {
    z = (36969n * (z & 65535n) + (z >> 16n)) & 0xffffffffn;
    w = (18000n * (w & 65535n) + (w >> 16n)) & 0xffffffffn;
    return Number(((z << 16n) + w) & 0x7fffffffn);
  });
})();
