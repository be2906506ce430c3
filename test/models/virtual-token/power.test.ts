import assert from "node:assert/strict";
import { puckjs, xiaoble } from "../../../boards/index.ts";
import { Device } from "../../../host-tools/models/virtual-token/device.ts";
import { device, printed, run, START } from "../../support/script.ts";

function withFiles(files: Record<string, string>): Device {
  const token = new Device({ board: puckjs, seed: 1, startAt: START, ppm: 0 });
  for (const [name, code] of Object.entries(files)) token.storage.write(name, Buffer.from(code));
  return token;
}

const say = (text: string): string => `print("${text}")`;

describe("virtual token: boot", () => {
  const all = {
    ".bootcde": say("code"),
    ".boot3": say("3"),
    ".boot1": say("1"),
    ".boot0": `E.on("init",function(){print("init")});${say("0")}`,
    ".boot2": say("2"),
  };

  it("runs .boot0 to .boot3, then .bootcde, then init", () => {
    const token = withFiles(all);
    token.powerOn();
    assert.deepEqual(token.console, ["0", "1", "2", "3", "code", "init"]);
  });

  it("runs .bootrst in place of .bootcde", () => {
    const token = withFiles({ ...all, ".bootrst": say("reset code") });
    token.powerOn();
    assert.deepEqual(token.console, ["0", "1", "2", "3", "reset code", "init"]);
  });

  it("leaves out .bootcde, and nothing else, while the button is held", () => {
    const token = withFiles(all);
    token.press();
    token.powerOn();
    assert.deepEqual(token.console, ["0", "1", "2", "3", "init"]);
    token.powerOff();
    token.release();
    token.console.length = 0;
    token.powerOn();
    assert.deepEqual(token.console, ["0", "1", "2", "3", "code", "init"]);
  });

  it("goes on with the next file after an error", () => {
    const token = withFiles({ ".boot0": "nothing()", ".boot1": say("1") });
    token.powerOn();
    assert.match(token.console[0]!, /^Uncaught ReferenceError/);
    assert.equal(token.console[1], "1");
    const wrong = withFiles({ ".boot0": "var var", ".boot1": say("1") });
    wrong.powerOn();
    assert.match(wrong.console[0]!, /^Uncaught SyntaxError/);
    assert.equal(wrong.console[1], "1");
  });

  it("runs the files in one program", () => {
    const token = withFiles({
      ".boot0": "var a=1;function f(){return a+1}",
      ".boot1": "print(f(),global.a)",
    });
    token.powerOn();
    assert.deepEqual(token.console, ["2 1"]);
  });

  it("forgets RAM and time at power-off and keeps flash", () => {
    const token = device(
      'var s=require("Storage");n=typeof n=="undefined"?1:2;print(n,s.read("x"),Date.now()<1000);s.write("x","y")',
    );
    token.powerOn();
    token.runTo(START + 5000);
    token.powerOff();
    token.runTo(START + 9000);
    token.powerOn();
    assert.deepEqual(token.console, ["1 undefined true", "1 y true"]);
  });

  it("starts anew on E.reboot, at once", () => {
    const token = device('setTimeout(function(){E.reboot();print("never")},500);print("boot")');
    token.powerOn();
    token.runTo(START + 1100);
    assert.deepEqual(token.console, ["boot", "boot"]);
    assert.ok(token.rtcMs < 600);
    const caught = device('setTimeout(function(){try{E.reboot()}catch(e){}},500);print("boot")');
    caught.powerOn();
    caught.runTo(START + 900);
    assert.deepEqual(caught.console, ["boot", "boot"]);
  });

  it("runs kill handlers and the boot files again on load and reset, and keeps its clock", () => {
    for (const [call, expected] of [
      ["load", ["0", "code", "kill", "0", "code"]],
      ["reset", ["0", "code", "kill", "0"]],
    ] as const) {
      const token = withFiles({
        ".boot0": `${say("0")};setTimeout(function(){if(getTime()<3)${call}()},1000);E.on("kill",function(){print("kill")})`,
        ".bootcde": say("code"),
      });
      token.powerOn();
      token.runTo(START + 4000);
      assert.deepEqual(token.console.slice(0, expected.length), expected, call);
      assert.ok(Math.abs(token.rtcMs - 4000) < 5, String(token.rtcMs));
      assert.ok(token.air.transmissions.at(-1)!.to === Infinity);
    }
  });
});

describe("virtual token: prompt", () => {
  it("is on Bluetooth for everybody who connects, unless forced away", () => {
    const stock = run("");
    assert.deepEqual(stock.prompt, {
      device: "Bluetooth",
      forced: false,
      hasPassword: false,
      locked: false,
      uartService: true,
      nfc: true,
    });
    const weak = run("E.setConsole(null)");
    assert.equal(weak.prompt!.device, null);
    weak.gatt.connect({ mtu: 23, intervalMs: 15 });
    assert.equal(weak.prompt!.device, "Bluetooth");
    const strong = run("E.setConsole(null,{force:true})");
    strong.gatt.connect({ mtu: 23, intervalMs: 15 });
    assert.equal(strong.prompt!.device, null);
  });

  it("locks only with a password", () => {
    assert.equal(run("E.lockConsole()").prompt!.locked, false);
    const token = run('E.setPassword("x");E.lockConsole()');
    assert.equal(token.prompt!.locked, true);
    assert.equal(token.prompt!.hasPassword, true);
  });

  it("refuses devices it does not know", () => {
    assert.deepEqual(printed('try{E.setConsole("Nope")}catch(e){print(""+e)}'), [
      'Error: Unknown device type "undefined"',
    ]);
  });
});

describe("virtual token: button and LEDs", () => {
  const WATCH =
    "setWatch(function(e){print(e.state,e.time>0,e.lastTime===undefined)},BTN,{repeat:true,edge:0,debounce:50})";

  it("watches the button with debounce", () => {
    const token = run(WATCH);
    for (const [at, down] of [
      [1000, true],
      [1010, false],
      [1020, true],
      [1500, false],
      [1540, true],
      [1560, false],
    ] as const) {
      token.runTo(START + at);
      if (down) token.press();
      else token.release();
    }
    token.runTo(START + 2000);
    assert.deepEqual(token.console, ["true true true", "false true false"]);
  });

  it("fires a press once, on the rising edge, by default", () => {
    const token = run("setWatch(function(e){print('pressed')},BTN)");
    for (let i = 0; i < 3; i++) {
      token.press();
      token.runTo(token.worldNow + 200);
      token.release();
      token.runTo(token.worldNow + 200);
    }
    assert.deepEqual(token.console, ["pressed"]);
  });

  it("measures how long the button was held by time and lastTime", () => {
    const token = run(
      "setWatch(function(e){print(Math.round((e.time-e.lastTime)*10)/10)},BTN,{repeat:true,edge:'falling',debounce:30})",
    );
    token.press();
    token.runTo(START + 4000);
    token.release();
    token.runTo(START + 5000);
    assert.deepEqual(token.console, ["3"]);
  });

  it("reads the button and stops watching", () => {
    const token = run(
      "var w=setWatch(function(){print('seen')},BTN1,{repeat:true});setInterval(function(){print(BTN.read(),digitalRead(D0))},100);clearWatch(w)",
      190,
    );
    token.press();
    token.runTo(START + 290);
    assert.deepEqual(token.console, ["false 0", "true 1"]);
  });

  it("lights LEDs, pulses them and counts their time", () => {
    const token = run("LED2.set();digitalPulse(LED1,1,[100,50,100])", 120);
    assert.deepEqual(token.leds, { green: true, red: true });
    token.runTo(START + 190);
    assert.deepEqual(token.leds, { green: true, red: false });
    token.runTo(START + 240);
    assert.deepEqual(token.leds, { green: true, red: true });
    token.runTo(START + 400);
    assert.deepEqual(token.leds, { green: true, red: false });
    token.powerOff();
    assert.deepEqual(token.leds, { green: false, red: false });
    assert.ok(Math.abs(token.meter.ledMs - 200 - (400 - 72)) < 10, String(token.meter.ledMs));
  });

  it("goes on with a pulse where the last one ends, and waits for it where no time is given", () => {
    const token = run(
      "digitalPulse(LED1,1,50);digitalPulse(LED1,1,[50,50,50]);digitalPulse(LED1,1,0);print(getTime()>0.25)",
      300,
    );
    assert.deepEqual(token.console, ["true"]);
    assert.deepEqual(token.leds, { green: false, red: false });
    assert.deepEqual(printed("try{digitalPulse(LED1,1,-1)}catch(e){print(''+e)}"), [
      "Error: Pulse Time is less than 0 or not a number",
    ]);
  });

  it("gives pins by name", () => {
    assert.deepEqual(printed('var p=new Pin("D4");print(p===LED2,p===D4,p instanceof Pin,p)'), [
      "true true true D4",
    ]);
    assert.deepEqual(printed('try{digitalRead("Z9")}catch(e){print(""+e)}'), ["Error: Invalid pin"]);
  });

  it("has the pins of its board", () => {
    const token = run("digitalWrite(D13,1)", 100, { board: xiaoble });
    assert.deepEqual(token.leds, { green: true, red: false });
  });

  it("reads the battery that the test sets", () => {
    const token = run("setInterval(function(){print(NRF.getBattery(),E.getBattery())},100)", 190);
    token.volts = 2.5;
    token.runTo(START + 290);
    assert.deepEqual(token.console, ["3 100", "2.5 49"]);
  });
});
