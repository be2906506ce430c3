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
  const texts = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && TEXTS.test(entry.name))
    .map((entry) => readFileSync(join(folder, entry.name), "utf8").trim());
  const licence = spdxOf(license) ?? texts.flatMap((text) => nameOfText(text) ?? [])[0];
  if (licence === undefined) throw new Error(`The package ${name} says no licence.`);
  return { name, version, licence, texts };
}

/** Packages from before SPDX name a licence as they liked, as an object, or several in a list to choose from. */
const OLD_NAMES: Readonly<Record<string, string>> = { "MIT/X11": "MIT", Apache2: "Apache-2.0" };
/** And some say it by its text alone. */
const TEXT_OF: readonly (readonly [RegExp, string])[] = [
  [/Permission is hereby granted, free of charge[\s\S]*WITHOUT WARRANTY OF ANY KIND/i, "MIT"],
  [/Apache License\s+Version 2\.0, January 2004/, "Apache-2.0"],
];
const nameOfText = (text: string) => TEXT_OF.find(([pattern]) => pattern.test(text))?.[1];

function spdxOf(told: unknown): string | undefined {
  if (typeof told === "string") return OLD_NAMES[told] ?? told;
  if (Array.isArray(told)) {
    const names = told.map(spdxOf);
    return names.length > 0 && names.every((name) => name !== undefined)
      ? `(${names.join(" OR ")})`
      : undefined;
  }
  return told && typeof told === "object" && "type" in told ? spdxOf(told.type) : undefined;
}

/** All of them as one text. */
export function licencesText(packages: readonly Licensed[]): string {
  const line = "-".repeat(80);
  const parts = packages.map(
    ({ name, version, licence, texts }) =>
      `${line}\n${name} ${version}, ${licence}\n\n${texts.length > 0 ? texts.join("\n\n") : "The package brings no text of its licence."}\n`,
  );
  return `Packages of others that the program and its pages consist of, and their licences.\n\n${parts.join("\n")}`;
}
