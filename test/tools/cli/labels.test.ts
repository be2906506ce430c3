import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bztoken } from "../../support/bztoken.ts";

describe("bztoken labels", function () {
  this.timeout(60_000);
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "bztoken-"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("takes serials, ranges and the lines of a file, in that order", async () => {
    const file = join(folder, "serials.csv");
    writeFileSync(file, "9,puckjs\r\n\r\n8;xiaoble\n");
    const out = join(folder, "labels.csv");
    const { code, stdout } = await bztoken(
      "labels",
      "12",
      "3..4",
      "--file",
      file,
      "--table",
      "--out",
      out,
      "--json",
    );
    assert.equal(code, 0);
    assert.deepEqual(JSON.parse(stdout), { out, labels: 5 });
    const names = readFileSync(out, "utf8").split("\r\n").slice(1, -1);
    assert.deepEqual(
      names.map((line) => line.split(",")[0]),
      ["BZ-0012", "BZ-0003", "BZ-0004", "BZ-0009", "BZ-0008"],
    );
  });

  for (const [words, said] of [
    [["7", "5..9"], /7 is named twice/],
    [[], /no serial is named/],
    [["BZ-0007"], /"BZ-0007" is no serial/],
    [["9..7"], /"9\.\.7" is no serial/],
    [["1..20001"], /more than 20000 labels/],
    [["1", "--sheet", "a5"], /--sheet must be one of a4-65/],
    [["1", "--start", "66"], /--start must be a whole number from 1 to 65/],
    [["1", "--cards", "--language", "fr"], /--language must be vi or en/],
  ] as const)
    it(`says what is wrong with "${words.join(" ")}", and writes no file`, async () => {
      const out = join(folder, "none.pdf");
      const { code, stderr } = await bztoken("labels", ...words, "--out", out);
      assert.equal(code, 2);
      assert.match(stderr, said);
      assert.ok(!existsSync(out));
    });
});
