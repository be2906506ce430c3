/** What a sheet consists of, each part as a piece that is as wide as its room. */
import type { Letters } from "../../paper/letters.ts";
import type { Block, Branch, Code, Pictogram } from "../model.ts";
import { CannotSet } from "./does-not-fit.ts";
import { beside, boxed, type Piece, roundedRectangle, space, stacked } from "./drawing.ts";
import { type Style, textPiece } from "./lines.ts";
import { COLOURS } from "./look.ts";
import { pictogramPiece } from "./pictograms.ts";

/** Where a block stands: letters of which size, in a room how wide; from afar codes and pictures stand in the middle. */
export interface Place {
  readonly letters: Letters;
  readonly body: number;
  /** Of letters that only who comes close has to read; as the body where all are read so. */
  readonly small: number;
  readonly room: number;
  readonly isStanding: boolean;
}

/** Narrower than this in sizes of the body, two ways stand one below the other. */
const TWO_COLUMNS = 24;
/** Narrower than this, a sign stands above its words: beside it there would be two of them in a line. */
const SIGN_BESIDE = 14;
/** Room for a hand's letters, mm. */
const WRITING = 9;

const put = (
  { letters, body, room }: Place,
  text: string,
  style: Partial<Style> & { size?: number } = {},
  less = 0,
) => textPiece(letters, text, room - less, { size: body, ...style });

const isNarrow = ({ body, room }: Place) => room / body < SIGN_BESIDE;
const signAbove = (sign: Piece, words: Piece): Piece => stacked([sign, words], sign.height * 0.15);
const wide = (room: number, piece: Piece): Piece => ({ ...piece, width: room });
const middled = (room: number, piece: Piece): Piece => stacked([piece], 0, room);

/** Of tables and turns of the page whoever deals parts out to pages takes care. */
type Whole = Exclude<Block, { kind: "table" | "turn" }>;
type Kind = Whole["kind"];
type Of<K extends Kind> = Extract<Whole, { kind: K }>;

const DRAWN: { readonly [K in Kind]: (block: Of<K>, place: Place) => Piece } = {
  text: ({ text }, place) => put(place, text),
  small: ({ text }, place) => put(place, text, { size: place.small }),
  heading: ({ text }, place) =>
    put(place, text, { face: "bold", size: place.body * 1.2, colour: COLOURS.blue }),
  steps: ({ items }, place) => {
    const side = place.body * 1.7;
    const rows = items.map((item, i) =>
      beside([number(place, i + 1, side), put(place, item, {}, side * 1.4)], side * 0.4, "middle"),
    );
    return stacked(rows, place.body * 0.5);
  },
  points: ({ items }, place) => {
    const side = items.some(({ pictogram }) => pictogram) ? place.body * 2.5 : place.body * 0.7;
    const rows = items.map(({ pictogram, text }) => {
      if (pictogram && isNarrow(place)) return signAbove(pictogramPiece(pictogram, side), put(place, text));
      const sign = pictogram ? pictogramPiece(pictogram, side) : dot(place.body, side);
      return beside([sign, put(place, text, {}, side * 1.3)], side * 0.3, pictogram ? "middle" : "top");
    });
    return stacked(rows, place.body * 0.45);
  },
  answer: ({ question, answer }, place) =>
    stacked(
      [put(place, question, { face: "bold", colour: COLOURS.blue }), put(place, answer)],
      place.body * 0.1,
    ),
  two: ({ left, right }, place) => twoWays(place, left, right),
  code: (code, place) => codePiece(place, code),
  pictogram: ({ name }, { body, room }) => middled(room, pictogramPiece(name, Math.min(body * 7, room / 2))),
  fields: ({ items }, place) =>
    stacked(
      items.map((item) => field(place, item)),
      place.body * 0.2,
    ),
  boxes: ({ question, items }, place) => {
    const side = place.body * 1.1;
    const box = {
      width: side,
      height: side,
      drawings: [
        roundedRectangle({ width: side, height: side, round: 0, edge: { width: 0.4, colour: COLOURS.ink } }),
      ],
    };
    const rows = items.map((item) => beside([box, put(place, item, {}, side * 1.6)], side * 0.6));
    return stacked([put(place, question, { face: "bold" }), ...rows], place.body * 0.35);
  },
  warning: ({ text }, place) => warning(place, text),
};

/** Throws CannotSet. */
export function blockPiece(block: Whole, place: Place): Piece {
  const draw = DRAWN[block.kind] as (block: Whole, place: Place) => Piece;
  return wide(place.room, draw(block, place));
}

/** A number on a disc. */
function number({ letters, body }: Place, n: number, side: number): Piece {
  const text = textPiece(letters, String(n), side, {
    size: body,
    face: "bold",
    colour: COLOURS.ground,
    isMiddle: true,
    leading: 1,
  });
  const disc = roundedRectangle({ width: side, height: side, round: side / 2, fill: COLOURS.blue });
  const label = stacked([space(side, (side - body) / 2), text], 0);
  return { width: side, height: side, drawings: [disc, ...label.drawings] };
}

function dot(body: number, side: number): Piece {
  const disc = roundedRectangle({
    width: side * 0.6,
    height: side * 0.6,
    round: side * 0.3,
    fill: COLOURS.blue,
  });
  return stacked([space(side, body * 0.5), { width: side, height: side * 0.6, drawings: [disc] }], 0);
}

function twoWays(place: Place, left: Branch, right: Branch): Piece {
  const isWide = place.room / place.body >= TWO_COLUMNS;
  const gap = place.body * 0.8;
  const room = isWide ? (place.room - gap) / 2 : place.room;
  const around = place.body * 0.7;
  const codes = [left, right].flatMap(({ code }) => (code ? [code.side] : []));
  const ways = [left, right].map((branch) =>
    way({ ...place, room: room - 2 * around }, branch, isWide ? Math.max(0, ...codes) : 0),
  );
  const highest = Math.max(...ways.map(({ height }) => height)) + 2 * around;
  const look = {
    round: place.body * 0.6,
    fill: COLOURS.wash,
    edge: { width: place.body * 0.1, colour: COLOURS.blue },
  };
  const boxes = ways.map((piece) =>
    boxed(wide(room - 2 * around, piece), around, look, isWide ? highest : 0),
  );
  return isWide ? beside(boxes, gap) : stacked(boxes, gap);
}

/** Where the other way has a code, this one has a picture as large. */
function way(place: Place, { pictogram, title, lines, code }: Branch, pictured: number): Piece {
  const side = place.body * 3.2;
  const head = beside(
    [
      pictogramPiece(pictogram, side),
      put(place, title, { face: "bold", size: place.body * 1.1, colour: COLOURS.blue }, side * 1.2),
    ],
    side * 0.2,
    "middle",
  );
  const pieces = [head, ...lines.map((line) => put(place, line))];
  if (code) pieces.push(codePiece({ ...place, isStanding: true }, code));
  else if (pictured > 0) {
    const large = pictogram === "token" ? "wear" : pictogram;
    pieces.push(middled(place.room, pictogramPiece(large, Math.min(place.room, pictured) * 0.8)));
  }
  return stacked(pieces, place.body * 0.4);
}

/** From afar the code stands in the middle with its words below; in the hand they stand beside it. */
function codePiece(place: Place, { data, caption, side }: Code): Piece {
  if (side > place.room) throw new CannotSet({ kind: "too-wide", what: `${side} mm` });
  const square: Piece = {
    width: side,
    height: side,
    drawings: [
      roundedRectangle({ width: side, height: side, round: 0, fill: COLOURS.ground }),
      { kind: "code", data, x: 0, y: 0, side },
    ],
  };
  const besideRoom = place.room - side - place.body;
  if (place.isStanding || besideRoom < place.body * 9) {
    const words = put(place, caption, { face: "bold", isMiddle: true, size: place.small });
    return stacked([square, words], 0, place.room);
  }
  const words = put({ ...place, room: besideRoom }, caption, { face: "bold" });
  return beside([square, words], place.body * 0.5, "middle");
}

/** What is asked, and a line as long as there is room: below it where it is long. */
function field(place: Place, text: string): Piece {
  const high = Math.max(WRITING, place.body * 1.6);
  const words = put(place, `${text}:`);
  const rest = place.room - words.width - place.body * 0.5;
  const line = (width: number, y: number): Piece => ({
    width,
    height: high,
    drawings: [
      { kind: "path", d: `M0 0H${width}`, x: 0, y, unit: 1, edge: { width: 0.25, colour: COLOURS.line } },
    ],
  });
  if (words.height > place.body * 2 || rest < place.room * 0.35)
    return stacked([words, line(place.room, high - 1)], 0);
  const lowered = stacked([space(0, high - words.height), words], 0);
  return beside([lowered, line(rest, high - place.body * 0.25)], place.body * 0.5);
}

const SIGN: Pictogram = "coin-cell";

function warning(place: Place, text: string): Piece {
  const around = place.body * 0.7;
  const side = place.body * 2.8;
  const room = place.room - 2 * around;
  const sign = pictogramPiece(SIGN, side);
  const words = (wide: number) => put({ ...place, room: wide }, text, { face: "bold" });
  const row = isNarrow(place)
    ? signAbove(sign, words(room))
    : beside([sign, words(room - side * 1.25)], side * 0.25, "middle");
  return boxed(wide(room, row), around, {
    round: place.body * 0.6,
    edge: { width: place.body * 0.16, colour: COLOURS.red },
  });
}
