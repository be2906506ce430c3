/** What stands on each sheet of a PDF that Chromium has printed, in the order in which it was drawn. */
import { inflateSync } from "node:zlib";

interface Part {
  readonly head: string;
  readonly body: string;
}

/**
 * Objects by their number, streams opened. A stream is as long as it says: its bytes may look like the end of one, or like an object.
 */
function partsOf(pdf: Buffer): ReadonlyMap<number, Part> {
  const text = pdf.toString("latin1");
  const parts = new Map<number, Part>();
  const begins = /(?:^|\n)(\d+) 0 obj\s*/g;
  for (let found = begins.exec(text); found; found = begins.exec(text)) {
    const rest = begins.lastIndex;
    const end = text.indexOf("endobj", rest);
    const stream = text.slice(rest, end).search(/stream\r?\n/);
    const head = text.slice(rest, stream < 0 ? end : rest + stream);
    if (stream < 0) {
      parts.set(Number(found[1]), { head, body: "" });
      continue;
    }
    const length = Number(/\/Length (\d+)/.exec(head)?.[1]);
    const from = text.indexOf("\n", rest + stream) + 1;
    const bytes = pdf.subarray(from, from + length);
    const body = (head.includes("/FlateDecode") ? inflateSync(bytes) : bytes).toString("latin1");
    parts.set(Number(found[1]), { head, body });
    begins.lastIndex = from + length;
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
