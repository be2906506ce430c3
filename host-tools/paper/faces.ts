/** The letters that are printed with, as they lie in the installed package; a page in a browser fetches the same files. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Faces } from "./letters.ts";

/** Be Vietnam Pro, SIL Open Font License 1.1. */
const FONT = "@expo-google-fonts/be-vietnam-pro";

export function installedFaces(): Faces {
  const { resolve } = createRequire(import.meta.url);
  const face = (path: string) => new Uint8Array(readFileSync(resolve(`${FONT}/${path}`)));
  return {
    regular: face("400Regular/BeVietnamPro_400Regular.ttf"),
    bold: face("700Bold/BeVietnamPro_700Bold.ttf"),
  };
}
