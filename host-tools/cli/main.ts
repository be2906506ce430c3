/** `bztoken`: one program, the same verbs for people, scripts and tests. */
import { BadInput, readArguments, usageOf, type Verb } from "./verb.ts";

/** Each verb is loaded when it is called: compilers and databases take seconds. */
const VERBS: Readonly<Record<string, () => Promise<Verb>>> = {
  ids: async () => (await import("./ids.ts")).ids,
  advert: async () => (await import("./advert.ts")).advert,
  firmware: async () => (await import("./firmware.ts")).firmware,
  flash: async () => (await import("./flash.ts")).flash,
  world: async () => (await import("./world.ts")).world,
  serve: async () => (await import("./serve.ts")).serve,
  admin: async () => (await import("./admin.ts")).admin,
  match: async () => (await import("./match.ts")).match,
  trace: async () => (await import("./trace.ts")).trace,
  classify: async () => (await import("./classify.ts")).classify,
  inspect: async () => (await import("./inspect.ts")).inspect,
};

const EXIT_FAILED = 1;
const EXIT_BAD_INPUT = 2;

async function overview(): Promise<string> {
  const rows: string[] = [];
  for (const [name, load] of Object.entries(VERBS))
    rows.push(`  ${name.padEnd(10)} ${(await load()).summary}`);
  return ["bztoken VERB [options]", "", ...rows, "", "bztoken VERB --help tells the options of one."].join(
    "\n",
  );
}

async function run(words: readonly string[]): Promise<void> {
  const [name, ...rest] = words;
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    console.log(await overview());
    return;
  }
  const verb = Object.hasOwn(VERBS, name) ? await VERBS[name]!() : undefined;
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
