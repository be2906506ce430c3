import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { isoOf } from "../../lib/time.ts";
import { openServer } from "../../server/server.ts";
import { restoreBackup } from "../../server/upkeep/administration.ts";
import { ERASURE_LIST } from "../../server/upkeep/erasure-list.ts";
import { type Arguments, BadInput, type Output } from "./verb.ts";

/** Instead of a list of erasures, where none is left. */
const NONE = "none";

/** Fills an empty folder from a backup. */
export async function restore(args: Arguments, dir: string): Promise<Output> {
  const file = args.need("file");
  if (!existsSync(file)) throw new BadInput(`--file: there is no file ${file}`);
  const told = args.need("erasures", join(dirname(file), ERASURE_LIST));
  const list = told === NONE ? null : told;
  const restored = await restoreBackup(file, dir, (way) => openServer({ dir, ...way }), list);
  const { at, fingerprint, erasedAgain, erasuresUntil, expired } = restored;
  return {
    json: restored,
    text:
      `${dir} is as it was at ${isoOf(at)}, under the wrapping key ${fingerprint}.\n` +
      (erasuresUntil === undefined
        ? "Nobody who was erased since then is erased again: do it by hand."
        : `Erased again: ${erasedAgain}, by a list of ${isoOf(erasuresUntil)}: look whether it is the newest one.`) +
      `\nExpired since: ${expired.records} records.`,
  };
}
