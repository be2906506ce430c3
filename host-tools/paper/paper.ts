/** A PDF in millimetres from the left upper corner, with letters that have every Vietnamese mark. */
import fontkit from "@pdf-lib/fontkit";
import {
  LineCapStyle,
  LineJoinStyle,
  PDFDocument,
  type PDFFont,
  type PDFImage,
  type PDFPage,
  rgb,
  setLineJoin,
} from "pdf-lib";
import { codeStrips } from "./code.ts";
import type { Face, Faces } from "./letters.ts";
import { type Area, BLACK, type Colour, type Fill, type Picture, type TextStyle } from "./shapes.ts";

const POINTS = 72 / 25.4;
/** Width of strokes, mm. */
const STROKE = 0.5;
/** From one line's foot to the next one's, in sizes. */
export const LEADING = 1.35;
/** A file says nothing of when it was made: the same labels are the same bytes. */
const MADE = new Date(0);

export class Paper {
  readonly #document: PDFDocument;
  readonly #fonts: Readonly<Record<Face, PDFFont>>;
  readonly #pictures = new Map<Picture, PDFImage>();
  #page: PDFPage | undefined;

  private constructor(document: PDFDocument, fonts: Readonly<Record<Face, PDFFont>>) {
    this.#document = document;
    this.#fonts = fonts;
  }

  static async open(title: string, faces: Faces, language = "vi"): Promise<Paper> {
    const document = await PDFDocument.create();
    document.registerFontkit(fontkit);
    document.setTitle(title);
    document.setLanguage(language);
    document.setCreationDate(MADE);
    document.setModificationDate(MADE);
    const embed = (bytes: Uint8Array) => document.embedFont(bytes, { subset: true });
    const fonts = { regular: await embed(faces.regular), bold: await embed(faces.bold) };
    return new Paper(document, fonts);
  }

  /** What follows is drawn on a new page, mm, of which so much is cut off on each side. */
  addPage({ width, height }: { readonly width: number; readonly height: number }, cut = 0): void {
    const page = this.#document.addPage([width * POINTS, height * POINTS]);
    const left = cut * POINTS;
    if (cut > 0) page.setTrimBox(left, left, page.getWidth() - 2 * left, page.getHeight() - 2 * left);
    this.#page = page;
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
  line(text: string, x: number, y: number, { face = "regular", size, colour = BLACK }: TextStyle): void {
    const page = this.#current();
    page.drawText(text.normalize("NFC"), {
      x: x * POINTS,
      y: page.getHeight() - y * POINTS,
      size: size * POINTS,
      font: this.#fonts[face],
      color: rgb(...colour),
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

  rectangle({ x, y, width, height }: Area, { fill, edge }: Fill): void {
    const page = this.#current();
    page.drawRectangle({
      x: x * POINTS,
      y: page.getHeight() - (y + height) * POINTS,
      width: width * POINTS,
      height: height * POINTS,
      ...(fill && { color: rgb(...fill) }),
      ...(edge && { borderWidth: edge.width * POINTS, borderColor: rgb(...edge.colour) }),
    });
  }

  /** An SVG path, a unit of which is so many mm, from its own origin; the edge's width is in its units. */
  path(d: string, { x, y, unit }: { x: number; y: number; unit: number }, { fill, edge }: Fill): void {
    const page = this.#current();
    page.pushOperators(setLineJoin(LineJoinStyle.Round));
    page.drawSvgPath(d, {
      x: x * POINTS,
      y: page.getHeight() - y * POINTS,
      scale: unit * POINTS,
      ...(fill && { color: rgb(...fill) }),
      ...(edge && {
        borderWidth: edge.width,
        borderColor: rgb(...edge.colour),
        borderLineCap: LineCapStyle.Round,
      }),
    });
  }

  /** As large as the area lets it be, in its middle. */
  async picture(picture: Picture, { x, y, width, height }: Area): Promise<void> {
    const page = this.#current();
    const image = this.#pictures.get(picture) ?? (await this.#embedded(picture));
    this.#pictures.set(picture, image);
    const scale = Math.min(width / image.width, height / image.height);
    const [wide, high] = [image.width * scale, image.height * scale];
    page.drawImage(image, {
      x: (x + (width - wide) / 2) * POINTS,
      y: page.getHeight() - (y + (height + high) / 2) * POINTS,
      width: wide * POINTS,
      height: high * POINTS,
    });
  }

  /** A circle, filled or drawn as a line of half a mm; colours 0..1. */
  circle(x: number, y: number, radius: number, fill?: Colour): void {
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
    const { modules, strips } = codeStrips(text);
    const page = this.#current();
    const module = side / modules;
    for (const strip of strips)
      page.drawRectangle({
        x: (x + strip.x * module) * POINTS,
        y: page.getHeight() - (y + (strip.y + 1) * module) * POINTS,
        width: strip.length * module * POINTS,
        height: module * POINTS,
        color: rgb(0, 0, 0),
      });
  }

  bytes(): Promise<Uint8Array> {
    return this.#document.save();
  }

  #embedded({ kind, bytes }: Picture): Promise<PDFImage> {
    return kind === "png" ? this.#document.embedPng(bytes) : this.#document.embedJpg(bytes);
  }

  #current(): PDFPage {
    if (!this.#page) throw new Error("nothing to draw on: addPage comes first");
    return this.#page;
  }
}
