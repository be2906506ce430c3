import assert from "node:assert/strict";
import { puckjs, xiaoble } from "../../../boards/index.ts";
import { FlashModel, PowerCut } from "../../../host-tools/models/virtual-token/flash.ts";
import {
  type FaultKind,
  FaultPlan,
  type FaultUnit,
} from "../../../host-tools/models/virtual-token/flash-faults.ts";
import { StorageModel } from "../../../host-tools/models/virtual-token/storage.ts";
import { device, printed, run, START } from "../../support/script.ts";

function blank(pages = 10): StorageModel {
  return new StorageModel(new FlashModel(0x6c000, pages * 4096, 4096, false));
}

const bytes = (text: string): Buffer => Buffer.from(text, "latin1");

/** What 2v29.277 printed, line by line, on a Storage of its own. */
const SESSION: readonly (readonly [string, string])[] = [
  ['s.write("a","")', "!Error: Can't create zero length file"],
  ['s.write("a","hello")', "true"],
  ['s.write("a","hello")', "true"],
  [
    '[s.read("a"),s.read("a",1,2),s.read("a",9),s.read("a",-3,2),s.read("nope"),s.read("a",2,99)].join("|")',
    "hello|el||he||llo",
  ],
  ["JSON.stringify([s.getStats().fileBytes,s.getStats().trashBytes])", "[40,0]"],
  ['s.write("a","world")', "true"],
  ["JSON.stringify([s.getStats().fileBytes,s.getStats().trashBytes])", "[40,40]"],
  ['s.write("b","he",0,10)', "true"],
  ['s.write("b","xx",4)', "true"],
  ['s.write("b","yy",4)', "!Error: File already written with different data"],
  ['s.write("b","yy",9)', "!Error: Too much data for file size"],
  ['s.write("c","yy",3)', "!Error: Unable to find or create file"],
  ['s.write("b","yy",-3)', "false"],
  ['JSON.stringify(s.read("b"))', '"he\\u00FF\\u00FFxx\\u00FF\\u00FF\\u00FF\\u00FF"'],
  ['s.write("b","zz",0)', "true"],
  ['s.write("b",new Uint8Array([1,2,255]),0,8)', "true"],
  ['s.write("o",{a:1,b:[2]})', "true"],
  ['s.read("o")', '{"a":1,"b":[2]}'],
  ['s.write("arr",[1,2,300,"ab"])', "true"],
  ['JSON.stringify(s.read("arr"))', '"\\u0001\\u0002,ab"'],
  ["s.list().join()", "a,b,o,arr"],
  ["s.list(/^a/).join()", "a,arr"],
  ['s.erase("a")', "undefined"],
  ['s.erase("nope")', "undefined"],
  ['s.write("a23456789012345678901234567890","x")', "true"],
  ["s.list().join()", "b,o,arr,a234567890123456789012345678"],
  ['s.write("C:qq","x")', "true"],
  ["s.list().join()", "b,o,arr,a234567890123456789012345678,qq"],
  ['s.write("n",5)', "true"],
  ['JSON.stringify(s.read("n"))', '"\\u0005"'],
  ['s.write("n",undefined)', "!Error: Can't get pointer to data to write"],
  ["s.compact()", "undefined"],
  ['s.readArrayBuffer("o").byteLength', "15"],
  ["f.read(0,0x6c000)", "undefined"],
  ["f.write(undefined,0x6c000)", "!Error: Data is not defined"],
  ['f.erasePage("x")', "!Error: Address should be an integer, got String"],
  ["JSON.stringify(f.getPage(0x6c000+100))", '{"addr":442368,"length":4096}'],
];

describe("virtual token: Storage", () => {
  it("answers as the interpreter does", () => {
    const body = SESSION.map(([code]) => `try{print(${code})}catch(e){print("!"+e)}`).join("\n");
    const lines = printed(`var s=require("Storage"),f=require("Flash");s.eraseAll();\n${body}`, 60_000);
    assert.deepEqual(
      lines.filter((line) => line !== "Compacting... "),
      SESSION.map(([, output]) => output),
    );
  });

  it("lays files out as 32 bytes of header and data padded to words", () => {
    const storage = blank();
    storage.write(".boot0", Buffer.alloc(3840, 32));
    storage.write("identity", Buffer.alloc(160, 1));
    storage.write("log", bytes("x"), 0, 6 * 4096);
    assert.equal(storage.findAddress("log"), 0x6c000 + 4096);
    const header = Buffer.from(storage.flash.read(0x6c000, 32));
    assert.equal(header.readUInt32LE(0), 3840);
    assert.equal(header.toString("latin1", 4, 11), ".boot0\0");
    assert.equal(storage.freeBytes, 3 * 4096);
    assert.deepEqual(storage.list(), [".boot0", "identity", "log"]);
  });

  it("deletes the old file before it writes the new header, then the data", () => {
    const storage = blank();
    storage.write("a", bytes("1234"));
    const operations: [string, number][] = [];
    storage.flash.before = (operation) => operations.push([operation.kind, operation.address - 0x6c000]);
    storage.write("a", bytes("56789"));
    assert.deepEqual(operations[0], ["write", 4]);
    assert.deepEqual(
      operations.slice(1).map(([, at]) => at),
      [36, 40, 44, 48, 52, 56, 60, 64, 68, 72],
    );
  });

  it("refuses a file when neither free space nor compaction gives room", () => {
    const storage = blank(2);
    storage.write("keep", Buffer.alloc(4000, 1));
    assert.throws(() => storage.write("big", Buffer.alloc(5000, 2)), /Unable to find or create file/);
    assert.deepEqual(storage.list(), ["keep"]);
  });

  it("compacts by itself, keeps every live file and leaves pages before the first deleted one alone", () => {
    const storage = blank();
    storage.write("log", bytes("L"), 0, 2 * 4096 - 32);
    storage.write("old", Buffer.alloc(8000, 7));
    storage.write("live", Buffer.alloc(5000, 9));
    storage.erase("old");
    let compactions = 0;
    storage.onCompact = () => compactions++;
    storage.write("new", Buffer.alloc(20_000, 3));
    assert.equal(compactions, 1);
    assert.deepEqual(storage.list(), ["log", "live", "new"]);
    assert.deepEqual(storage.read("live"), new Uint8Array(5000).fill(9));
    assert.deepEqual(storage.read("new"), new Uint8Array(20_000).fill(3));
    assert.equal(storage.stats().trashBytes, 0);
    assert.deepEqual([...storage.flash.erasesOfPage.subarray(0, 2)], [0, 0]);
    assert.ok(storage.isValid());
  });

  it("can be ruined by a cut during compaction, and the token then erases everything at power-on", () => {
    let corrupt = 0;
    let whole = 0;
    for (let cut = 0; cut < 4000; cut += 37) {
      const token = device("");
      const { storage, flash } = token;
      storage.write("old", Buffer.alloc(8000, 7));
      storage.write("live", Buffer.alloc(9000, 9));
      storage.erase("old");
      let left = cut;
      flash.before = () => {
        if (left-- === 0) throw new PowerCut();
      };
      try {
        storage.compact();
      } catch (error) {
        assert.ok(error instanceof PowerCut);
      }
      flash.before = null;
      flash.restorePower();
      if (!storage.isValid()) {
        corrupt++;
        token.powerOn();
        assert.ok(token.console.includes("Storage is corrupt."));
        assert.deepEqual(token.storage.list(), []);
      } else {
        whole++;
      }
    }
    assert.ok(corrupt > 5, `${corrupt} corrupt`);
    assert.ok(whole > 5, `${whole} whole`);
  });

  it("takes a blank chip and a full one for valid", () => {
    const storage = blank(2);
    assert.ok(storage.isValid());
    storage.write("all", Buffer.alloc(8192 - 32, 5));
    assert.ok(storage.isValid());
    assert.equal(storage.freeBytes, 0);
  });
});

describe("virtual token: flash", () => {
  it("turns bits off only, and on again by the page", () => {
    const { flash } = blank(2);
    flash.write(0x6c000, Uint8Array.of(0x0f, 0xf0, 0xff, 0xff));
    flash.write(0x6c000, Uint8Array.of(0xff, 0x3c, 0x55, 0xff));
    assert.deepEqual([...flash.read(0x6c000, 4)], [0x0f, 0x30, 0x55, 0xff]);
    assert.equal(flash.writesOfWord[0], 2);
    flash.write(0x6d000, Uint8Array.of(0));
    flash.erasePage(0x6c123);
    assert.deepEqual([...flash.read(0x6c000, 4)], [255, 255, 255, 255]);
    assert.equal(flash.read(0x6d000, 1)[0], 0);
    assert.equal(flash.writesOfWord[0], 0);
  });

  it("writes internal flash in whole words and SPI flash in bytes", () => {
    const words = blank(1).flash;
    const seen: number[][] = [];
    words.before = (operation) => operation.kind === "write" && seen.push([...operation.bytes]);
    words.write(0x6c002, Uint8Array.of(1, 2, 3));
    assert.deepEqual(seen, [
      [255, 255, 1, 2],
      [3, 255, 255, 255],
    ]);
    const spi = new FlashModel(0x60000000, 4096, 4096, true);
    seen.length = 0;
    spi.before = (operation) => operation.kind === "write" && seen.push([...operation.bytes]);
    spi.write(0x60000002, Uint8Array.of(1, 2, 3));
    assert.deepEqual(seen, [[1, 2], [3]]);
  });

  it("can be told to do half of an operation, none of it, or all of it twice, and says nothing", () => {
    const left = (unit: FaultUnit, kind: FaultKind, at = 0): number[] => {
      const { flash } = blank(1);
      flash.faults = new FaultPlan([{ unit, kind, at }]);
      flash.write(0x6c000, Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8));
      flash.write(0x6c008, Uint8Array.of(9, 9, 9, 9));
      assert.equal(flash.faults.hits.length, 1);
      return [...flash.read(0x6c000, 12)];
    };
    const blankWord = [255, 255, 255, 255];
    assert.deepEqual(left("call", "dropped"), [...blankWord, ...blankWord, 9, 9, 9, 9]);
    assert.deepEqual(left("call", "half"), [1, 2, 3, 4, ...blankWord, 9, 9, 9, 9]);
    assert.deepEqual(left("call", "doubled"), [1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 9, 9]);
    assert.deepEqual(left("call", "dropped", 1), [1, 2, 3, 4, 5, 6, 7, 8, ...blankWord]);
    assert.deepEqual(left("word", "dropped", 1), [1, 2, 3, 4, ...blankWord, 9, 9, 9, 9]);
    assert.deepEqual(left("word", "half"), [15, 15, 15, 15, 5, 6, 7, 8, 9, 9, 9, 9]);
    const { flash } = blank(1);
    flash.faults = new FaultPlan([
      { unit: "erase", kind: "dropped", at: 0 },
      { unit: "erase", kind: "half", at: 1 },
    ]);
    flash.write(0x6c000, Uint8Array.of(1));
    flash.write(0x6cffc, Uint8Array.of(1));
    flash.erasePage(0x6c000);
    assert.deepEqual([flash.word(0x6c000) & 255, flash.word(0x6cffc) & 255], [1, 1]);
    flash.erasePage(0x6c000);
    assert.deepEqual([flash.word(0x6c000) & 255, flash.word(0x6cffc) & 255], [255, 1]);
  });

  it("can be told to give up in the middle: the program gets an error, late", () => {
    const attempt = (unit: FaultUnit): { lines: string[]; left: number[]; flashMs: number } => {
      const token = device(
        'var f=require("Flash");try{f.write(new Uint8Array([1,2,3,4,5,6,7,8]),0x70000);print("ok")}catch(e){print(e.message)}',
      );
      token.flash.faults = new FaultPlan([{ unit, kind: "thrown", at: 0 }]);
      token.powerOn();
      token.runTo(START + 2000);
      return {
        lines: token.console,
        left: [...token.flash.read(0x70000, 8)],
        flashMs: token.meter.flashMs,
      };
    };
    const call = attempt("call");
    assert.deepEqual(call.lines, ["Timeout on jshFlashWrite"]);
    assert.deepEqual(call.left, [1, 2, 3, 4, 255, 255, 255, 255]);
    assert.ok(call.flashMs > 300 && call.flashMs < 500, `${call.flashMs} ms`);
    assert.deepEqual(attempt("word").left, [15, 15, 15, 15, 255, 255, 255, 255]);
  });

  it("stops the program at a cut of the power for good, even where it catches everything", () => {
    const token = device(
      'var s=require("Storage");s.write("f","0",0,400);setInterval(function(){for(var i=1;i<9;i++)try{s.write("f","x",i*4)}catch(e){print("caught")}},100)',
    );
    let writes = 0;
    token.flash.before = (operation) => {
      if (operation.kind === "write" && ++writes === 15) throw new PowerCut();
    };
    token.powerOn();
    token.runTo(START + 10_000);
    assert.equal(token.isOn, false);
    assert.equal(writes, 15);
    token.flash.before = null;
    token.powerOn();
    token.runTo(START + 20_000);
    assert.ok(token.isOn);
  });

  it("takes time, in which the program stands still", () => {
    const token = run(
      'setTimeout(function(){var t=getTime();require("Flash").erasePage(0x70000);print(getTime()-t>0.08)},10)',
    );
    assert.deepEqual(token.console, ["true"]);
    assert.equal(token.flash.erases, 1);
  });

  it("gives the address of a file's text on internal flash, and 0 on SPI flash", () => {
    const script = 'var s=require("Storage");s.write("log","abcd");print(E.getAddressOf(s.read("log"),true))';
    const puck = run(script);
    assert.equal(puck.console[0], String(puck.storage.findAddress("log")));
    assert.deepEqual(printed(script, 1000, { board: xiaoble }), ["0"]);
  });

  it("refuses guarded addresses silently and stops a program that writes over the interpreter", () => {
    const script = (address: string): string =>
      `try{require("Flash").write([1],${address});print("done")}catch(e){print("stopped")}`;
    assert.deepEqual(printed(script("0x78000")), ["done"]);
    assert.deepEqual(printed(script("0x40000")), ["stopped"]);
  });

  it("starts from an image and gives one back", () => {
    const first = run('require("Storage").write("x","kept")');
    const second = new (
      first.constructor as typeof import("../../../host-tools/models/virtual-token/device.ts").Device
    )({
      board: puckjs,
      seed: 2,
      startAt: START,
      flash: first.flash.bytes,
    });
    assert.deepEqual(second.storage.read("x"), Uint8Array.from(bytes("kept")));
    assert.throws(() => new FlashModel(0, 8, 8, false, new Uint8Array(4)), /expected 8/);
  });
});
