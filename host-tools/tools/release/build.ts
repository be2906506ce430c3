/** Builds what is installed: an archive of each product, checksums and the lists of what they consist of. */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { compileModules } from "./compile.ts";
import { type Licensed, licenceOf, licencesText } from "./licences.ts";
import { type LockFile, lockWithout } from "./lock-file.ts";
import { buildReleasePages } from "./page-build.ts";
import { PRODUCTS, type Product } from "./products.ts";
import { type Bom, withBundled } from "./sbom.ts";

const LOCK = "npm-shrinkwrap.json";
const LICENCES = "THIRD-PARTY-LICENCES.txt";
/** Every product has them. */
const DOCUMENTS = ["LICENSE", "CHANGELOG.md"];

interface Release {
  /** Of the archive. */
  readonly file: string;
  /** The list of its parts. */
  readonly sbom: string;
  readonly bytes: number;
  readonly sha256: string;
  /** That npm installs, those for other machines included, and those whose code is in the pages. */
  readonly packages: number;
  readonly bundled: number;
  /** Packages that run a script when they are installed: none. */
  readonly scripts: readonly string[];
}

/** Writes the archives, SHA256SUMS and the lists of parts into `into`, which is emptied first. The repository's packages must be installed. */
export async function buildReleases(root: string, into: string): Promise<Release[]> {
  rmSync(into, { recursive: true, force: true });
  mkdirSync(into, { recursive: true });
  const releases: Release[] = [];
  for (const product of PRODUCTS) releases.push(await buildProduct(root, into, product));
  const names = releases.flatMap(({ file, sbom }) => [file, sbom]);
  const sums = names.map((file) => `${sumOf(file)}  ${basename(file)}\n`);
  writeFileSync(join(into, "SHA256SUMS"), sums.join(""));
  return releases;
}

async function buildProduct(root: string, into: string, product: Product): Promise<Release> {
  const folder = mkdtempSync(join(tmpdir(), "release-"));
  try {
    const { name, program, threads, pages, documents } = product;
    const { packages } = await compileModules(root, [program, ...threads], folder);
    const inPages = await buildReleasePages(root, join(folder, "dist/web"), pages);
    const { version } = writeManifest(root, folder, product, packages);
    const lock = writeLock(root, folder, product);
    const bundled = inPages.map((path) => {
      const name = path.replace(/^.*\/node_modules\//, "");
      return { ...licenceOf(root, path)!, name };
    });
    writeFileSync(join(folder, LICENCES), licencesText([...licensesOfLock(root, lock), ...bundled]));
    mkdirSync(join(folder, "docs"));
    for (const document of [...DOCUMENTS, ...documents])
      copyFileSync(join(root, document), join(folder, document));
    const bom = JSON.parse(
      npm(folder, "sbom", "--sbom-format", "cyclonedx", "--package-lock-only", "--omit", "dev"),
    ) as Bom;
    const sbom = join(into, product.sbom);
    writeFileSync(sbom, `${JSON.stringify(withBundled(bom, name, version, bundled), null, 2)}\n`);
    npm(folder, "pack", "--ignore-scripts", "--pack-destination", into);
    const file = join(into, `${name}-${version}.tgz`);
    return {
      file,
      sbom,
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
function writeManifest(
  root: string,
  folder: string,
  { name, description, program }: Product,
  packages: readonly string[],
): { version: string } {
  const own = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const missing = packages.filter((name) => own.dependencies[name] === undefined);
  if (missing.length > 0) throw new Error(`Imported, and no dependency: ${missing.join(", ")}`);
  const manifest = {
    name,
    version: own.version,
    description,
    license: own.license,
    private: true,
    type: "module",
    engines: own.engines,
    bin: { bztoken: program.replace(/\.ts$/, ".js") },
    dependencies: Object.fromEntries(packages.map((name) => [name, own.dependencies[name]])),
  };
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

/** The repository's lock file without what the product does not need: npm takes it out by itself, and asks no registry. */
function writeLock(root: string, folder: string, { without }: Product): LockFile {
  copyFileSync(join(root, "package-lock.json"), join(folder, LOCK));
  npm(folder, "install", "--package-lock-only", "--ignore-scripts", "--offline", "--no-audit", "--no-fund");
  const lock = JSON.parse(readFileSync(join(folder, LOCK), "utf8")) as LockFile;
  if (without.length === 0) return lock;
  const less = lockWithout(lock, without);
  writeFileSync(join(folder, LOCK), `${JSON.stringify(less, null, 2)}\n`);
  return less;
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
