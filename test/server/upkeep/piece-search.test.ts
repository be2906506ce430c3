import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { searchFiles } from "../../../host-tools/server/upkeep/piece-search.ts";

const CHUNK = 4 * 1024 * 1024;

describe("the search for pieces in files", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "pieces-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("finds a piece wherever it lies, across the borders of what is read at once too", function () {
    this.timeout(120_000);
    const piece = Buffer.from("Nguyễn Thị Đào");
    const file = join(folder, "file");
    for (const at of [
      0,
      CHUNK - 7,
      CHUNK - piece.length,
      CHUNK,
      2 * CHUNK - 1,
      2 * CHUNK + 100 - piece.length,
    ]) {
      const bytes = Buffer.alloc(2 * CHUNK + 100, ".");
      piece.copy(bytes, at);
      writeFileSync(file, bytes);
      assert.deepEqual(searchFiles([folder], [Buffer.from("else"), piece]).found, [file], `at ${at}`);
    }
    const without = searchFiles([folder], [Buffer.from("Nguyễn Thị Đạo")]);
    assert.deepEqual(without, { files: 1, bytes: 2 * CHUNK + 100, found: [] });
  });

  it("finds bytes as they are and as hex digits, in folders of any depth", () => {
    const key = Buffer.from("00ff10a7b2c3", "hex");
    mkdirSync(join(folder, "a", "b"), { recursive: true });
    writeFileSync(join(folder, "a", "raw"), Buffer.concat([Buffer.from("x"), key]));
    writeFileSync(join(folder, "a", "b", "hex"), "\\x00ff10a7b2c3");
    writeFileSync(join(folder, "none"), "00ff10a7b2c");
    writeFileSync(join(folder, "empty"), "");
    assert.deepEqual([...searchFiles([folder, join(folder, "missing")], [key]).found].sort(), [
      join(folder, "a", "b", "hex"),
      join(folder, "a", "raw"),
    ]);
  });
});
