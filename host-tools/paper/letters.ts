/** Letters as outlines: how wide a line is, what it looks like, and which letters the font does not have. */
import fontkit from "@pdf-lib/fontkit";

/** A font's file for each face. */
export interface Faces {
  readonly regular: Uint8Array;
  readonly bold: Uint8Array;
}

export type Face = keyof Faces;

interface Glyph {
  readonly advanceWidth: number;
  readonly path: {
    toSVG(): string;
    scale(x: number, y: number): Glyph["path"];
    translate(x: number, y: number): Glyph["path"];
  };
}

interface Font {
  readonly unitsPerEm: number;
  hasGlyphForCodePoint(point: number): boolean;
  layout(text: string): { readonly glyphs: readonly Glyph[] };
}

export class Letters {
  readonly #fonts: Readonly<Record<Face, Font>>;
  readonly #widths = new Map<string, number>();

  constructor(faces: Faces) {
    const open = (bytes: Uint8Array) =>
      fontkit.create(bytes as Parameters<typeof fontkit.create>[0]) as unknown as Font;
    this.#fonts = { regular: open(faces.regular), bold: open(faces.bold) };
  }

  /** Width of a line in the unit of its size. */
  widthOf(text: string, face: Face, size: number): number {
    return (
      size *
      text
        .split(" ")
        .reduce((sum, word, i) => sum + (i === 0 ? 0 : this.#ems(" ", face)) + this.#ems(word, face), 0)
    );
  }

  /** The outline of a line as an SVG path whose left foot is at the origin, in the unit of its size. */
  outline(text: string, face: Face, size: number): string {
    const { unitsPerEm } = this.#fonts[face];
    const scale = size / unitsPerEm;
    let x = 0;
    return this.#glyphs(text, face)
      .map(({ advanceWidth, path }) => {
        const placed = path.scale(scale, -scale).translate(x, 0).toSVG();
        x += advanceWidth * scale;
        return placed;
      })
      .join("");
  }

  /** Letters of a text that the font cannot draw, each once. */
  missing(text: string, face: Face): string[] {
    const font = this.#fonts[face];
    return [...new Set(text.normalize("NFC"))].filter(
      (letter) => !font.hasGlyphForCodePoint(letter.codePointAt(0)!),
    );
  }

  #glyphs(text: string, face: Face): readonly Glyph[] {
    return this.#fonts[face].layout(text.normalize("NFC")).glyphs;
  }

  /** Of a word without spaces, in sizes; measured once. */
  #ems(word: string, face: Face): number {
    const key = `${face} ${word}`;
    const known = this.#widths.get(key);
    if (known !== undefined) return known;
    const { unitsPerEm } = this.#fonts[face];
    const ems =
      this.#glyphs(word, face).reduce((sum, { advanceWidth }) => sum + advanceWidth, 0) / unitsPerEm;
    this.#widths.set(key, ems);
    return ems;
  }
}
