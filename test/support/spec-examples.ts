import { readFileSync } from "node:fs";
import { fromHex } from "../../protocol/bytes.ts";

/** One example block of SPEC.md: its lines by name. */
class SpecExample {
  readonly #lines: ReadonlyMap<string, string>;

  constructor(lines: ReadonlyMap<string, string>) {
    this.#lines = lines;
  }

  text(name: string): string {
    const value = this.#lines.get(name);
    if (value === undefined) throw new Error(`SPEC.md has no line "${name}" in this example`);
    return value;
  }

  number(name: string): number {
    return Number(this.text(name));
  }

  bytes(name: string): Uint8Array {
    const bytes = fromHex(this.text(name));
    if (!bytes) throw new Error(`SPEC.md: "${name}" is not hex`);
    return bytes;
  }
}

/** The block ```example NAME of protocol/SPEC.md. */
export function specExample(name: string): SpecExample {
  const spec = readFileSync(new URL("../../protocol/SPEC.md", import.meta.url), "utf8");
  const block = new RegExp(`^\`\`\`example ${name}\\n([^]*?)^\`\`\``, "m").exec(spec)?.[1];
  if (block === undefined) throw new Error(`SPEC.md has no example "${name}"`);
  return new SpecExample(
    new Map(
      block
        .trim()
        .split("\n")
        .map((line) => {
          const colon = line.indexOf(": ");
          return [line.slice(0, colon), line.slice(colon + 2)];
        }),
    ),
  );
}
