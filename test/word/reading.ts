/** Printed sheets read back: their words as a reader has them, their codes as a scanner has them. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

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

export const wordsIn = (pdf: Uint8Array): string =>
  inFile(pdf, (file) => bare(run("pdftotext", "-raw", "-enc", "UTF-8", file, "-")));

export const infoOf = (pdf: Uint8Array, ...options: readonly string[]): string =>
  inFile(pdf, (file) => run("pdfinfo", ...options, file));

/** What a scanner finds on all pages, drawn as coarsely as said, in grey as a printer has it. */
export const codesIn = (pdf: Uint8Array, dpi: number): string[] =>
  inFile(pdf, (file, folder) => {
    run("pdftoppm", "-r", String(dpi), "-gray", file, join(folder, "page"));
    const pages = readdirSync(folder).filter((name) => name.endsWith(".pgm"));
    return pages.flatMap((name) => {
      try {
        const found = run("zbarimg", "-q", "--raw", "-Sdisable", "-Sqrcode.enable", join(folder, name));
        return found.trim().split("\n");
      } catch {
        // It ends with a code of its own where it finds nothing.
        return [];
      }
    });
  });
