import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { playOnInterpreter } from "./lock-step.ts";
import { ADDRESS } from "./on-model.ts";
import { comparable, type Needs, type Script } from "./suite.ts";

/** Printed before the script: what comes earlier is the banner. */
export const MARK = "--- script ---";
/** An interpreter that does not end by itself is ended after so long, ms. */
const PATIENCE_MS = 20_000;

/** An interpreter at hand. */
export interface Build {
  readonly path: string;
  /** Version and board, for the head of a transcript. */
  readonly name: string;
  /** What scripts may need of it. */
  readonly has: ReadonlySet<Needs>;
}

/** A process of the interpreter in a folder of its own, for the flash that it keeps in a file. */
export interface Run {
  readonly child: ChildProcess;
  /** What it has written to its console so far. */
  output(): string;
  /** Resolves when it has ended. Throws when it could not be started. */
  readonly ended: Promise<void>;
}

/** Start a program text on an interpreter; `use` does what is to be done while it runs. The folder is gone afterwards. */
export async function withRun<T>(
  path: string,
  source: string,
  options: { readonly environment?: Readonly<Record<string, string>>; readonly channels?: number },
  use: (run: Run) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "conformance-"));
  const file = join(folder, "output");
  const output = openSync(file, "w");
  try {
    writeFileSync(join(folder, "script.js"), `echo(0);print("${MARK}");\n${source}`, "latin1");
    // Input stays open and silent: at its end the interpreter reads garbage.
    const channels = Array.from({ length: options.channels ?? 0 }, () => "pipe" as const);
    const child = spawn(path, ["script.js"], {
      cwd: folder,
      stdio: ["pipe", output, output, ...channels],
      env: { ...process.env, ...options.environment },
    });
    const ended = new Promise<void>((resolve, reject) => {
      child.on("close", () => resolve()).on("error", reject);
    });
    const timer = setTimeout(() => child.kill("SIGKILL"), PATIENCE_MS);
    try {
      return await use({ child, output: () => readFileSync(file, "latin1"), ended });
    } finally {
      child.stdin?.end();
      if (child.exitCode === null) child.kill("SIGKILL");
      await ended.catch(() => {});
      clearTimeout(timer);
    }
  } finally {
    closeSync(output);
    rmSync(folder, { recursive: true });
  }
}

/** Find out what an interpreter is. */
export async function inspectBuild(path: string): Promise<Build> {
  const [version, board, sim] = await printed(
    path,
    "print(process.version+'\\n'+process.env.BOARD+'\\n'+typeof SIM)",
  );
  const has = new Set<Needs>(["any"]);
  if (board !== "LINUX") has.add("board");
  if (sim === "function") has.add("radio");
  return { path, name: `Espruino ${version} ${board}${sim === "function" ? " with radio" : ""}`, has };
}

/**
 * What a script prints on the interpreter, and what its radio does where it has a scenario. A build with a clock of
 * its own jumps from timer to timer, so that a busy machine changes nothing; others take the time it takes.
 */
export function runOnInterpreter({ path }: Build, script: Script): Promise<string[]> {
  if (script.scenario.length > 0) return playOnInterpreter(path, script);
  return printed(path, script.source, script.realClock ? {} : { SIM_VIRTUAL: "1" });
}

async function printed(
  path: string,
  source: string,
  clock: Readonly<Record<string, string>> = {},
): Promise<string[]> {
  const environment = { SIM_ADDRESS: ADDRESS, ...clock };
  const output = await withRun(path, source, { environment }, async (run) => {
    await run.ended;
    return run.output();
  });
  return comparable(afterMark(output, true));
}

/** Console output behind the mark; without the lines in which a simulated radio tells what it does. */
export function afterMark(output: string, dropRadio = false): string {
  const start = output.indexOf(MARK);
  if (start < 0) throw new Error(`the interpreter did not get to the script:\n${output}`);
  const text = output.slice(output.indexOf("\n", start) + 1);
  return dropRadio ? text.replace(/^@.*\n/gm, "") : text;
}
