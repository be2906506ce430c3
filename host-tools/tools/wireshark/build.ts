/** Builds the Wireshark plugin: the protocol's own code and plugin/, from TypeScript to one Lua file. */

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import * as tstl from "typescript-to-lua";
import { VERSION } from "../../lib/version.ts";
import { onlyReached } from "./only-reached.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const ENTRY = join(ROOT, "host-tools/tools/wireshark/plugin/bluezone.ts");

interface PluginBuild {
  readonly lua: string;
  /** Source files in it, from the root of the repository. */
  readonly sources: readonly string[];
}

/** The plugin's text. Throws with the compiler's messages when the sources do not go into Lua. */
export function buildPlugin(): PluginBuild {
  const options: tstl.CompilerOptions = {
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ["lib.es2023.d.ts"],
    types: [],
    strict: true,
    noUncheckedIndexedAccess: true,
    rewriteRelativeImportExtensions: true,
    skipLibCheck: true,
    rootDir: ROOT,
    outDir: join(ROOT, "dist"),
    // Lua 5.2 and, with plugin/bit32.ts, 5.3 and 5.4.
    luaTarget: tstl.LuaTarget.Lua52,
    luaBundle: "bluezone.lua",
    luaBundleEntry: ENTRY,
    luaLibImport: tstl.LuaLibImportKind.RequireMinimal,
    noImplicitSelf: true,
    noHeader: true,
    luaPlugins: [{ plugin: onlyReached(ENTRY) }],
  };
  const program = ts.createProgram([ENTRY], options as ts.CompilerOptions);
  const diagnostics = [...ts.getPreEmitDiagnostics(program)];
  let lua: string | undefined;
  const { diagnostics: more } = new tstl.Transpiler().emit({
    program,
    writeFile: (_path, text) => {
      lua = text;
    },
  });
  diagnostics.push(...more);
  // Warnings count: one is of a number as a condition, and 0 is true in Lua.
  if (diagnostics.length > 0 || lua === undefined) throw new Error(messagesOf(diagnostics));
  return { lua: headOf(VERSION) + lua, sources: [] };
}

function headOf(version: string): string {
  return `-- Bluezone adverts in Wireshark. Built by "make dissector" from protocol/ and host-tools/tools/wireshark/plugin.\nlocal BLUEZONE_PLUGIN_VERSION = "${version}"\n`;
}

function messagesOf(diagnostics: readonly ts.Diagnostic[]): string {
  return ts.formatDiagnostics(diagnostics, {
    getCanonicalFileName: (path) => path,
    getCurrentDirectory: () => ROOT,
    getNewLine: () => "\n",
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const path = resolve(process.argv[2] ?? join(ROOT, "dist/bluezone.lua"));
  const { lua } = buildPlugin();
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, lua);
  console.log(`${path}: ${Buffer.byteLength(lua)} bytes`);
}
