/** What the licences of other people's packages ask for: their texts go along. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const TEXTS = /^(licen[cs]e|copying|notice)/i;

export interface Licensed {
  readonly name: string;
  readonly version: string;
  /** SPDX, as the package says it. */
  readonly licence: string;
  /** Its texts, where the package brings them. */
  readonly texts: readonly string[];
}

/** Throws where a package says no licence. `name` may be a path below node_modules. */
export function licenceOf(root: string, name: string): Licensed | undefined {
  const folder = join(root, "node_modules", name);
  if (!existsSync(join(folder, "package.json"))) return undefined;
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  if (typeof license !== "string") throw new Error(`The package ${name} says no licence.`);
  const texts = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && TEXTS.test(entry.name))
    .map((entry) => readFileSync(join(folder, entry.name), "utf8").trim());
  return { name, version, licence: license, texts };
}

/** All of them as one text. */
export function licencesText(packages: readonly Licensed[]): string {
  const line = "-".repeat(80);
  const parts = packages.map(
    ({ name, version, licence, texts }) =>
      `${line}\n${name} ${version}, ${licence}\n\n${texts.length > 0 ? texts.join("\n\n") : "The package brings no text of its licence."}\n`,
  );
  return `Packages of others that the server and its pages consist of, and their licences.\n\n${parts.join("\n")}`;
}
