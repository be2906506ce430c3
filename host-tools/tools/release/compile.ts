/** A product's modules as plain JavaScript, each in its own place, so that nothing compiles where it is installed. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { build } from "esbuild";
import ts from "typescript";

interface Compiled {
  /** Paths of the sources, from the root. */
  readonly sources: readonly string[];
  /** Names of the packages that they import, in order. */
  readonly packages: readonly string[];
}

/** Compiles every module that the entries (paths from the root) reach into `into`. Throws where one does not compile. */
export async function compileModules(
  root: string,
  entries: readonly string[],
  into: string,
): Promise<Compiled> {
  const { metafile } = await build({
    entryPoints: [...entries],
    absWorkingDir: root,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    packages: "external",
    write: false,
    metafile: true,
    outdir: into,
    logLevel: "silent",
  });
  const sources = Object.keys(metafile.inputs).sort();
  for (const source of sources) {
    const file = join(into, source.replace(/\.ts$/, ".js"));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, plain(readFileSync(join(root, source), "utf8"), source));
  }
  const imports = Object.values(metafile.inputs).flatMap((input) => input.imports);
  const outside = imports.filter(({ path, external }) => external && !path.startsWith("node:"));
  return { sources, packages: [...new Set(outside.map(({ path }) => packageOf(path)))].sort() };
}

function plain(text: string, fileName: string): string {
  const { outputText, diagnostics } = ts.transpileModule(text, {
    fileName,
    reportDiagnostics: true,
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
      rewriteRelativeImportExtensions: true,
    },
  });
  for (const { messageText } of diagnostics ?? [])
    throw new Error(`${fileName}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`);
  return outputText;
}

/** The package that a specifier names: `@scope/name/part` is of `@scope/name`. */
function packageOf(specifier: string): string {
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}
