/** Runs one of the verbs with the words of the command line; each is loaded when it is called. Sets the exit code: 2 for bad input. */
import { BadInput, readArguments, usageOf, type Verb } from "./verb.ts";

export type Verbs = Readonly<Record<string, () => Promise<Verb>>>;

const EXIT_FAILED = 1;
const EXIT_BAD_INPUT = 2;

async function overview(verbs: Verbs): Promise<string> {
  const rows: string[] = [];
  for (const [name, load] of Object.entries(verbs))
    rows.push(`  ${name.padEnd(10)} ${(await load()).summary}`);
  return ["bztoken VERB [options]", "", ...rows, "", "bztoken VERB --help tells the options of one."].join(
    "\n",
  );
}

async function run(verbs: Verbs, words: readonly string[]): Promise<void> {
  const [name, ...rest] = words;
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    console.log(await overview(verbs));
    return;
  }
  const verb = Object.hasOwn(verbs, name) ? await verbs[name]!() : undefined;
  if (!verb) throw new BadInput(`there is no verb "${name}"; bztoken --help lists them`);
  const args = readArguments(verb, rest);
  if (args.flag("help")) {
    console.log(usageOf(name, verb));
    return;
  }
  const output = await verb.run(args);
  console.log(args.flag("json") ? JSON.stringify(output.json) : output.text);
}

export async function runProgram(verbs: Verbs): Promise<void> {
  // A reader such as head may close the pipe before the last line.
  process.stdout.on("error", () => process.exit());
  try {
    await run(verbs, process.argv.slice(2));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    console.error(`bztoken: ${message}`);
    if (!(error instanceof BadInput) && process.env.BZTOKEN_DEBUG) console.error(error);
    process.exitCode = error instanceof BadInput ? EXIT_BAD_INPUT : EXIT_FAILED;
  }
}
