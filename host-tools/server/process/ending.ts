/** The end of a process that cannot go on: one clear line, and an exit code that lets a supervisor start it anew. */
import { writeSync } from "node:fs";

/** Neither bad input (2) nor a deed that failed (1): what the process stands on has broken. */
const EXIT_BROKEN = 70;

/** Writes the line to standard error, whatever the event loop is doing, and ends the process. */
export function endProcess(line: string): never {
  try {
    writeSync(2, `bztoken: ${line}\n`);
  } catch {
    // Nobody reads it any more.
  }
  process.exit(EXIT_BROKEN);
}
