/** Builds what is installed on a server: one archive, its checksum and the list of what it consists of. */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compileServer } from "./compile.ts";
import { type Licensed, licenceOf, licencesText } from "./licences.ts";
import { buildReleasePages } from "./page-build.ts";
import { type Bom, withBundled } from "./sbom.ts";

const NAME = "bluezone-server";
const LOCK = "npm-shrinkwrap.json";
const LICENCES = "THIRD-PARTY-LICENCES.txt";
/** Documents for who runs it. */
const DOCUMENTS = [
  "LICENSE",
  "CHANGELOG.md",
  ...["admin", "access", "legal", "loading", "THREATS"].map((name) => `docs/${name}.md`),
];

interface Release {
  /** Of the archive. */
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
  /** That npm installs, those for other machines included, and those whose code is in the pages. */
  readonly packages: number;
  readonly bundled: number;
  /** Packages that run a script when they are installed: none. */
  readonly scripts: readonly string[];
}

interface LockFile {
  readonly packages: Readonly<
    Record<string, { readonly version: string; readonly license?: string; readonly hasInstallScript?: true }>
  >;
}

/** Writes the archive, SHA256SUMS and sbom.json into `into`, which is emptied first. The repository's packages must be installed. */
export async function buildRelease(root: string, into: string): Promise<Release> {
  const folder = mkdtempSync(join(tmpdir(), "release-"));
  try {
    const { packages } = await compileServer(root, folder);
    const inPages = await buildReleasePages(root, join(folder, "dist/web"));
    const { version } = writeManifest(root, folder, packages);
    const lock = writeLock(root, folder);
    const bundled = inPages.map((path) => {
      const name = path.replace(/^.*\/node_modules\//, "");
      return { ...licenceOf(root, path)!, name };
    });
    writeFileSync(join(folder, LICENCES), licencesText([...licensesOfLock(root, lock), ...bundled]));
    mkdirSync(join(folder, "docs"));
    for (const document of DOCUMENTS) copyFileSync(join(root, document), join(folder, document));
    rmSync(into, { recursive: true, force: true });
    mkdirSync(into, { recursive: true });
    const bom = JSON.parse(
      npm(folder, "sbom", "--sbom-format", "cyclonedx", "--package-lock-only", "--omit", "dev"),
    ) as Bom;
    writeFileSync(
      join(into, "sbom.json"),
      `${JSON.stringify(withBundled(bom, NAME, version, bundled), null, 2)}\n`,
    );
    npm(folder, "pack", "--ignore-scripts", "--pack-destination", into);
    const file = join(into, `${NAME}-${version}.tgz`);
    const sums = [`${NAME}-${version}.tgz`, "sbom.json"].map(
      (name) => `${sumOf(join(into, name))}  ${name}\n`,
    );
    writeFileSync(join(into, "SHA256SUMS"), sums.join(""));
    return {
      file,
      bytes: statSync(file).size,
      sha256: sumOf(file),
      bundled: bundled.length,
      packages: namesIn(lock).length,
      scripts: namesIn(lock).filter((path) => lock.packages[path]!.hasInstallScript),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The manifest names the packages that the modules import, in the versions of the repository. */
function writeManifest(root: string, folder: string, packages: readonly string[]): { version: string } {
  const own = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const missing = packages.filter((name) => own.dependencies[name] === undefined);
  if (missing.length > 0) throw new Error(`Imported, and no dependency: ${missing.join(", ")}`);
  const manifest = {
    name: NAME,
    version: own.version,
    description: "Server for Bluezone tokens: stations, staff, cases",
    license: own.license,
    private: true,
    type: "module",
    engines: own.engines,
    bin: { bztoken: "host-tools/tools/cli/server-main.js" },
    dependencies: Object.fromEntries(packages.map((name) => [name, own.dependencies[name]])),
  };
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

/** The repository's lock file without what the server does not need: npm takes it out by itself, and asks no registry. */
function writeLock(root: string, folder: string): LockFile {
  copyFileSync(join(root, "package-lock.json"), join(folder, LOCK));
  npm(folder, "install", "--package-lock-only", "--ignore-scripts", "--offline", "--no-audit", "--no-fund");
  return JSON.parse(readFileSync(join(folder, LOCK), "utf8"));
}

function namesIn({ packages }: LockFile): string[] {
  return Object.keys(packages).filter((path) => path !== "");
}

/** Builds for other machines are not installed here; they have the licence of their package. */
function licensesOfLock(root: string, lock: LockFile): Licensed[] {
  return namesIn(lock).map((path) => {
    const name = path.replace(/^node_modules\//, "");
    const { version, license } = lock.packages[path]!;
    const found = licenceOf(root, name);
    if (found) return found;
    if (license === undefined) throw new Error(`The package ${name} says no licence.`);
    return { name, version, licence: license, texts: [] };
  });
}

function npm(folder: string, ...words: string[]): string {
  return execFileSync("npm", [...words, "--no-update-notifier", "--loglevel=error"], {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 1 << 26,
    stdio: ["ignore", "pipe", "inherit"],
  });
}

function sumOf(file: string): string {
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}
