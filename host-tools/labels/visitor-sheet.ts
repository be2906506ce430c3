/** The sheet of a gate for visitors: to be filled in by hand where the page cannot be used, and typed later. A4, lying. */
import { installedFaces } from "../paper/faces.ts";
import { Paper } from "../paper/paper.ts";

const PAGE = { width: 297, height: 210 };
const MARGIN = 12;
const HEAD = 42;
/** High enough to write by hand. */
const ROW = 9.5;
const ROWS = 15;
const EDGE = { edge: { width: 0.2, colour: [0.4, 0.4, 0.4] } } as const;
const SMALL = { size: 3.4, colour: [0.2, 0.2, 0.2] } as const;

/** Widths of columns, mm: together the page without its margins. */
const COLUMNS = [
  { vi: "Số", en: "No.", width: 12 },
  { vi: "Họ tên", en: "Name", width: 83 },
  { vi: "Điện thoại", en: "Phone", width: 48 },
  { vi: "Gặp ai", en: "Whom they visit", width: 70 },
  { vi: "Giờ vào", en: "Time in", width: 30 },
  { vi: "Giờ ra", en: "Time out", width: 30 },
] as const;

const WORDS = [
  "Không ghi số giấy tờ. Ai cũng được vào, khách nói gì ghi nấy. Không để khách sau đọc tên khách trước. Gõ xong vào trang của cổng thì hủy tờ này.",
  "No card's number. Everybody may come in; write what they tell. Let no visitor read another's name. Destroy this sheet once it is typed into the gate's page.",
] as const;

export interface SheetOf {
  readonly gate: string;
  readonly placeName: string;
}

export async function visitorSheet({ gate, placeName }: SheetOf): Promise<Uint8Array> {
  const paper = await Paper.open(`Khách không có thẻ – ${gate}`, installedFaces());
  paper.addPage(PAGE);
  const room = PAGE.width - 2 * MARGIN;
  const title = `Khách không có thẻ · ${gate}`;
  paper.line(title, MARGIN, 18, { face: "bold", size: paper.fitting(title, 180, 7, "bold") });
  paper.line(placeName, MARGIN, 25, { size: paper.fitting(placeName, 180, 4.5, "regular") });
  paper.line("Ngày · Day: ____ / ____ / ________", PAGE.width - MARGIN - 82, 18, { size: 4.8 });
  let below = 28;
  for (const text of WORDS) below = paper.text(text, { x: MARGIN, y: below, width: room }, SMALL);
  let x = MARGIN;
  for (const { vi, en, width } of COLUMNS) {
    paper.line(vi, x + 2, HEAD + 5, { face: "bold", size: 4 });
    paper.line(en, x + 2, HEAD + 9, SMALL);
    for (let row = 0; row <= ROWS; row++)
      paper.rectangle({ x, y: HEAD + row * ROW, width, height: ROW }, EDGE);
    x += width;
  }
  for (let row = 1; row <= ROWS; row++)
    paper.line(String(row), MARGIN + 3, HEAD + row * ROW + 6.5, { size: 4 });
  return paper.bytes();
}
