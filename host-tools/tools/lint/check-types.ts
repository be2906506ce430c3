/** The checks that need types: the modules of a program, as far as they reach the token, against rules-types.ts. */
import { SourceMap } from "node:module";
import { relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import type { Board } from "../../../boards/board.ts";
import { boards } from "../../../boards/index.ts";
import { bundle } from "../firmware-build/bundle.ts";
import { typeRuleFor } from "../firmware-build/rules-types.ts";
import { type Finding, messageOf } from "../firmware-build/unsupported.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

/**
 * What an entry point and its modules read from objects that the interpreter does not have there. Types are those of
 * firmware/tsconfig.json; errors of the types themselves are the compiler's business.
 */
export async function checkTypes(entry: string, board: Board): Promise<Finding[]> {
  const reached = reachedLines(await bundle(entry, board));
  const config = ts.readConfigFile(`${ROOT}firmware/tsconfig.json`, ts.sys.readFile);
  const { options, fileNames } = ts.parseJsonConfigFileContent(config.config, ts.sys, `${ROOT}firmware`);
  const declarations = fileNames.filter((name) => name.endsWith(".d.ts"));
  const program = ts.createProgram([entry, ...declarations], options);
  const checker = program.getTypeChecker();
  const findings: Finding[] = [];
  for (const file of program.getSourceFiles()) {
    const lines = reached.get(resolve(file.fileName));
    if (!lines) continue;
    const visit = (node: ts.Node): void => {
      const rule = typeRuleFor(node, checker);
      if (rule) {
        const start = (ts.isPropertyAccessExpression(node) ? node.name : node).getStart(file);
        const { line, character } = file.getLineAndCharacterOfPosition(start);
        if (lines.has(line)) {
          findings.push({
            rule: rule.id,
            reason: rule.reason,
            file: relative(ROOT, file.fileName),
            line: line + 1,
            column: character + 1,
            text: node.getText(file).slice(0, 60),
          });
        }
      }
      ts.forEachChild(node, visit);
    };
    visit(file);
  }
  return findings;
}

/** Lines (from 0) of each module that are in a bundle after esbuild left out what nobody uses. */
function reachedLines(script: { readonly text: string; readonly map: string }): Map<string, Set<number>> {
  const map = new SourceMap(JSON.parse(script.map));
  const reached = new Map<string, Set<number>>();
  script.text.split("\n").forEach((text, line) => {
    for (let column = 0; column < text.length; column++) {
      const entry = map.findEntry(line, column);
      if (!("originalSource" in entry)) continue;
      const file = resolve(ROOT, entry.originalSource);
      const lines = reached.get(file) ?? new Set();
      lines.add(entry.originalLine);
      reached.set(file, lines);
    }
  });
  return reached;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const messages = new Set<string>();
  for (const board of Object.values(boards)) {
    for (const entry of ["main", "lockdown"]) {
      for (const finding of await checkTypes(`${ROOT}firmware/${entry}.ts`, board))
        messages.add(messageOf(finding));
    }
  }
  for (const message of messages) console.error(message);
  process.exitCode = messages.size > 0 ? 1 : 0;
}
