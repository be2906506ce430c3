/** Cards that go out with tokens: four of A6 on a sheet of A4, both sides, with the token's own number and code, to be cut apart. */
import { tokenName } from "../../protocol/identity.ts";
import { labelDigits, labelText } from "../contract/label.ts";
import { installedFaces } from "../paper/faces.ts";
import type { Face } from "../paper/letters.ts";
import { LEADING, Paper } from "../paper/paper.ts";
import type { Area } from "../paper/shapes.ts";
import { CARD, type CardTexts } from "./card-texts.ts";

export interface Hotline {
  /** "Trạm y tế Phường Hải Dương" */
  readonly name: string;
  readonly phone: string;
  /** "7:00–17:00" */
  readonly hours?: string | undefined;
}

export interface WearerCards {
  readonly serials: readonly number[];
  readonly language: "vi" | "en";
  /** Whom to call; without one there is room to write by hand. */
  readonly hotline?: Hotline | undefined;
}

const PAGE = { width: 210, height: 297 };
const CARD_SIZE = { width: 105, height: 148.5 };
const PER_PAGE = 4;
const EDGE = { edge: { width: 0.15, colour: [0.6, 0.6, 0.6] } } as const;
const MARGIN = 8;
const CODE = 30;
/** Sizes of letters, mm, the largest that lets everything fit is taken: the smallest is 16 points, which is read without glasses. */
const SIZES = [7.5, 7, 6.5, 6, 5.65];
const LEAST = SIZES.at(-1)!;
const PICTURE = 11;
const GAP = 2.5;
const HEAD = 40;
const GREEN = [0.1, 0.55, 0.25] as const;
const RED = [0.8, 0.1, 0.1] as const;

/** Each sheet is followed by its other side, which is turned over the long edge. */
export async function wearerCards({ serials, language, hotline }: WearerCards): Promise<Uint8Array> {
  const paper = await Paper.open(CARD[language].title, installedFaces());
  for (let first = 0; first < serials.length; first += PER_PAGE) {
    const some = serials.slice(first, first + PER_PAGE);
    paper.addPage(PAGE);
    for (const [n, serial] of some.entries()) drawFront(paper, serial, areaOf(n), CARD[language]);
    paper.addPage(PAGE);
    for (const n of some.keys())
      drawBack(paper, areaOf(n % 2 === 0 ? n + 1 : n - 1), CARD[language], hotline);
  }
  return paper.bytes();
}

function areaOf(n: number): Area {
  return { x: (n % 2) * CARD_SIZE.width, y: Math.floor(n / 2) * CARD_SIZE.height, ...CARD_SIZE };
}

/** Something of a card, one below the other: how high it is, and how it is drawn from a height on. */
interface Part {
  height(size: number): number;
  draw(y: number, size: number): void;
}

/** All parts at the largest size at which they fit. */
function drawParts(parts: readonly Part[], top: number, foot: number): void {
  const heightAt = (size: number) => parts.reduce((sum, part) => sum + part.height(size) + GAP, -GAP);
  const size = SIZES.find((one) => top + heightAt(one) <= foot);
  if (size === undefined) throw new RangeError("the card's text does not fit");
  let y = top;
  for (const part of parts) {
    part.draw(y, size);
    y += part.height(size) + GAP;
  }
}

const inside = ({ x, width }: Area) => ({ x: x + MARGIN, width: width - 2 * MARGIN });

function words(paper: Paper, text: string, { x, width }: Omit<Area, "y" | "height">, face: Face): Part {
  return {
    height: (size) => paper.broken(text, width, { face, size }).length * size * LEADING,
    draw: (y, size) => void paper.text(text, { x, y, width }, { face, size }),
  };
}

/** A sentence with a picture on its left. */
function saying(paper: Paper, text: string, area: Area, face: Face, draw: typeof drawWorn): Part {
  const { x, width } = inside(area);
  const beside = words(paper, text, { x: x + PICTURE, width: width - PICTURE }, face);
  return {
    height: (size) => Math.max(beside.height(size), PICTURE - GAP),
    draw(y, size) {
      draw(paper, x + 4, y + 4);
      beside.draw(y, size);
    },
  };
}

function drawFront(paper: Paper, serial: number, area: Area, t: CardTexts): void {
  const { x: left, width: room } = inside(area);
  const { x, y, width, height } = area;
  paper.rectangle(area, EDGE);
  paper.line(t.title, left, y + 15, { face: "bold", size: paper.fitting(t.title, room - CODE, 7, "bold") });
  paper.line(tokenName(serial), left, y + 26, { face: "bold", size: 9 });
  paper.line(labelText(serial), left, y + 34, { size: LEAST });
  paper.code(labelDigits(serial), x + width - MARGIN - CODE + 4, y + 5, CODE);
  const parts = [
    saying(paper, t.wear, area, "regular", drawWorn),
    saying(paper, t.green, area, "bold", (on, at, down) => drawToken(on, at, down, GREEN)),
    saying(paper, t.red, area, "bold", (on, at, down) => drawToken(on, at, down, RED)),
  ];
  drawParts(parts, y + HEAD, y + height - MARGIN);
}

function drawBack(paper: Paper, area: Area, t: CardTexts, hotline: Hotline | undefined): void {
  const within = inside(area);
  paper.rectangle(area, EDGE);
  const parts = [
    saying(paper, t.station, area, "regular", drawHeld),
    words(paper, t.lost, within, "regular"),
    ...(hotline ? hotlineParts(paper, hotline, within) : [handwriting(paper, within)]),
    words(paper, t.battery, within, "bold"),
    words(paper, t.free, within, "regular"),
  ];
  drawParts(parts, area.y + MARGIN, area.y + area.height - MARGIN);
}

/** A token whose light is on, 8 mm. */
function drawToken(paper: Paper, x: number, y: number, light: readonly [number, number, number]): void {
  paper.circle(x, y, 3.8);
  paper.circle(x, y, 2.2, light);
}

/** Somebody who wears it on the chest. */
function drawWorn(paper: Paper, x: number, y: number): void {
  paper.circle(x, y - 2.4, 1.3);
  paper.stroke([
    [x - 3, y + 4],
    [x - 2.4, y - 0.4],
    [x + 2.4, y - 0.4],
    [x + 3, y + 4],
  ]);
  paper.stroke([
    [x - 1.2, y - 0.4],
    [x, y + 1.2],
    [x + 1.2, y - 0.4],
  ]);
  paper.circle(x, y + 2, 1, [0, 0, 0]);
}

/** A token whose button is held. */
function drawHeld(paper: Paper, x: number, y: number): void {
  paper.circle(x, y, 3.8);
  paper.circle(x, y, 2.4);
  paper.circle(x, y, 1.2, [0, 0, 0]);
}

const PHONE = 9;

/** The number as large as there is room, and whose it is; what is one long word is made smaller. */
function hotlineParts(paper: Paper, { name, phone, hours }: Hotline, at: Omit<Area, "y" | "height">): Part[] {
  const number = paper.fitting(phone, at.width, PHONE, "bold");
  const who = hours ? `${name}, ${hours}` : name;
  const longest = who.split(" ").reduce((a, b) => (a.length > b.length ? a : b), "");
  const size = longest === "" ? LEAST : paper.fitting(longest, at.width, LEAST, "regular");
  const whose = words(paper, who, at, "regular");
  return [
    {
      height: () => number * LEADING,
      draw: (y) => paper.line(phone, at.x, y + number, { face: "bold", size: number }),
    },
    { height: () => whose.height(size), draw: (y) => whose.draw(y, size) },
  ];
}

/** Room for a number that is written by hand. */
function handwriting(paper: Paper, { x, width }: Omit<Area, "y" | "height">): Part {
  const height = 14;
  return { height: () => height, draw: (y) => paper.rectangle({ x, y, width, height }, EDGE) };
}
