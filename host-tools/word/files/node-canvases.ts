/** Canvases where there is no browser. */
import { createCanvas, loadImage, Path2D } from "@napi-rs/canvas";
import type { Canvases } from "./png.ts";

export const NODE_CANVASES: Canvases = {
  open(width, height) {
    const canvas = createCanvas(width, height);
    return { context: canvas.getContext("2d"), png: async () => new Uint8Array(await canvas.encode("png")) };
  },
  path: (d) => new Path2D(d),
  picture: ({ bytes }) => loadImage(Buffer.from(bytes)),
};
