/** A PDF in millimetres from the left upper corner, with letters that have every Vietnamese mark. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import fontkit from "@pdf-lib/fontkit";
import { PDFDocument, type PDFFont, type PDFPage, rgb } from "pdf-lib";
import { encode } from "uqr";

const POINTS = 72 / 25.4;
/** Be Vietnam Pro, SIL Open Font License 1.1. */
const FONT = "@expo-google-fonts/be-vietnam-pro";
const FACES = { regular: "400Regular/BeVietnamPro_400Regular.ttf", bold: "700Bold/BeVietnamPro_700Bold.ttf" };
/** Width of strokes, mm. */
const STROKE = 0.5;
/** White around a code, modules (ISO/IEC 18004). */
const QUIET = 4;
/** From one line's foot to the next one's, in sizes. */
export const LEADING = 1.35;
/** A file says nothing of when it was made: the same labels are the same bytes. */
const MADE = new Date(0);

export type Face = keyof typeof FACES;

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface TextStyle {
  readonly face?: Face;
  /** mm, of the letters' body. */
  readonly size: number;
  readonly grey?: number;
}

export class Paper {
  readonly #document: PDFDocument;
  readonly #fonts: Readonly<Record<Face, PDFFont>>;
  #page: PDFPage | undefined;

  private constructor(document: PDFDocument, fonts: Readonly<Record<Face, PDFFont>>) {
    this.#document = document;
    this.#fonts = fonts;
  }

  static async open(title: string): Promise<Paper> {
    const document = await PDFDocument.create();
    document.registerFontkit(fontkit);
    document.setTitle(title);
    document.setLanguage("vi");
    document.setCreationDate(MADE);
    document.setModificationDate(MADE);
    const require = createRequire(import.meta.url);
    const face = (path: string) =>
      document.embedFont(readFileSync(require.resolve(`${FONT}/${path}`)), { subset: true });
    const fonts = { regular: await face(FACES.regular), bold: await face(FACES.bold) };
    return new Paper(document, fonts);
  }

  /** What follows is drawn on a new page, mm. */
  addPage({ width, height }: { readonly width: number; readonly height: number }): void {
    this.#page = this.#document.addPage([width * POINTS, height * POINTS]);
  }

  /** Width of a line, mm. */
  widthOf(text: string, { face = "regular", size }: TextStyle): number {
    return this.#fonts[face].widthOfTextAtSize(text.normalize("NFC"), size * POINTS) / POINTS;
  }

  /** The largest size up to one at which a line fits, mm. */
  fitting(text: string, width: number, most: number, face: Face): number {
    return Math.min(most, (most * width) / this.widthOf(text, { face, size: most }));
  }

  /** One line; y is that of its foot. */
  line(text: string, x: number, y: number, { face = "regular", size, grey = 0 }: TextStyle): void {
    const page = this.#current();
    page.drawText(text.normalize("NFC"), {
      x: x * POINTS,
      y: page.getHeight() - y * POINTS,
      size: size * POINTS,
      font: this.#fonts[face],
      color: rgb(grey, grey, grey),
    });
  }

  /** A text as lines that are no wider than so many mm. */
  broken(text: string, width: number, style: TextStyle): string[] {
    const lines: string[] = [];
    for (const word of text.split(" ")) {
      const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
      if (lines.length > 0 && this.widthOf(longer, style) <= width) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    return lines;
  }

  /** Lines as wide as the area, from its top; returns the y below the last one, mm. */
  text(text: string, { x, y, width }: Omit<Area, "height">, style: TextStyle): number {
    let below = y;
    for (const line of this.broken(text, width, style)) {
      this.line(line, x, below + style.size, style);
      below += style.size * LEADING;
    }
    return below;
  }

  rectangle({ x, y, width, height }: Area, border: { readonly width: number; readonly grey: number }): void {
    const page = this.#current();
    page.drawRectangle({
      x: x * POINTS,
      y: page.getHeight() - (y + height) * POINTS,
      width: width * POINTS,
      height: height * POINTS,
      borderWidth: border.width * POINTS,
      borderColor: rgb(border.grey, border.grey, border.grey),
    });
  }

  /** A circle, filled or drawn as a line of half a mm; colours 0..1. */
  circle(x: number, y: number, radius: number, fill?: readonly [number, number, number]): void {
    const page = this.#current();
    page.drawCircle({
      x: x * POINTS,
      y: page.getHeight() - y * POINTS,
      size: radius * POINTS,
      ...(fill ? { color: rgb(...fill) } : { borderWidth: STROKE * POINTS, borderColor: rgb(0, 0, 0) }),
    });
  }

  /** Straight strokes of half a mm from point to point. */
  stroke(points: readonly (readonly [x: number, y: number])[]): void {
    const page = this.#current();
    const height = page.getHeight();
    const at = ([x, y]: readonly [number, number]) => ({ x: x * POINTS, y: height - y * POINTS });
    for (const [i, point] of points.slice(1).entries())
      page.drawLine({ start: at(points[i]!), end: at(point), thickness: STROKE * POINTS });
  }

  /** A QR code with its white edge, as a square of so many mm. */
  code(text: string, x: number, y: number, side: number): void {
    const { data } = encode(text, { ecc: "M", border: QUIET });
    const page = this.#current();
    const module = side / data.length;
    for (const [row, cells] of data.entries())
      for (let from = 0; from < cells.length; from++) {
        if (!cells[from]) continue;
        let to = from;
        while (cells[to]) to++;
        // Neighbours are one rectangle: no printer leaves a hair between them.
        page.drawRectangle({
          x: (x + from * module) * POINTS,
          y: page.getHeight() - (y + (row + 1) * module) * POINTS,
          width: (to - from) * module * POINTS,
          height: module * POINTS,
          color: rgb(0, 0, 0),
        });
        from = to;
      }
  }

  bytes(): Promise<Uint8Array> {
    return this.#document.save();
  }

  #current(): PDFPage {
    if (!this.#page) throw new Error("nothing to draw on: addPage comes first");
    return this.#page;
  }
}
