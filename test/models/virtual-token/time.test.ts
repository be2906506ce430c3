import assert from "node:assert/strict";
import { puckjs } from "../../../boards/index.ts";
import { printed, run, START } from "../../support/script.ts";

const SECOND = 1000;

describe("virtual token: time", () => {
  it("starts its clock at 1970, or where it is told", () => {
    assert.match(printed("print(Date.now())")[0]!, /^\d\d\.\d+$/);
    assert.match(
      printed("print(new Date().toISOString())", 10, { rtcMs: START })[0]!,
      /^2024-01-01T00:00:00\./,
    );
  });

  it("reads whole ticks of 32,768 Hz", () => {
    const token = run("");
    for (const at of [2.003, 5.0001, 6.77]) {
      token.runTo(START + at * SECOND);
      assert.equal((token.rtcMs * 32.768) % 1, 0);
    }
  });

  it("drifts by its own error", () => {
    const token = run("", 3600 * SECOND, { ppm: 100 });
    assert.ok(Math.abs(token.rtcMs - 3600 * SECOND - 360) < 0.1, String(token.rtcMs));
    const drawn = new Set<number>();
    for (let seed = 0; seed < 20; seed++) {
      const other = run("", 1000 * SECOND, { seed, ppm: undefined as unknown as number });
      const ppm = (other.rtcMs - 1000 * SECOND) / 1;
      assert.ok(Math.abs(ppm) <= puckjs.clock.ppm + 0.1);
      drawn.add(Math.round(ppm));
    }
    assert.ok(drawn.size > 15);
  });

  it("keeps timers going when the time is set", () => {
    const lines = printed(
      "setTimeout(function(){print('t',Math.round(getTime()-1e9))},500);setTimeout(function(){setTime(1e9)},100)",
    );
    assert.deepEqual(lines, ["t 0"]);
    const token = run("setInterval(function(){},100);setTimeout(function(){setTime(1e9)},5000)", 20 * SECOND);
    assert.ok(Math.abs(token.rtcMs - 1e12 - 15 * SECOND) < 100);
    assert.ok(token.meter.callbacks.timer >= 199, String(token.meter.callbacks.timer));
  });

  it("loses time in a radio restart, timers and clock alike", () => {
    const script = "setTimeout(function(){for(var i=0;i<10;i++)NRF.restart()},100)";
    const token = run(script, 10 * SECOND, { restartLossMs: 70 });
    assert.ok(Math.abs(token.rtcMs - (10 * SECOND - 700)) < 1, String(token.rtcMs));
  });

  it("runs timers of one pass in order of creation", () => {
    const lines = printed(
      "setTimeout(function(){setTimeout(print,20,'first made');setTimeout(print,5,'sooner');var t=getTime();while(getTime()<t+0.05);},30)",
    );
    assert.deepEqual(lines, ["first made", "sooner"]);
  });

  it("counts an interval from when it was due, however late the callback", () => {
    const token = run(
      "var n=0;setInterval(function(){n++;if(n==3){var t=getTime();while(getTime()<t+0.25);}},100)",
      10_150,
    );
    assert.equal(token.evaluate("n"), 100);
  });

  it("gives a timer's number again when the last one is gone, so that an old number takes a new timer away", () => {
    const lines = printed(
      "var x=setTimeout(print,50,'f');clearTimeout(x);var y=setTimeout(print,50,'g');clearTimeout(x);print(x,y);setTimeout(print,60,'end')",
    );
    assert.deepEqual(lines, ["1 1", "end"]);
    assert.deepEqual(printed("var a=setWatch(print,BTN);clearWatch(a);print(a,setWatch(print,BTN))"), [
      "1 1",
    ]);
  });

  it("changes, clears and refuses as the interpreter does", () => {
    const lines = printed(
      [
        "function t(f){try{f();print('ok')}catch(e){print(''+e)}}",
        "t(function(){clearTimeout(undefined)});t(function(){clearInterval(undefined)});t(function(){clearInterval(999)})",
        "t(function(){changeInterval(999,5)});t(function(){setTimeout(5,5)});t(function(){setTimeout(print,1e13)})",
        "t(function(){clearWatch(999)});t(function(){clearWatch(undefined)})",
        "setTimeout('print(\"text\")',5);setTimeout(print,10,1,'x')",
        "var n=0,i=setInterval(function(){n++;if(n==2)changeInterval(i,200);if(n==3)clearInterval(i)},50)",
        "setTimeout(function(){print(n)},280);setTimeout(function(){print(n)},900)",
      ].join(";"),
    );
    assert.deepEqual(lines, [
      "Error: clearTimeout(undefined) not allowed. Use clearTimeout() instead",
      "Error: clearInterval(undefined) not allowed. Use clearInterval() instead",
      "ok",
      "Error: Unknown Interval",
      "Error: Function or String not supplied!",
      "Error: Interval is too long (>100 years)",
      "Error: Unknown Watch 999",
      "Error: clearWatch(undefined) not allowed. Use clearWatch() instead",
      "text",
      "1 x",
      "2",
      "3",
    ]);
  });

  it("runs promise reactions from the idle loop, after the callback and its pass's timers", () => {
    const lines = printed(
      [
        "setTimeout(function(){",
        "Promise.resolve(1).then(function(v){print('p'+v);return 2}).then(function(v){print('p'+v);throw 'e'}).catch(function(e){print('c'+e)})",
        "setTimeout(print,0,'timer');print('sync')",
        "},10)",
      ].join(";\n"),
    );
    assert.deepEqual(lines, ["sync", "p1", "p2", "ce", "timer"]);
  });

  it("reports a rejection nobody takes, and only that", () => {
    const lines = printed(
      [
        "setTimeout(function(){Promise.resolve().then(function(){throw 'lost'})},10)",
        "setTimeout(function(){new Promise(function(r,j){j('a')}).catch(function(e){print('caught '+e)})},20)",
        "setTimeout(function(){Promise.reject('b').catch(function(e){print('caught '+e)})},30)",
        "setTimeout(function(){Promise.all([1,new Promise(function(r){setTimeout(r,5,7)})]).then(function(a){print(a.join())})},40)",
      ].join(";"),
    );
    assert.match(lines[0]!, /^Uncaught Error: Unhandled promise rejection: lost/);
    assert.deepEqual(lines.slice(1), ["caught a", "caught b", "1,7"]);
  });

  it("has local time by E.setTimeZone, never by the host's", () => {
    assert.deepEqual(
      printed("E.setTimeZone(7);var d=new Date(0);print(d.getHours()+' '+d+' '+d.getTimezoneOffset())"),
      ["7 Thu Jan 1 1970 07:00:00 GMT+0700 -420"],
    );
    assert.deepEqual(printed("E.setTimeZone(7);print(new Date(2020,0,1).getTime())"), ["1577811600000"]);
  });
});
