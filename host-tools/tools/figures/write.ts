/** Writes the figures of docs/figures into the documents that mark them: `node --import tsx host-tools/tools/figures/write.ts`. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { documents, figuresNamed, REPOSITORY } from "./documents.ts";
import { withFigures } from "./marks.ts";

for (const path of documents()) {
  const file = join(REPOSITORY, path);
  const text = readFileSync(file, "utf8");
  try {
    const written = withFigures(text, figuresNamed);
    if (written === text) continue;
    writeFileSync(file, written);
    console.log(path);
  } catch (error) {
    console.error(`${path}: ${(error as Error).message}`);
    process.exitCode = 1;
  }
}
