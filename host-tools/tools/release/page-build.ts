/** The pages of station and desk, built, and the packages that went into them. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { build, type Rolldown } from "vite";

/** Builds the pages, or these alone, into a folder; returns the paths of the packages whose code is in them, below node_modules. */
export async function buildReleasePages(
  root: string,
  outDir: string,
  pages?: readonly string[],
): Promise<string[]> {
  // The file that tells Vite what to build reads it, anew each time.
  if (pages) process.env.PAGES = pages.join(",");
  else delete process.env.PAGES;
  const built = (await build({
    configFile: join(root, "host-tools/pages/vite.config.ts"),
    logLevel: "warn",
    build: { outDir },
  })) as Rolldown.RolldownOutput;
  const modules = built.output.flatMap((chunk) => (chunk.type === "chunk" ? chunk.moduleIds : []));
  return [...new Set([...modules.flatMap(packageOfModule), ...workerPackages(outDir)])].sort();
}

/** Path of a module's package below the first node_modules: a package may have another one in its own. */
function packageOfModule(id: string): string[] {
  const found = /^.*?\/node_modules\/((?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+)\//.exec(id);
  return found ? [found[1]!] : [];
}

/** Service workers are made by Workbox, whose parts write their names into them. */
function workerPackages(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith("sw.js"))
    .flatMap((name) => [...readFileSync(join(folder, name), "utf8").matchAll(/"workbox:([a-z-]+):/g)])
    .map(([, part]) => `workbox-${part}`);
}
