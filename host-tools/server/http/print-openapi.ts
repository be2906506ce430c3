/** Prints docs/openapi.json, the description of the server's routes: a change of them shows in a review. */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { VERSION } from "../../lib/version.ts";
import { openApiOf } from "./openapi.ts";
import { ROUTES } from "./routes/index.ts";

export const OPENAPI_FILE = fileURLToPath(new URL("../../../docs/openapi.json", import.meta.url));

/** As it stands in the file. */
export function openApiText(): string {
  return `${JSON.stringify(openApiOf(ROUTES, VERSION), null, 2)}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(OPENAPI_FILE, openApiText());
