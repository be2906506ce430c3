/**
 * Sheets and tapes that labels are printed on, in millimetres, as the makers name them. Where a grid has gaps the pitch is
 * wider than the label. No template leaves the printer's own margins to chance: a PDF is printed at 100 %.
 */
export interface Stock {
  readonly id: string;
  /** What stands on its packet, Vietnamese and English. */
  readonly vi: string;
  readonly en: string;
  readonly page: { readonly width: number; readonly height: number };
  readonly columns: number;
  readonly rows: number;
  readonly label: { readonly width: number; readonly height: number };
  /** From the page's left upper corner to the first label's. */
  readonly left: number;
  readonly top: number;
  /** From one label's corner to the next one's. */
  readonly pitch: { readonly x: number; readonly y: number };
}

const A4 = { width: 210, height: 297 };

export const STOCKS: readonly Stock[] = [
  {
    id: "a4-65",
    vi: "A4, 65 tem 38,1 × 21,2 mm",
    en: "A4, 65 labels of 38.1 × 21.2 mm (L7651)",
    page: A4,
    columns: 5,
    rows: 13,
    label: { width: 38.1, height: 21.2 },
    left: 4.75,
    top: 10.7,
    pitch: { x: 40.6, y: 21.2 },
  },
  {
    id: "a4-40",
    vi: "A4, 40 tem 52,5 × 29,7 mm, không lề",
    en: "A4, 40 labels of 52.5 × 29.7 mm, no margins (3651)",
    page: A4,
    columns: 4,
    rows: 10,
    label: { width: 52.5, height: 29.7 },
    left: 0,
    top: 0,
    pitch: { x: 52.5, y: 29.7 },
  },
  {
    id: "a4-21",
    vi: "A4, 21 tem 63,5 × 38,1 mm",
    en: "A4, 21 labels of 63.5 × 38.1 mm (L7160)",
    page: A4,
    columns: 3,
    rows: 7,
    label: { width: 63.5, height: 38.1 },
    left: 7.25,
    top: 15.15,
    pitch: { x: 66, y: 38.1 },
  },
  {
    id: "tape-24",
    vi: "băng 24 mm (in được 18 mm), mỗi tem 48 mm",
    en: "tape of 24 mm (18 mm can be printed), 48 mm a label",
    page: { width: 48, height: 24 },
    columns: 1,
    rows: 1,
    label: { width: 46, height: 18 },
    left: 1,
    top: 3,
    pitch: { x: 48, y: 24 },
  },
];

export function stockOf(id: string): Stock | undefined {
  return STOCKS.find((stock) => stock.id === id);
}

/** Where the n-th label of a stock lies, 0 the first: its page, and its left upper corner there, mm. */
export function placeOf(
  { columns, rows, left, top, pitch }: Stock,
  n: number,
): { page: number; x: number; y: number } {
  const onPage = n % (columns * rows);
  return {
    page: Math.floor(n / (columns * rows)),
    x: left + (onPage % columns) * pitch.x,
    y: top + Math.floor(onPage / columns) * pitch.y,
  };
}
