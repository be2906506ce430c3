/** A table on paper: columns as wide as what stands in them asks, hairs between its rows. */
import type { Letters } from "../../paper/letters.ts";
import { beside, type Drawing, type Piece, roundedRectangle, space, stacked } from "./drawing.ts";
import { textPiece } from "./lines.ts";
import { COLOURS } from "./look.ts";

interface Place {
  readonly letters: Letters;
  readonly body: number;
  readonly room: number;
}

/** In sizes of the body. */
const BESIDE = 0.4;
const ABOVE = 0.25;

/** A table whose rows have been set: some of them under the same head are a table, too. */
export interface SetTable {
  readonly head: Piece;
  readonly rows: readonly Piece[];
}

/** Throws CannotSet where a word is wider than its column. */
export function setTable(
  place: Place,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): SetTable {
  const widths = columnsOf(place, [head, ...rows]);
  return {
    head: rowPiece(place, widths, head, true),
    rows: rows.map((row) => rowPiece(place, widths, row, false)),
  };
}

export function tableOf({ head, rows }: SetTable): Piece {
  return stacked([head, ...rows], 0);
}

/** Each column has room for its longest word; what is left is shared by how much stands in each. */
function columnsOf({ letters, body, room }: Place, rows: readonly (readonly string[])[]): number[] {
  const of = (text: string) => letters.widthOf(text, "bold", body);
  const columns = rows[0]!.map((_, i) => rows.map((row) => row[i] ?? ""));
  const around = 2 * BESIDE * body;
  const least = columns.map(
    (texts) => Math.max(...texts.flatMap((text) => text.split(" ").map(of))) + around,
  );
  const most = columns.map((texts) => Math.max(...texts.map(of)) + around);
  const left = Math.max(0, room - least.reduce((sum, width) => sum + width, 0));
  const wanted = most.map((width, i) => width - least[i]!);
  const all = wanted.reduce((sum, width) => sum + width, 0);
  return least.map((width, i) => width + (all === 0 ? left / least.length : (left * wanted[i]!) / all));
}

function rowPiece(
  { letters, body, room }: Place,
  widths: readonly number[],
  row: readonly string[],
  isHead: boolean,
): Piece {
  const around = BESIDE * body;
  const cells = widths.map((width, i) => {
    const text = textPiece(letters, row[i] ?? "", width - 2 * around, {
      size: body,
      face: isHead ? "bold" : "regular",
    });
    const inside = beside([space(around, 0), { ...text, width: width - 2 * around }, space(around, 0)], 0);
    return stacked([space(0, ABOVE * body), inside, space(0, ABOVE * body)], 0);
  });
  const piece = beside(cells, 0);
  const line: Drawing = {
    kind: "path",
    d: `M0 0H${room}`,
    x: 0,
    y: piece.height,
    unit: 1,
    edge: { width: isHead ? body * 0.1 : body * 0.05, colour: isHead ? COLOURS.blue : COLOURS.line },
  };
  const ground = isHead
    ? [roundedRectangle({ width: room, height: piece.height, round: 0, fill: COLOURS.wash })]
    : [];
  return { width: room, height: piece.height, drawings: [...ground, ...piece.drawings, line] };
}
