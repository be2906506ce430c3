/**
 * Lint of one way to do a thing. Within a module: no literal is spread into a literal (it switches the check of
 * excess properties off), what is a class's own is called `#name`, and a function has at most 70 lines. Between
 * modules: an exported name has somebody who imports it, exported functions of two modules have two names, and what
 * lib/ defines about times and statistics is defined there alone.
 */
import { readFileSync } from "node:fs";
import { relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { hasModifier } from "../firmware-build/rule.ts";
import { modulesIn } from "./check-arrows.ts";
import { type Export, exportsOf, handedOn, lineNumber, type Use, usesOf } from "./module-names.ts";

const MOST_LINES = 70;

/** What is asked of the modules of a wing. */
interface Wing {
  readonly path: string;
  /** Folders of it that this lint does not look at. */
  readonly without: readonly string[];
  /** Tests are long lists of cases, each of them a function in another, and have names of their own. */
  readonly isTest: boolean;
  /** Whether it may import host-tools/lib, and so does not define again what is there. */
  readonly takesFromLib: boolean;
}

const wing = (path: string, unlike: Partial<Wing> = {}): Wing => ({
  path,
  without: [],
  isTest: false,
  takesFromLib: true,
  ...unlike,
});

const WINGS: readonly Wing[] = [
  wing("protocol", { takesFromLib: false }),
  wing("boards", { takesFromLib: false }),
  wing("firmware", { takesFromLib: false }),
  wing("host-tools/contract"),
  wing("host-tools/formats"),
  wing("host-tools/lib"),
  wing("host-tools/models"),
  wing("host-tools/roster"),
  wing("host-tools/paper"),
  wing("host-tools/pages", { takesFromLib: false }),
  wing("host-tools/server"),
  wing("host-tools/station"),
  wing("host-tools/studies"),
  wing("host-tools/tools"),
  wing("host-tools/word"),
  wing("host-tools/world"),
  // Programs are given to the build as they stand, with what it has to leave out.
  wing("test", { isTest: true, takesFromLib: false, without: ["test/support/programs"] }),
];

/** Everything that may use a name. */
const PLACES = ["protocol", "boards", "firmware", "host-tools", "test"];

/** Modules of lib/ whose names nobody else may define. */
const DEFINED_ONCE = ["host-tools/lib/time.ts", "host-tools/lib/statistics.ts"];

/** One objection: where, and what is wrong there. */
interface Objection {
  readonly path: string;
  readonly line: number;
  readonly what: string;
}

/** Objections to one module by itself. */
function objectionsWithin(file: ts.SourceFile, hasShortFunctions = true): Objection[] {
  const isTypeScript = /\.tsx?$/.test(file.fileName);
  const objections: Objection[] = [];
  const object = (node: ts.Node, what: string): void => {
    objections.push({ path: file.fileName, line: lineNumber(node, file), what });
  };
  const visit = (node: ts.Node): void => {
    if (isSpreadLiteral(node)) object(node, "a literal is spread into a literal");
    // A constructor can be kept from others in no other way.
    if (hasModifier(node, ts.SyntaxKind.PrivateKeyword) && !ts.isConstructorDeclaration(node))
      object(node, "private: call it #name");
    // What is not TypeScript is a program for the interpreter, in which every name outside of a function is global.
    if (hasShortFunctions && isTypeScript && ts.isFunctionLike(node) && "body" in node && node.body) {
      const lines = ownLines(node, file);
      if (lines > MOST_LINES) object(node, `a function of ${lines} lines, more than ${MOST_LINES}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return objections;
}

/** Lines of a function without those of the functions and classes that are declared in it: they count by themselves. */
function ownLines(node: ts.Node, file: ts.SourceFile): number {
  let lines = linesOf(node, file);
  const visit = (inner: ts.Node): void => {
    if (ts.isFunctionDeclaration(inner) || ts.isClassDeclaration(inner)) lines -= linesOf(inner, file);
    else ts.forEachChild(inner, visit);
  };
  ts.forEachChild(node, visit);
  return lines;
}

const linesOf = (node: ts.Node, file: ts.SourceFile): number => node.getText(file).split("\n").length;

function isSpreadLiteral(node: ts.Node): boolean {
  if (!ts.isSpreadAssignment(node) && !ts.isSpreadElement(node)) return false;
  const { expression } = node;
  const isLiteral = ts.isObjectLiteralExpression(expression) || ts.isArrayLiteralExpression(expression);
  return isLiteral && (ts.isObjectLiteralExpression(node.parent) || ts.isArrayLiteralExpression(node.parent));
}

/** A module as the rules between modules see it. */
interface Module {
  readonly path: string;
  readonly file: ts.SourceFile;
  readonly exports: readonly Export[];
  readonly wing: Wing | undefined;
}

/** Modules that the simulation of clocks builds by themselves and reads by name (studies/clocks/token-steering.ts). */
const READ_BY_NAME = ["firmware/clock.ts", "firmware/schedule.ts", "firmware/state.ts"];

/** Exported names that no other module takes. */
function unusedExports(modules: readonly Module[]): Objection[] {
  const used = usedNames(modules.map(({ file }) => file));
  return modules.flatMap(({ path, exports, wing }) =>
    (wing && !READ_BY_NAME.includes(path) ? exports : [])
      .filter(({ name }) => !used.has(`${path} ${name}`) && !used.has(`${path} *`))
      // The program that a file configures reads its default.
      .filter(({ name }) => !(name === "default" && path.endsWith(".config.ts")))
      .map(({ name, line }) => ({ path, line, what: `${name} is exported and nobody imports it` })),
  );
}

/** `path name` of everything that some module takes from another one. */
function usedNames(files: readonly ts.SourceFile[]): ReadonlySet<string> {
  const used = new Set<string>();
  const passes = new Map(files.map((file) => [file.fileName, handedOn(file)]));
  const add = ({ path, name }: Use): void => {
    if (used.has(`${path} ${name}`)) return;
    used.add(`${path} ${name}`);
    for (const source of passes.get(path) ?? []) add({ path: source, name });
  };
  for (const file of files) for (const use of usesOf(file)) if (use.path !== file.fileName) add(use);
  return used;
}

/** The token's program is one, what runs on computers another: names are compared within each, protocol is in both. */
function areTogether(a: string, b: string): boolean {
  const shared = (path: string) => path.startsWith("protocol/") || path.startsWith("boards/");
  return shared(a) || shared(b) || a.startsWith("firmware/") === b.startsWith("firmware/");
}

/** Exported functions that have the name of another module's. */
function sharedNames(modules: readonly Module[]): Objection[] {
  const places = new Map<string, string[]>();
  const functions = modules.flatMap(({ path, exports }) =>
    exports.filter(({ isFunction }) => isFunction).map(({ name, line }) => ({ path, name, line })),
  );
  for (const { path, name } of functions) places.set(name, [...(places.get(name) ?? []), path]);
  return functions.flatMap(({ path, name, line }) => {
    const others = places.get(name)!.filter((other) => other !== path && areTogether(other, path));
    return others.length === 0
      ? []
      : [{ path, line, what: `${name} is also the name of a function of ${others.join(" and ")}` }];
  });
}

/** Definitions beside those of lib/. */
function secondDefinitions(modules: readonly Module[]): Objection[] {
  const first = new Map(
    modules
      .filter(({ path }) => DEFINED_ONCE.includes(path))
      .flatMap(({ path, exports }) => exports.map(({ name }) => [name, path] as const)),
  );
  return modules
    .filter(({ path, wing }) => wing?.takesFromLib && !DEFINED_ONCE.includes(path))
    .flatMap(({ path, file }) =>
      file.statements.flatMap(definedNames).flatMap((name) => {
        const source = first.get(name.text);
        return source
          ? [{ path, line: lineNumber(name, file), what: `${name.text} is defined in ${source}` }]
          : [];
      }),
    );
}

function definedNames(statement: ts.Statement): ts.Identifier[] {
  if (ts.isFunctionDeclaration(statement)) return statement.name ? [statement.name] : [];
  if (!ts.isVariableStatement(statement)) return [];
  return statement.declarationList.declarations.map(({ name }) => name).filter(ts.isIdentifier);
}

function holds({ path, without }: Wing, file: string): boolean {
  return file.startsWith(`${path}/`) && !without.some((folder) => file.startsWith(`${folder}/`));
}

/** All objections in a repository, as `file:line: what`. */
export function checkIdioms(root: string, wings: readonly Wing[] = WINGS): string[] {
  const modules = PLACES.flatMap((place) => modulesIn(`${root}/${place}`)).map((path): Module => {
    const name = relative(root, path).split(sep).join("/");
    const file = ts.createSourceFile(name, readFileSync(path, "utf8"), ts.ScriptTarget.ESNext, true);
    return {
      path: name,
      file,
      exports: exportsOf(file),
      wing: wings.find((one) => holds(one, name)),
    };
  });
  const within = modules.flatMap(({ file, wing }) => (wing ? objectionsWithin(file, !wing.isTest) : []));
  const named = modules.filter(({ wing }) => wing && !wing.isTest);
  return [...within, ...unusedExports(modules), ...sharedNames(named), ...secondDefinitions(modules)].map(
    ({ path, line, what }) => `${path}:${line}: ${what}`,
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const complaints = checkIdioms(fileURLToPath(new URL("../../../", import.meta.url)));
  for (const complaint of complaints) console.error(complaint);
  process.exitCode = complaints.length > 0 ? 1 : 0;
}
