/** Builds the pages; `make station` does the same into dist/web. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "vite";

const buildings = new Map<string, Promise<string>>();

/** Into a folder that ends with the process; each once in a process. Only the page named where one is. Returns the folder. */
export function buildPages(page?: "station" | "desk"): Promise<string> {
  const building = buildings.get(page ?? "") ?? buildInto(mkdtempSync(join(tmpdir(), "pages-")), page);
  buildings.set(page ?? "", building);
  return building;
}

async function buildInto(outDir: string, page: string | undefined): Promise<string> {
  process.once("exit", () => rmSync(outDir, { recursive: true, force: true }));
  if (page !== undefined) process.env.PAGES = page;
  await build({
    configFile: new URL("vite.config.ts", import.meta.url).pathname,
    logLevel: "warn",
    build: { outDir },
  });
  return outDir;
}
