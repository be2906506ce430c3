import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { labelDigits, labelText } from "../../host-tools/contract/label.ts";
import { labelSheets, labelTable } from "../../host-tools/labels/label-sheets.ts";
import { placeOf, STOCKS, type Stock, stockOf } from "../../host-tools/labels/sheets.ts";
import { wearerCards } from "../../host-tools/labels/wearer-cards.ts";
import { outside } from "../../host-tools/lib/system-packages.ts";
import { installedFaces } from "../../host-tools/paper/faces.ts";
import { Paper } from "../../host-tools/paper/paper.ts";
import { tokenName } from "../../protocol/identity.ts";
import { heightsOf, wordBoxesIn } from "../word/reading.ts";

const DPI = 300;
const MM = DPI / 25.4;
const FIRST = 2_100_000_001;
const CARTON = 1000;

const serials = (count: number) => Array.from({ length: count }, (_, i) => FIRST + i * 7919);

describe("labels of tokens", function () {
  this.timeout(180_000);
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "labels-"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  function printed(this: Mocha.Context, pdf: Uint8Array): string[] {
    if (!outside("poppler")) this.skip();
    for (const name of readdirSync(folder)) rmSync(join(folder, name));
    const file = join(folder, "labels.pdf");
    writeFileSync(file, pdf);
    execFileSync("pdftoppm", ["-r", String(DPI), "-gray", file, join(folder, "page")]);
    return readdirSync(folder)
      .filter((name) => name.endsWith(".pgm"))
      .sort()
      .map((name) => join(folder, name));
  }

  /** What a scanner reads of each file: a picture may hold many codes, or none. */
  function scanned(this: Mocha.Context, pictures: readonly string[]): string[][] {
    if (!outside("zbar")) this.skip();
    const xml = execFileSync("zbarimg", ["-q", "--xml", "-Sdisable", "-Sqrcode.enable", ...pictures], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    const found = new Map(pictures.map((picture) => [picture, [] as string[]]));
    for (const [, source, symbols] of xml.matchAll(/<source href='([^']*)'>(.*?)<\/source>/gs))
      for (const [, text] of symbols!.matchAll(/<data><!\[CDATA\[([^\]]*)\]\]>/g))
        found.get(source!)!.push(text!);
    return [...found.values()];
  }

  /** A label's own part of a printed page. */
  function cut(
    page: string,
    { x, y }: { x: number; y: number },
    { width, height }: Stock["label"],
    to: string,
  ) {
    const bytes = readFileSync(page);
    const [head, columns, rows] = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.toString("latin1", 0, 40))!;
    const [left, top] = [Math.round(x * MM), Math.round(y * MM)];
    const wide = Math.min(Number(columns) - left, Math.round(width * MM));
    const high = Math.min(Number(rows) - top, Math.round(height * MM));
    const lines = Array.from({ length: high }, (_, i) => {
      const from = head.length + (top + i) * Number(columns) + left;
      return bytes.subarray(from, from + wide);
    });
    writeFileSync(to, Buffer.concat([Buffer.from(`P5\n${wide} ${high}\n255\n`), ...lines]));
    return to;
  }

  const words = (pdf: Uint8Array) => {
    const file = join(folder, "words.pdf");
    writeFileSync(file, pdf);
    return execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" });
  };

  /** Cut out along its edges, each label holds its own code and no other. */
  function assertInPlace(
    this: Mocha.Context,
    pages: readonly string[],
    { stock, startAt, all }: { stock: Stock; startAt: number; all: readonly number[] },
  ) {
    const pieces = all.map((_, i) => {
      const place = placeOf(stock, startAt - 1 + i);
      return cut(pages[place.page]!, place, stock.label, join(folder, `label-${i}.pgm`));
    });
    assert.deepEqual(
      scanned.call(this, pieces),
      all.map((serial) => [labelDigits(serial)]),
    );
  }

  it(`of a carton of ${CARTON} are read back by a scanner, each on its place`, async function () {
    const stock = stockOf("a4-65")!;
    const all = serials(CARTON);
    const pdf = await labelSheets({ serials: all, stock, startAt: 1, hasEdges: false });
    assertInPlace.call(this, printed.call(this, pdf), { stock, startAt: 1, all });
    const text = words(pdf);
    for (const serial of all)
      assert.ok(text.includes(tokenName(serial)) && text.includes(labelText(serial)), labelText(serial));
  });

  for (const stock of STOCKS)
    it(`fit ${stock.en}, also on a sheet that was begun`, async function () {
      const onSheet = stock.columns * stock.rows;
      const startAt = Math.min(onSheet, 7);
      const all = serials(Math.min(onSheet + 3, 50));
      const pdf = await labelSheets({ serials: all, stock, startAt, hasEdges: true });
      assertInPlace.call(this, printed.call(this, pdf), { stock, startAt, all });
    });

  it("lie within their page, one beside the other", () => {
    for (const stock of STOCKS) {
      const onSheet = stock.columns * stock.rows;
      for (let n = 0; n < onSheet; n++) {
        const { page, x, y } = placeOf(stock, n);
        assert.equal(page, 0);
        assert.ok(x >= 0 && x + stock.label.width <= stock.page.width + 0.01, `${stock.id} ${n}`);
        assert.ok(y >= 0 && y + stock.label.height <= stock.page.height + 0.01, `${stock.id} ${n}`);
      }
      assert.equal(placeOf(stock, onSheet).page, 1);
      assert.ok(stock.pitch.x >= stock.label.width && stock.pitch.y >= stock.label.height, stock.id);
    }
  });

  it("of one day are the bytes of another: a sheet that is lost is printed again", async () => {
    const make = () => labelSheets({ serials: serials(3), stock: STOCKS[0]!, startAt: 5, hasEdges: false });
    assert.deepEqual(await make(), await make());
    for (const startAt of [0, 66, 1.5])
      await assert.rejects(
        labelSheets({ serials: [1], stock: STOCKS[0]!, startAt, hasEdges: false }),
        RangeError,
      );
  });

  it("have a table for printers that lay out by themselves", () => {
    assert.equal(labelTable([2_100_000_001]), "name,number,code\r\nBZ-0001,21 0000 0001-3,21000000013\r\n");
  });

  it("are written with letters that have every Vietnamese mark, composed or not", async function () {
    if (!outside("poppler")) this.skip();
    const vowels = ["a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y"];
    const marks = ["", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"];
    const letters = vowels.flatMap((vowel) => marks.map((mark) => (vowel + mark).normalize("NFC")));
    const all = [...letters, "đ"].flatMap((letter) => [letter, letter.toUpperCase()]);
    assert.equal(all.length, 146);
    const paper = await Paper.open("letters", installedFaces());
    paper.addPage({ width: 210, height: 297 });
    for (const [i, face] of (["regular", "bold"] as const).entries())
      for (const [j, form] of (["NFC", "NFD"] as const).entries())
        paper.text(
          all.join(" ").normalize(form),
          { x: 5, y: 5 + 60 * (2 * i + j), width: 200 },
          { face, size: 5 },
        );
    const read = words(await paper.bytes())
      .replace(/\s+/g, "")
      .normalize("NFC");
    assert.equal(read, all.join("").repeat(4));
  });

  for (const language of ["vi", "en"] as const)
    it(`have cards beside them that fit, with any hotline (${language})`, async function () {
      const all = serials(5);
      const phone = "0220 3 891 234";
      const hotline = { name: "Trạm y tế Phường Hải Dương", phone, hours: "7:00–17:00" };
      const pdf = await wearerCards({ serials: all, language, hotline });
      const pages = printed.call(this, pdf);
      // Each sheet has two sides.
      assert.equal(pages.length, 4);
      const fronts = pages.filter((_, i) => i % 2 === 0);
      assert.deepEqual(scanned.call(this, fronts).flat().sort(), all.map(labelDigits).sort());
      const text = words(pdf).normalize("NFC");
      assert.equal(text.split(phone).length - 1, all.length);
      assert.match(text, language === "vi" ? /Nháy đỏ: mời đến\s+trạm y tế/ : /Red blink/);
      const [least] = await heightsOf([16]);
      for (const { word, height } of wordBoxesIn(pdf)) assert.ok(height >= least!, `${word}: ${height}`);
      await fc.assert(
        fc.asyncProperty(
          fc.string({ maxLength: 80 }),
          fc.string({ minLength: 1, maxLength: 40 }),
          async (name, phone) => {
            // What the letters lack is no reason to print no card.
            await wearerCards({ serials: [1], language, hotline: { name, phone } });
          },
        ),
        { numRuns: 20 },
      );
      assert.ok(readFileSync(join(folder, "words.pdf")).length < 200_000);
    });
});
