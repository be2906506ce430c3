/** What is drawn, before it is known on what: places from the left upper corner, in mm on paper and in pixels on screens. */
import type { Face } from "../../paper/letters.ts";
import type { Area, Colour, Picture } from "../../paper/shapes.ts";

interface Edge {
  readonly width: number;
  readonly colour: Colour;
}

export type Drawing =
  /** One line; y is that of its foot. */
  | {
      readonly kind: "text";
      readonly text: string;
      readonly x: number;
      readonly y: number;
      readonly face: Face;
      readonly size: number;
      readonly colour: Colour;
    }
  /** An SVG path from its own origin, a unit of which is `unit` long; the edge's width is in its units. */
  | {
      readonly kind: "path";
      readonly d: string;
      readonly x: number;
      readonly y: number;
      readonly unit: number;
      readonly fill?: Colour;
      readonly edge?: Edge;
    }
  | {
      readonly kind: "code";
      readonly data: string;
      readonly x: number;
      readonly y: number;
      readonly side: number;
    }
  | { readonly kind: "picture"; readonly picture: Picture; readonly area: Area };

/** One page or one slide. */
export interface Page {
  readonly width: number;
  readonly height: number;
  readonly drawings: readonly Drawing[];
}

/** Something with a size of its own, drawn from its left upper corner. */
export interface Piece {
  readonly width: number;
  readonly height: number;
  readonly drawings: readonly Drawing[];
}

export function moved(drawing: Drawing, x: number, y: number): Drawing {
  if (drawing.kind !== "picture") return { ...drawing, x: drawing.x + x, y: drawing.y + y };
  const { area } = drawing;
  return { ...drawing, area: { ...area, x: area.x + x, y: area.y + y } };
}

/** One below the other; in the middle of the room, or along its left side. */
export function stacked(pieces: readonly Piece[], gap: number, middleOf?: number): Piece {
  let y = 0;
  const drawings: Drawing[] = [];
  const width = middleOf ?? Math.max(0, ...pieces.map((piece) => piece.width));
  for (const piece of pieces) {
    const x = middleOf === undefined ? 0 : (middleOf - piece.width) / 2;
    drawings.push(...piece.drawings.map((drawing) => moved(drawing, x, y)));
    y += piece.height + gap;
  }
  return { width, height: Math.max(0, y - gap), drawings };
}

/** One to the right of the other, each in the middle of the highest one, or all from the top. */
export function beside(pieces: readonly Piece[], gap: number, at: "top" | "middle" = "top"): Piece {
  const height = Math.max(0, ...pieces.map((piece) => piece.height));
  let x = 0;
  const drawings: Drawing[] = [];
  for (const piece of pieces) {
    const y = at === "top" ? 0 : (height - piece.height) / 2;
    drawings.push(...piece.drawings.map((drawing) => moved(drawing, x, y)));
    x += piece.width + gap;
  }
  return { width: Math.max(0, x - gap), height, drawings };
}

/** A piece on a box of its own, with room around it. */
export function boxed(piece: Piece, around: number, box: Omit<Box, "width" | "height">, atLeast = 0): Piece {
  const width = piece.width + 2 * around;
  const height = Math.max(piece.height + 2 * around, atLeast);
  const inside = piece.drawings.map((drawing) => moved(drawing, around, around));
  return { width, height, drawings: [roundedRectangle({ ...box, width, height }), ...inside] };
}

interface Box {
  readonly width: number;
  readonly height: number;
  readonly round: number;
  readonly fill?: Colour;
  readonly edge?: Edge;
}

export function roundedRectangle({ width, height, round: r, ...look }: Box): Drawing {
  const [w, h] = [width - 2 * r, height - 2 * r];
  const corner = (x: number, y: number) => (r > 0 ? `a${r} ${r} 0 0 1 ${x} ${y}` : "");
  const d = `M${r} 0h${w}${corner(r, r)}v${h}${corner(-r, r)}h${-w}${corner(-r, -r)}v${-h}${corner(r, -r)}z`;
  return { kind: "path", d, x: 0, y: 0, unit: 1, ...look };
}

/** Nothing, so wide and so high. */
export function space(width: number, height: number): Piece {
  return { width, height, drawings: [] };
}
