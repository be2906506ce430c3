/** What a module gives out by name, and what it takes by name from other modules, read off its text. */
import { posix } from "node:path";
import ts from "typescript";
import { hasModifier } from "../firmware-build/rule.ts";

/** One name that a module exports. */
export interface Export {
  readonly name: string;
  readonly line: number;
  readonly isFunction: boolean;
  /** Whether the module itself defines it; a name handed on from another module is not. */
  readonly isOwn: boolean;
}

/** One name that a module takes from the module at `path`; `*` when any of them may be read. */
export interface Use {
  readonly path: string;
  readonly name: string;
}

/** Number of the line that a node begins in, from 1. */
export function lineNumber(node: ts.Node, file: ts.SourceFile): number {
  return file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
}

/** Names that a module exports, without those of `export *`. */
export function exportsOf(file: ts.SourceFile): Export[] {
  const found: Export[] = [];
  const add = (node: ts.Node, name: string, isFunction: boolean, isOwn: boolean): void => {
    found.push({ name, line: lineNumber(node, file), isFunction, isOwn });
  };
  for (const statement of file.statements) {
    if (ts.isExportAssignment(statement)) add(statement, "default", false, true);
    if (ts.isExportDeclaration(statement) && statement.exportClause) {
      const { exportClause } = statement;
      const names = ts.isNamedExports(exportClause) ? exportClause.elements : [exportClause];
      for (const element of names) add(element, element.name.text, false, false);
    }
    if (!hasModifier(statement, ts.SyntaxKind.ExportKeyword)) continue;
    if (ts.isVariableStatement(statement)) {
      for (const { name, initializer } of statement.declarationList.declarations)
        for (const identifier of boundNames(name))
          add(identifier, identifier.text, isFunctionValue(initializer), true);
    } else if (isNamedDeclaration(statement)) {
      const isDefault = hasModifier(statement, ts.SyntaxKind.DefaultKeyword);
      const name = isDefault ? "default" : (statement.name?.text ?? "default");
      add(statement.name ?? statement, name, ts.isFunctionDeclaration(statement), true);
    }
  }
  return found;
}

/** Modules whose every name a module hands on: the paths of its `export * from`. */
export function handedOn(file: ts.SourceFile): string[] {
  return file.statements.flatMap((statement) =>
    ts.isExportDeclaration(statement) && !statement.exportClause
      ? targetOf(file, statement.moduleSpecifier)
      : [],
  );
}

/** Names that a module takes from modules beside it: by import, by re-export, by `import()` and by type. */
export function usesOf(file: ts.SourceFile): Use[] {
  const uses: Use[] = [];
  const visit = (node: ts.Node): void => {
    const names = takenNames(node, file);
    if (names) for (const path of names.paths) for (const name of names.names) uses.push({ path, name });
    ts.forEachChild(node, visit);
  };
  visit(file);
  return uses;
}

interface Taken {
  readonly paths: readonly string[];
  readonly names: readonly string[];
}

function takenNames(node: ts.Node, file: ts.SourceFile): Taken | undefined {
  if (ts.isImportDeclaration(node))
    return { paths: targetOf(file, node.moduleSpecifier), names: importedNames(node, file) };
  if (ts.isExportDeclaration(node) && node.exportClause)
    return { paths: targetOf(file, node.moduleSpecifier), names: reexportedNames(node.exportClause) };
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
    return { paths: targetOf(file, node.argument.literal), names: [typeName(node)] };
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
    return { paths: targetOf(file, node.arguments[0]), names: loadedNames(node) };
  return undefined;
}

/** Path from the root of what a specifier names, in a list; the list is empty for a package. */
function targetOf(file: ts.SourceFile, specifier: ts.Node | undefined): string[] {
  if (!specifier || !ts.isStringLiteralLike(specifier) || !specifier.text.startsWith(".")) return [];
  return [posix.join(posix.dirname(file.fileName), specifier.text)];
}

function importedNames({ importClause }: ts.ImportDeclaration, file: ts.SourceFile): string[] {
  if (!importClause) return [];
  const names = importClause.name ? ["default"] : [];
  const bindings = importClause.namedBindings;
  if (!bindings) return names;
  if (ts.isNamespaceImport(bindings)) return names.concat(membersRead(file, bindings.name));
  return names.concat(bindings.elements.map((element) => (element.propertyName ?? element.name).text));
}

function reexportedNames(clause: ts.NamedExportBindings): string[] {
  if (!ts.isNamedExports(clause)) return ["*"];
  return clause.elements.map((element) => (element.propertyName ?? element.name).text);
}

/** Members of a namespace that a file reads; `*` where the namespace is handed to somebody. */
function membersRead(file: ts.SourceFile, namespace: ts.Identifier): string[] {
  const names: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node.text === namespace.text && node !== namespace) {
      const { parent } = node;
      if (ts.isPropertyAccessExpression(parent) && parent.expression === node) names.push(parent.name.text);
      else if (ts.isQualifiedName(parent) && parent.left === node) names.push(parent.right.text);
      else names.push("*");
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return names;
}

/** `import("./a.ts").A` and `typeof import("./a.ts")["A"]` name one thing. */
function typeName(node: ts.ImportTypeNode): string {
  if (node.qualifier) return node.qualifier.getText().split(".")[0]!;
  const { parent } = node;
  if (!ts.isIndexedAccessTypeNode(parent) || !ts.isLiteralTypeNode(parent.indexType)) return "*";
  const { literal } = parent.indexType;
  return ts.isStringLiteral(literal) ? literal.text : "*";
}

/** Names that are read of what `import()` loads, where the text around it tells them. */
function loadedNames(call: ts.CallExpression): string[] {
  let node: ts.Node = call.parent;
  if (ts.isAwaitExpression(node)) node = node.parent;
  if (ts.isParenthesizedExpression(node)) node = node.parent;
  if (ts.isVariableDeclaration(node)) return destructuredNames(node.name);
  if (!ts.isPropertyAccessExpression(node)) return ["*"];
  if (node.name.text !== "then" || !ts.isCallExpression(node.parent)) return [node.name.text];
  const receiver = node.parent.arguments[0];
  if (!receiver || !ts.isArrowFunction(receiver)) return ["*"];
  const parameter = receiver.parameters[0];
  return parameter ? destructuredNames(parameter.name) : [];
}

function destructuredNames(pattern: ts.BindingName): string[] {
  if (!ts.isObjectBindingPattern(pattern)) return ["*"];
  return pattern.elements.map(({ propertyName, name }) => (propertyName ?? name).getText());
}

function boundNames(name: ts.BindingName): ts.Identifier[] {
  if (ts.isIdentifier(name)) return [name];
  return name.elements.flatMap((element) =>
    ts.isOmittedExpression(element) ? [] : boundNames(element.name),
  );
}

function isFunctionValue(node: ts.Expression | undefined): boolean {
  return node !== undefined && (ts.isArrowFunction(node) || ts.isFunctionExpression(node));
}

function isNamedDeclaration(
  node: ts.Statement,
): node is ts.FunctionDeclaration | ts.ClassDeclaration | ts.InterfaceDeclaration | ts.TypeAliasDeclaration {
  return (
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node)
  );
}
