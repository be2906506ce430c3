/**
 * Runs benches (benches.ts) and keeps what each prints as JSON under docs/figures, with the command, the machine, the day and the commit:
 *   node --import tsx host-tools/tools/figures/record.ts [NAME…]
 * Without names all are run that are neither long nor lack what they need.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { BENCHES, type BenchCommand } from "./benches.ts";
import { REPOSITORY } from "./documents.ts";
import { machineNow } from "./machine.ts";

/** What is kept of a bench's JSON: all, or the parts under these names. Refusal: an error that names one that is not there. */
export function keptParts(json: unknown, names: readonly string[] = []): unknown {
  if (names.length === 0) return json;
  return Object.fromEntries(
    names.map((name) => {
      if (typeof json !== "object" || json === null || !Object.hasOwn(json, name))
        throw new Error(`the command's JSON has no ${name}`);
      return [name, (json as Readonly<Record<string, unknown>>)[name]];
    }),
  );
}

/** The JSON that a command printed last: what came before is for people. Refusal: an error. */
export function lastJson(printed: string): unknown {
  const line = printed.trim().split("\n").at(-1) ?? "";
  try {
    return JSON.parse(line);
  } catch {
    throw new Error(`the command's last line is no JSON: ${line.slice(0, 80)}`);
  }
}

function commitNow(): string {
  const git = (...words: string[]) =>
    execFileSync("git", words, { cwd: REPOSITORY, encoding: "utf8" }).trim();
  // What was recorded before in the same run is no change of the program.
  const isChanged = git("status", "--porcelain", "--untracked-files=no", "--", ".", ":!docs") !== "";
  return git("rev-parse", "--short=12", "HEAD") + (isChanged ? ", changed" : "");
}

function record(name: string, { command, parts }: BenchCommand): void {
  const machine = machineNow(REPOSITORY);
  const { status, stdout } = spawnSync("sh", ["-c", command], {
    cwd: REPOSITORY,
    encoding: "utf8",
    maxBuffer: 1 << 28,
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (status !== 0) throw new Error(`the command ended with ${status}: ${command}`);
  const figures = keptParts(lastJson(stdout), parts);
  const date = new Date().toISOString().slice(0, 10);
  const folder = join(REPOSITORY, "docs/figures");
  mkdirSync(folder, { recursive: true });
  const kept = { command, date, commit: commitNow(), machine, figures };
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(kept, null, 2)}\n`);
  console.log(`docs/figures/${name}.json`);
}

function main(names: readonly string[]): void {
  for (const name of names)
    if (!Object.hasOwn(BENCHES, name))
      throw new Error(`${name}: no such bench; there are ${Object.keys(BENCHES).join(", ")}`);
  for (const [name, bench] of Object.entries(BENCHES)) {
    const isAsked = names.includes(name);
    if (names.length > 0 && !isAsked) continue;
    if (bench.needs && !process.env[bench.needs])
      console.error(`${name}: left out, ${bench.needs} names no folder`);
    else if (isAsked || !bench.isLong) record(name, bench);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  try {
    main(process.argv.slice(2));
  } catch (error) {
    console.error(`record: ${(error as Error).message}`);
    process.exitCode = 1;
  }
