import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { playOnInterpreter } from "./lock-step.ts";
import { RADIO_ADDRESS } from "./radio-channel.ts";
import { AFTER_CUT, comparable, flashHash, flashLines, type Needs, type Script } from "./script.ts";

/** Printed before the script: what comes earlier is the banner. */
export const MARK = "--- script ---";
/** An interpreter that does not end by itself is ended after so long, ms. */
const PATIENCE_MS = 20_000;

/** An interpreter at hand. */
export interface Build {
  readonly path: string;
  /** Version, board and processor, for the head of a transcript. */
  readonly name: string;
  /** Shifts and numbers are those of a board's processor. */
  readonly isArm: boolean;
  /** What scripts may need of it. */
  readonly has: ReadonlySet<Needs>;
}

/** A process of the interpreter in a folder of its own, for the flash that it keeps in a file. */
interface Run {
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

/** Prints what tells builds apart. A shift by 32 leaves nothing on a board's processor, and everything on a PC's. */
const WHO = "print(process.version+'\\n'+process.env.BOARD+'\\n'+typeof SIM+'\\n'+(1<<32))";

/** Find out what an interpreter is. */
export async function inspectBuild(path: string): Promise<Build> {
  const { lines } = await runOnce(path, WHO);
  const [version, board, sim, shifted] = lines;
  const has = new Set<Needs>(["any"]);
  if (board !== "LINUX") has.add("board");
  if (sim === "function") has.add("radio");
  const isArm = shifted === "0";
  const name = `Espruino ${version} ${board}${has.has("radio") ? " with radio" : ""}, ${isArm ? "ARM" : "x86"}`;
  return { path, name, isArm, has };
}

/**
 * What a script prints on the interpreter, and what its radio does where it has a scenario. A build with a clock of
 * its own jumps from timer to timer, so that a busy machine changes nothing; others take the time it takes.
 */
export async function runOnInterpreter({ path }: Build, script: Script): Promise<string[]> {
  if (script.scenario.length > 0) return playOnInterpreter(path, script);
  const { lines, flash } = await runOnce(path, script.source, script.realClock ? {} : { SIM_VIRTUAL: "1" });
  // Only boards' flash is what the model has.
  const protocol = [...lines, ...(script.needs === "any" ? [] : flashLines(flash))];
  for (const cut of script.cuts) {
    const left = await runOnce(path, script.source, { SIM_FLASH_CUT: String(cut) });
    const after = await runOnce(path, AFTER_CUT, {}, left.flash);
    protocol.push(`@ cut ${cut}: ${flashHash(left.flash)}`, ...after.lines, ...flashLines(after.flash));
  }
  return protocol;
}

async function runOnce(
  path: string,
  source: string,
  environment: Readonly<Record<string, string>> = {},
  flash?: Uint8Array,
): Promise<{ lines: string[]; flash: Uint8Array | undefined }> {
  const options = { environment: { SIM_ADDRESS: RADIO_ADDRESS, ...environment }, flash };
  return withRun(path, source, options, async (run) => {
    await run.ended;
    return { lines: comparable(afterMark(run.output(), true)), flash: run.flash() };
  });
}

/** Console output behind the mark; without the lines in which a simulated radio tells what it does. */
export function afterMark(output: string, dropRadio = false): string {
  const start = output.indexOf(MARK);
  if (start < 0) throw new Error(`the interpreter did not get to the script:\n${output}`);
  const text = output.slice(output.indexOf("\n", start) + 1);
  return dropRadio ? text.replace(/^@.*\n/gm, "") : text;
}
