/** The one version of what is built and served here: server, pages, programs of tokens, dissector. */
import { readFileSync } from "node:fs";

/** As package.json says it: "major.minor.patch". */
export const VERSION: string = JSON.parse(
  readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
).version;
