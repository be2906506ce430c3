/** What every sheet has in common: a band at its top, who speaks, and whom to ask at its foot. */
import type { Letters } from "../../paper/letters.ts";
import type { Picture } from "../../paper/shapes.ts";
import { beside, boxed, type Drawing, type Piece, roundedRectangle, stacked } from "./drawing.ts";
import { textPiece } from "./lines.ts";
import { COLOURS, type Format } from "./look.ts";
import { pictogramPiece } from "./pictograms.ts";

/** What stands on every sheet of a unit. */
export interface Sender {
  readonly name: string;
  readonly logo?: Picture & { readonly width: number; readonly height: number };
}

/** Of the margin. */
const BAND = 0.45;
/** Beyond the page's edges, mm: what a printing house cuts off. */
export const BLEED = 3;

export function topBand({ width, margin }: Format): Drawing[] {
  const band = roundedRectangle({
    width: width + 2 * BLEED,
    height: margin * BAND + BLEED,
    round: 0,
    fill: COLOURS.blue,
  });
  return [{ ...band, x: -BLEED, y: -BLEED } as Drawing];
}

/** The token's sign or the unit's own, and its name. */
export function headPiece(letters: Letters, { name, logo }: Sender, room: number, body: number): Piece {
  const high = body * 2;
  const sign: Piece = logo
    ? {
        width: high * Math.min(3, logo.width / logo.height),
        height: high,
        drawings: [
          {
            kind: "picture",
            picture: logo,
            area: { x: 0, y: 0, width: high * Math.min(3, logo.width / logo.height), height: high },
          },
        ],
      }
    : pictogramPiece("token", high);
  const words = textPiece(letters, name, room - sign.width - body * 0.6, { size: body, face: "bold" });
  return beside([sign, words], body * 0.6, "middle");
}

/** The first line stands out: it says whom to ask. */
export function footPiece(letters: Letters, lines: readonly string[], room: number, size: number): Piece {
  if (lines.length === 0) return { width: 0, height: 0, drawings: [] };
  const around = size * 0.7;
  const pieces = lines.map((line, i) =>
    textPiece(letters, line, room - 2 * around, {
      size,
      face: i === 0 ? "bold" : "regular",
      colour: COLOURS.ground,
    }),
  );
  const inside = { ...stacked(pieces, size * 0.1), width: room - 2 * around };
  return boxed(inside, around, { round: size * 0.6, fill: COLOURS.blue });
}
