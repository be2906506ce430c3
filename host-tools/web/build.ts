/** Builds the pages into dist/web, once in a process; returns the folder. */
import { build } from "vite";

let building: Promise<URL> | undefined;

export function buildPages(): Promise<URL> {
  building ??= build({
    configFile: new URL("vite.config.ts", import.meta.url).pathname,
    logLevel: "warn",
  }).then(() => new URL("../../dist/web/", import.meta.url));
  return building;
}
