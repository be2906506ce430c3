import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { arrowsOf, checkArrows, objection } from "../../../host-tools/tools/lint/check-arrows.ts";

function objections(from: string, text: string): (string | undefined)[] {
  return arrowsOf(from, text).map(objection);
}

describe("arrows between rooms", () => {
  const cases: readonly [from: string, text: string, expected: string | undefined][] = [
    ["protocol/a.ts", 'import { b } from "./b.ts";', undefined],
    ["protocol/a.ts", 'import { b } from "./x/../b.ts";', undefined],
    ["protocol/a.ts", 'import { readFileSync } from "node:fs";', "protocol imports no packages"],
    ["protocol/a.ts", 'import type { Board } from "../boards/board.ts";', "protocol does not import boards"],
    ["boards/a.ts", 'export { b } from "../protocol/b.ts";', "boards does not import protocol"],
    ["firmware/a.ts", 'import { b } from "../protocol/b.ts";', undefined],
    ["firmware/a.ts", 'const f = require("Flash");', undefined],
    ["firmware/a.ts", 'import type { Board } from "../boards/board.ts";', undefined],
    ["firmware/a.ts", 'import { type Board } from "../boards/board.ts";', undefined],
    [
      "firmware/a.ts",
      'import { puckjs } from "../boards/puckjs.ts";',
      "firmware imports only types of boards",
    ],
    ["firmware/a.ts", 'import "terser";', "firmware imports no packages"],
    ["firmware/a.ts", 'import { b } from "../host-tools/b.ts";', "firmware does not import host-tools"],
    [
      "host-tools/x/a.ts",
      'import { b } from "../../boards/b.ts"; import "hono"; import "../y/c.ts";',
      undefined,
    ],
    [
      "host-tools/x/a.ts",
      'const m = await import("../../firmware/main.ts");',
      "host-tools does not import firmware",
    ],
    [
      "host-tools/x/a.ts",
      'type M = import("../../firmware/main.ts").M;',
      "host-tools does not import firmware",
    ],
    ["host-tools/x/a.cjs", 'require("../../test/x.cjs");', "host-tools does not import test"],
    ["protocol/a.ts", 'export * from "../test/b.ts";', "protocol does not import test"],
    ["test/x/a.ts", 'import { b } from "../../firmware/b.ts";', undefined],
  ];
  for (const [from, text, expected] of cases) {
    it(`${from}: ${text} ${expected ? "is refused" : "may be"}`, () => {
      const found = objections(from, text);
      assert.deepEqual(
        found.filter((why) => why !== undefined),
        expected ? [expected] : [],
      );
    });
  }

  it("are checked in every module of a repository, with file and line", () => {
    const root = mkdtempSync(join(tmpdir(), "arrows-"));
    try {
      for (const [path, text] of [
        ["protocol/deep/a.ts", '\nimport "../../firmware/b.ts";'],
        ["boards/b.ts", "export {};"],
        ["firmware/b.ts", "export {};"],
        ["host-tools/station/c.tsx", 'import "../../test/d.ts";'],
        ["host-tools/node_modules/x/index.js", 'import "../../../test/d.ts";'],
        ["test/d.ts", "export {};"],
      ] as const) {
        mkdirSync(dirname(join(root, path)), { recursive: true });
        writeFileSync(join(root, path), text);
      }
      assert.deepEqual(checkArrows(root), [
        "protocol/deep/a.ts:2: ../../firmware/b.ts: protocol does not import firmware",
        "host-tools/station/c.tsx:1: ../../test/d.ts: host-tools does not import test",
      ]);
    } finally {
      rmSync(root, { recursive: true });
    }
  });

  it("hold in this repository", () => {
    assert.deepEqual(checkArrows(fileURLToPath(new URL("../../../", import.meta.url))), []);
  });
});
