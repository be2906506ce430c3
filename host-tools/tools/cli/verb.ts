import { type ParseArgsConfig, parseArgs } from "node:util";

/** The input cannot be used: told to the person on stderr, exit code 2. */
export class BadInput extends Error {
  override readonly name = "BadInput";
}

export interface OptionText {
  readonly type: "string" | "boolean";
  /** What stands behind the option in the help, such as HEX64. */
  readonly value?: string;
  readonly help: string;
  readonly required?: boolean;
  readonly multiple?: boolean;
}

/** Values of the options given; a required one is always there. */
export class Arguments {
  readonly positionals: readonly string[];
  readonly #values: Readonly<Record<string, unknown>>;

  constructor(values: Readonly<Record<string, unknown>>, positionals: readonly string[]) {
    this.#values = values;
    this.positionals = positionals;
  }

  text(name: string): string | undefined {
    return this.#values[name] as string | undefined;
  }

  texts(name: string): readonly string[] {
    return (this.#values[name] as string[] | undefined) ?? [];
  }

  flag(name: string): boolean {
    return this.#values[name] === true;
  }

  /** A required option, or one with a default. */
  need(name: string, otherwise?: string): string {
    const value = this.text(name) ?? otherwise;
    if (value === undefined) throw new BadInput(`--${name} is missing`);
    return value;
  }

  /** A whole number within bounds. */
  whole(name: string, otherwise: number, from: number, to: number): number {
    const text = this.text(name);
    if (text === undefined) return otherwise;
    const value = Number(text);
    if (!/^-?\d+$/.test(text) || value < from || value > to)
      throw new BadInput(`--${name} must be a whole number from ${from} to ${to}, not "${text}"`);
    return value;
  }
}

/** What a verb says: one JSON object, or text for people. */
export interface Output {
  readonly json: unknown;
  readonly text: string;
}

export interface Verb {
  readonly summary: string;
  /** What follows the verb in the usage line, options aside. */
  readonly usage: string;
  /** What its lists cover, and how it says so, for docs/coverage.md. */
  readonly covers: string;
  readonly options: Readonly<Record<string, OptionText>>;
  run(args: Arguments): Promise<Output> | Output;
}

/** Reads the words behind a verb; BadInput names the word that does not fit. */
export function readArguments(verb: Verb, words: readonly string[]): Arguments {
  const options: NonNullable<ParseArgsConfig["options"]> = {
    json: { type: "boolean" },
    help: { type: "boolean", short: "h" },
  };
  for (const [name, { type, multiple }] of Object.entries(verb.options))
    options[name] = { type, ...(multiple ? { multiple } : {}) };
  let parsed: ReturnType<typeof parseArgs>;
  try {
    parsed = parseArgs({ args: joinNegatives(words), options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new BadInput(error instanceof Error ? error.message.split(". ")[0]! : String(error));
  }
  if (!parsed.values.help)
    for (const [name, { required }] of Object.entries(verb.options))
      if (required && parsed.values[name] === undefined) throw new BadInput(`--${name} is missing`);
  return new Arguments(parsed.values, parsed.positionals);
}

/** `--power -60` as `--power=-60`: parseArgs takes a leading dash for an option. */
function joinNegatives(words: readonly string[]): string[] {
  const joined: string[] = [];
  for (const word of words) {
    const option = joined.at(-1);
    if (/^-\d/.test(word) && option?.startsWith("--")) joined[joined.length - 1] = `${option}=${word}`;
    else joined.push(word);
  }
  return joined;
}

export function usageOf(name: string, verb: Verb): string {
  const rows = Object.entries(verb.options).map(([option, { value, help }]) => {
    const left = `  --${option}${value ? ` ${value}` : ""}`;
    return `${left.padEnd(24)} ${help}`;
  });
  return [
    `bztoken ${name} ${verb.usage}`.trimEnd(),
    "",
    verb.summary,
    "",
    ...rows,
    `${"  --json".padEnd(24)} one JSON object`,
  ].join("\n");
}
