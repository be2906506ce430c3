/** Canvases of the browser, and the letters that the page has fetched. */

import regular from "@expo-google-fonts/be-vietnam-pro/400Regular/BeVietnamPro_400Regular.ttf?url";
import bold from "@expo-google-fonts/be-vietnam-pro/700Bold/BeVietnamPro_700Bold.ttf?url";
import type { Canvases } from "../../../word/files/png.ts";
import { openTools, type Tools } from "../../../word/kit/kit-of.ts";

const CANVASES: Canvases = {
  open(width, height) {
    const canvas = Object.assign(document.createElement("canvas"), { width, height });
    return {
      context: canvas.getContext("2d")!,
      async png() {
        const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"));
        if (!blob) throw new Error("no picture was made");
        return new Uint8Array(await blob.arrayBuffer());
      },
    };
  },
  path: (d) => new Path2D(d),
  picture: ({ bytes }) => createImageBitmap(new Blob([bytes.slice()])),
};

/** Fetched once: what is made later needs no network. */
export async function fetchTools(): Promise<Tools> {
  const fetched = async (url: string) => {
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
    return new Uint8Array(await answer.arrayBuffer());
  };
  return openTools({ regular: await fetched(regular), bold: await fetched(bold) }, CANVASES);
}
