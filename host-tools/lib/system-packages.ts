/**
 * What lies outside npm and may be missing: the tests that need it are skipped then, and one line each says so.
 * Run as a program it prints those lines; with --debian the names of Debian packages that would fill the gaps.
 */
import { accessSync, constants, existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

interface Outside {
  readonly id: string;
  /** Where it is, or undefined when it is missing. */
  readonly find: () => string | undefined;
  readonly leavesOut: string;
  readonly howToGet: string;
  readonly debianPackage?: string;
}

export const OUTSIDE: readonly Outside[] = [
  {
    id: "espruino",
    find: () => programAt(process.env.ESPRUINO) ?? programOnPath("espruino"),
    leavesOut: "programs run on the real interpreter",
    howToGet:
      "build Espruino 2v29 for Linux (github.com/espruino/Espruino, BOARD=LINUX) and put `espruino` on PATH or name it in ESPRUINO",
  },
  {
    id: "postgresql",
    find: () => process.env.TEST_DATABASE_URL || postgresqlPrograms(),
    leavesOut: "the server's tests on PostgreSQL (they run on PGlite)",
    howToGet: "install PostgreSQL 15 or newer, or name an empty database in TEST_DATABASE_URL",
    debianPackage: "postgresql",
  },
  {
    id: "tshark",
    find: () => programOnPath("tshark"),
    leavesOut: "the Wireshark plugin held to the protocol's decoder",
    howToGet: "install tshark 4.0 or newer",
    debianPackage: "tshark",
  },
  {
    id: "dbus",
    find: () => programOnPath("dbus-daemon"),
    leavesOut: "virtual tokens behind a stand-in for BlueZ",
    howToGet: "install dbus-daemon",
    debianPackage: "dbus-daemon",
  },
  {
    id: "chromium",
    find: () =>
      programAt(process.env.CHROMIUM) ?? programOnPath("chromium") ?? programOnPath("google-chrome"),
    leavesOut: "pages in a real browser",
    howToGet: "install Chromium or Chrome, or name the program in CHROMIUM",
    debianPackage: "chromium",
  },
  {
    id: "poppler",
    find: () => programOnPath("pdftoppm"),
    leavesOut: "printed labels and cards, drawn as a printer draws them",
    howToGet: "install poppler-utils",
    debianPackage: "poppler-utils",
  },
  {
    id: "zbar",
    find: () => programOnPath("zbarimg"),
    leavesOut: "codes on printed labels, read back",
    howToGet: "install zbar-tools",
    debianPackage: "zbar-tools",
  },
  {
    id: "espeak-ng",
    find: () => programOnPath("espeak-ng"),
    leavesOut: "scripts of the public word read aloud, for their length",
    howToGet: "install espeak-ng",
    debianPackage: "espeak-ng",
  },
  {
    id: "datasets",
    find: () => (existsSync(process.env.BLUEZONE_DATASETS ?? "") ? process.env.BLUEZONE_DATASETS : undefined),
    leavesOut: "measured contacts and signal strengths",
    howToGet: "name the folder that holds the data sets in BLUEZONE_DATASETS",
  },
];

const DEBIAN_POSTGRESQL = "/usr/lib/postgresql";
const OLDEST_POSTGRESQL = 15;

/** Folder of initdb and pg_ctl of the newest PostgreSQL installed, or undefined. Debian keeps them off PATH. */
export function postgresqlPrograms(): string | undefined {
  const versions = existsSync(DEBIAN_POSTGRESQL)
    ? readdirSync(DEBIAN_POSTGRESQL)
        .map(Number)
        .filter((version) => version >= OLDEST_POSTGRESQL)
    : [];
  const initdb = programAt(
    versions.length > 0 && join(DEBIAN_POSTGRESQL, String(Math.max(...versions)), "bin", "initdb"),
  );
  return (initdb ?? programOnPath("initdb"))?.replace(/\/initdb$/, "");
}

/** Path of something outside npm by its id, or undefined; for tests that skip without it. Throws for an unknown id. */
export function outside(id: string): string | undefined {
  const found = OUTSIDE.find((entry) => entry.id === id);
  if (!found) throw new Error(`${id}: not in the table of system-packages.ts`);
  return found.find();
}

/** One line for everything that is missing. */
export function missingLines(table: readonly Outside[] = OUTSIDE): string[] {
  return table
    .filter((entry) => entry.find() === undefined)
    .map((entry) => `left out: ${entry.leavesOut} (no ${entry.id}); to have it: ${entry.howToGet}`);
}

/** First program of this name on PATH; npm's own programs do not count: one of them is called espruino too. */
export function programOnPath(name: string): string | undefined {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    if (folder.endsWith(join("node_modules", ".bin"))) continue;
    const path = programAt(folder && join(folder, name));
    if (path) return path;
  }
  return undefined;
}

function programAt(path: string | false | undefined): string | undefined {
  if (!path) return undefined;
  try {
    accessSync(path, constants.X_OK);
    return path;
  } catch {
    return undefined;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const debian = OUTSIDE.flatMap((entry) =>
    entry.debianPackage && !entry.find() ? [entry.debianPackage] : [],
  );
  for (const line of process.argv.includes("--debian") ? debian : missingLines()) console.log(line);
}
