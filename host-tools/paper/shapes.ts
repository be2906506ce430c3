/** What is drawn on paper and on screens: places in millimetres from the left upper corner, colours, pictures. */
import type { Face } from "./letters.ts";

/** Red, green and blue, 0 to 1. */
export type Colour = readonly [red: number, green: number, blue: number];

export const BLACK: Colour = [0, 0, 0];

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface TextStyle {
  readonly face?: Face;
  /** mm, of the letters' body. */
  readonly size: number;
  readonly colour?: Colour;
}

interface Edge {
  readonly width: number;
  readonly colour: Colour;
}

export interface Fill {
  readonly fill?: Colour | undefined;
  readonly edge?: Edge | undefined;
}

/** A picture's file. */
export interface Picture {
  readonly kind: "png" | "jpeg";
  readonly bytes: Uint8Array;
}
