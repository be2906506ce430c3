import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readScript, type Script } from "../../../host-tools/studies/conformance/script.ts";

const folder = (name: string): string => fileURLToPath(new URL(`${name}/`, import.meta.url));

interface NamedScript extends Script {
  readonly name: string;
  readonly hash: string;
}

interface Transcript {
  /** Version and board of the interpreter that printed it. */
  readonly recordedOn: string;
  readonly scriptHash: string;
  readonly lines: readonly string[];
}

/** All scripts, by name. */
export function scripts(): NamedScript[] {
  return readdirSync(folder("scripts"))
    .filter((file) => file.endsWith(".js"))
    .sort()
    .map((file) => readFile(file.slice(0, -3)));
}

function readFile(name: string): NamedScript {
  const source = readFileSync(`${folder("scripts")}${name}.js`, "latin1");
  const hash = createHash("sha256").update(source, "latin1").digest("hex").slice(0, 16);
  return { name, hash, ...readScript(source) };
}

const transcriptPath = (name: string): string => `${folder("transcripts")}${name}.txt`;

/** What the interpreter printed, or undefined where that was never recorded. */
export function transcriptOf(name: string): Transcript | undefined {
  if (!existsSync(transcriptPath(name))) return undefined;
  const [header = "", ...lines] = readFileSync(transcriptPath(name), "latin1").replace(/\n$/, "").split("\n");
  const [, recordedOn = "", scriptHash = ""] = header.match(/^# (.*), script ([0-9a-f]+)$/) ?? [];
  return { recordedOn, scriptHash, lines };
}

export function writeTranscript(name: string, { recordedOn, scriptHash, lines }: Transcript): void {
  const text = [`# ${recordedOn}, script ${scriptHash}`, ...lines, ""].join("\n");
  writeFileSync(transcriptPath(name), text, "latin1");
}

/** Names of transcripts whose script is gone. */
export function orphans(): string[] {
  const there = new Set(scripts().map((script) => script.name));
  return readdirSync(folder("transcripts"))
    .map((file) => file.replace(/\.txt$/, ""))
    .filter((name) => !there.has(name));
}
