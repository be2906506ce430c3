/** A slide for a screen without sound, upright or lying, in pixels: letters as large as they fit, never below what is read in passing. */
import type { Letters } from "../../paper/letters.ts";
import type { Slide, Slides } from "../model.ts";
import { CannotSet, DoesNotFit, type Unfit } from "./does-not-fit.ts";
import {
  beside,
  boxed,
  type Drawing,
  moved,
  type Page,
  type Piece,
  roundedRectangle,
  stacked,
} from "./drawing.ts";
import { headPiece, type Sender } from "./frame.ts";
import { textPiece } from "./lines.ts";
import { COLOURS, TITLE_LEADING } from "./look.ts";
import { pictogramPiece } from "./pictograms.ts";

type Shape = "upright" | "lying" | "square";

/** Of the shorter side: largest and smallest. On a screen of 1080 the smallest line is 50 pixels high; a square is held in the hand. */
const SIZES: Readonly<Record<Shape, { title: readonly [number, number]; lines: readonly [number, number] }>> =
  {
    upright: { title: [0.13, 0.075], lines: [0.075, 0.0463] },
    lying: { title: [0.13, 0.075], lines: [0.075, 0.0463] },
    square: { title: [0.11, 0.064], lines: [0.065, 0.04] },
  };
const CODE = { most: 0.46, least: 0.26 };
const MARGIN = 0.06;
const TRIED = 12;

type Size = Slides["sizes"][number];

interface On {
  /** Among the slides, from 1. */
  readonly number: number;
  readonly size: Size;
  readonly sender: Sender;
  readonly letters: Letters;
}

/** Throws DoesNotFit. */
export function slidePage(template: string, slide: Slide, on: On): Page {
  let unfit: Unfit = { kind: "too-much", what: "" };
  for (let step = 0; step <= TRIED; step++)
    try {
      const page = pageAt(slide, on, step / TRIED);
      if (page) return page;
    } catch (error) {
      if (!(error instanceof CannotSet)) throw error;
      unfit = error.unfit;
    }
  throw new DoesNotFit(template, "slide", on.number, unfit);
}

function pageAt(slide: Slide, { size, sender, letters }: On, down: number): Page | undefined {
  const { width, height } = size;
  const short = Math.min(width, height);
  const of = ([most, least]: readonly [number, number]) => short * (most + (least - most) * down);
  const margin = short * MARGIN;
  const room = width - 2 * margin;
  const shape = shapeOf(size);
  const { title, lines } = SIZES[shape];
  const line = of(lines);
  const head = headPiece(letters, sender, room, short * lines[1]);
  const content = arranged(slide, {
    letters,
    short,
    room,
    line,
    title: of(title),
    down,
    shape: shapeOf(size),
  });
  const band = short * 0.025;
  const top = margin + band + head.height + line * 0.5;
  const free = height - margin - top;
  if (content.height > free) return undefined;
  const at = (piece: Piece, y: number) => piece.drawings.map((drawing) => moved(drawing, margin, y));
  const bar: Drawing = roundedRectangle({ width, height: band, round: 0, fill: COLOURS.blue });
  const ground: Drawing = roundedRectangle({ width, height, round: 0, fill: COLOURS.ground });
  return {
    width,
    height,
    drawings: [ground, bar, ...at(head, margin + band), ...at(content, top + (free - content.height) / 2)],
  };
}

function shapeOf({ width, height }: Size): Shape {
  return width > height * 1.3 ? "lying" : height > width * 1.3 ? "upright" : "square";
}

interface Room {
  readonly letters: Letters;
  readonly short: number;
  readonly room: number;
  readonly line: number;
  readonly title: number;
  readonly down: number;
  readonly shape: Shape;
}

/** Upright the picture stands below the words, lying beside all of them, and in a square beside the lines alone. */
function arranged(slide: Slide, at: Room): Piece {
  const { letters, room, line, shape } = at;
  const picture = pictureOf(slide, at, shape === "upright" ? room : room * 0.4);
  const rest = picture ? room - picture.width - line : room;
  const title = (wide: number) =>
    textPiece(letters, slide.title, wide, {
      size: at.title,
      face: "bold",
      colour: COLOURS.blue,
      leading: TITLE_LEADING,
    });
  const lines = (wide: number) =>
    Object.assign(
      stacked(
        slide.lines.map((text) => textPiece(letters, text, wide, { size: line })),
        line * 0.55,
      ),
      { width: wide },
    );
  const gap = line * 0.6;
  if (!picture) return stacked([title(room), lines(room)], gap);
  if (shape === "upright")
    return stacked([title(room), lines(room), stacked([picture], 0, room)], Math.max(gap, line * 0.8));
  if (shape === "square") {
    const beneath = slide.code ? [captionOf(slide.code, at, room)] : [];
    return stacked([title(room), beside([lines(rest), picture], line, "middle"), ...beneath], gap);
  }
  const words = stacked([title(rest), lines(rest)], gap);
  return beside([{ ...words, width: rest }, picture], line, "middle");
}

/** The code with its words, or the sign; upright there is room for both. */
function pictureOf({ pictogram, code }: Slide, at: Room, room: number): Piece | undefined {
  const { letters, short, down, shape } = at;
  const side = Math.min(room, short * (0.42 - 0.2 * down));
  const sign =
    pictogram &&
    boxed(pictogramPiece(pictogram, side), side * 0.12, { round: side * 0.15, fill: COLOURS.wash });
  if (!code) return sign;
  const size = short * SIZES[shape].lines[1];
  const codeSide = Math.min(room, short * (CODE.most + (CODE.least - CODE.most) * down));
  const square: Piece = {
    width: codeSide,
    height: codeSide,
    drawings: [{ kind: "code", data: code.data, x: 0, y: 0, side: codeSide }],
  };
  // In a square its words take the whole width: in a part of it an address would be broken.
  if (shape === "square") return square;
  const wide = Math.max(codeSide, Math.min(room, letters.widthOf(code.caption, "bold", size)));
  const piece = stacked([square, captionOf(code, at, wide)], 0, wide);
  return sign && shape === "upright" && sign.width + piece.width + size <= room
    ? beside([sign, piece], size, "middle")
    : piece;
}

function captionOf(
  { caption }: NonNullable<Slide["code"]>,
  { letters, short, shape }: Room,
  room: number,
): Piece {
  const size = short * SIZES[shape].lines[1];
  return textPiece(letters, caption, room, { size, face: "bold", isMiddle: true });
}
