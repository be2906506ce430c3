/** Texts as lines that are no wider than their room. */
import type { Face, Letters } from "../../paper/letters.ts";
import type { Colour } from "../../paper/shapes.ts";
import { CannotSet } from "./does-not-fit.ts";
import type { Piece } from "./drawing.ts";
import { COLOURS, LEADING } from "./look.ts";

export interface Style {
  readonly size: number;
  readonly face?: Face;
  readonly colour?: Colour;
  readonly leading?: number;
  readonly isMiddle?: boolean;
}

/** Of a size, from its line's top to its foot. */
const RISE = 1;
/** An address is broken behind these. */
const JOINTS = /(?<=[/.@?&=_-])(?=[^/])/;

/** Lines of a text in its room. Throws CannotSet. */
export function textPiece(letters: Letters, text: string, room: number, style: Style): Piece {
  const { size, face = "regular", colour = COLOURS.ink, leading = LEADING, isMiddle = false } = style;
  const missing = letters.missing(text, face);
  if (missing.length > 0) throw new CannotSet({ kind: "no-letter", what: missing.join("") });
  const lines = brokenLines(text, room, (part) => letters.widthOf(part, face, size));
  const widths = lines.map((line) => letters.widthOf(line, face, size));
  const width = isMiddle ? room : Math.max(0, ...widths);
  const pad = ((leading - 1) / 2) * size;
  const drawings = lines.map(
    (line, i) =>
      ({
        kind: "text",
        text: line,
        x: isMiddle ? (room - widths[i]!) / 2 : 0,
        // Capitals with two marks stand higher than the size; what is below the foot is a quarter of it.
        y: pad + size * (RISE - 0.12) + i * size * leading,
        face,
        size,
        colour,
      }) as const,
  );
  return { width, height: lines.length * size * leading, drawings };
}

function brokenLines(text: string, room: number, widthOf: (part: string) => number): string[] {
  const lines: string[] = [];
  const place = (part: string, joint: string) => {
    const longer = lines.length === 0 ? part : `${lines.at(-1)}${joint}${part}`;
    if (lines.length > 0 && widthOf(longer) <= room) lines[lines.length - 1] = longer;
    else lines.push(part);
  };
  for (const word of wordsOf(text, room, widthOf)) {
    if (widthOf(word) <= room) {
      place(word, " ");
      continue;
    }
    for (const [i, part] of partsOf(word).entries()) {
      if (widthOf(part) > room) throw new CannotSet({ kind: "too-wide", what: part });
      place(part, i === 0 ? " " : "");
    }
  }
  return lines;
}

/** A date is no address. */
const partsOf = (word: string): string[] => (/\p{L}/u.test(word) ? word.split(JOINTS) : [word]);

/** Digits stay together: a phone number is not broken where its line has room for it. */
function wordsOf(text: string, room: number, widthOf: (part: string) => number): string[] {
  const words = text.normalize("NFC").split(/(?<!\d) +| +(?!\d)/);
  return words
    .flatMap((word) => (widthOf(word) <= room ? [word] : word.split(" ")))
    .filter((word) => word !== "");
}
