/** A card that is folded once, like a book: its four faces as the two sides of one paper. */
import { type Drawing, moved, type Page } from "./drawing.ts";
import { COLOURS, type Format } from "./look.ts";

const FACES = 4;
/** Of the mark where it is folded, mm. */
const MARK = { length: 3, width: 0.25 };

/** Outside stand the last face and the first, inside the two others: printed on both sides, turned over the short edge. */
export function foldedSides(faces: readonly Page[], { width, height }: Format): Page[] {
  const face = (i: number): readonly Drawing[] => faces[i]?.drawings ?? [];
  const mark = (y: number): Drawing => ({
    kind: "path",
    d: `M0 0V${MARK.length}`,
    x: width,
    y,
    unit: 1,
    edge: { width: MARK.width, colour: COLOURS.line },
  });
  const side = (left: number, right: number): Page => ({
    width: 2 * width,
    height,
    drawings: [
      ...face(left),
      ...face(right).map((drawing) => moved(drawing, width, 0)),
      mark(0),
      mark(height - MARK.length),
    ],
  });
  return [side(FACES - 1, 0), side(1, 2)];
}
