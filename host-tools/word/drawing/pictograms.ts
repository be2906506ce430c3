/** Signs drawn for this, in a square of 48: lines for eyes that see little, and a mark in each that stays in black and white. */

import type { Pictogram } from "../model.ts";
import type { Drawing, Piece } from "./drawing.ts";
import { COLOURS } from "./look.ts";

const SIDE = 48;
const LINE = 3.2;

type Ink = keyof typeof COLOURS;

interface Stroke {
  readonly d: string;
  readonly fill?: Ink;
  readonly line?: Ink;
  /** Of the line, where it is not the usual one. */
  readonly width?: number;
}

const disc = (x: number, y: number, r: number) =>
  `M${x - r} ${y}a${r} ${r} 0 1 1 ${2 * r} 0a${r} ${r} 0 1 1 ${-2 * r} 0z`;
const plate = (x: number, y: number, w: number, h: number, r: number) =>
  `M${x + r} ${y}h${w - 2 * r}a${r} ${r} 0 0 1 ${r} ${r}v${h - 2 * r}a${r} ${r} 0 0 1 ${-r} ${r}h${2 * r - w}a${r} ${r} 0 0 1 ${-r} ${-r}v${2 * r - h}a${r} ${r} 0 0 1 ${r} ${-r}z`;

const blue = (d: string, fill: Ink = "ground"): Stroke => ({ d, fill, line: "blue" });
const line = (d: string, ink: Ink = "blue", width = LINE): Stroke => ({ d, line: ink, width });
const full = (d: string, fill: Ink = "blue"): Stroke => ({ d, fill });

/** The token as it is drawn everywhere: a tag on its band. */
const TAG = [line("M24 12L15 3M24 12L33 3"), blue(plate(9, 12, 30, 33, 7)), full(disc(24, 18.5, 2.4))];
const CROSSED_OUT = [line("M11 11L38 38.5", "ground", 8), line("M8 8L41 41.5", "red", 4)];
const HOUSE = blue("M5 23L24 6L43 23M10 19V43H38V19");

const SIGNS: Readonly<Record<Pictogram, readonly Stroke[]>> = {
  token: [...TAG, line("M16.5 31.5l5.5 5.5 10-11", "green", 4)],
  phone: [
    blue(plate(12, 3, 24, 42, 5)),
    line("M12 10.5H36M12 36H36", "blue", 2),
    full(plate(18, 16.5, 12, 12, 3)),
    full(disc(24, 40.5, 1.8)),
  ],
  wear: [
    blue(disc(24, 10.5, 7.5)),
    blue("M7 45c0-14 6-22 17-22s17 8 17 22z"),
    line("M17.5 24.5L24 34L30.5 24.5", "blue", 2.4),
    full(plate(19.5, 33, 9, 10, 2.5)),
  ],
  near: [
    blue(plate(3, 13, 13, 22, 4)),
    blue(plate(32, 13, 13, 22, 4)),
    line("M20 18.5c3 3 3 8 0 11M28 18.5c-3 3-3 8 0 11", "green", 2.8),
  ],
  green: [...TAG, full(disc(24, 31.5, 9), "green"), line("M19.5 31.5l3.5 3.5 6-6.5", "ground", 3)],
  red: [...TAG, full(disc(24, 31.5, 9), "red"), line("M24 26.5V32M24 36V36.2", "ground", 3.2)],
  "hold-button": [
    blue(plate(4, 3, 30, 34, 7)),
    blue(disc(19, 20, 7)),
    line("M20.5 22.5L40 43", "ground", 13),
    line("M20.5 22.5L40 43", "blue", 8.5),
    line("M31 6.5c6 2 9 6.5 10 12", "green", 2.8),
  ],
  station: [HOUSE, line("M24 21V37M16 29H32", "green", 5)],
  call: [
    full(
      "M9.5 6.5c-4 3-4 10 2.5 19.5s16 17.5 23 16c4-1 6.5-5.5 6.5-5.5l-9-8-5.5 3.5c-4-2-8-7-9-11l4.5-4.5-5-11.5z",
    ),
  ],
  "no-place": [
    blue("M24 4a14 14 0 0 0-14 14c0 10 14 26 14 26s14-16 14-26A14 14 0 0 0 24 4z"),
    blue(disc(24, 18, 5)),
    ...CROSSED_OUT,
  ],
  "no-sound": [
    blue(plate(17.5, 4, 13, 23, 6.5)),
    line("M10.5 22a13.5 13.5 0 0 0 27 0M24 35.5V44M16 44H32"),
    ...CROSSED_OUT,
  ],
  "coin-cell": [
    { d: "M24 4L45 42H3Z", fill: "ground", line: "red", width: 3.6 },
    { d: disc(24, 30, 7.5), fill: "ground", line: "ink", width: 2.4 },
    line("M24 26.5V33.5M20.5 30H27.5", "ink", 2.4),
  ],
  calendar: [
    blue(plate(5, 9, 38, 35, 5)),
    line("M5 19H43M15 4.5V13M33 4.5V13"),
    line("M16 31l5.5 5.5 10.5-11", "green", 4),
  ],
  return: [line("M17 9L7 19L17 29M8 19H30a10.5 10.5 0 0 1 0 21H18", "blue", 4.5)],
  "everybody-in": [
    line("M6 44V5H42V44", "blue"),
    blue(disc(24, 17.5, 5)),
    blue("M13.5 44c0-11 4-17 10.5-17s10.5 6 10.5 17z"),
    line("M19.5 36l3.5 3.5 6-6.5", "green", 3),
  ],
  home: [
    HOUSE,
    full("M24 37.5c-9-6-9.5-12.5-5-13.5 2.5-.5 4.2 1 5 2.5.8-1.5 2.5-3 5-2.5 4.5 1 4 7.5-5 13.5z", "green"),
  ],
};

export function pictogramPiece(name: Pictogram, side: number): Piece {
  const unit = side / SIDE;
  const drawings = SIGNS[name].map(
    ({ d, fill, line, width = LINE }): Drawing => ({
      kind: "path",
      d,
      x: 0,
      y: 0,
      unit,
      ...(fill && { fill: COLOURS[fill] }),
      ...(line && { edge: { width, colour: COLOURS[line] } }),
    }),
  );
  return { width: side, height: side, drawings };
}
