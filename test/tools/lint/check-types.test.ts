import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { puckjs } from "../../../boards/index.ts";
import { TYPE_RULES } from "../../../host-tools/tools/firmware-build/rules-types.ts";
import { checkTypes } from "../../../host-tools/tools/lint/check-types.ts";

/** Statement that is refused, and one like it that is fine, by rule. */
const ROWS: Readonly<Record<string, readonly [refused: string, passes: string]>> = {
  "typed-array-slice": ["print(bytes.slice(1));", "print(bytes.subarray(1), 'abc'.slice(1), [1].slice(1));"],
  "typed-array-member": ["print(bytes.lastIndexOf(1));", "print('aa'.lastIndexOf('a'), bytes.indexOf(1));"],
  "typed-array-index": ["print(bytes[flag]);", "print(bytes[own.keys], [1][flag], bytes[own.any]);"],
  "unsigned-words": [
    "print(words.sort(), E.sum(words));",
    "print(bytes.sort(), E.sum(bytes), words.indexOf(1));",
  ],
  "array-member": ["print([1].lastIndexOf(1));", "print(own.lastIndexOf(1), own.keys, Object.keys(own));"],
  "array-buffer-member": ["print(bytes.buffer.slice(1));", "print(new Uint8Array(bytes.buffer, 1));"],
  "name-read": ["print(print.name);", "print(named.name);"],
  "regular-expression-member": ["print(/a/.global);", "print(/a/.source);"],
};

describe("members that depend on the type", function () {
  this.timeout(60_000);
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "types-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  it("are refused where the author wrote them, if that reaches the token", async () => {
    const rules = TYPE_RULES.map((rule) => rule.id);
    assert.deepEqual(Object.keys(ROWS), rules);
    const head = `const bytes = new Uint8Array(3);
const own: { lastIndexOf(n: number): number; keys: 1 | 2; any: any } = { lastIndexOf: (n) => n, keys: 1, any: 1 };
const flag = bytes[0] > 1 ? undefined : 1;
const words = new Uint32Array(2);
const named = { name: "x" };
print(own, named, words);
`;
    const rows = Object.values(ROWS);
    const refused = join(folder, "refused.ts");
    writeFileSync(refused, `${head}${rows.map((row) => row[0]).join("\n")}\n`);
    const found = await checkTypes(refused, puckjs);
    // One line may break its rule twice.
    assert.deepEqual(
      [...new Set(found.map(({ rule, line }) => `${rule} in line ${line}`))],
      rules.map((rule, index) => `${rule} in line ${7 + index}`),
    );

    writeFileSync(
      join(folder, "part.ts"),
      "export const used = 1;\nexport const unused = () => new Uint8Array(1).slice(0);\n",
    );
    const passes = join(folder, "passes.ts");
    writeFileSync(
      passes,
      `import { used } from "./part.ts";\n${head}print(used);\n${rows.map((row) => row[1]).join("\n")}\n`,
    );
    assert.deepEqual(await checkTypes(passes, puckjs), []);
  });
});
