/** How the public word looks: the pages' colours on white, and sizes of letters by how far away they are read. */
import type { Colour } from "../../paper/shapes.ts";
import type { Sheet } from "../model.ts";

const hex = (text: string): Colour => {
  const at = (from: number) => Number.parseInt(text.slice(from, from + 2), 16) / 255;
  return [at(1), at(3), at(5)];
};

/** As the pages' theme has them. */
export const THEME = {
  ground: "#ffffff",
  ink: "#16202c",
  soft: "#4a5666",
  line: "#78838f",
  hair: "#c5ccd6",
  blue: "#0b4f8a",
  "blue-wash": "#e7f0f9",
  green: "#1b7f4b",
  red: "#b42318",
} as const;

export const COLOURS = {
  ground: hex(THEME.ground),
  ink: hex(THEME.ink),
  soft: hex(THEME.soft),
  line: hex(THEME.line),
  hair: hex(THEME.hair),
  blue: hex(THEME.blue),
  wash: hex(THEME["blue-wash"]),
  green: hex(THEME.green),
  red: hex(THEME.red),
} as const;

/** Millimetres of a typographic point. */
export const POINT = 25.4 / 72;
/** From one line's foot to the next one's, in sizes: marks above and below a letter never touch. */
export const LEADING = 1.32;
export const TITLE_LEADING = 1.2;

/** Largest and smallest size, points: below the smallest nothing is set. */
type Span = readonly [most: number, least: number];

interface Sizes {
  readonly title: Span;
  readonly body: Span;
  readonly foot: Span;
  /** What is read from afar: its body is as large as it can be, and its title takes what room is left. */
  readonly isBodyFirst?: true;
}

const STANDING: Sizes = { title: [112, 72], body: [34, 16], foot: [26, 16], isBodyFirst: true };
/**
 * In passing, from two metres: a small letter of 43 points is 8 mm high, seen under 14 minutes of arc. What the law wants to be said, and
 * whom to ask, is for who comes close.
 */
const AFAR: Sizes = { title: [112, 72], body: [60, 43], foot: [26, 16], isBodyFirst: true };
/** The eyes that hold it are as old as those before a poster. */
const HELD: Sizes = { title: [36, 24], body: [20, 16], foot: [18, 16] };
const SIZES: Readonly<Partial<Record<Sheet["format"], Sizes>>> = {
  A5: { title: [28, 20], body: [20, 16], foot: [18, 16] },
  card: { title: [28, 20], body: [22, 16], foot: [20, 16] },
  banner: { title: [760, 380], body: [300, 150], foot: [220, 120] },
};

export interface Format {
  /** mm, of one page; of a folded card, of one face. */
  readonly width: number;
  readonly height: number;
  readonly margin: number;
  readonly sizes: Sizes;
  /** Pages that it may take. */
  readonly mostPages: number;
  readonly isFolded: boolean;
}

const PAPER: Readonly<
  Record<Sheet["format"], { readonly short: number; readonly long: number; readonly margin: number }>
> = {
  A3: { short: 297, long: 420, margin: 18 },
  A4: { short: 210, long: 297, margin: 15 },
  A5: { short: 148, long: 210, margin: 11 },
  card: { short: 74, long: 105, margin: 6 },
  banner: { short: 1000, long: 3000, margin: 60 },
};

/** What is held goes on overleaf, and on a second leaf at most; what hangs is one sheet, unless it says how many. */
const LEAVES = { held: 4, standing: 1, afar: 1 } as const;
const SIZES_READ = { held: HELD, standing: STANDING, afar: AFAR } as const;

export function formatOf({
  format,
  orientation,
  read,
  mostPages = LEAVES[read],
}: Pick<Sheet, "format" | "orientation" | "read" | "mostPages">): Format {
  const { short, long, margin } = PAPER[format];
  const [width, height] = orientation === "portrait" ? [short, long] : [long, short];
  const sizes = SIZES[format] ?? SIZES_READ[read];
  return { width, height, margin, sizes, mostPages, isFolded: format === "card" };
}
