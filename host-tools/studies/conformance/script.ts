/** A script that runs on the virtual token and on an interpreter, and what of its output is compared. */
import { createHash } from "node:crypto";
import { readScenario, type Stimulus } from "./scenario.ts";

/**
 * What a script needs of the interpreter: any build will do, one with a board's flash and cryptography ("board"), or
 * one with the board's radio code and a clock of our own ("radio").
 */
export type Needs = "any" | "board" | "radio";

export interface Script {
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
}

/** Reads a script's text. Throws an error that names the line of a scenario that cannot be read. */
export function readScript(source: string): Script {
  const [first = ""] = source.split("\n");
  const needs = source.match(/^\/\/ needs: (board|radio)$/m)?.[1] as Needs | undefined;
  const scenario = readScenario(source);
  return {
    title: first.replace(/^\/\/ /, ""),
    source,
    needs: scenario.length > 0 ? "radio" : (needs ?? "any"),
    realClock: /^\/\/ clock: real$/m.test(source),
    cuts: readCuts(source.match(/^\/\/ cuts: (.*)$/m)?.[1] ?? ""),
    scenario,
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
