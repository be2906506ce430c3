/** What a kit is made of and with. */
import { type Faces, Letters } from "../../paper/letters.ts";
import type { Facts } from "../facts.ts";
import type { Canvases } from "../files/png.ts";
import type { Language } from "../model.ts";

/** What files are made with: a browser has other canvases than the command line. */
export interface Tools {
  readonly faces: Faces;
  readonly letters: Letters;
  readonly canvases: Canvases;
}

export function openTools(faces: Faces, canvases: Canvases): Tools {
  return { faces, letters: new Letters(faces), canvases };
}

export interface KitFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface KitOf {
  readonly facts: Facts;
  readonly languages: readonly Language[];
  readonly tools: Tools;
  /** For a printing house: sheets are wider, and say where they are cut. */
  readonly hasBleed?: boolean;
}
