import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { checkIdioms } from "../../../host-tools/tools/lint/check-idioms.ts";

/** What the lint says of a repository of these files. */
function complaintsOf(files: Readonly<Record<string, string>>): string[] {
  const root = mkdtempSync(join(tmpdir(), "idioms-"));
  try {
    for (const folder of ["protocol", "boards", "firmware", "host-tools", "test"])
      mkdirSync(join(root, folder));
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return checkIdioms(root);
  } finally {
    rmSync(root, { recursive: true });
  }
}

const WORLD = "host-tools/world/a.ts";
const lines = (count: number): string => "  a();\n".repeat(count);

describe("idioms of a module", () => {
  const rows: readonly [text: string, ...complaints: string[]][] = [
    ["const b = { ...{ a } };", "1: a literal is spread into a literal"],
    ["\nconst b = [...[1, 2], 3];", "2: a literal is spread into a literal"],
    ["const b = { ...a, ...(c ? { d } : {}) }; const e = [...f]; g(...[1]);"],
    ["class A { private b = 1; }", "1: private: call it #name"],
    ["class A { #b = 1; private constructor() {} }"],
    [`function a() {\n${lines(68)}}`],
    [`function a() {\n${lines(69)}}`, "1: a function of 71 lines, more than 70"],
    [`const a = () => {\n${lines(69)}};`, "1: a function of 71 lines, more than 70"],
    [`class A {\n  b() {\n${lines(69)}  }\n}`, "2: a function of 71 lines, more than 70"],
    [`function a() {\n${lines(60)}  function b() {\n${lines(60)}  }\n}`],
  ];
  for (const [text, ...complaints] of rows) {
    it(`${text.trim().slice(0, 50).replaceAll("\n", " ")}: ${complaints[0] ?? "may be"}`, () => {
      assert.deepEqual(
        complaintsOf({ [WORLD]: text }),
        complaints.map((complaint) => `${WORLD}:${complaint}`),
      );
    });
  }

  it("are asked of components too, long functions not of tests", () => {
    const text = `export const a = () => {\n${lines(70)}};`;
    const user = 'import { a } from "../../host-tools/station/A.tsx"; a();';
    assert.deepEqual(complaintsOf({ "host-tools/station/A.tsx": text, "test/station/a.ts": user }), [
      "host-tools/station/A.tsx:1: a function of 72 lines, more than 70",
    ]);
    assert.deepEqual(complaintsOf({ "test/station/a.ts": `function a() {\n${lines(70)}}` }), []);
  });
});

describe("exported names", () => {
  const users: readonly string[] = [
    'import { a } from "./a.ts";',
    'import { a as b } from "./a.ts";',
    'import type { a } from "./a.ts";',
    'import { type a } from "./a.ts";',
    'import * as all from "./a.ts"; all.a();',
    'import * as all from "./a.ts"; use(all);',
    'const { a } = await import("./a.ts");',
    'const { a: b } = await import("./a.ts");',
    'const load = async () => (await import("./a.ts")).a;',
    'import("./a.ts").then(({ a }) => a());',
    'const all = await import("./a.ts");',
    'type A = import("./a.ts").a;',
    'type A = typeof import("./a.ts")["a"];',
  ];
  for (const text of users) {
    it(`are in use by ${text}`, () => {
      assert.deepEqual(
        complaintsOf({ [WORLD]: "export function a() {}", "host-tools/world/b.ts": text }),
        [],
      );
    });
  }

  const others: readonly string[] = [
    'import { b } from "./a.ts";',
    'import "./a.ts";',
    'import { a } from "../lib/a.ts";',
    'import * as all from "./a.ts"; all.b();',
    'const { b } = await import("./a.ts");',
  ];
  for (const text of others) {
    it(`are in nobody's use by ${text}`, () => {
      assert.deepEqual(complaintsOf({ [WORLD]: "\nexport function a() {}", "host-tools/world/b.ts": text }), [
        `${WORLD}:2: a is exported and nobody imports it`,
      ]);
    });
  }

  it("are in use through the module that hands them on, and a name handed on to nobody is refused", () => {
    const text = "export const a = 1;\nexport const b = 2;";
    const passes = 'export * from "./a.ts";';
    const names = 'export { b } from "./a.ts";';
    const user = 'import { a } from "../../host-tools/world/passes.ts"; a();';
    assert.deepEqual(
      complaintsOf({
        [WORLD]: text,
        "host-tools/world/passes.ts": passes,
        "host-tools/world/names.ts": names,
        "test/world/user.ts": user,
      }),
      ["host-tools/world/names.ts:1: b is exported and nobody imports it"],
    );
  });

  it("of functions are one module's each", () => {
    const text = "export function a() {}";
    const user =
      'import { a } from "../../protocol/a.ts"; import { a as b } from "../../host-tools/world/a.ts";';
    assert.deepEqual(
      complaintsOf({
        "protocol/a.ts": text,
        [WORLD]: "export const a = () => 1;",
        "test/world/user.ts": user,
      }),
      [
        `protocol/a.ts:1: a is also the name of a function of ${WORLD}`,
        `${WORLD}:1: a is also the name of a function of protocol/a.ts`,
      ],
    );
  });

  it("of times and statistics are defined in lib alone", () => {
    const time = "export const DAY_MS = 86_400_000;";
    const user = 'import { DAY_MS } from "../lib/time.ts";';
    assert.deepEqual(
      complaintsOf({
        "host-tools/lib/time.ts": time,
        "host-tools/world/user.ts": user,
        [WORLD]: "const DAY_MS = 24 * 3_600_000;",
        "host-tools/world/b.ts": "function f() { const DAY_MS = 1; }",
        "protocol/b.ts": "const DAY_MS = 86_400_000;",
      }),
      [`${WORLD}:1: DAY_MS is defined in host-tools/lib/time.ts`],
    );
  });
});

describe("idioms of this repository", function () {
  this.timeout(60_000);

  it("are kept", () => {
    assert.deepEqual(checkIdioms(fileURLToPath(new URL("../../../", import.meta.url))), []);
  });
});
