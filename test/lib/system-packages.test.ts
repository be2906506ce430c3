import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { missingLines, OUTSIDE, outside, programOnPath } from "../../host-tools/lib/system-packages.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

describe("what lies outside npm", () => {
  let folder: string;
  const environment = { ...process.env };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "outside-"));
  });
  afterEach(() => {
    process.env = { ...environment };
    rmSync(folder, { recursive: true });
  });

  it("is found on PATH, but only what can be run", () => {
    writeFileSync(join(folder, "tool"), "#!/bin/sh\n");
    chmodSync(join(folder, "tool"), 0o644);
    process.env.PATH = `/nowhere:${folder}`;
    // An administrator may run anything that has one x bit, and nothing that has none.
    assert.equal(programOnPath("tool"), undefined);
    chmodSync(join(folder, "tool"), 0o755);
    assert.equal(programOnPath("tool"), join(folder, "tool"));
  });

  it("is not one of npm's programs, which npx puts first on PATH", () => {
    const programs = join(folder, "node_modules", ".bin");
    mkdirSync(programs, { recursive: true });
    writeFileSync(join(programs, "tool"), "#!/bin/sh\n", { mode: 0o755 });
    process.env.PATH = programs;
    assert.equal(programOnPath("tool"), undefined);
  });

  it("is told in one line each when it is missing", () => {
    process.env.PATH = folder;
    delete process.env.ESPRUINO;
    process.env.BLUEZONE_DATASETS = join(folder, "gone");
    // PostgreSQL may lie where Debian puts it, off PATH.
    const table = OUTSIDE.filter(({ id }) => id !== "postgresql");
    assert.deepEqual(
      missingLines(table).map((line) => line.slice(0, 9)),
      table.map(() => "left out:"),
    );
    process.env.BLUEZONE_DATASETS = folder;
    assert.equal(outside("datasets"), folder);
    assert.equal(missingLines(table).length, table.length - 1);
    assert.throws(() => outside("abacus"), /abacus: not in the table/);
  });

  it("gives names for Debian only where a package fills the gap", () => {
    const script = "host-tools/lib/system-packages.ts";
    const printed = execFileSync(process.execPath, ["--import", "tsx", script, "--debian"], {
      cwd: ROOT,
    }).toString();
    const missing = OUTSIDE.filter((entry) => entry.debianPackage && !entry.find());
    assert.equal(printed, missing.map((entry) => `${entry.debianPackage}\n`).join(""));
  });
});

describe("Makefile", () => {
  it("says what each target is for", () => {
    const help = execFileSync("make", ["--no-print-directory"], { cwd: ROOT, encoding: "utf8" });
    const targets = [...readFileSync(join(ROOT, "Makefile"), "utf8").matchAll(/^([a-z-]+):.*## /gm)].map(
      (m) => m[1],
    );
    assert.deepEqual(
      help
        .trimEnd()
        .split("\n")
        .map((line) => line.trim().split(/\s+/)[1]),
      targets,
    );
  });
});
