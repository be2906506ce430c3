/** The documents whose figures are taken from docs/figures, and those files. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Figures } from "./marks.ts";

export const REPOSITORY = fileURLToPath(new URL("../../..", import.meta.url));

/** Paths in the repository of README, CHANGELOG and everything written under docs. */
export function documents(): string[] {
  const written = readdirSync(join(REPOSITORY, "docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => join("docs", name));
  return ["README.md", "CHANGELOG.md", ...written.sort()];
}

/** The file of a bench, or undefined. */
export function figuresNamed(name: string): Figures | undefined {
  const path = join(REPOSITORY, "docs/figures", `${name}.json`);
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : undefined;
}
