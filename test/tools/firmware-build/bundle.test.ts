import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runInNewContext } from "node:vm";
import { boards, puckjs, xiaoble } from "../../../boards/index.ts";
import {
  buildFirmware,
  type FirmwareBuild,
  minifiedScript,
} from "../../../host-tools/tools/firmware-build/bundle.ts";
import { installImage } from "../../../host-tools/tools/firmware-build/install.ts";
import { daysOfLog, flashUse, programRoom } from "../../../host-tools/tools/firmware-build/sizes.ts";
import { splitProgram } from "../../../host-tools/tools/firmware-build/split-program.ts";
import { untokenise } from "../../../host-tools/tools/firmware-build/tokens.ts";
import { UnsupportedSyntax } from "../../../host-tools/tools/firmware-build/unsupported.ts";

const fixture = (name: string): string =>
  fileURLToPath(new URL(`../../support/programs/${name}`, import.meta.url));
const FIXTURES = { main: fixture("main.ts"), lockdown: fixture("lockdown.ts") };

/** SHA-256 of the bytes FF 00, which the fixture prints. */
const HASH = createHash("sha256").update("\xff\0", "latin1").digest("hex");

/** What a program prints in an engine that has print and SHA-256, and no more. */
function printedBy(program: string): string[] {
  const lines: string[] = [];
  const SHA256 = (text: string): Uint8Array => createHash("sha256").update(text, "latin1").digest();
  runInNewContext(program, {
    print: (...values: unknown[]) => lines.push(values.join(" ")),
    require: (name: string) => (name === "crypto" ? { SHA256 } : undefined),
  });
  return lines;
}

describe("building the program", () => {
  let puck: FirmwareBuild;
  let xiao: FirmwareBuild;
  before(async () => {
    [puck, xiao] = await Promise.all([buildFirmware(puckjs, FIXTURES), buildFirmware(xiaoble, FIXTURES)]);
  });

  it("keeps what the source means", () => {
    assert.deepEqual(printedBy(puck.source), [
      `100003 0,1,2 ${puckjs.flash.logPages} total 86400012 ${HASH}`,
    ]);
  });

  it("builds each board with its own figures", () => {
    assert.ok(printedBy(xiao.source)[0]?.includes(` ${xiaoble.flash.logPages} total`));
    assert.equal(printedBy(xiao.source)[1], "external flash");
    assert.ok(!puck.source.includes("external flash"));
  });

  it("gives ASCII text without exponents or names that it may shorten", () => {
    assert.match(puck.source, /^[\x20-\x7e]+$/);
    assert.ok(!puck.source.includes("use strict"));
    assert.ok(puck.source.includes("86400000") && !/\de\d/.test(puck.source));
    assert.ok(!puck.source.includes("count_"));
  });

  it("runs the lock-down script in a scope of its own, for both scripts shorten their names alike", async () => {
    const folder = mkdtempSync(join(tmpdir(), "build-"));
    try {
      const entry = join(folder, "lockdown.ts");
      writeFileSync(entry, "let n = 1;\nE.on('init', () => print(++n));\nE.on('kill', () => print(++n));\n");
      const text = await minifiedScript(entry, puckjs, "own");
      const globals: Record<string, unknown> = { E: { on: () => undefined }, print: () => undefined };
      runInNewContext(text, globals);
      assert.deepEqual(Object.keys(globals), ["E", "print"]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("tokenises so that the text comes back and the program is smaller", () => {
    assert.ok(puck.tokenisedBytes < puck.minifiedBytes);
    assert.equal(puck.program.length, puck.tokenisedBytes);
    assert.deepEqual(printedBy(untokenise(puck.library) + untokenise(puck.program)), printedBy(puck.source));
  });

  it("names the author's file and line for what it refuses, in modules and after lowering alike", async () => {
    const folder = mkdtempSync(join(tmpdir(), "build-"));
    try {
      const entry = join(folder, "main.ts");
      writeFileSync(
        join(folder, "part.ts"),
        "// part\nexport function part(a: number[]): number[] {\n  return [0, ...a];\n}\n",
      );
      writeFileSync(
        entry,
        'import { part } from "./part.ts";\nprint(part([1]));\nconst hidden = async () => 1;\nprint(hidden);\n',
      );
      await assert.rejects(minifiedScript(entry, puckjs, "top"), (error: unknown) => {
        assert.ok(error instanceof UnsupportedSyntax);
        assert.deepEqual(
          error.findings.map((f) => [f.rule, f.file.split("/").pop(), f.line]),
          [
            ["spread", "part.ts", 3],
            ["async", "main.ts", 3],
          ],
        );
        return true;
      });
      writeFileSync(
        entry,
        "const table = { a: 1 };\nfor (const key in table) print(key);\nprint({ [String(table.a)]: 1 });\n",
      );
      assert.deepEqual(printedBy(await minifiedScript(entry, puckjs, "top")), ["a", "[object Object]"]);
      // Object.defineProperty comes from the lowering of accessors, so only the later stages see the helper below.
      writeFileSync(
        entry,
        "\n\nclass Base {\n  declare x: number;\n}\nexport const made = Object.freeze(new Base());\n",
      );
      await assert.rejects(
        minifiedScript(entry, puckjs, "top"),
        /main\.ts:6:\d+: missing-static: Object\.freeze/,
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("says where a program does not parse", async () => {
    const folder = mkdtempSync(join(tmpdir(), "build-"));
    try {
      writeFileSync(join(folder, "main.ts"), "print(1);\nconst = 2;\n");
      await assert.rejects(minifiedScript(join(folder, "main.ts"), puckjs, "top"), /main\.ts:2:/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("lays the files out so that the log starts on a page border", () => {
    const identity = new Uint8Array(160).map((_, i) => i);
    const { files } = installImage(puckjs, puck, identity);
    assert.deepEqual(
      files.map((file) => file.name),
      [".boot0", ".boot1", "identity", "log", ".boot2"],
    );
    const size = (file: (typeof files)[number]): number => ("bytes" in file ? file.bytes.length : file.size);
    const starts: number[] = [];
    let end = 0;
    for (const file of files) {
      starts.push(end + 32);
      end = Math.ceil((end + 32 + size(file)) / 4) * 4;
    }
    assert.equal(starts[3], 4096);
    assert.equal(starts[4], 4096 * (1 + puckjs.flash.logPages) + 32);
    assert.ok(end <= puckjs.flash.storageBytes);
    const lockdown = files[0];
    assert.ok(lockdown && "bytes" in lockdown);
    assert.equal(new TextDecoder().decode(lockdown.bytes).trimEnd(), new TextDecoder().decode(puck.lockdown));
    assert.throws(
      () => installImage(puckjs, puck, new Uint8Array(159)),
      /identity: 159 bytes instead of 160/,
    );
  });
});

describe("the two files of a program", () => {
  const text = "function a(){return 1}function b(){return 2}var x=a();function c(){}";

  it("begin with the functions that have room in page 0, and nothing else", () => {
    assert.deepEqual(splitProgram(text, 46), {
      library: "function a(){return 1}function b(){return 2}",
      rest: "var x=a();function c(){}",
    });
    assert.equal(splitProgram(text, 30).library, "function a(){return 1}");
    assert.deepEqual(splitProgram(text, 21), { library: "", rest: text });
  });
});

describe("flash use", () => {
  it("refuses a program or a lock-down script by the bytes that are too many", () => {
    const room = programRoom(puckjs);
    assert.equal(room, 3 * 4096 - 32);
    assert.equal(flashUse(puckjs, room, 0, 0).pagesFree, 0);
    assert.throws(
      () => flashUse(puckjs, room + 7, 0, 0),
      /program: 12263 bytes, 7 too many for Puck\.js with 6 log pages/,
    );
    assert.throws(() => flashUse(puckjs, 1, 769, 0), /lock-down script: 769 bytes, 1 too many/);
    assert.throws(() => flashUse(puckjs, 1, 1, 3041), /library: 3041 bytes, 1 too many/);
  });

  it("counts the pages behind the program", () => {
    assert.deepEqual(
      [flashUse(puckjs, 4064, 10, 0), flashUse(puckjs, 4065, 10, 0)].map((use) => [
        use.programPages,
        use.pagesFree,
      ]),
      [
        [1, 2],
        [2, 1],
      ],
    );
  });

  it("holds the days of log that a ward needs", () => {
    assert.deepEqual(daysOfLog(puckjs), { days: (6 * 4096) / 1824, guaranteed: (5 * 4096) / 1824 });
    assert.ok(daysOfLog(puckjs).guaranteed >= 11);
    assert.ok(daysOfLog(xiaoble).guaranteed >= 60);
    for (const board of Object.values(boards)) assert.ok(programRoom(board) > 10240, board.id);
  });
});
