import { createHash } from "node:crypto";
import type { FirmwareBuild } from "../tools/firmware-build/bundle.ts";

/** Names what is loaded: 16 hex digits of the hash over lock-down, library and program. */
export function programDigest({ lockdown, library, program }: FirmwareBuild): string {
  const hash = createHash("sha256");
  for (const part of [lockdown, library, program]) hash.update(`${part.length} `).update(part);
  return hash.digest("hex").slice(0, 16);
}
