/** Printed sheets read back: their words as a reader has them, their codes as a scanner has them. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installedFaces } from "../../host-tools/paper/faces.ts";
import { Paper } from "../../host-tools/paper/paper.ts";
import { POINT } from "../../host-tools/word/drawing/look.ts";

const run = (tool: string, ...args: readonly string[]) =>
  execFileSync(tool, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });

function inFile<T>(pdf: Uint8Array, read: (file: string, folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "word-"));
  try {
    const file = join(folder, "sheet.pdf");
    writeFileSync(file, pdf);
    return read(file, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Where lines are broken says nothing. */
export const bare = (text: string) => text.normalize("NFC").replace(/\s+/g, "");

export const wordsIn = (pdf: Uint8Array): string => pageWordsIn(pdf).join("");

/** The same, page by page. */
export const pageWordsIn = (pdf: Uint8Array): string[] =>
  inFile(pdf, (file) =>
    run("pdftotext", "-raw", "-enc", "UTF-8", file, "-").split("\f").slice(0, -1).map(bare),
  );

interface WordBox {
  readonly word: string;
  /** Points, from the highest letter of the font to its lowest, which is its size times what the font says. */
  readonly height: number;
}

/** Every word of a PDF with how high its letters are, as another program than ours finds them. */
export const wordBoxesIn = (pdf: Uint8Array): WordBox[] =>
  inFile(pdf, (file) =>
    [
      ...run("pdftotext", "-bbox", "-enc", "UTF-8", file, "-").matchAll(
        /<word xMin="[^"]*" yMin="([^"]*)" xMax="[^"]*" yMax="([^"]*)">(.*?)<\/word>/g,
      ),
    ].map(([, top, foot, word]) => ({ word: word!, height: Number(foot) - Number(top) })),
  );

export const infoOf = (pdf: Uint8Array, ...options: readonly string[]): string =>
  inFile(pdf, (file) => run("pdfinfo", ...options, file));

const FACES = ["regular", "bold"] as const;

/** How high that program finds words of some sizes (points) to be, in the lower of our faces, less a hair. */
export function heightsOf(points: readonly number[]): Promise<number[]> {
  return Promise.all(
    points.map(async (size) => {
      const paper = await Paper.open("heights", installedFaces());
      paper.addPage({ width: 210, height: 297 });
      for (const [i, face] of FACES.entries())
        paper.line("Thẻ", 20, 50 * (i + 1), { face, size: size * POINT });
      const boxes = wordBoxesIn(await paper.bytes());
      assert.equal(boxes.length, FACES.length);
      return Math.min(...boxes.map(({ height }) => height)) - 0.01;
    }),
  );
}

/** What a scanner finds on all pages, drawn as coarsely as said, in grey as a printer has it. */
export const codesIn = (pdf: Uint8Array, dpi: number): string[] =>
  inFile(pdf, (file, folder) => {
    run("pdftoppm", "-r", String(dpi), "-gray", file, join(folder, "page"));
    return scanned(
      readdirSync(folder)
        .filter((name) => name.endsWith(".pgm"))
        .map((name) => join(folder, name)),
    );
  });

/** What a scanner finds on pictures. */
export function codesOf(pictures: readonly (readonly [name: string, bytes: Uint8Array])[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), "word-"));
  try {
    for (const [name, bytes] of pictures) writeFileSync(join(folder, name), bytes);
    return scanned(pictures.map(([name]) => join(folder, name)));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function scanned(files: readonly string[]): string[] {
  return files.flatMap((file) => {
    try {
      return run("zbarimg", "-q", "--raw", "-Sdisable", "-Sqrcode.enable", file).trim().split("\n");
    } catch {
      // It ends with a code of its own where it finds nothing.
      return [];
    }
  });
}
