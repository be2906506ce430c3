/** What a test run consists of: the checks, and the shards, which are tests that share one process of Mocha. */
import { accessSync, constants, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Job } from "./job.ts";

interface Shard {
  readonly name: string;
  /** Folders below test/. A file belongs to the shard that names the longest folder above it. */
  readonly folders: readonly string[];
  /** Beginnings of files' paths below test/, where a folder takes too long for one shard. */
  readonly files?: readonly string[];
  /** Opens the built pages. */
  readonly opensPages?: true;
}

/** The longest ones first, so that none of them is alone at the end. */
const SHARDS: readonly Shard[] = [
  { name: "pages", folders: ["pages"], opensPages: true },
  {
    name: "pages-of-offices",
    folders: ["pages/journeys"],
    files: ["calls", "case-", "desk", "in-a-hurry", "leaving", "lists", "many-", "notices", "two-"].map(
      (name) => `pages/${name}`,
    ),
    opensPages: true,
  },
  {
    name: "pages-of-administration",
    folders: [],
    files: ["pages/quanly", "pages/journeys/commune"],
    opensPages: true,
  },
  { name: "station", folders: ["station", "models/bluez", "e2e"], opensPages: true },
  { name: "server-faults", folders: ["server/database", "server/disk", "server/process", "studies/outages"] },
  { name: "studies", folders: ["studies"] },
  { name: "tools", folders: ["tools", "labels", "bench"] },
  { name: "server", folders: ["server"] },
  { name: "server-people", folders: ["server/cases", "server/lists", "server/people"] },
  { name: "server-http", folders: ["server/http"], opensPages: true },
  // All the rest: protocol, firmware, models, world, and whatever folder comes next.
  { name: "token", folders: [] },
];

const CORE_ROOMS = ["concurrency", "journal", "matching", "staff", "tokens", "units", "uploads"];

/** The short round: what most changes break, and nothing that starts other programs. */
const FAST: readonly Shard[] = [
  {
    name: "server-core",
    folders: CORE_ROOMS.map((room) => `server/${room}`),
  },
  { name: "token", folders: ["protocol", "boards", "lib", "formats", "tools/firmware-build", "tools/lint"] },
];

const VITE = "node_modules/vite/bin/vite.js";
const VITE_CONFIG = "host-tools/pages/vite.config.ts";
/** The compiler keeps what it knows here: the next run takes half the time. */
const KNOWN_TYPES = "dist/types";
const PROGRAMS = [".", "firmware", "host-tools/pages", "test/pages"];
const LINTS = ["check-arrows", "check-idioms", "check-types"].map(
  (name) => `host-tools/tools/lint/${name}.ts`,
);
const REPORTER = "test/support/count-reporter.cjs";

/** Types and lint, the pages built into the folder, all tests. */
export function allJobs(root: string, folder: string): Job[] {
  const pages = join(folder, "pages");
  const build = [VITE, "build", "-c", VITE_CONFIG, "--logLevel", "warn", "--outDir", pages];
  return [
    { name: "build-of-pages", command: process.execPath, words: build, isShard: false },
    ...shardJobs(root, SHARDS, { BLUEZONE_BUILT_PAGES: pages }),
    ...checks(root),
  ];
}

/** Types, lint, and the short round of tests, without PostgreSQL. */
export function fastJobs(root: string): Job[] {
  return [...shardJobs(root, FAST, { TEST_DATABASES: "PGlite" }, true), ...checks(root)];
}

function checks(root: string): Job[] {
  const keeps = canKeep(join(root, KNOWN_TYPES));
  const types = PROGRAMS.map((program) => {
    const file = `${KNOWN_TYPES}/${program.replace(/\W/g, "-")}.tsbuildinfo`;
    return `node_modules/.bin/tsc --noEmit -p ${program}${keeps ? ` --incremental --tsBuildInfoFile ${file}` : ""}`;
  });
  const lints = LINTS.map((lint) => `"${process.execPath}" --import tsx ${lint}`);
  return [
    { name: "types", commands: types },
    { name: "lint", commands: ["node_modules/.bin/biome check .", ...lints] },
  ].map(({ name, commands }) => ({
    name,
    command: "sh",
    words: ["-c", commands.join(" && ")],
    isShard: false,
  }));
}

/** Makes the folder. Who may only read the repository compiles everything anew. */
function canKeep(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function shardJobs(
  root: string,
  shards: readonly Shard[],
  environment: Readonly<Record<string, string>>,
  isPart = false,
): Job[] {
  const filesOf = sharedOut(testFiles(root), shards, isPart);
  return shards.map(({ name, opensPages }) => ({
    name,
    command: process.execPath,
    words: ["node_modules/mocha/bin/mocha.js", "--reporter", REPORTER, ...filesOf.get(name)!],
    environment,
    ...(opensPages ? { after: "build-of-pages" } : {}),
    isShard: true,
  }));
}

/** Paths of all test files, from the root. */
export function testFiles(root: string): string[] {
  const names = readdirSync(join(root, "test"), { recursive: true, encoding: "utf8" });
  return names
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => `test/${name.replaceAll("\\", "/")}`)
    .sort();
}

/** The files of each shard. What belongs to none goes to the last one, unless only a part is wanted. */
export function sharedOut(
  files: readonly string[],
  shards: readonly Shard[],
  isPart = false,
): Map<string, string[]> {
  const shares = new Map(shards.map(({ name }) => [name, [] as string[]]));
  for (const file of files) {
    let owner = isPart ? undefined : shards.at(-1)!.name;
    let longest = 0;
    for (const { name, folders, files: begun = [] } of shards)
      for (const beginning of [...folders.map((folder) => `${folder}/`), ...begun])
        if (file.startsWith(`test/${beginning}`) && beginning.length > longest) {
          owner = name;
          longest = beginning.length;
        }
    if (owner !== undefined) shares.get(owner)!.push(file);
  }
  for (const [name, share] of shares)
    if (share.length === 0) throw new Error(`${name}: a shard without tests.`);
  return shares;
}
