import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runInNewContext } from "node:vm";
import { puckjs } from "../../../boards/index.ts";
import { outside } from "../../../host-tools/lib/system-packages.ts";
import { buildFirmware } from "../../../host-tools/tools/firmware-build/bundle.ts";
import {
  GLOBALS,
  MISSING_METHODS,
  STATIC_MEMBERS,
} from "../../../host-tools/tools/firmware-build/interpreter-names.ts";
import { pretokenise } from "../../../host-tools/tools/firmware-build/tokens.ts";
import { checkScript, RULES } from "../../../host-tools/tools/firmware-build/unsupported.ts";

const fixture = (name: string): string =>
  fileURLToPath(new URL(`../../support/programs/${name}`, import.meta.url));

/** Lines that a script prints on the real interpreter, each after a mark. */
async function printedBy(interpreter: string, script: string): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), "interpreter-"));
  try {
    writeFileSync(join(folder, "script.js"), `echo(0);\n${script}\nquit();\n`);
    const output = openSync(join(folder, "output"), "w");
    // Input stays open and silent: at its end the interpreter reads garbage. Its flash is a file in its own folder.
    const child = spawn(interpreter, ["script.js"], { cwd: folder, stdio: ["pipe", output, output] });
    await new Promise((resolve, reject) => child.on("close", resolve).on("error", reject));
    closeSync(output);
    const lines = readFileSync(join(folder, "output"), "latin1").split(/\r?\n/);
    return lines.flatMap((line) => (line.includes("=> ") ? [line.slice(line.indexOf("=> ") + 3)] : []));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("on the real interpreter", () => {
  let interpreter: string;
  before(function () {
    interpreter = outside("espruino") ?? "";
    if (!interpreter) this.skip();
  });

  it("the built program runs from Storage, as text and as tokens", async () => {
    const built = await buildFirmware(puckjs, { main: fixture("main.ts"), lockdown: fixture("lockdown.ts") });
    // Storage has no files of no length: of a program without big tables the library is empty.
    const file = (name: string, bytes: Uint8Array): string =>
      bytes.length === 0
        ? ""
        : `require("Storage").write("${name}",E.toString([${bytes.join()}]));eval(require("Storage").read("${name}"));`;
    const script = `var print_=print;global.print=function(){print_("=> "+[].slice.call(arguments).join(" "))};
${file("text", new TextEncoder().encode(built.source))}
${file("library", built.library)}
${file("tokens", built.program)}`;
    const hash = createHash("sha256").update("\xff\0", "latin1").digest("hex");
    const line = `100003 0,1,2 6 total 86400012 ${hash}`;
    assert.deepEqual(await printedBy(interpreter, script), [line, line]);
  });

  /** By the rule that refuses it: what has another value than in the language. Shifts differ on the chip alone. */
  const DIFFERENT: Readonly<Record<string, string>> = {
    "late-left-side": "var a=1;function f(){a=10;return 1}a+=f();return a",
    "stored-value": "var u=new Uint8Array(1);return u[0]=300",
    "var-in-branch": "if(u)var n;var u;return n===undefined",
    "letter-case": "return '\\xff'.toUpperCase().charCodeAt(0)",
    "float-text": "return ''+1/3",
    "undefined-operand": "return undefined|undefined",
    "number-edge": "return 1/-0",
    "overlapping-set":
      "var a=new Uint8Array([1,0,2,0,3,0,4,0]);a.set(new Uint16Array(a.buffer));return a.join()",
    "empty-view": "return new Uint8Array(new ArrayBuffer(4),1,0).length",
    "odd-subarray": "return new Uint8Array(5).subarray(-7).length",
    "odd-index": "return new Uint8Array(5)[true]===undefined",
    "clamped-array": "return new Uint8ClampedArray([1.5])[0]",
  };

  it("reads otherwise what the rules about values refuse", async () => {
    const silent = RULES.map((rule) => rule.id).slice(RULES.findIndex(({ id }) => id === "shift-amount"));
    const unseen = ["shift-amount", "text-in-flash", "data-view"];
    assert.deepEqual(
      Object.keys(DIFFERENT),
      silent.filter((id) => !unseen.includes(id)),
    );
    for (const [rule, body] of Object.entries(DIFFERENT)) {
      const stage = rule === "var-in-branch" ? "lowered" : "bundle";
      const refusing = checkScript(`(function(){${body}})()`, stage).map((finding) => finding.rule);
      assert.ok(refusing.includes(rule), `${rule}: ${refusing}`);
    }
    const script = Object.values(DIFFERENT)
      .map((body) => `try{print("=> "+(function(){${body}})())}catch(e){print("=> throws")}`)
      .join("\n");
    const found = await printedBy(interpreter, script);
    const language = Object.values(DIFFERENT).map((body) =>
      String(runInNewContext(`(function(){${body}})()`)),
    );
    Object.keys(DIFFERENT).forEach((rule, index) => {
      assert.notEqual(found[index], undefined);
      assert.notEqual(found[index], language[index], rule);
    });
  });

  it("writes into a text that is made of two pieces, and into a literal only in the program's own file", async () => {
    const written = async (text: string): Promise<string[]> => {
      const program = await pretokenise(
        `var s=E.toString(${text});new Uint8Array(E.toArrayBuffer(s))[0]=90;result=s[0]`,
      );
      return printedBy(
        interpreter,
        `var result,file=require("Storage");file.write("t",E.toString([${program.join()}]));
var sum=E.CRC32(file.read("t"));eval(file.read("t"));print("=> "+result+" "+(sum==E.CRC32(file.read("t"))));`,
      );
    };
    assert.deepEqual(await written('"c0:00:00:00:00:00"," random"'), ["Z true"]);
    assert.notDeepEqual(await written('"c0:00:00:00:00:00 random"'), ["Z true"]);
  });

  it("has the globals and static members that programs may use, and lacks the methods they may not", async () => {
    // Only boards with a radio have these.
    const ofBoards =
      /^(NRF|Bluetooth|I2C1|SPI1|Serial1|LED\d?|BTN1?|Puck|Bangle|g|E|arguments|undefined|require|load)$/;
    const names = [...GLOBALS].filter((name) => !ofBoards.test(name));
    const members = Object.entries(STATIC_MEMBERS).flatMap(([name, all]) =>
      [...all].map((m) => `${name}.${m}`),
    );
    const instances =
      "[1],new Uint8Array(1),'a',1.5,{},new Date(0),Promise.resolve(1),new ArrayBuffer(1),/a/,new Error('a')";
    const script = `${JSON.stringify([...names, ...members])}.forEach(function(n){
  if(eval("typeof "+n)=="undefined")print("=> missing "+n)});
[${instances}].forEach(function(o){${JSON.stringify([...MISSING_METHODS])}.forEach(function(m){
  var there=false;try{there=typeof o[m]!="undefined"}catch(e){} // typed arrays throw for what they lack
  if(there)print("=> there "+m)})});
print("=> done");`;
    assert.deepEqual(await printedBy(interpreter, script), ["done"]);
  });
});
