/** Builds the pages; `make station` does the same into dist/web. */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const VITE = fileURLToPath(new URL("../../node_modules/vite/bin/vite.js", import.meta.url));
const CONFIG = fileURLToPath(new URL("vite.config.ts", import.meta.url));

/** Names a folder in which all pages stand built: they are taken as they are. */
const BUILT_VARIABLE = "BLUEZONE_BUILT_PAGES";

const buildings = new Map<string, Promise<string>>();

/** Into a folder that ends with the process; each once in a process. Only the page named where one is. Returns the folder. */
export function buildPages(page?: "station" | "desk" | "quanly" | "cong" | "den"): Promise<string> {
  const built = process.env[BUILT_VARIABLE];
  if (built) return Promise.resolve(built);
  const building = buildings.get(page ?? "") ?? buildInto(mkdtempSync(join(tmpdir(), "pages-")), page);
  buildings.set(page ?? "", building);
  return building;
}

async function buildInto(outDir: string, page: string | undefined): Promise<string> {
  process.once("exit", () => rmSync(outDir, { recursive: true, force: true }));
  // In a process of its own: loaded by require(), as by some of the test runner's files, Vite leaves JSX as it is.
  await promisify(execFile)(
    process.execPath,
    [VITE, "build", "-c", CONFIG, "--logLevel", "warn", "--outDir", outDir],
    { env: { ...process.env, NODE_OPTIONS: "", ...(page === undefined ? {} : { PAGES: page }) } },
  );
  return outDir;
}
