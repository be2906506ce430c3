import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const program = fileURLToPath(new URL("../../host-tools/tools/cli/bztoken.mjs", import.meta.url));
const execute = promisify(execFile);

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs bztoken as a person would and gives all that came out of it. */
export const bztoken = (...words: string[]): Promise<Ended> => bztokenWith([], ...words);

/** The same, with words for Node before it. */
export async function bztokenWith(node: readonly string[], ...words: string[]): Promise<Ended> {
  try {
    const all = [...node, program, ...words];
    const { stdout, stderr } = await execute(process.execPath, all, { maxBuffer: 1 << 26 });
    return { code: 0, stdout, stderr };
  } catch (error) {
    return error as Ended;
  }
}
