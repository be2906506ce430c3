/** `bztoken`: one program, the same verbs for people, scripts and tests. */
import { advert } from "./advert.ts";
import { firmware } from "./firmware.ts";
import { ids } from "./ids.ts";
import { inspect } from "./inspect.ts";
import { match } from "./match.ts";
import { BadInput, readArguments, usageOf, type Verb } from "./verb.ts";
import { world } from "./world.ts";

const VERBS: Readonly<Record<string, Verb>> = { ids, advert, firmware, world, match, inspect };

const EXIT_FAILED = 1;
const EXIT_BAD_INPUT = 2;

function overview(): string {
  const rows = Object.entries(VERBS).map(([name, { summary }]) => `  ${name.padEnd(10)} ${summary}`);
  return ["bztoken VERB [options]", "", ...rows, "", "bztoken VERB --help tells the options of one."].join(
    "\n",
  );
}

async function run(words: readonly string[]): Promise<void> {
  const [name, ...rest] = words;
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    console.log(overview());
    return;
  }
  const verb = Object.hasOwn(VERBS, name) ? VERBS[name] : undefined;
  if (!verb) throw new BadInput(`there is no verb "${name}"; bztoken --help lists them`);
  const args = readArguments(verb, rest);
  if (args.flag("help")) {
    console.log(usageOf(name, verb));
    return;
  }
  const output = await verb.run(args);
  console.log(args.flag("json") ? JSON.stringify(output.json) : output.text);
}

// A reader such as head may close the pipe before the last line.
process.stdout.on("error", () => process.exit());

try {
  await run(process.argv.slice(2));
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  console.error(`bztoken: ${message}`);
  if (!(error instanceof BadInput) && process.env.BZTOKEN_DEBUG) console.error(error);
  process.exitCode = error instanceof BadInput ? EXIT_BAD_INPUT : EXIT_FAILED;
}
