/** A picture of a screen in few colours: PNG with a palette (PNG specification, third edition), a quarter of its size. */
import { deflateSync, inflateSync } from "node:zlib";
import { crc32 } from "../../protocol/crc32.ts";

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

interface Raster {
  readonly width: number;
  readonly height: number;
  /** Bytes of a pixel: 3 or 4. */
  readonly depth: number;
  readonly pixels: Buffer;
}

/** Reads what Chromium writes: 8 bits, true colour with or without alpha, not interlaced. Throws for others. */
function readPng(png: Buffer): Raster {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const depth = ({ 2: 3, 6: 4 } as Record<number, number>)[png[25]!];
  if (png[24] !== 8 || depth === undefined || png[28] !== 0) throw new Error("a PNG of another kind");
  const parts: Buffer[] = [];
  for (let at = SIGNATURE.length; at < png.length; at += 12 + png.readUInt32BE(at))
    if (png.toString("latin1", at + 4, at + 8) === "IDAT")
      parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  const filtered = inflateSync(Buffer.concat(parts));
  const row = width * depth;
  const pixels = Buffer.alloc(row * height);
  for (let y = 0; y < height; y++) {
    const filter = filtered[y * (row + 1)]!;
    for (let x = 0; x < row; x++) {
      const at = y * row + x;
      const left = x >= depth ? pixels[at - depth]! : 0;
      const up = y > 0 ? pixels[at - row]! : 0;
      const corner = x >= depth && y > 0 ? pixels[at - row - depth]! : 0;
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter]!;
      pixels[at] = filtered[y * (row + 1) + 1 + x]! + guess;
    }
  }
  return { width, height, depth, pixels };
}

function paeth(left: number, up: number, corner: number): number {
  const [a, b, c] = [up - corner, left - corner, left + up - 2 * corner].map(Math.abs) as [
    number,
    number,
    number,
  ];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

/** The commonest colours, no two of them alike. */
function palette(
  { depth, pixels }: Raster,
  most: number,
): { counts: Map<number, number>; colours: number[] } {
  const counts = new Map<number, number>();
  for (let at = 0; at < pixels.length; at += depth) {
    const colour = pixels.readUIntBE(at, 3);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const colours: number[] = [];
  for (const [colour] of [...counts].sort((a, b) => b[1] - a[1])) {
    if (colours.length === most) break;
    if (colours.every((one) => distance(one, colour) > 300)) colours.push(colour);
  }
  return { counts, colours };
}

function distance(a: number, b: number): number {
  const [red, green, blue] = [
    (a >> 16) - (b >> 16),
    ((a >> 8) & 255) - ((b >> 8) & 255),
    (a & 255) - (b & 255),
  ];
  return 2 * red * red + 4 * green * green + blue * blue;
}

export function inFewColours(png: Buffer, most = 64): Buffer {
  const raster = readPng(png);
  const { width, height, depth, pixels } = raster;
  const { counts, colours } = palette(raster, most);
  const nearest = new Map<number, number>();
  for (const colour of counts.keys()) {
    let best = 0;
    for (let i = 1; i < colours.length; i++)
      if (distance(colours[i]!, colour) < distance(colours[best]!, colour)) best = i;
    nearest.set(colour, best);
  }
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at += depth)
      rows[y * (width + 1) + 1 + x] = nearest.get(pixels.readUIntBE(at, 3))!;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const table = Buffer.alloc(3 * colours.length);
  colours.forEach((colour, i) => void table.writeUIntBE(colour, 3 * i, 3));
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", header),
    chunk("PLTE", table),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(name: string, content: Buffer): Buffer {
  const whole = Buffer.alloc(12 + content.length);
  whole.writeUInt32BE(content.length, 0);
  whole.write(name, 4, "latin1");
  whole.set(content, 8);
  whole.writeUInt32BE(crc32(whole.subarray(4, 8 + content.length)) >>> 0, 8 + content.length);
  return whole;
}
