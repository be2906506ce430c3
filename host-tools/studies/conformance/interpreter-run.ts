/** A program on the interpreter: started, watched and ended, in a folder of its own. */
import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Printed before the script: what comes earlier is the banner. */
export const MARK = "--- script ---";
/** An interpreter that does not end by itself is ended after so long, ms. */
const PATIENCE_MS = 20_000;

/** A process of the interpreter in a folder of its own, for the flash that it keeps in a file. */
export interface Run {
  readonly child: ChildProcess;
  /** What it has written to its console so far. */
  output(): string;
  /** What its flash holds now; undefined as long as nothing was written. */
  flash(): Uint8Array | undefined;
  /** Resolves when it has ended. Throws when it could not be started. */
  readonly ended: Promise<void>;
}

/** Start a program text on an interpreter; `use` does what is to be done while it runs. The folder is gone afterwards. */
export async function withRun<T>(
  path: string,
  source: string,
  options: {
    readonly environment?: Readonly<Record<string, string>>;
    /** More descriptors than input, output and errors. */
    readonly channels?: readonly "pipe"[];
    /** What its flash holds at the start; blank where not given. */
    readonly flash?: Uint8Array | undefined;
  },
  use: (run: Run) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "conformance-"));
  const file = join(folder, "output");
  const flash = join(folder, "espruino.flash");
  const output = openSync(file, "w");
  try {
    if (options.flash) writeFileSync(flash, options.flash);
    writeFileSync(join(folder, "script.js"), `echo(0);print("${MARK}");\n${source}`, "latin1");
    // Input stays open and silent: at its end the interpreter reads garbage.
    const child = spawn(path, ["script.js"], {
      cwd: folder,
      stdio: ["pipe", output, output, ...(options.channels ?? [])],
      env: { ...process.env, ...options.environment },
    });
    const ended = new Promise<void>((resolve, reject) => {
      child.on("close", () => resolve()).on("error", reject);
    });
    const timer = setTimeout(() => child.kill("SIGKILL"), PATIENCE_MS);
    try {
      return await use({
        child,
        output: () => readFileSync(file, "latin1"),
        flash: () => (existsSync(flash) ? readFileSync(flash) : undefined),
        ended,
      });
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

/** Console output behind the mark; without the lines in which a simulated radio tells what it does. */
export function afterMark(output: string, dropRadio = false): string {
  const start = output.indexOf(MARK);
  if (start < 0) throw new Error(`the interpreter did not get to the script:\n${output}`);
  const text = output.slice(output.indexOf("\n", start) + 1);
  return dropRadio ? text.replace(/^@.*\n/gm, "") : text;
}
