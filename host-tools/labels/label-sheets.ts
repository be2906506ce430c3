/** Labels of tokens as a PDF: a code that stations scan, and the number for eyes and fingers. */
import { tokenName } from "../../protocol/identity.ts";
import { labelDigits, labelText } from "../contract/label.ts";
import { installedFaces } from "../paper/faces.ts";
import { Paper } from "../paper/paper.ts";
import type { Area } from "../paper/shapes.ts";
import { placeOf, type Stock } from "./sheets.ts";

export interface LabelSheets {
  readonly serials: readonly number[];
  readonly stock: Stock;
  /** Of the first label on the first sheet: 1 for a new one, more where labels are used up. */
  readonly startAt: number;
  /** A thin line around each: for plain paper and scissors. */
  readonly hasEdges: boolean;
}

/** White between what is printed and the label's edge, mm: a sheet may lie askew by half of it. */
const MARGIN = 1.5;
const EDGE = { edge: { width: 0.1, colour: [0.6, 0.6, 0.6] } } as const;
/** Of the label's height that the code takes at most, and of its width. */
const MOST_OF_WIDTH = 0.46;
const MOST_NUMBER = 8;
const MOST_FULL = 4.5;

/** Throws RangeError where the first label is not on the sheet. */
export async function labelSheets({ serials, stock, startAt, hasEdges }: LabelSheets): Promise<Uint8Array> {
  const onSheet = stock.columns * stock.rows;
  if (!Number.isInteger(startAt) || startAt < 1 || startAt > onSheet)
    throw new RangeError(`a sheet of ${stock.id} has labels 1 to ${onSheet}, not ${startAt}`);
  const paper = await Paper.open("Bluezone token labels", installedFaces());
  let pages = 0;
  for (const [i, serial] of serials.entries()) {
    const { page, x, y } = placeOf(stock, startAt - 1 + i);
    for (; pages <= page; pages++) paper.addPage(stock.page);
    const area = { x, y, ...stock.label };
    if (hasEdges) paper.rectangle(area, EDGE);
    drawLabel(paper, serial, area);
  }
  return paper.bytes();
}

/** The four digits that a station's chooser shows stand largest; below them the whole number with its check digit. */
function drawLabel(paper: Paper, serial: number, { x, y, width, height }: Area): void {
  const side = Math.min(height - MARGIN, width * MOST_OF_WIDTH);
  paper.code(labelDigits(serial), x + MARGIN / 2, y + (height - side) / 2, side);
  const from = x + MARGIN / 2 + side;
  const room = width - (from - x) - MARGIN;
  const name = tokenName(serial);
  const large = paper.fitting(name, room, MOST_NUMBER, "bold");
  const full = labelText(serial);
  const small = paper.fitting(full, room, MOST_FULL, "regular");
  const top = y + (height - large - small * 1.5) / 2;
  paper.line(name, from, top + large * 0.85, { face: "bold", size: large });
  paper.line(full, from, top + large * 0.85 + small * 1.5, { size: small });
}

/** For label printers that lay out by themselves: one line a token. */
export function labelTable(serials: readonly number[]): string {
  const lines = serials.map((serial) =>
    [tokenName(serial), labelText(serial), labelDigits(serial)].join(","),
  );
  return `${["name,number,code", ...lines].join("\r\n")}\r\n`;
}
