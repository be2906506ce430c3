/** The judge of nearness: what makes the world's places, ways and radio, and the logs drawn from them, as one number. */
import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** Everything that these import belongs to it. */
const ENTRIES = ["shifts.ts", "scene-of.ts", "propagation.ts", "radio-parameters.ts", "hearing.ts"];
const WORLD = fileURLToPath(new URL("../../world/", import.meta.url));

/** SHA-256, hexadecimal, of the statements alone: comments, types and layout may change. */
export async function judgeDigest(): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      contents: ENTRIES.map((file, i) => `export * as part${i} from "./${file}";`).join("\n"),
      resolveDir: WORLD,
    },
    bundle: true,
    format: "esm",
    platform: "node",
    minifyWhitespace: true,
    legalComments: "none",
    write: false,
  });
  return createHash("sha256").update(outputFiles[0]!.contents).digest("hex");
}
