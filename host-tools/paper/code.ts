/** A QR code as strips: neighbours are one rectangle, so that no printer leaves a hair between them. */
import { encode } from "uqr";

/** White around a code, modules (ISO/IEC 18004). */
const QUIET = 4;

interface Strip {
  readonly x: number;
  readonly y: number;
  readonly length: number;
}

interface CodeStrips {
  /** Modules along a side, the white edge included. */
  readonly modules: number;
  readonly strips: readonly Strip[];
}

/** Side of a code with its white edge, so that its dark square is as wide as said. */
export function sideAround(text: string, dark: number): number {
  const { modules } = codeStrips(text);
  return (dark * modules) / (modules - 2 * QUIET);
}

export function codeStrips(text: string): CodeStrips {
  const { data } = encode(text, { ecc: "M", border: QUIET });
  const strips: Strip[] = [];
  for (const [y, cells] of data.entries())
    for (let x = 0; x < cells.length; x++) {
      if (!cells[x]) continue;
      let to = x;
      while (cells[to]) to++;
      strips.push({ x, y, length: to - x });
      x = to;
    }
  return { modules: data.length, strips };
}
