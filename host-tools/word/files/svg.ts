/** A page as SVG: letters are outlines, so that it looks the same wherever it is shown. */
import { codeStrips } from "../../paper/code.ts";
import type { Letters } from "../../paper/letters.ts";
import type { Colour, Picture } from "../../paper/shapes.ts";
import type { Drawing, Page } from "../drawing/drawing.ts";

export function pageSvg({ width, height, drawings }: Page, letters: Letters): string {
  const drawn = drawings.map((drawing) => drawnAs(drawing, letters)).join("");
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${drawn}</svg>`;
}

function drawnAs(drawing: Drawing, letters: Letters): string {
  if (drawing.kind === "text") {
    const { text, x, y, face, size, colour } = drawing;
    return `<path transform="translate(${short(x)} ${short(y)})" fill="${hex(colour)}" d="${rounded(letters.outline(text, face, size))}"/>`;
  }
  if (drawing.kind === "path") {
    const { d, x, y, unit, fill, edge } = drawing;
    const line = edge ? ` stroke="${hex(edge.colour)}" stroke-width="${edge.width}"` : "";
    return `<path transform="translate(${short(x)} ${short(y)}) scale(${unit})" fill="${fill ? hex(fill) : "none"}"${line} d="${d}"/>`;
  }
  if (drawing.kind === "code") {
    const { data, x, y, side } = drawing;
    const { modules, strips } = codeStrips(data);
    const d = strips.map((strip) => `M${strip.x} ${strip.y}h${strip.length}v1h-${strip.length}z`).join("");
    return `<path transform="translate(${short(x)} ${short(y)}) scale(${side / modules})" shape-rendering="crispEdges" d="${d}"/>`;
  }
  const { picture, area } = drawing;
  return `<image x="${short(area.x)}" y="${short(area.y)}" width="${short(area.width)}" height="${short(area.height)}" href="${dataUrl(picture)}"/>`;
}

const short = (n: number) => String(Math.round(n * 10) / 10);
const rounded = (d: string) => d.replace(/-?\d+\.\d+/g, (n) => short(Number(n)));

function hex(colour: Colour): string {
  return `#${colour
    .map((part) =>
      Math.round(part * 255)
        .toString(16)
        .padStart(2, "0"),
    )
    .join("")}`;
}

function dataUrl({ kind, bytes }: Picture): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return `data:image/${kind};base64,${btoa(text)}`;
}
