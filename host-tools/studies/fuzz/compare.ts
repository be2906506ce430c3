/** One generated script on the virtual token and on an interpreter. */
import { type Build, runOnInterpreter } from "../conformance/on-interpreter.ts";
import { runOnModel } from "../conformance/on-model.ts";
import { readScript } from "../conformance/script.ts";

/** Lines shown from the first one on that differs. */
const SHOWN = 4;

/** Where the outputs part: the number of the line, and some lines of each from there on. */
export interface Difference {
  readonly line: number;
  readonly model: readonly string[];
  readonly interpreter: readonly string[];
}

/** Where the two part in what they print and in what their radios do; undefined where they are equal. */
export async function differenceOf(build: Build, source: string): Promise<Difference | undefined> {
  const script = readScript(source);
  const model = linesOf(() => runOnModel(script));
  const interpreter = linesOf(() => runOnInterpreter(build, script));
  return firstDifference(await model, await interpreter);
}

/** A run that fails is a line of its output: it differs from one that does not. */
async function linesOf(
  run: () => readonly string[] | Promise<readonly string[]>,
): Promise<readonly string[]> {
  try {
    return await run();
  } catch (error) {
    const [what] = String(error).split("\n");
    return [`failed: ${what}`];
  }
}

export function firstDifference(
  model: readonly string[],
  interpreter: readonly string[],
): Difference | undefined {
  const most = Math.max(model.length, interpreter.length);
  for (let line = 0; line < most; line++)
    if (model[line] !== interpreter[line])
      return {
        line,
        model: model.slice(line, line + SHOWN),
        interpreter: interpreter.slice(line, line + SHOWN),
      };
  return undefined;
}
