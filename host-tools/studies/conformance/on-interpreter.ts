import { afterMark, withRun } from "./interpreter-run.ts";
import { playOnInterpreter } from "./lock-step.ts";
import { RADIO_ADDRESS } from "./radio-channel.ts";
import { AFTER_CUT, comparable, flashHash, flashLines, type Needs, type Script } from "./script.ts";

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
