/** Flash and Storage: what they give, and the bytes of all flash at the end. */
import type { Choices } from "./choices.ts";
import type { Generator } from "./generator.ts";

const HEAD = ['var F=require("Flash"),S=require("Storage"),C=require("crypto");'];

/** Where the Puck.js keeps its files. */
const BASE = 0x6c000;
const PAGE = 4096;

const byteList = (c: Choices, length: number): string => Array.from({ length }, () => c.below(256)).join();

function address(c: Choices): string {
  const page = c.pick([0, 1, 2, 3, 9]) * PAGE;
  const at = c.pick([0, 4, 8, 12, 3, 100, 2000, PAGE - 64]);
  return `0x${(BASE + page + at).toString(16)}`;
}

/** A part of the flash: beyond its end there is nothing to read. */
function area(c: Choices, most: number): string {
  return `E.memoryArea(${address(c)},${c.below(most)})`;
}

const data = (c: Choices): string =>
  c.one([
    () => `new Uint8Array([${byteList(c, c.pick([4, 8, 12, 3, 5, 16]))}])`,
    () => `new Uint8Array([1,2,3,4,5,6,7,8,9,10,11,12]).subarray(${c.below(5)},${c.pick([8, 9, 12])})`,
    () => `new Int32Array([${c.below(1e9)},-2])`,
    () => `new Uint8Array(new Int32Array([${c.below(1e9)},-2]).buffer)`,
    () => `[${c.below(256)},2,3,4]`,
    () => '"abcd"',
    () => `new Uint16Array([${c.below(65_536)},3]).buffer`,
    () => '""',
    () => "new Uint8Array(0)",
  ]);

const name = (c: Choices): string => c.pick(["a", "b", "log", ".boot9", "abcdefgh"]);

function operation(c: Choices): string {
  return c.one([
    () => `F.write(${data(c)},${address(c)})`,
    () => `F.erasePage(${address(c)})`,
    () => `print(F.read(${c.pick([8, 0, 1, 4, 16, 33])},${address(c)}))`,
    () => `var z=F.read(8,${address(c)});z[0]=1;print(z,E.CRC32(z))`,
    () => `print(JSON.stringify(F.getPage(${address(c)})))`,
    () => `print(S.write("${name(c)}",${data(c)}))`,
    () => `print(S.write("${name(c)}",${data(c)},0,${c.pick([100, 4, 16, 300, 5000])}))`,
    () => `print(S.write("${name(c)}",${data(c)},${c.pick([4, 8, 3, 100])}))`,
    () => `print(S.write("${name(c)}","${"xyz".repeat(c.between(1, 20))}"))`,
    () => `print(S.read("${name(c)}"))`,
    () =>
      `var z=S.read("${name(c)}");if(z)print(z.length,z.charCodeAt(0),z.indexOf("c"),E.CRC32(z),z.slice(1,3))`,
    () => `var n="${name(c)}";S.write(n,"0123456789");print(S.read(n,${c.below(9)},${c.between(1, 9)}))`,
    () => `print(S.readArrayBuffer("${name(c)}"))`,
    () => `S.erase("${name(c)}")`,
    () => `print("L"+S.list().join())`,
    () => "print(S.getFree())",
    () => "print(JSON.stringify(S.getStats()))",
    () => "S.compact()",
    () => `var m=${area(c, 20)};print(m.length,E.toUint8Array(m))`,
    () => {
      const part = area(c, 60);
      return `print(E.CRC32(${part}),btoa(C.SHA256(${part})))`;
    },
  ]);
}

export const flash: Generator = {
  name: "flash",
  needs: "board",
  make(c) {
    const operations = c.some(1, 12, () => `try{${operation(c)}}catch(e){print("!"+e)}`);
    return ["// Flash and Storage", "// needs: board", ...HEAD, ...operations].join("\n");
  },
};
