/** Pages as they were built, for the programs that hand them out. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openPages } from "../../web/pages.ts";
import { BadInput } from "./verb.ts";

/** No pages, no backups: what an option says for it. */
export const NONE = "none";
const BUILT_PAGES = fileURLToPath(new URL("../../../dist/web/", import.meta.url));

/** The folder told, or the one that a build leaves if it is there. */
export function pagesOf(told: string | undefined) {
  if (told === NONE || (told === undefined && !existsSync(BUILT_PAGES))) return undefined;
  const folder = told ?? BUILT_PAGES;
  if (!existsSync(join(folder, "index.html"))) throw new BadInput(`--pages: ${folder} holds no built pages`);
  return openPages(folder);
}
