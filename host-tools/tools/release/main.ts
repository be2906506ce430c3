/** `make release`: what is installed on a server and on gates' computers, into dist/release or the folder named. */
import { fileURLToPath } from "node:url";
import { buildReleases } from "./build.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

const into = process.argv[2] ?? `${ROOT}dist/release`;
for (const { file, bytes, sha256, packages, bundled, scripts } of await buildReleases(ROOT, into)) {
  console.log(`${file}: ${(bytes / 1e6).toFixed(1)} MB, SHA-256 ${sha256}`);
  console.log(
    `${packages} packages to install (those for other machines among them), ${scripts.length} with scripts; the code of ${bundled} more is in the pages.`,
  );
}
