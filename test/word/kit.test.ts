import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createCanvas } from "@napi-rs/canvas";
import { strFromU8, unzipSync } from "fflate";
import { readSheet } from "read-excel-file/universal";
import { outside } from "../../host-tools/lib/system-packages.ts";
import { codeStrips } from "../../host-tools/paper/code.ts";
import { installedFaces } from "../../host-tools/paper/faces.ts";
import { sheetPages } from "../../host-tools/word/drawing/sheet.ts";
import type { Facts } from "../../host-tools/word/facts.ts";
import { NODE_CANVASES } from "../../host-tools/word/files/node-canvases.ts";
import { pdfOf } from "../../host-tools/word/files/pdf.ts";
import { channelZip, templateFiles } from "../../host-tools/word/kit/kit.ts";
import { type KitOf, openTools } from "../../host-tools/word/kit/kit-of.ts";
import { type Content, LANGUAGES, type Language, type Sheet } from "../../host-tools/word/model.ts";
import { CHANNELS } from "../../host-tools/word/templates/channels.ts";
import { bare, codesIn, codesOf, heightsOf, wordBoxesIn, wordsIn } from "./reading.ts";
import { wordsOf } from "./some-sheets.ts";
import { BARE_COMPANY, COMMUNE, CROWDED, factsOf, LONG_SCHOOL, PARK } from "./units.ts";

/** mm: of the dark square of a code at a gate or on a wall, which is scanned from a step away, and of one that is held. */
const LEAST_SIDE = { afar: 150, standing: 150, held: 50 };
/** Points: of all that is read on paper, and of the title of what hangs. */
const LEAST_SIZE = { text: 16, title: 72 };
/** mm: a small letter that is read from two metres, and larger than what only who comes close has to read. */
const LEAST_LETTER_MM = 8;
const SMALL_MM = 10;
/** Large enough for a code of 50 mm, and quick. */
const DPI = 75;

/** Without the white around it. */
function darkSide({ data, side }: { readonly data: string; readonly side: number }): number {
  const { modules, strips } = codeStrips(data);
  return (side * (modules - 2 * strips[0]!.y)) / modules;
}

const logo = new Uint8Array(createCanvas(300, 120).toBuffer("image/png"));
const UNITS: Readonly<Record<string, Facts>> = {
  "a commune with three hotlines": factsOf(COMMUNE),
  "a school of 60 letters with a logo": factsOf({ ...LONG_SCHOOL, logo }),
  "a park with three gates": factsOf(PARK),
  "a company that tells the least": factsOf(BARE_COMPANY),
  "a commune with 24 places": factsOf(CROWDED),
};

describe("a unit's kit", function () {
  this.timeout(60_000);
  const tools = openTools(installedFaces(), NODE_CANVASES);
  const kitOf = (facts: Facts): KitOf => ({ facts, languages: LANGUAGES, tools });
  const contents = function* (facts: Facts): Generator<{ id: string; language: Language; content: Content }> {
    for (const { templates } of CHANNELS)
      for (const { id, make } of templates)
        for (const language of LANGUAGES) {
          const content = make(facts, language);
          if (content) yield { id, language, content };
        }
  };
  const sheetPdf = (id: string, sheet: Sheet, { name }: Facts) => {
    const pages = sheetPages(id, sheet, { name }, tools.letters);
    return pdfOf({ title: "this", language: "vi", pages, faces: tools.faces });
  };
  const codesAsked = (value: unknown): string[] => {
    if (typeof value !== "object" || value === null) return [];
    const own = "data" in value && typeof value.data === "string" ? [value.data] : [];
    return [...own, ...Object.values(value).flatMap(codesAsked)];
  };

  for (const [who, facts] of Object.entries(UNITS)) {
    it(`has sheets that fit, with codes that are large enough: ${who}`, () => {
      let codes = 0;
      for (const { id, language, content } of contents(facts)) {
        if (content.kind !== "sheet") continue;
        for (const { drawings } of sheetPages(id, content, { name: facts.name }, tools.letters))
          for (const one of drawings) {
            if (one.kind !== "code") continue;
            codes++;
            assert.ok(darkSide(one) >= LEAST_SIDE[content.read], `${id}.${language}: ${darkSide(one)} mm`);
          }
      }
      assert.ok(codes >= 10, String(codes));
    });

    it(`has gates' posters that are read in passing: ${who}`, () => {
      for (const { id, language, content } of contents(facts)) {
        if (content.kind !== "sheet" || id !== "gate-poster") continue;
        const lines = sheetPages(id, content, { name: facts.name }, tools.letters).flatMap(({ drawings }) =>
          drawings.flatMap((one) => (one.kind === "text" ? [one] : [])),
        );
        const points = content.blocks.flatMap((one) =>
          one.kind === "points" ? one.items.map(({ text }) => text) : [],
        );
        assert.equal(points.length, 3);
        for (const text of [content.title, content.lead!, ...points]) {
          const own = lines.filter(({ text: line, size }) => text.includes(line) && size > SMALL_MM);
          assert.equal(own.map(({ text: line }) => line).join(" "), text);
          for (const { face, size } of own) {
            const heights = tools.letters
              .outline("x", face, size)
              .match(/-?[\d.]+(?=[A-Z]|$)/g)!
              .map(Number);
            const high = Math.max(...heights) - Math.min(...heights);
            assert.ok(high >= LEAST_LETTER_MM, `${language}, ${text}: ${high} mm`);
          }
        }
      }
    });

    for (const language of LANGUAGES)
      it(`has sheets whose words, sizes and codes are read back: ${who}, ${language}`, async function () {
        if (!outside("poppler") || !outside("zbar")) this.skip();
        const [least, leastTitle] = await heightsOf([LEAST_SIZE.text, LEAST_SIZE.title]);
        let sheets = 0;
        for (const template of CHANNELS.flatMap(({ templates }) => templates)) {
          const content = template.make(facts, language);
          if (content?.kind !== "sheet") continue;
          sheets++;
          const pdf = await sheetPdf(template.id, content, facts);
          const found = wordsIn(pdf);
          for (const words of wordsOf(content))
            assert.ok(found.includes(bare(words)), `${template.id}: ${words} in ${found}`);
          const asked = codesAsked(content);
          if (asked.length > 0) assert.deepEqual(codesIn(pdf, DPI).sort(), asked.sort(), template.id);
          const boxes = wordBoxesIn(pdf);
          for (const { word, height } of boxes)
            assert.ok(height >= least!, `${template.id}: “${word}” is ${(16 * height) / least!} points`);
          const titles = boxes.filter(({ height }) => height >= leastTitle!);
          if (content.read !== "held") assert.ok(titles.length > 0, `${template.id} has no title`);
        }
        assert.ok(sheets >= 14, String(sheets));
      });
  }

  it("has slides that fit, and stills whose codes are read", async () => {
    for (const [who, facts] of Object.entries(UNITS))
      for (const template of CHANNELS.flatMap(({ templates }) => templates)) {
        const content = template.make(facts, "vi");
        if (content?.kind !== "slides") continue;
        const files = await templateFiles(template, "vi", kitOf(facts));
        if (!outside("zbar") || who.startsWith("a school")) continue;
        const stills = files.filter(({ name }) => name.endsWith(".png"));
        const codes = stills.flatMap(({ bytes }) => codesOf([["still.png", bytes]]));
        const asked = content.sizes.flatMap(() => codesAsked(content.slides));
        assert.deepEqual(codes.sort(), asked.sort(), template.id);
      }
  });

  it("is one archive a channel, the same bytes each time, with what it holds and whom it goes to", async () => {
    const facts = factsOf(COMMUNE);
    const channel = CHANNELS.find(({ id }) => id === "loudspeaker")!;
    let done = 0;
    const zip = (await channelZip(channel, kitOf(facts), () => done++))!;
    assert.equal(done, channel.templates.length);
    assert.deepEqual(await channelZip(channel, kitOf(facts)), zip);
    const files = unzipSync(zip);
    const readMe = strFromU8(files["DOC-TRUOC.txt"]!);
    for (const name of Object.keys(files).slice(1)) assert.ok(readMe.includes(name), name);
    for (const language of LANGUAGES) assert.ok(readMe.includes(channel.handedTo[language]));
    assert.match(readMe, /không tự gửi/);
  });

  it("has its channels and templates named in docs/word, in their order", () => {
    const readMe = readFileSync(new URL("../../docs/word/README.md", import.meta.url), "utf8");
    const rows = CHANNELS.map(
      ({ title, templates }) =>
        `| ${title.vi} | ${title.en} | ${templates.map(({ id }) => `\`${id}\``).join(", ")} |`,
    );
    assert.ok(readMe.includes(rows.join("\n")));
  });

  it("has nothing for a channel that the facts are too few for", async () => {
    const gate = CHANNELS.find(({ id }) => id === "gate")!;
    assert.equal(await channelZip(gate, kitOf(factsOf(BARE_COMPANY))), undefined);
  });

  it("has scripts and messages as plain text with their marks, and schedules as tables", async () => {
    const facts = factsOf(COMMUNE);
    for (const template of CHANNELS.flatMap(({ templates }) => templates))
      for (const language of LANGUAGES) {
        const content = template.make(facts, language);
        if (!content || content.kind === "sheet" || content.kind === "slides") continue;
        const [file] = await templateFiles(template, language, kitOf(facts));
        if (content.kind === "calendar") {
          const rows = await readSheet(file!.bytes.slice().buffer);
          assert.deepEqual([rows[0], rows.length], [[...content.head], content.rows.length + 1], template.id);
          continue;
        }
        const text = strFromU8(file!.bytes);
        assert.ok(file!.bytes[0] === 0xef && !/[^\r]\n/.test(text), template.id);
        const said =
          content.kind === "script"
            ? content.sections.flatMap(({ lines }) => lines)
            : content.fields.map((one) => one.text);
        for (const words of said) assert.ok(bare(text).includes(bare(words)), `${template.id}: ${words}`);
      }
  });
});
