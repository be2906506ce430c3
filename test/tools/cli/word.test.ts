import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createCanvas } from "@napi-rs/canvas";
import { unzipSync } from "fflate";
import { PDFDocument } from "pdf-lib";
import { bztoken } from "../../support/bztoken.ts";
import { COMMUNE } from "../../word/units.ts";

const ADMIN = new URL("../../../docs/admin.md", import.meta.url);

describe("bztoken word", function () {
  this.timeout(60_000);
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "word-"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const run = (facts: unknown, ...words: readonly string[]) => {
    const unit = join(folder, "unit.json");
    writeFileSync(unit, typeof facts === "string" ? facts : JSON.stringify(facts));
    return bztoken("word", "--unit", unit, "--out", join(folder, "out"), ...words);
  };
  const clear = () => rmSync(join(folder, "out"), { recursive: true, force: true });
  const logo = (name: string, bytes: Uint8Array) => {
    writeFileSync(join(folder, name), bytes);
    return { ...COMMUNE, logo: name };
  };
  beforeEach(clear);

  it("makes the channel that is named, of the facts that the guide shows", async () => {
    const [, facts] = /```json\n(\{\n {2}"name": [\s\S]*?)```/.exec(readFileSync(ADMIN, "utf8"))!;
    const { code, stdout } = await run(facts!, "--channel", "gate", "--channel", "sms", "--json");
    assert.equal(code, 0);
    assert.deepEqual(JSON.parse(stdout), {
      files: [join(folder, "out", "gate.zip"), join(folder, "out", "sms.zip")],
      empty: [],
    });
    const files = Object.keys(unzipSync(readFileSync(join(folder, "out", "gate.zip"))));
    for (const name of ["DOC-TRUOC.txt", "gate-poster.vi.pdf", "gate-poster.en.2.png"])
      assert.ok(files.includes(name), name);
  });

  it("says for which channel the facts are too few", async () => {
    const { site: _, ...facts } = COMMUNE;
    const { code, stdout } = await run(facts, "--channel", "gate");
    assert.equal(code, 0);
    assert.match(stdout, /^gate: nothing/);
  });

  it("takes a logo's file beside the facts, one language, and room to be cut", async () => {
    const facts = logo("logo.png", new Uint8Array(createCanvas(300, 100).toBuffer("image/png")));
    const { code, stderr } = await run(facts, "--channel", "gate", "--language", "vi", "--bleed");
    assert.equal(code, 0, stderr);
    const files = unzipSync(readFileSync(join(folder, "out", "gate.zip")));
    assert.ok(Object.keys(files).every((name) => !name.includes(".en.")));
    const page = (await PDFDocument.load(files["gate-poster.vi.pdf"]!)).getPage(0);
    const millimetres = (points: number) => Math.round((points / 72) * 25.4);
    assert.deepEqual([page.getWidth(), page.getTrimBox().width].map(millimetres), [303, 297]);
  });

  const bad: readonly (readonly [string, () => unknown, readonly string[], RegExp])[] = [
    [
      "many fields at once",
      () => ({
        ...COMMUNE,
        name: "Xã ".repeat(67),
        hotlines: [],
        places: [{ ...COMMUNE.places[0], to: "2027-01-01" }],
        dataOwner: { name: "Vũ Ngọc Ánh", phone: "12" },
      }),
      [],
      /name: Too long.*hotlines: Not filled in\..*places\.0\.to: .*dataOwner\.phone: /s,
    ],
    [
      "a logo of 50 MB",
      () => logo("large.png", new Uint8Array(50 * 1024 * 1024)),
      [],
      /logo: The picture's file is larger/,
    ],
    [
      "a logo that is no picture",
      () => logo("no.png", new TextEncoder().encode("no")),
      [],
      /logo: Not a PNG/,
    ],
    ["a logo that is not there", () => ({ ...COMMUNE, logo: "none.png" }), [], /none\.png cannot be read/],
    [
      "a channel that there is not",
      () => COMMUNE,
      ["--channel", "radio"],
      /there is no "radio"; there are wearers, /,
    ],
    [
      "a name that cannot be drawn",
      () => ({ ...COMMUNE, name: "Xã 漢" }),
      ["--channel", "gate"],
      /gate-poster, the unit's name: .*漢/,
    ],
  ];
  for (const [what, facts, words, said] of bad)
    it(`says what is wrong with ${what}, and writes nothing`, async () => {
      const { code, stderr } = await run(facts(), ...words);
      assert.equal(code, 2, stderr);
      assert.match(stderr, said);
      assert.ok(!existsSync(join(folder, "out")) || readdirSync(join(folder, "out")).length === 0);
    });
});
