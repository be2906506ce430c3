import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readScenario, type Stimulus } from "./scenario.ts";

const folder = (name: string): string => fileURLToPath(new URL(`${name}/`, import.meta.url));

/**
 * What a script needs of the interpreter: any build will do, one with a board's flash and cryptography ("board"), or
 * one with the board's radio code and a clock of our own ("radio").
 */
export type Needs = "any" | "board" | "radio";

export interface Script {
  readonly name: string;
  /** The first comment: what it shows. */
  readonly title: string;
  readonly source: string;
  readonly needs: Needs;
  /** It waits by looking at the clock: time must pass while it runs. */
  readonly realClock: boolean;
  /** Flash operations (word writes and page erases, counted from 1) after which the power is cut, one run each. */
  readonly cuts: readonly number[];
  /** Empty where nothing happens to the token but its program. */
  readonly scenario: readonly Stimulus[];
  readonly hash: string;
}

export interface Transcript {
  /** Version and board of the interpreter that printed it. */
  readonly recordedOn: string;
  readonly scriptHash: string;
  readonly lines: readonly string[];
}

/** All scripts, by name. */
export function scripts(): Script[] {
  return readdirSync(folder("scripts"))
    .filter((file) => file.endsWith(".js"))
    .sort()
    .map((file) => readScript(file.slice(0, -3)));
}

function readScript(name: string): Script {
  const source = readFileSync(`${folder("scripts")}${name}.js`, "latin1");
  const [first = ""] = source.split("\n");
  const needs = source.match(/^\/\/ needs: (board|radio)$/m)?.[1] as Needs | undefined;
  const scenario = readScenario(source);
  return {
    name,
    title: first.replace(/^\/\/ /, ""),
    source,
    needs: scenario.length > 0 ? "radio" : (needs ?? "any"),
    realClock: /^\/\/ clock: real$/m.test(source),
    cuts: readCuts(source.match(/^\/\/ cuts: (.*)$/m)?.[1] ?? ""),
    scenario,
    hash: createHash("sha256").update(source, "latin1").digest("hex").slice(0, 16),
  };
}

/** "3 7-9" is 3, 7, 8, 9; "10-50/20" is 10, 30, 50. */
function readCuts(text: string): number[] {
  return text.split(" ").flatMap((part) => {
    const [, from, to = from, step = "1"] = part.match(/^(\d+)(?:-(\d+))?(?:\/(\d+))?$/) ?? [];
    const cuts: number[] = [];
    for (let cut = Number(from); cut <= Number(to); cut += Number(step)) cuts.push(cut);
    return cuts;
  });
}

/** What is looked at after the power came back. */
export const AFTER_CUT = 'var s=require("Storage");print(JSON.stringify(s.list()),s.getFree())';

/** A line for the bytes of flash as they were left; none where all is blank. */
export function flashLines(bytes: Uint8Array | undefined): string[] {
  return bytes?.some((byte) => byte !== 0xff) ? [`@ flash ${flashHash(bytes)}`] : [];
}

export function flashHash(bytes: Uint8Array | undefined): string {
  return bytes ? createHash("sha256").update(bytes).digest("hex").slice(0, 16) : "blank";
}

const transcriptPath = (name: string): string => `${folder("transcripts")}${name}.txt`;

/** What the interpreter printed, or undefined where that was never recorded. */
export function transcriptOf(name: string): Transcript | undefined {
  if (!existsSync(transcriptPath(name))) return undefined;
  const [header = "", ...lines] = readFileSync(transcriptPath(name), "latin1").replace(/\n$/, "").split("\n");
  const [, recordedOn = "", scriptHash = ""] = header.match(/^# (.*), script ([0-9a-f]+)$/) ?? [];
  return { recordedOn, scriptHash, lines: lines.map((line) => line.replace(OWN_LINE, "$1")) };
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

/** The line of the interpreter's own source that an error of the radio stack ends in: another in each build. */
const OWN_LINE = /(\bERR 0x\w+(?: \(\w+\))?) \(:\d+\)/g;

/**
 * Lines as they are compared: the place of an uncaught error, the source shown with it and lines of the interpreter's own
 * source are left out.
 */
export function comparable(output: string): string[] {
  const lines = output.replaceAll("\r", "").replace(OWN_LINE, "$1").replace(/\n$/, "").split("\n");
  const kept: string[] = [];
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    if (/^ {4}at .*\d+:\d+\)?$/.test(line)) {
      // The line of the program, and a caret below it.
      if (/^ *\^$/.test(lines[i + 2] ?? "")) i += 2;
    } else {
      kept.push(line);
    }
  }
  return kept.length === 1 && kept[0] === "" ? [] : kept;
}
