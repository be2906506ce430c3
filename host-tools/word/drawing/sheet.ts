/** A sheet as pages: letters as large as they can be for everything to fit, and never smaller than the format's bars. */
import type { Letters } from "../../paper/letters.ts";
import type { Sheet } from "../model.ts";
import { blockPiece, type Place } from "./blocks.ts";
import { moved, type Page, type Piece, stacked } from "./drawing.ts";
import { footPiece, headPiece, type Sender, topBand } from "./frame.ts";
import { CannotSet, textPiece } from "./lines.ts";
import { COLOURS, type Format, formatOf, POINT, TITLE_LEADING } from "./look.ts";

/** Something does not fit its page at the smallest size that may be printed. */
export class DoesNotFit extends Error {
  override readonly name = "DoesNotFit";
  readonly template: string;
  /** "title", "lead", "foot" or the block's kind and number: "steps 2". */
  readonly part: string;
  constructor(template: string, part: string, why: string) {
    super(`${template}, ${part}: ${why}`);
    this.template = template;
    this.part = part;
  }
}

/** How many sizes between the largest and the smallest are tried. */
const TRIED = 16;
/** Between blocks, in sizes of the body: at least, and at most where there is room. */
const GAP = { least: 0.6, most: 1.6 };

/** A card for the pocket has no room for a sender above: its foot names one. */
const NO_HEAD: Piece = { width: 0, height: 0, drawings: [] };

interface Part {
  readonly name: string;
  readonly piece: Piece;
}

interface Tried {
  readonly format: Format;
  readonly head: Piece;
  readonly foot: Piece;
  readonly parts: readonly Part[];
  readonly body: number;
}

/** Throws DoesNotFit. */
export function sheetPages(template: string, sheet: Sheet, sender: Sender, letters: Letters): Page[] {
  const format = formatOf(sheet);
  for (let pages = 1; pages <= format.mostPages; pages++)
    for (let step = 0; step <= TRIED; step++) {
      const isLast = step === TRIED && pages === format.mostPages;
      try {
        const tried = triedAt(sheet, sender, letters, format, step / TRIED);
        const filled = dealtOut(tried, pages);
        if (!("over" in filled))
          return filled.pages.map((parts, i) => pageOf(tried, parts, i === filled.pages.length - 1));
        if (isLast)
          throw new DoesNotFit(
            template,
            filled.over,
            "does not fit the page at the smallest size of letters",
          );
      } catch (error) {
        if (!(error instanceof PartCannotSet)) throw error;
        if (isLast) throw new DoesNotFit(template, error.part, error.message);
      }
    }
  throw new DoesNotFit(template, "title", "does not fit the page");
}

/** A part with a word that is too wide, or with a letter that there is not. */
class PartCannotSet extends Error {
  readonly part: string;
  constructor(part: string, message: string) {
    super(message);
    this.part = part;
  }
}

function part(name: string, make: () => Piece): Part {
  try {
    return { name, piece: make() };
  } catch (error) {
    if (error instanceof CannotSet) throw new PartCannotSet(name, error.message);
    throw error;
  }
}

function triedAt(sheet: Sheet, sender: Sender, letters: Letters, format: Format, down: number): Tried {
  const of = ([most, least]: readonly [number, number]) => (most + (least - most) * down) * POINT;
  const { title, body, foot } = {
    title: of(format.sizes.title),
    body: of(format.sizes.body),
    foot: of(format.sizes.foot),
  };
  const room = format.width - 2 * format.margin;
  const isStanding = sheet.read === "standing";
  const place: Place = { letters, body, room, isStanding };
  const words = (text: string, size: number, colour: typeof COLOURS.ink, leading?: number) =>
    textPiece(letters, text, room, {
      size,
      face: "bold",
      colour,
      isMiddle: false,
      ...(leading && { leading }),
    });
  const parts = [part("title", () => words(sheet.title, title, COLOURS.blue, TITLE_LEADING))];
  if (sheet.lead !== undefined) parts.push(part("lead", () => words(sheet.lead!, body * 1.15, COLOURS.ink)));
  for (const [i, block] of sheet.blocks.entries())
    parts.push(part(`${block.kind} ${i + 1}`, () => blockPiece(block, place)));
  return {
    format,
    head:
      sheet.format === "card" ? NO_HEAD : part("sender", () => headPiece(letters, sender, room, body)).piece,
    foot: part("foot", () => footPiece(letters, sheet.foot, room, foot)).piece,
    parts,
    body,
  };
}

/** Height between what stands above and below on every page. */
function roomFor({ format, head, foot, body }: Tried, isFirst: boolean, isLast: boolean): number {
  const above = format.margin + (isFirst ? head.height + body * GAP.least : 0);
  const below = format.margin + (isLast ? foot.height + body * GAP.least : 0);
  return format.height - above - below;
}

/** Parts of each page, in their order; or the first part that does not fit. */
function dealtOut(tried: Tried, pages: number): { pages: Part[][] } | { over: string } {
  const dealt: Part[][] = [[]];
  let used = 0;
  for (const part of tried.parts) {
    const isFirst = dealt.length === 1;
    const room = roomFor(tried, isFirst, dealt.length === pages);
    const gap = dealt.at(-1)!.length === 0 ? 0 : GAP.least * tried.body;
    if (used + gap + part.piece.height <= room) {
      dealt.at(-1)!.push(part);
      used += gap + part.piece.height;
      continue;
    }
    if (dealt.length === pages || part.piece.height > roomFor(tried, false, dealt.length + 1 === pages))
      return { over: part.name };
    dealt.push([part]);
    used = part.piece.height;
  }
  return { pages: dealt };
}

function pageOf(tried: Tried, parts: readonly Part[], isLast: boolean): Page {
  const { format, head, foot, body } = tried;
  const isFirst = parts[0] === tried.parts[0];
  const room = roomFor(tried, isFirst, isLast);
  const filled = parts.reduce((sum, { piece }) => sum + piece.height, 0);
  const gaps = Math.max(1, parts.length - 1);
  const gap = Math.min(GAP.most * body, (room - filled) / gaps);
  const content = stacked(
    parts.map(({ piece }) => piece),
    gap,
  );
  const at = (piece: Piece, y: number) => piece.drawings.map((drawing) => moved(drawing, format.margin, y));
  return {
    width: format.width,
    height: format.height,
    drawings: [
      ...topBand(format),
      ...(isFirst ? at(head, format.margin) : []),
      ...at(content, format.margin + (isFirst ? head.height + body * GAP.least : 0)),
      ...(isLast ? at(foot, format.height - format.margin - foot.height) : []),
    ],
  };
}
