import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createCanvas } from "@napi-rs/canvas";
import { outside } from "../../host-tools/lib/system-packages.ts";
import { installedFaces } from "../../host-tools/paper/faces.ts";
import { Letters } from "../../host-tools/paper/letters.ts";
import { DoesNotFit, type Unfit } from "../../host-tools/word/drawing/does-not-fit.ts";
import type { Page } from "../../host-tools/word/drawing/drawing.ts";
import type { Sender } from "../../host-tools/word/drawing/frame.ts";
import { formatOf, POINT, THEME } from "../../host-tools/word/drawing/look.ts";
import { sheetPages } from "../../host-tools/word/drawing/sheet.ts";
import { pdfOf } from "../../host-tools/word/files/pdf.ts";
import type { Block, Sheet } from "../../host-tools/word/model.ts";
import { bare, codesIn, infoOf, wordsIn } from "./reading.ts";
import { ADDRESS, GATE, LEAFLET, POSTER, wordsOf } from "./some-sheets.ts";
import { LONG_SCHOOL } from "./units.ts";

const SHEETS = { poster: POSTER, gate: GATE, leaflet: LEAFLET };
const THEME_FILE = new URL("../../host-tools/pages/shared/theme.css", import.meta.url);
/** Of capitals with a mark on top of a mark. */
const HARDEST = "ẶỄỮỢự";

function logo(width: number, height: number): NonNullable<Sender["logo"]> {
  return {
    kind: "png",
    bytes: new Uint8Array(createCanvas(width, height).toBuffer("image/png")),
    width,
    height,
  };
}

const SENDERS: Readonly<Record<string, Sender>> = {
  "a short name": { name: "Xã Ái Quốc" },
  "60 letters": { name: LONG_SCHOOL.name },
  "60 letters and a wide logo": { name: LONG_SCHOOL.name, logo: logo(900, 200) },
  "a high logo": { name: "Xã Ái Quốc", logo: logo(100, 400) },
};

describe("sheets of the public word", function () {
  this.timeout(30_000);
  const faces = installedFaces();
  const letters = new Letters(faces);
  const pagesOf = (sheet: Sheet, sender: Sender = SENDERS["a short name"]!) =>
    sheetPages("this", sheet, sender, letters);
  const pdf = (pages: readonly Page[], hasBleed = false) =>
    pdfOf({ title: "this", language: "vi", pages, faces, hasBleed });

  it("are written with letters that the font has, each with its own outline", () => {
    assert.equal(LONG_SCHOOL.name.length, 60);
    for (const face of ["regular", "bold"] as const) {
      assert.deepEqual(letters.missing(`${HARDEST}${HARDEST.toLowerCase()}đĐ–·“”`, face), []);
      assert.deepEqual(letters.missing("thẻ → 漢", face), ["→", "漢"]);
      // A letter that a font lacks is drawn as the same box as any other one.
      const box = letters.outline("漢", face, 10);
      const drawn = [...HARDEST].map((letter) => letters.outline(letter, face, 10));
      assert.equal(new Set([box, ...drawn]).size, HARDEST.length + 1);
      for (const letter of HARDEST)
        assert.notEqual(letters.widthOf(letter, face, 10), letters.widthOf("漢", face, 10), letter);
      assert.equal(letters.outline("Ặ", face, 10), letters.outline("Ặ".normalize("NFD"), face, 10));
    }
  });

  for (const [name, sheet] of Object.entries(SHEETS))
    for (const [who, sender] of Object.entries(SENDERS))
      it(`hold every word of the source, marks and all: ${name}, ${who}`, async function () {
        if (!outside("poppler")) this.skip();
        const pages = pagesOf(sheet, sender);
        const found = wordsIn(await pdf(pages));
        for (const words of [...wordsOf(sheet), sender.name])
          assert.ok(found.includes(bare(words)), `${words}: ${found}`);
        assert.equal(pages.length, name === "leaflet" ? 3 : 1);
      });

  it("have codes that are read from a coarse grey picture, as large as they are asked for", async function () {
    if (!outside("poppler") || !outside("zbar")) this.skip();
    assert.deepEqual(codesIn(await pdf(pagesOf(GATE)), 40), [ADDRESS]);
    assert.deepEqual(codesIn(await pdf(pagesOf(LEAFLET)), 100).sort(), ["https://bluezone.gov.vn/", ADDRESS]);
    const sides = [GATE, LEAFLET].map((sheet) =>
      pagesOf(sheet).flatMap(({ drawings }) =>
        drawings.flatMap((one) => (one.kind === "code" ? [one.side] : [])),
      ),
    );
    assert.deepEqual(sides, [[170], [60, 50]]);
  });

  it("never have smaller letters than their format may, nor anything beyond their margins", () => {
    for (const [name, sheet] of Object.entries(SHEETS))
      for (const [who, sender] of Object.entries(SENDERS)) {
        const { sizes, width, height, margin } = formatOf(sheet);
        const least = Math.min(sizes.body[1], sizes.foot[1]) * POINT;
        for (const { drawings } of pagesOf(sheet, sender))
          for (const one of drawings) {
            if (one.kind !== "text") continue;
            assert.ok(one.size >= least - 1e-9, `${name}, ${who}: ${one.text} ${one.size / POINT}`);
            const right = one.x + letters.widthOf(one.text, one.face, one.size);
            assert.ok(
              one.x >= margin - 1e-6 && right <= width - margin + 1e-6,
              `${name}, ${who}: ${one.text}`,
            );
            assert.ok(one.y >= margin && one.y <= height - margin, `${name}, ${who}: ${one.text}`);
          }
      }
    assert.deepEqual([formatOf(POSTER).sizes.title[1], formatOf(POSTER).sizes.body[1]], [72, 16]);
    assert.ok(pagesOf(POSTER)[0]!.drawings.some((one) => one.kind === "text" && one.size >= 72 * POINT));
  });

  it("say which template and which part does not fit, and are not cut", () => {
    const long = { kind: "text", text: "Thẻ không biết bạn ở đâu. ".repeat(150) } as const;
    const refused = (sheet: Sheet, said: string, unfit: Unfit["kind"]) =>
      assert.throws(
        () => pagesOf(sheet),
        (error: unknown) => {
          assert.ok(error instanceof DoesNotFit);
          assert.deepEqual([error.template, error.unfit.kind], ["this", unfit]);
          assert.match(error.words("vi"), new RegExp(`^${said}: `));
          return true;
        },
      );
    const wide: Block = { kind: "heading", text: "Khôngmộtdấucách".repeat(12) };
    const code: Block = { kind: "code", data: ADDRESS, caption: ADDRESS, side: 270 };
    refused({ ...POSTER, blocks: [...POSTER.blocks, long] }, "đoạn chữ 4", "too-much");
    refused({ ...POSTER, blocks: [wide] }, "đầu mục 1", "too-wide");
    refused({ ...POSTER, title: "Thẻ 漢" }, "tiêu đề", "no-letter");
    refused({ ...POSTER, blocks: [code] }, "mã QR 1", "too-wide");
  });

  it("turn the page before a heading, and not behind it", () => {
    const text: Block = { kind: "text", text: "Thẻ không biết bạn ở đâu." };
    const heading: Block = { kind: "heading", text: "Đầu mục" };
    let turned = 0;
    for (let before = 16; before < 34; before++) {
      const blocks = Array.from({ length: before + 20 }, (_, i) => (i === before ? heading : text));
      const pages = pagesOf({ ...LEAFLET, blocks });
      const said = pages.map(({ drawings }) =>
        drawings.flatMap((one) => (one.kind === "text" ? [one.text] : [])),
      );
      assert.ok(pages.length > 1);
      for (const lines of said) assert.notEqual(lines.at(-1), "Đầu mục", `${before}`);
      if (said.slice(1).some(([first]) => first === "Đầu mục")) turned++;
    }
    assert.ok(turned > 0, "a heading begins a page");
  });

  it("that hang give room to what is read first, and to their title what is left", () => {
    const sizesOf = (title: string) => {
      const [page] = pagesOf({ ...GATE, title, foot: ["Hỏi: 0220 375 2115"] });
      const texts = page!.drawings.flatMap((one) => (one.kind === "text" ? [one] : []));
      return {
        title: texts.find(({ text }) => title.startsWith(text))!.size / POINT,
        body: texts.find(({ text }) => text.startsWith("Mở máy ảnh"))!.size / POINT,
      };
    };
    const [short, long] = ["Mời vào", "Thẻ hay ứng dụng?"].map(sizesOf);
    assert.equal(short!.body, long!.body);
    assert.ok(short!.body > 16 && short!.title >= 72 && long!.title >= 72, JSON.stringify([short, long]));
  });

  it("turn to the next page where they are told to, and are folded to a card of four faces", async function () {
    const said = (text: string): Block => ({ kind: "text", text });
    const turn: Block = { kind: "turn" };
    const pages = pagesOf({ ...LEAFLET, blocks: [said("một"), turn, said("hai")], foot: ["ba"] });
    const linesOf = ({ drawings }: Page) => drawings.flatMap((one) => (one.kind === "text" ? [one] : []));
    assert.deepEqual(
      pages.map((page) =>
        linesOf(page)
          .map(({ text }) => text)
          .filter((text) => /^(một|hai|ba)$/.test(text)),
      ),
      [["một"], ["hai", "ba"]],
    );
    const blocks = [said("một"), turn, said("hai"), turn, said("ba"), turn, said("bốn")];
    const card: Sheet = { ...LEAFLET, format: "card", title: "Thẻ", lead: "", blocks, foot: ["năm"] };
    const sides = pagesOf(card);
    const faceOf = (text: string) => {
      const side = sides.findIndex((page) => linesOf(page).some((line) => line.text === text));
      const { x } = linesOf(sides[side]!).find((line) => line.text === text)!;
      return `${side === 0 ? "outside" : "inside"} ${x < 74 ? "left" : "right"}`;
    };
    assert.deepEqual(["Thẻ", "một", "hai", "ba", "bốn", "năm"].map(faceOf), [
      "outside right",
      "outside right",
      "inside left",
      "inside right",
      "outside left",
      "outside left",
    ]);
    assert.throws(
      () => pagesOf({ ...card, blocks: [...blocks, turn, said("sáu")] }),
      /next side: does not fit/,
    );
    if (!outside("poppler")) this.skip();
    assert.match(infoOf(await pdf(sides)), /Pages: +2\n(?:.*\n)*Page size: +419\.528 x 297\.638 pts/);
  });

  it("keep a phone number on one line, and break an address where it has a joint", () => {
    const [page] = pagesOf({ ...GATE, foot: POSTER.foot });
    const lines = page!.drawings.flatMap((one) => (one.kind === "text" ? [one.text] : []));
    for (const phone of ["0220 375 2115", "0912 345 678", "1900 9095"])
      assert.ok(
        lines.some((line) => line.includes(phone)),
        phone,
      );
    const card: Sheet = {
      ...GATE,
      format: "card",
      read: "held",
      title: "Thẻ",
      foot: [],
      blocks: [{ kind: "text", text: ADDRESS }],
    };
    const parts = pagesOf(card)[0]!.drawings.flatMap((one) => (one.kind === "text" ? [one.text] : []));
    assert.ok(
      parts.some((part) => /[/.?=]$/.test(part)),
      parts.join("|"),
    );
  });

  it("have room to be cut at a printing house, and say where", async function () {
    if (!outside("poppler")) this.skip();
    const info = infoOf(await pdf(pagesOf(POSTER), true), "-box");
    const [wide, high] = [303, 426].map((mm) => ((mm * 72) / 25.4).toFixed(2));
    assert.match(info, new RegExp(`MediaBox: +0.00 +0.00 +${wide} +${high}`));
    assert.match(info, /TrimBox: +8\.50 +8\.50 +850\.39 +1199\.06/);
    const plain = infoOf(await pdf(pagesOf(POSTER)));
    assert.match(plain, /Page size: +841\.89 x 1190\.55 pts \(A3\)/);
  });

  it("have the pages' colours", () => {
    const [light] = readFileSync(THEME_FILE, "utf8").split("@media");
    for (const [name, colour] of Object.entries(THEME))
      assert.ok(light!.includes(`--${name}: ${colour};`), name);
  });
});
