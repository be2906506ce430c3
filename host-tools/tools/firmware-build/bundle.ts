/**
 * Builds the program of a token for one board: esbuild bundles and puts the board's figures in, TypeScript lowers to
 * ES5 (esbuild cannot), the result is checked against what the interpreter cannot run, terser shortens it, and the
 * espruino package turns it into tokens. Property names that end in an underscore are shortened too.
 */
import { SourceMap } from "node:module";
import { fileURLToPath } from "node:url";
import { build as esbuild } from "esbuild";
import { type CompressOptions, minify } from "terser";
import ts from "typescript";
import type { Board } from "../../../boards/board.ts";
import { definesOf, ROLE_CONSTANT, type Role } from "./board-constants.ts";
import { inlineCalls } from "./inline-calls.ts";
import { MODULES } from "./interpreter-names.ts";
import { plainTokens } from "./plain-tokens.ts";
import { withShorthands } from "./shorthands.ts";
import { type FlashUse, flashUse, LIBRARY_MOST } from "./sizes.ts";
import { splitProgram } from "./split-program.ts";
import { pretokenise, untokenise } from "./tokens.ts";
import { checkScript, type Finding, type Stage, UnsupportedSyntax } from "./unsupported.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
/** Names that a program must not take from the interpreter, whether it uses them or not. */
const RESERVED = [
  "E",
  "NRF",
  "LED",
  "LED1",
  "LED2",
  "LED3",
  "BTN",
  "BTN1",
  "I2C1",
  "SPI1",
  "Pin",
  "Puck",
  "g",
  ...Array.from({ length: 100 }, (_, pin) => [`D${pin}`, `A${pin}`]).flat(),
];

/** Such calls lie in one another at most so deep. */
const INLINING_ROUNDS = 3;

/** At top level functions need no closure, which saves variables; a script of its own scope leaves no names behind. */
type Scope = "top" | "own";

export interface FirmwareBuild {
  readonly board: Board;
  /** The program's first functions, tokenised: the file `.boot1`. */
  readonly library: Uint8Array;
  /** The rest of it, tokenised: the file `.boot2`. `untokenise` of tokens.ts gives text that any engine runs. */
  readonly program: Uint8Array;
  /** The same program as minified ES5 text, ASCII only. */
  readonly source: string;
  /** Minified text of the lock-down script: the file `.boot0` before padding. */
  readonly lockdown: Uint8Array;
  readonly minifiedBytes: number;
  readonly tokenisedBytes: number;
  readonly flash: FlashUse;
}

interface BuildOptions {
  /** By default a token's. */
  readonly role?: Role;
  /** Entry points, absolute paths; by default the firmware's own. */
  readonly main?: string;
  readonly lockdown?: string;
}

/**
 * Builds program and lock-down script. Throws UnsupportedSyntax for what the interpreter cannot run, with file and
 * line; Error for what does not compile or does not fit the board's flash.
 */
export async function buildFirmware(board: Board, options: BuildOptions = {}): Promise<FirmwareBuild> {
  const [source, lockdownText] = await Promise.all([
    minifiedScript(options.main ?? `${ROOT}firmware/main.ts`, board, "top", options.role),
    minifiedScript(options.lockdown ?? `${ROOT}firmware/lockdown.ts`, board, "own"),
  ]);
  const { library: head, rest } = splitProgram(source, LIBRARY_MOST);
  const [library, program] = await Promise.all([tokenised(head), tokenised(rest)]);
  const lockdown = new TextEncoder().encode(lockdownText);
  return {
    board,
    library,
    program,
    source,
    lockdown,
    minifiedBytes: source.length,
    tokenisedBytes: program.length,
    flash: flashUse(board, program.length, lockdown.length, library.length),
  };
}

/** Tokens of a program, read back and compared: the tokeniser is not ours. */
async function tokenised(source: string): Promise<Uint8Array> {
  if (!source) return new Uint8Array();
  const program = await pretokenise(source);
  const plain = { compress: false, mangle: false, ecma: 5, format: { ascii_only: true } } as const;
  const [before, after] = await Promise.all([minify(source, plain), minify(untokenise(program), plain)]);
  if (before.code !== after.code) throw new Error("pretokenising changed the program");
  return program;
}

/** JavaScript and the source map that leads back to what it was made from. */
interface Script {
  readonly text: string;
  readonly map: string;
}

/** One entry point as checked and minified ES5 text. */
export async function minifiedScript(
  entry: string,
  board: Board,
  scope: Scope,
  role: Role = "token",
): Promise<string> {
  const bundled = await bundle(entry, board, scope);
  check("bundle", [bundled]);
  const lowered = lower(bundled);
  check("lowered", [lowered, bundled]);
  const flat = await inlined(lowered, role);
  const short = await shorten(flat);
  check("final", [short, flat, lowered, bundled]);
  return plainTokens(short.text);
}

/** All modules of an entry point in one scope, with the board's figures put in. */
export async function bundle(entry: string, board: Board, scope: Scope = "top"): Promise<Script> {
  const result = await esbuild({
    entryPoints: [entry],
    absWorkingDir: ROOT,
    bundle: true,
    write: false,
    outdir: ROOT,
    // Only this format leaves require() as it stands; modules are one scope in it all the same.
    format: "cjs",
    external: [...MODULES],
    ...(scope === "own" ? { banner: { js: "(function () {" }, footer: { js: "})();" } } : {}),
    target: "esnext",
    charset: "ascii",
    sourcemap: "external",
    legalComments: "none",
    define: definesOf(board),
    logLevel: "silent",
  });
  const file = (ending: string): string =>
    result.outputFiles.find((f) => f.path.endsWith(ending))?.text ?? "";
  return { text: file(".js"), map: file(".js.map") };
}

function lower(script: Script): Script {
  const result = ts.transpileModule(script.text, {
    compilerOptions: {
      target: ts.ScriptTarget.ES5,
      module: ts.ModuleKind.ESNext,
      ignoreDeprecations: "6.0",
      alwaysStrict: false,
      removeComments: true,
      sourceMap: true,
      allowJs: true,
    },
    fileName: "bundle.js",
  });
  // Blanks keep every position. The interpreter has one mode only.
  const text = result.outputText.replace(/^\s*"use strict";/gm, (directive) => directive.replace(/\S/g, " "));
  return { text, map: result.sourceMapText ?? "" };
}

/**
 * Function declarations first: the interpreter defines them when it comes to them, not before. Level 1 of inlining moves no
 * variables: the interpreter declares one when it comes to its `var`, not before, and what is set earlier is a global. `true` is one
 * token, `!0` two.
 */
const COMPRESS: CompressOptions = {
  passes: 3,
  hoist_funs: true,
  pure_funcs: ["require"],
  inline: 1,
  booleans: false,
};
const FORMAT = { ascii_only: true, keep_numbers: true, comments: false } as const;

/**
 * Functions of one expression that are called once become the expression; names stay. What the other role alone needs is dropped:
 * the bundle has both, so that every name in it can be checked.
 */
async function inlined(script: Script, role: Role): Promise<Script> {
  let text = script.text;
  let map = "";
  // A value may hold another such call.
  for (let round = 0; round < INLINING_ROUNDS; round++) {
    const result = await minify(text, {
      ecma: 5,
      toplevel: true,
      mangle: false,
      compress: { ...COMPRESS, reduce_funcs: false, global_defs: { [ROLE_CONSTANT]: role === "gate" } },
      format: { ...FORMAT, beautify: true },
      sourceMap: { filename: "program.js", ...(map ? { content: map } : {}) },
    });
    text = inlineCalls(result.code ?? "");
    map = String(result.map ?? "");
  }
  return { text, map };
}

async function shorten(script: Script): Promise<Script> {
  const result = await minify(withShorthands(script.text), {
    ecma: 5,
    toplevel: true,
    compress: COMPRESS,
    format: FORMAT,
    mangle: { toplevel: true, reserved: RESERVED, properties: { regex: /_$/ } },
    sourceMap: { filename: "program.js" },
  });
  return { text: result.code ?? "", map: String(result.map ?? "") };
}

/** Throws what the interpreter cannot run in the first of the scripts; the others lead back to the author's line. */
function check(stage: Stage, chain: readonly Script[]): void {
  const findings = checkScript(chain[0]!.text, stage);
  if (findings.length === 0) return;
  const maps = chain.map((script) => new SourceMap(JSON.parse(script.map)));
  throw new UnsupportedSyntax(findings.map((finding) => ({ ...finding, ...originOf(finding, maps) })));
}

/** Follows source maps from a position (counted from 1) to the file it came from. */
function originOf(
  finding: Finding,
  maps: readonly SourceMap[],
): { file: string; line: number; column: number } {
  let at = { file: finding.file, line: finding.line, column: finding.column };
  for (const map of maps) {
    const entry = map.findEntry(at.line - 1, at.column - 1);
    if (!("originalSource" in entry)) break;
    at = { file: entry.originalSource, line: entry.originalLine + 1, column: entry.originalColumn + 1 };
  }
  return at;
}
