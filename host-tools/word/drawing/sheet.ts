/** A sheet as pages: letters as large as they can be for everything to fit, and never smaller than the format's bars. */
import type { Letters } from "../../paper/letters.ts";
import type { Sheet } from "../model.ts";
import { blockPiece, type Place } from "./blocks.ts";
import { CannotSet, DoesNotFit, type PartKind } from "./does-not-fit.ts";
import { moved, type Page, type Piece, stacked } from "./drawing.ts";
import { footPiece, headPiece, type Sender, topBand } from "./frame.ts";
import { type Style, textPiece } from "./lines.ts";
import { COLOURS, type Format, formatOf, POINT, TITLE_LEADING } from "./look.ts";

/** How many sizes between the largest and the smallest are tried. */
const TRIED = 16;
/** Between blocks, in sizes of the body: at least, and at most where there is room. */
const GAP = { least: 0.6, most: 1.6 };

/** A card for the pocket has no room for a sender above: its foot names one. */
const NO_HEAD: Piece = { width: 0, height: 0, drawings: [] };

interface Part {
  readonly part: PartKind;
  readonly number?: number;
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
  let unfit: DoesNotFit | undefined;
  for (let pages = 1; pages <= format.mostPages; pages++)
    for (let step = 0; step <= TRIED; step++)
      try {
        const tried = triedAt(sheet, { template, sender, letters, format }, step / TRIED);
        const dealt = dealtOut(tried, pages);
        if (!("over" in dealt))
          return dealt.pages.map((parts, i) => pageOf(tried, parts, i === dealt.pages.length - 1));
        unfit = new DoesNotFit(template, dealt.over.part, dealt.over.number, { kind: "too-much", what: "" });
      } catch (error) {
        if (!(error instanceof DoesNotFit)) throw error;
        unfit = error;
      }
  throw unfit;
}

interface With {
  readonly template: string;
  readonly sender: Sender;
  readonly letters: Letters;
  readonly format: Format;
}

function triedAt(sheet: Sheet, { template, sender, letters, format }: With, down: number): Tried {
  const of = ([most, least]: readonly [number, number]) => (most + (least - most) * down) * POINT;
  const body = of(format.sizes.body);
  const room = format.width - 2 * format.margin;
  const place: Place = { letters, body, room, isStanding: sheet.read === "standing" };
  const set = (part: PartKind, make: () => Piece, number?: number): Part => {
    try {
      return { part, piece: make(), ...(number !== undefined && { number }) };
    } catch (error) {
      if (error instanceof CannotSet) throw new DoesNotFit(template, part, number, error.unfit);
      throw error;
    }
  };
  const large = (text: string, style: Style) => textPiece(letters, text, room, { face: "bold", ...style });
  const title = { size: of(format.sizes.title), colour: COLOURS.blue, leading: TITLE_LEADING };
  const parts = [set("title", () => large(sheet.title, title))];
  if (sheet.lead !== undefined) parts.push(set("lead", () => large(sheet.lead!, { size: body * 1.15 })));
  for (const [i, block] of sheet.blocks.entries())
    parts.push(set(block.kind, () => blockPiece(block, place), i + 1));
  return {
    format,
    head:
      sheet.format === "card" ? NO_HEAD : set("sender", () => headPiece(letters, sender, room, body)).piece,
    foot: set("foot", () => footPiece(letters, sheet.foot, room, of(format.sizes.foot))).piece,
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
function dealtOut(tried: Tried, pages: number): { pages: Part[][] } | { over: Part } {
  const dealt: Part[][] = [[]];
  const least = GAP.least * tried.body;
  let used = 0;
  for (const group of groupsOf(tried.parts)) {
    const high = group.reduce((sum, { piece }) => sum + piece.height + least, -least);
    const room = roomFor(tried, dealt.length === 1, dealt.length === pages);
    const gap = dealt.at(-1)!.length === 0 ? 0 : least;
    if (used + gap + high <= room) {
      dealt.at(-1)!.push(...group);
      used += gap + high;
      continue;
    }
    if (dealt.length === pages || high > roomFor(tried, false, dealt.length + 1 === pages))
      return { over: group.at(-1)! };
    dealt.push([...group]);
    used = high;
  }
  return { pages: dealt };
}

/** A heading stands on the page of what it is the heading of. */
function groupsOf(parts: readonly Part[]): Part[][] {
  const groups: Part[][] = [];
  for (const part of parts)
    if (groups.at(-1)?.at(-1)?.part === "heading") groups.at(-1)!.push(part);
    else groups.push([part]);
  return groups;
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
