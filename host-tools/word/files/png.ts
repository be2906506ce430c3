/** Pages as PNG: letters are drawn as outlines, so that a page in a browser and the command line draw the same without a font installed. */

import { codeStrips } from "../../paper/code.ts";
import type { Face, Letters } from "../../paper/letters.ts";
import type { Colour, Picture } from "../../paper/shapes.ts";
import type { Drawing, Page } from "../drawing/drawing.ts";

/** What a browser's canvas and one without a browser have in common. */
interface Context {
  fillStyle: unknown;
  strokeStyle: unknown;
  lineWidth: number;
  lineCap: unknown;
  lineJoin: unknown;
  setTransform(a: number, b: number, c: number, d: number, e: number, f: number): void;
  fillRect(x: number, y: number, width: number, height: number): void;
  fill(path: never): void;
  stroke(path: never): void;
  drawImage(picture: never, x: number, y: number, width: number, height: number): void;
}

/** Where pictures are drawn. */
export interface Canvases {
  open(width: number, height: number): { readonly context: Context; png(): Promise<Uint8Array> };
  path(d: string): unknown;
  picture(picture: Picture): Promise<{ readonly width: number; readonly height: number }>;
}

/** So many pixels along the longer side. */
export async function pngOf(
  page: Page,
  longest: number,
  letters: Letters,
  canvases: Canvases,
): Promise<Uint8Array> {
  const scale = longest / Math.max(page.width, page.height);
  const [width, height] = [Math.round(page.width * scale), Math.round(page.height * scale)];
  const { context, png } = canvases.open(width, height);
  context.fillStyle = "#ffffff";
  context.fillRect(0, 0, width, height);
  context.lineCap = "round";
  context.lineJoin = "round";
  for (const drawing of page.drawings) await draw(drawing, { context, scale, letters, canvases });
  return png();
}

interface On {
  readonly context: Context;
  readonly scale: number;
  readonly letters: Letters;
  readonly canvases: Canvases;
}

async function draw(drawing: Drawing, on: On): Promise<void> {
  if (drawing.kind === "text") drawLine(drawing, on);
  else if (drawing.kind === "path") drawPath(drawing, on);
  else if (drawing.kind === "code") drawCode(drawing, on);
  else await drawPicture(drawing, on);
}

type Of<K extends Drawing["kind"]> = Extract<Drawing, { kind: K }>;

function drawLine(
  { text, x, y, face, size, colour }: Of<"text">,
  { context, scale, letters, canvases }: On,
): void {
  context.setTransform(scale, 0, 0, scale, x * scale, y * scale);
  context.fillStyle = css(colour);
  context.fill(canvases.path(letters.outline(text, face satisfies Face, size)) as never);
}

function drawPath({ d, x, y, unit, fill, edge }: Of<"path">, { context, scale, canvases }: On): void {
  context.setTransform(scale * unit, 0, 0, scale * unit, x * scale, y * scale);
  const path = canvases.path(d) as never;
  if (fill) {
    context.fillStyle = css(fill);
    context.fill(path);
  }
  if (!edge) return;
  context.strokeStyle = css(edge.colour);
  context.lineWidth = edge.width;
  context.stroke(path);
}

/** On whole pixels: a grey edge would make a small code unreadable. */
function drawCode({ data, x, y, side }: Of<"code">, { context, scale }: On): void {
  const { modules, strips } = codeStrips(data);
  const at = (from: number, n: number) => Math.round((from + (n * side) / modules) * scale);
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.fillStyle = "#000000";
  for (const strip of strips) {
    const [left, top] = [at(x, strip.x), at(y, strip.y)];
    context.fillRect(left, top, at(x, strip.x + strip.length) - left, at(y, strip.y + 1) - top);
  }
}

async function drawPicture(
  { picture, area }: Of<"picture">,
  { context, scale, canvases }: On,
): Promise<void> {
  const image = await canvases.picture(picture);
  const fit = Math.min(area.width / image.width, area.height / image.height);
  const [width, height] = [image.width * fit, image.height * fit];
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.drawImage(
    image as never,
    area.x + (area.width - width) / 2,
    area.y + (area.height - height) / 2,
    width,
    height,
  );
}

function css(colour: Colour): string {
  return `rgb(${colour.map((part) => Math.round(part * 255)).join(" ")})`;
}
