/** A sheet as pages: letters as large as they can be for everything to fit, and never smaller than the format's bars. */
import type { Letters } from "../../paper/letters.ts";
import type { Block, Sheet } from "../model.ts";
import { blockPiece, type Place } from "./blocks.ts";
import { dealtOut, type Part } from "./dealing.ts";
import { CannotSet, DoesNotFit, type PartKind } from "./does-not-fit.ts";
import { moved, type Page, type Piece, space, stacked } from "./drawing.ts";
import { foldedSides } from "./folding.ts";
import { footPiece, headPiece, type Sender, topBand } from "./frame.ts";
import { type Style, textPiece } from "./lines.ts";
import { COLOURS, type Format, formatOf, POINT, TITLE_LEADING } from "./look.ts";
import { setTable, tableOf } from "./table.ts";

/** How many sizes between the largest and the smallest are tried. */
const TRIED = 16;
/** Between blocks, in sizes of the body: at least, and at most where there is room. */
const GAP = { least: 0.6, most: 1.6 };

const NOTHING = space(0, 0);

/** What stands above and below the parts of a page. */
interface Surroundings {
  readonly head: Piece;
  readonly foot: Piece;
}

interface Tried {
  readonly format: Format;
  /** Of each page. */
  readonly around: readonly Surroundings[];
  readonly parts: readonly Part[];
  readonly body: number;
}

/** How far down from the largest size to the smallest, 0 to 1. */
interface Down {
  readonly title: number;
  readonly body: number;
}

/** Throws DoesNotFit. */
export function sheetPages(template: string, sheet: Sheet, sender: Sender, letters: Letters): Page[] {
  const format = formatOf(sheet);
  const { isBodyFirst = false } = format.sizes;
  let unfit: DoesNotFit | undefined;
  for (let pages = 1; pages <= format.mostPages; pages++) {
    const set = (down: Down) => pagesAt(sheet, { template, sender, letters, format, pages }, down);
    for (const body of STEPS) {
      const made = set({ body, title: isBodyFirst ? 1 : body });
      if (made instanceof DoesNotFit) unfit = made;
      else return isBodyFirst ? withLargestTitle(made, (title) => set({ body, title })) : made;
    }
  }
  throw unfit;
}

const STEPS: readonly number[] = Array.from({ length: TRIED + 1 }, (_, step) => step / TRIED);

function withLargestTitle(made: Page[], set: (title: number) => Page[] | DoesNotFit): Page[] {
  for (const title of STEPS) {
    const larger = set(title);
    if (!(larger instanceof DoesNotFit)) return larger;
  }
  return made;
}

/** The pages at some sizes, or what does not fit them. */
function pagesAt(sheet: Sheet, given: With, down: Down): Page[] | DoesNotFit {
  const { template, format } = given;
  try {
    const tried = triedAt(sheet, given, down);
    const rooms = tried.around.map((surroundings) => roomIn(tried, surroundings));
    const dealt = dealtOut(tried.parts, rooms, GAP.least * tried.body);
    if ("over" in dealt)
      return new DoesNotFit(template, dealt.over.part, dealt.over.number, { kind: "too-much", what: "" });
    const made = dealt.pages.map((parts, i) => pageOf(tried, parts, i));
    return format.isFolded ? foldedSides(made, format) : made;
  } catch (error) {
    if (error instanceof DoesNotFit) return error;
    throw error;
  }
}

interface With {
  readonly template: string;
  readonly sender: Sender;
  readonly letters: Letters;
  readonly format: Format;
  readonly pages: number;
}

function triedAt(sheet: Sheet, { template, sender, letters, format, pages }: With, down: Down): Tried {
  const of = ([most, least]: readonly [number, number], by = down.body) =>
    (most + (least - most) * by) * POINT;
  const body = of(format.sizes.body);
  const room = format.width - 2 * format.margin;
  const isStanding = sheet.read !== "held";
  const small = sheet.read === "afar" ? of(format.sizes.foot) : body;
  const place: Place = { letters, body, small, room, isStanding };
  const set = (part: PartKind, make: () => Piece, number?: number): Part => {
    try {
      return { part, piece: make(), ...(number !== undefined && { number }) };
    } catch (error) {
      if (error instanceof CannotSet) throw new DoesNotFit(template, part, number, error.unfit);
      throw error;
    }
  };
  const large = (text: string, style: Style) => textPiece(letters, text, room, { face: "bold", ...style });
  const title = { size: of(format.sizes.title, down.title), colour: COLOURS.blue, leading: TITLE_LEADING };
  const parts = [set("title", () => large(sheet.title, title))];
  if (sheet.lead !== undefined) parts.push(set("lead", () => large(sheet.lead!, { size: body * 1.15 })));
  for (const [i, block] of sheet.blocks.entries())
    parts.push(blockPart(block, place, (make) => set(block.kind, make, i + 1)));
  const foot = set("foot", () => footPiece(letters, sheet.foot, room, of(format.sizes.foot))).piece;
  const headOf = (page: number) => {
    // Whoever finds one sheet of several on a wall sees that there are others.
    const name = isStanding && pages > 1 ? `${sender.name} · ${page + 1}/${pages}` : sender.name;
    return set("sender", () => headPiece(letters, { ...sender, name }, room, small)).piece;
  };
  const around = Array.from({ length: pages }, (_, i) => ({
    // A card for the pocket has no room for a sender above: its foot names one.
    head: sheet.format !== "card" && (isStanding || i === 0) ? headOf(i) : NOTHING,
    foot: isStanding || i === pages - 1 ? foot : NOTHING,
  }));
  return { format, around, parts, body };
}

function blockPart(block: Block, place: Place, set: (make: () => Piece) => Part): Part {
  if (block.kind === "turn") return { part: "turn", piece: NOTHING };
  if (block.kind !== "table") return set(() => blockPiece(block, place));
  let table: Part["table"];
  const part = set(() => {
    table = setTable(place, block.head, block.rows);
    return tableOf(table);
  });
  return { ...part, table };
}

/** Height between what stands above and below on a page. */
function roomIn({ format, body }: Tried, { head, foot }: Surroundings): number {
  const of = ({ height }: Piece) => (height > 0 ? height + body * GAP.least : 0);
  return format.height - 2 * format.margin - of(head) - of(foot);
}

function pageOf(tried: Tried, parts: readonly Part[], number: number): Page {
  const { format, body } = tried;
  const surroundings = tried.around[number]!;
  const { head, foot } = surroundings;
  const filled = parts.reduce((sum, { piece }) => sum + piece.height, 0);
  const gaps = Math.max(1, parts.length - 1);
  const gap = Math.min(GAP.most * body, (roomIn(tried, surroundings) - filled) / gaps);
  const content = stacked(
    parts.map(({ piece }) => piece),
    gap,
  );
  const at = (piece: Piece, y: number) => piece.drawings.map((drawing) => moved(drawing, format.margin, y));
  const below = head.height > 0 ? head.height + body * GAP.least : 0;
  return {
    width: format.width,
    height: format.height,
    drawings: [
      ...topBand(format),
      ...at(head, format.margin),
      ...at(content, format.margin + below),
      ...at(foot, format.height - format.margin - foot.height),
    ],
  };
}
