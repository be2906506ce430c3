/** What stands on each sheet of a PDF that Chromium has printed, in the order in which it was drawn. */
import { inflateSync } from "node:zlib";

interface Part {
  readonly head: string;
  readonly body: string;
}

/** Objects by their number, streams opened. */
function partsOf(pdf: Buffer): ReadonlyMap<number, Part> {
  const text = pdf.toString("latin1");
  const parts = new Map<number, Part>();
  for (const found of text.matchAll(/(?:^|\n)(\d+) 0 obj\s*([\s\S]*?)\s*endobj/g)) {
    const [, number, content] = found;
    const stream = /^([\s\S]*?)stream\r?\n([\s\S]*?)\r?\nendstream$/.exec(content!);
    if (!stream) parts.set(Number(number), { head: content!, body: "" });
    else {
      const [, head, raw] = stream;
      const bytes = Buffer.from(raw!, "latin1");
      const body = head!.includes("/FlateDecode") ? inflateSync(bytes).toString("latin1") : raw!;
      parts.set(Number(number), { head: head!, body });
    }
  }
  return parts;
}

const unicode = (hex: string) => Buffer.from(hex, "hex").swap16().toString("utf16le");

/** Letters by their glyph in a font. */
function lettersOf(map: string): ReadonlyMap<number, string> {
  const letters = new Map<number, string>();
  for (const [, block] of map.matchAll(/beginbfchar([\s\S]*?)endbfchar/g))
    for (const [, from, to] of block!.matchAll(/<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>/g))
      letters.set(Number.parseInt(from!, 16), unicode(to!));
  for (const [, block] of map.matchAll(/beginbfrange([\s\S]*?)endbfrange/g))
    for (const [, from, to, first] of block!.matchAll(
      /<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>/g,
    )) {
      const start = Number.parseInt(from!, 16);
      for (let glyph = start; glyph <= Number.parseInt(to!, 16); glyph++)
        letters.set(glyph, String.fromCodePoint(unicode(first!).codePointAt(0)! + glyph - start));
    }
  return letters;
}

export function pdfPages(pdf: Buffer): string[] {
  const parts = partsOf(pdf);
  const at = (number: string | undefined) => parts.get(Number(number));
  const fonts = new Map<string, ReadonlyMap<number, string>>();
  const fontOf = (number: string) => {
    const known = fonts.get(number);
    if (known) return known;
    const letters = lettersOf(at(/\/ToUnicode (\d+)/.exec(at(number)?.head ?? "")?.[1])?.body ?? "");
    fonts.set(number, letters);
    return letters;
  };
  const pages = [...parts.values()].filter(({ head }) => /\/Type\s*\/Page\b(?!s)/.test(head));
  return pages.map(({ head }) => {
    const named = new Map(
      [...head.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name, number]) => [name!, number!]),
    );
    const content = at(/\/Contents (\d+)/.exec(head)?.[1])?.body ?? "";
    let text = "";
    let letters: ReadonlyMap<number, string> = new Map();
    for (const [, font, shown, ends] of content.matchAll(/\/(F\d+) [\d.]+ Tf|<([0-9A-Fa-f]+)>|\b(ET)\b/g)) {
      if (font) letters = fontOf(named.get(font)!);
      else if (shown)
        for (const glyph of shown.match(/.{4}/g) ?? []) text += letters.get(Number.parseInt(glyph, 16)) ?? "";
      else if (ends) text += "\n";
    }
    return text;
  });
}
