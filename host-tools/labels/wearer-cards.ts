/** Cards that go out with tokens: four of A6 on a sheet of A4, with the token's own number and code, to be cut apart. */
import { tokenName } from "../../protocol/identity.ts";
import { labelDigits, labelText } from "../contract/label.ts";
import { installedFaces } from "../paper/faces.ts";
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
/** Sizes of letters, mm, the largest that lets everything fit is taken: 16 points are read without glasses, 12 at a pinch. */
const SIZES = [5.6, 5.2, 4.8, 4.5, 4.2];
const SMALL = { size: 3.6, colour: [0.2, 0.2, 0.2] } as const;
const HOTLINE_HEIGHT = 18;
const PICTURE = 11;
const GAP = 1.5;
const HEAD = 38;
const GREEN = [0.1, 0.55, 0.25] as const;
const RED = [0.8, 0.1, 0.1] as const;

export async function wearerCards({ serials, language, hotline }: WearerCards): Promise<Uint8Array> {
  const paper = await Paper.open(CARD[language].title, installedFaces());
  for (const [i, serial] of serials.entries()) {
    const n = i % PER_PAGE;
    if (n === 0) paper.addPage(PAGE);
    const area = {
      x: (n % 2) * CARD_SIZE.width,
      y: Math.floor(n / 2) * CARD_SIZE.height,
      ...CARD_SIZE,
    };
    paper.rectangle(area, EDGE);
    drawCard(paper, serial, area, CARD[language], hotline);
  }
  return paper.bytes();
}

/** What is said beside a picture, in order. */
const SAYINGS = [
  { text: "wear", face: "regular", draw: drawWorn },
  {
    text: "green",
    face: "bold",
    draw: (paper: Paper, x: number, y: number) => drawToken(paper, x, y, GREEN),
  },
  { text: "red", face: "bold", draw: (paper: Paper, x: number, y: number) => drawToken(paper, x, y, RED) },
  { text: "station", face: "regular", draw: drawHeld },
] as const;

function drawCard(
  paper: Paper,
  serial: number,
  { x, y, width, height }: Area,
  t: CardTexts,
  hotline: Hotline | undefined,
): void {
  const left = x + MARGIN;
  const room = width - 2 * MARGIN;
  paper.line(t.title, left, y + 15, { face: "bold", size: paper.fitting(t.title, room - CODE, 7, "bold") });
  paper.line(tokenName(serial), left, y + 26, { face: "bold", size: 9 });
  paper.line(labelText(serial), left, y + 33, { size: 4.5 });
  paper.code(labelDigits(serial), x + width - MARGIN - CODE + 4, y + 5, CODE);
  const foot = `${t.battery} ${t.free}`;
  const footAt = y + height - MARGIN - paper.broken(foot, room, SMALL).length * SMALL.size * LEADING;
  const size = SIZES.find((size) => y + HEAD + heightOf(paper, t, size, room) <= footAt);
  if (size === undefined) throw new RangeError(`the card's text does not fit: "${t.station}"`);
  let below = y + HEAD;
  for (const { text, face, draw } of SAYINGS) {
    draw(paper, left + 4, below + 4);
    const beside = { x: left + PICTURE, width: room - PICTURE, y: below };
    below = Math.max(paper.text(t[text], beside, { face, size }), below + PICTURE - GAP) + GAP;
  }
  below = paper.text(t.lost, { x: left, width: room, y: below }, { size });
  drawHotline(paper, hotline, { x: left, y: below, width: room });
  paper.text(foot, { x: left, width: room, y: footAt }, SMALL);
}

/** Of everything between head and foot, mm. */
function heightOf(paper: Paper, t: CardTexts, size: number, room: number): number {
  const lines = (text: string, width: number, face: "regular" | "bold") =>
    paper.broken(text, width, { face, size }).length * size * LEADING;
  const sayings = SAYINGS.map(({ text, face }) =>
    Math.max(lines(t[text], room - PICTURE, face), PICTURE - GAP),
  );
  const said = sayings.reduce((sum, height) => sum + height + GAP, 0);
  return said + lines(t.lost, room, "regular") + HOTLINE_HEIGHT;
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

/** A token with a finger on its button. */
function drawHeld(paper: Paper, x: number, y: number): void {
  paper.circle(x, y, 3.8);
  paper.line("3 s", x - 1.9, y + 1, { face: "bold", size: 2.8 });
}

function drawHotline(
  paper: Paper,
  hotline: Hotline | undefined,
  { x, y, width }: Omit<Area, "height">,
): void {
  if (!hotline) {
    paper.rectangle({ x, y: y + 1, width, height: 12 }, EDGE);
    return;
  }
  const size = paper.fitting(hotline.phone, width, 9, "bold");
  paper.line(hotline.phone, x, y + size, { face: "bold", size });
  const who = hotline.hours ? `${hotline.name}, ${hotline.hours}` : hotline.name;
  paper.line(who, x, y + size + 5.5, { size: paper.fitting(who, width, 4.2, "regular") });
}
