/**
 * Lint of the arrows between rooms: protocol and boards import nothing, firmware imports protocol and the types of
 * boards, host-tools never import firmware sources (they run the built program), nothing imports test.
 */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

interface Room {
  /** Rooms whose values it may import, and rooms of which it may import types. */
  readonly values: readonly string[];
  readonly types: readonly string[];
  /** Node's modules and packages. */
  readonly packages: boolean;
}

const ROOMS: Readonly<Record<string, Room>> = {
  protocol: { values: ["protocol"], types: [], packages: false },
  boards: { values: ["boards"], types: [], packages: false },
  firmware: { values: ["firmware", "protocol"], types: ["boards"], packages: false },
  "host-tools": { values: ["host-tools", "protocol", "boards"], types: [], packages: true },
  test: { values: ["test", "host-tools", "protocol", "boards", "firmware"], types: [], packages: true },
};

interface Arrow {
  /** Path of the importing file, from the root of the repository. */
  readonly from: string;
  readonly specifier: string;
  readonly typeOnly: boolean;
  readonly line: number;
}

/** Every import of a module's text: declarations, re-exports, `import()`, `require()` and types by import. */
export function arrowsOf(from: string, text: string): Arrow[] {
  const file = ts.createSourceFile(from, text, ts.ScriptTarget.ESNext, true);
  const arrows: Arrow[] = [];
  const add = (specifier: ts.Node | undefined, typeOnly: boolean): void => {
    if (!specifier || !ts.isStringLiteralLike(specifier)) return;
    const line = file.getLineAndCharacterOfPosition(specifier.getStart(file)).line + 1;
    arrows.push({ from, specifier: specifier.text, typeOnly, line });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeImport(node.importClause));
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
      add(node.argument.literal, true);
    else if (ts.isCallExpression(node)) {
      const { expression } = node;
      const loads =
        expression.kind === ts.SyntaxKind.ImportKeyword ||
        // On a token require() loads what is inside the interpreter.
        (ts.isIdentifier(expression) && expression.text === "require" && !from.startsWith("firmware/"));
      if (loads) add(node.arguments[0], false);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return arrows;
}

function isTypeImport(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const named = clause.namedBindings;
  return (
    !clause.name &&
    named !== undefined &&
    ts.isNamedImports(named) &&
    named.elements.every((e) => e.isTypeOnly)
  );
}

/** Why an arrow must not be, or undefined for one that may. */
export function objection(arrow: Arrow): string | undefined {
  const room = roomOf(arrow.from);
  const rules = ROOMS[room];
  if (!rules) return undefined;
  if (!arrow.specifier.startsWith(".")) {
    return rules.packages ? undefined : `${room} imports no packages`;
  }
  const target = roomOf(join(dirname(arrow.from), arrow.specifier).split(sep).join("/"));
  if (rules.values.includes(target)) return undefined;
  if (rules.types.includes(target))
    return arrow.typeOnly ? undefined : `${room} imports only types of ${target}`;
  return `${room} does not import ${target}`;
}

function roomOf(path: string): string {
  return path.split("/")[0] ?? "";
}

/** All objections in a repository, as `file:line: specifier: why`. */
export function checkArrows(root: string): string[] {
  const complaints: string[] = [];
  for (const room of Object.keys(ROOMS)) {
    for (const path of modulesIn(join(root, room))) {
      const from = relative(root, path).split(sep).join("/");
      for (const arrow of arrowsOf(from, readFileSync(path, "utf8"))) {
        const why = objection(arrow);
        if (why) complaints.push(`${from}:${arrow.line}: ${arrow.specifier}: ${why}`);
      }
    }
  }
  return complaints;
}

/** Paths of the modules in a folder, in order. */
export function modulesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.([mc]?[jt]s|[jt]sx)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes(`${sep}node_modules${sep}`))
    .sort();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const complaints = checkArrows(fileURLToPath(new URL("../../../", import.meta.url)));
  for (const complaint of complaints) console.error(complaint);
  process.exitCode = complaints.length > 0 ? 1 : 0;
}
