import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { arrowsOf } from "../../../host-tools/tools/lint/arrows.ts";
import { checkArrows, objection } from "../../../host-tools/tools/lint/check-arrows.ts";
import { circlesOf } from "../../../host-tools/tools/lint/circles.ts";
import { SERVER_FLOORS } from "../../../host-tools/tools/lint/plan.ts";

const STATION = "host-tools/station/a.ts";
const SERVER = "host-tools/server/cases/a.ts";
const LATE = "a late import hides an arrow: import it at the top, or say in plan.ts why it is late";

describe("arrows between parts of the house", () => {
  const cases: readonly [from: string, text: string, expected: string | undefined][] = [
    ["protocol/a.ts", 'import { b } from "./b.ts";', undefined],
    ["protocol/a.ts", 'import { b } from "./x/../b.ts";', undefined],
    ["protocol/a.ts", 'import { readFileSync } from "node:fs";', "protocol imports no packages"],
    ["protocol/a.ts", 'import type { Board } from "../boards/board.ts";', "protocol does not import boards"],
    ["protocol/a.ts", 'export * from "../test/b.ts";', "protocol does not import test"],
    ["boards/a.ts", 'export { b } from "../protocol/b.ts";', "boards does not import protocol"],
    ["firmware/a.ts", 'import { b } from "../protocol/b.ts";', undefined],
    ["firmware/a.ts", 'const f = require("Flash");', undefined],
    ["firmware/a.ts", 'import type { Board } from "../boards/board.ts";', undefined],
    ["firmware/a.ts", 'import { type Board } from "../boards/board.ts";', undefined],
    ["firmware/a.ts", 'import { p } from "../boards/puckjs.ts";', "firmware imports only types of boards"],
    ["firmware/a.ts", 'import "terser";', "firmware imports no packages"],
    [STATION, 'import { b } from "../../protocol/b.ts"; import "../contract/c.ts";', undefined],
    [STATION, 'import { b } from "../server/b.ts";', "host-tools/station does not import host-tools/server"],
    [STATION, 'import "node:fs";', "host-tools/station imports no packages"],
    [
      "host-tools/pages/desk/a.tsx",
      'import type { b } from "../../server/b.ts";',
      "host-tools/pages/desk does not import host-tools/server",
    ],
    [
      "host-tools/pages/desk/a.tsx",
      'import { b } from "../station/b.ts";',
      "host-tools/pages/desk does not import host-tools/pages/station",
    ],
    ["host-tools/pages/shared/a.ts", 'import "valibot";', "host-tools/pages/shared does not import valibot"],
    [
      "host-tools/world/a.ts",
      'const m = await import("../../firmware/main.ts");',
      "host-tools/world does not import firmware",
    ],
    [
      "host-tools/world/a.ts",
      'type M = import("../../firmware/main.ts").M;',
      "host-tools/world does not import firmware",
    ],
    ["host-tools/models/a.ts", 'import type { b } from "../station/b.ts";', undefined],
    [
      "host-tools/models/a.ts",
      'import { b } from "../station/b.ts";',
      "host-tools/models imports only types of host-tools/station",
    ],
    ["host-tools/server/a.cjs", 'require("../../test/x.cjs");', "host-tools/server does not import test"],
    [SERVER, 'import { b } from "../people/b.ts";', undefined],
    [
      SERVER,
      'import type { b } from "../http/b.ts";',
      "host-tools/server/cases stands below host-tools/server/http",
    ],
    [SERVER, 'import type { b } from "../b.ts";', "host-tools/server/cases stands below host-tools/server"],
    [
      "host-tools/server/http/a.ts",
      'import { b } from "../parts.ts";',
      "host-tools/server/parts.ts is the inside of host-tools/server",
    ],
    ["host-tools/server/a.ts", 'import { b } from "./parts.ts";', undefined],
    ["host-tools/studies/load/a.ts", 'import { b } from "../../server/parts.ts";', undefined],
    [SERVER, 'const { b } = await import("../people/b.ts");', LATE],
    [SERVER, 'new Worker(new URL("./b.ts", import.meta.url));', LATE],
    ["host-tools/tools/cli/verbs.ts", 'const { b } = await import("./b.ts");', undefined],
    ["test/x/a.ts", 'import { b } from "../../firmware/b.ts";', undefined],
  ];
  for (const [from, text, expected] of cases) {
    it(`${from}: ${text} ${expected ? "is refused" : "may be"}`, () => {
      const found = arrowsOf(from, text).flatMap((arrow) => objection(arrow) ?? []);
      assert.deepEqual(found, expected ? [expected] : []);
    });
  }

  describe("of a whole repository", () => {
    let root: string;
    beforeEach(() => {
      root = mkdtempSync(join(tmpdir(), "arrows-"));
      for (const top of ["protocol", "boards", "firmware", "host-tools", "test"])
        mkdirSync(join(root, top), { recursive: true });
    });
    afterEach(() => rmSync(root, { recursive: true }));
    const write = (path: string, text: string) => {
      mkdirSync(join(root, dirname(path)), { recursive: true });
      writeFileSync(join(root, path), text);
    };

    it("are told with file and line, packages' own folders left out", () => {
      write("protocol/ok.ts", "export {};");
      write("protocol/a.ts", 'export {};\n\nimport "node:fs";');
      write("firmware/deep/b.mts", 'import "../../boards/b.ts";');
      write("host-tools/station/c.tsx", 'import "../../test/d.ts";');
      write("host-tools/node_modules/x/index.js", 'import "../../../test/d.ts";');
      write("test/d.ts", "export {};");
      assert.deepEqual(checkArrows(root).objections, [
        "host-tools/station/c.tsx:1: ../../test/d.ts: host-tools/station does not import test",
        "protocol/a.ts:3: node:fs: protocol imports no packages",
        "firmware/deep/b.mts:1: ../../boards/b.ts: firmware imports only types of boards",
      ]);
    });

    it("form no circle of files, not even by a type or late", () => {
      write("firmware/a.ts", 'import type { B } from "./b.ts";');
      write("firmware/b.ts", 'import "./c.ts";');
      write("firmware/c.ts", 'export const a = () => import("./a.ts");');
      write("firmware/d.ts", 'import "./a.ts";');
      assert.deepEqual(checkArrows(root).objections, [
        `firmware/c.ts:1: ./a.ts: ${LATE}`,
        "circle of files: firmware/a.ts, firmware/b.ts, firmware/c.ts",
      ]);
    });

    it("form no circle of rooms, though no two files do", () => {
      write("host-tools/world/x/a.ts", 'import "../y/b.ts";');
      write("host-tools/world/y/b.ts", "export {};");
      write("host-tools/world/y/c.ts", 'import type { D } from "../x/d.ts";');
      write("host-tools/world/x/d.ts", "export {};");
      const { objections, rooms, arrows } = checkArrows(root);
      assert.deepEqual(objections, ["circle of rooms: host-tools/world/x, host-tools/world/y"]);
      assert.deepEqual([rooms, arrows], [2, 2]);
    });

    it("leave no room of the server without a floor", () => {
      write("host-tools/server/attic/a.ts", "export {};");
      assert.deepEqual(checkArrows(root).objections, [
        "host-tools/server/attic/a.ts: host-tools/server/attic is no room of the server: give it a floor in plan.ts",
      ]);
    });
  });

  it("are as they should be here", () => {
    const plan = checkArrows(fileURLToPath(new URL("../../../", import.meta.url)));
    assert.deepEqual(plan.objections, []);
    assert.ok(plan.rooms > SERVER_FLOORS.length, `${plan.rooms} rooms were looked at`);
  });
});

describe("circles of a graph", () => {
  const graph = (text: string) =>
    new Map(text.split(" ").map((part) => [part[0]!, new Set(part.slice(2))] as const));
  it("are its strongly connected components of two nodes and more", () => {
    assert.deepEqual(circlesOf(graph("a>b b>c c>d d>")), []);
    assert.deepEqual(circlesOf(graph("a>b b>c c>a d>a")), [["a", "b", "c"]]);
    assert.deepEqual(circlesOf(graph("a>b b>ac c>d d>c")).sort(), [
      ["a", "b"],
      ["c", "d"],
    ]);
  });
});
