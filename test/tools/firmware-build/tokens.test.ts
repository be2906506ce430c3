import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { minify } from "terser";
import { BOARD_CONSTANTS } from "../../../host-tools/tools/firmware-build/board-constants.ts";
import { plainTokens } from "../../../host-tools/tools/firmware-build/plain-tokens.ts";
import { pretokenise, untokenise } from "../../../host-tools/tools/firmware-build/tokens.ts";

/** One spelling of a program, to compare two by. */
async function canonical(text: string): Promise<string> {
  const result = await minify(text, { compress: false, mangle: false, format: { ascii_only: true } });
  return result.code ?? "";
}

describe("tokens of the interpreter", () => {
  it("come back as the same program", async () => {
    const programs = [
      'function a(b,c){if(b instanceof c)return typeof b;else return void 0}for(var d in{x:1})delete a[d];throw new a("\\xff\\0\\"\\\\\'","")',
      "var a=-1,b=[-128,-129,127,128,-32768,32767,32768,-32769,0,.5,1e21,0x7f],c=a- -1,d=a+ +b,e=a-1- -a;print(a-1,a?-5:-6,- -a)",
      "try{a()}catch(e){print(e)}finally{print(1)}switch(a){case 1:do{a++}while(a<5);break;default:a>>>=1;a<<=2}",
      "var r=/a\"b'[/]/g,s='it\\'s',t=`x\x24{1+1}'\"y`,u={\"if\":1,default:2,of:3},v=u.default;while(!0){continue}",
      `print(${JSON.stringify("long ".repeat(60))},"${"q".repeat(255)}")`,
    ];
    for (const text of programs) {
      assert.equal(
        await canonical(untokenise(await pretokenise(plainTokens(text)))),
        await canonical(text),
        text,
      );
    }
  });

  it("leave a program of plain text alone", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9 ;,(){}]{0,60}$/), (text) => {
        assert.equal(untokenise(new TextEncoder().encode(text)), text);
      }),
    );
  });

  it("are refused when there is no such token", () => {
    assert.throws(() => untokenise(Uint8Array.of(0x61, 0xf0)), /byte 1: 0xf0 is no token/);
  });
});

describe("plain tokens", () => {
  it("keep two signs apart, for the tokeniser drops the space", () => {
    assert.equal(
      plainTokens("a- -b;a+ +1e3;a- +b;a- --b;- -a;'- -'"),
      "a- (-b);a+ (+1000);a- +b;a- (--b);- (-a);'- -'",
    );
  });

  it("have no exponent in whole numbers that fit an integer", () => {
    assert.equal(
      plainTokens('a(1e3,864e5,"1e3",2e9,3e9,1e-3,1.5e3,1e21,0x1e3)'),
      'a(1000,86400000,"1e3",2000000000,3e9,1e-3,1500,1e21,0x1e3)',
    );
  });
});

describe("constants of the board", () => {
  it("are declared for the firmware, all of them and no others", () => {
    const declarations = readFileSync(
      new URL("../../../firmware/board-constants.d.ts", import.meta.url),
      "utf8",
    );
    assert.deepEqual(
      [...declarations.matchAll(/declare const (\w+):/g)].map((match) => match[1]),
      Object.keys(BOARD_CONSTANTS),
    );
  });
});
