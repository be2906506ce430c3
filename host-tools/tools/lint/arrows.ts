/** Imports of a module's text. */
import ts from "typescript";

export interface Arrow {
  /** Path of the importing file, from the root of the repository. */
  readonly from: string;
  readonly specifier: string;
  readonly typeOnly: boolean;
  /** Loaded while the program runs: `import()`, `require()`, the file of a thread. */
  readonly isLate: boolean;
  readonly line: number;
}

/** Every import of a module's text: declarations, re-exports, `import()`, `require()`, threads and types by import. */
export function arrowsOf(from: string, text: string): Arrow[] {
  const file = ts.createSourceFile(from, text, ts.ScriptTarget.ESNext, true);
  const arrows: Arrow[] = [];
  const add = (specifier: ts.Node | undefined, kind: Pick<Arrow, "typeOnly" | "isLate">): void => {
    if (!specifier || !ts.isStringLiteralLike(specifier)) return;
    const line = file.getLineAndCharacterOfPosition(specifier.getStart(file)).line + 1;
    arrows.push({ from, specifier: specifier.text, ...kind, line });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node))
      add(node.moduleSpecifier, { typeOnly: isTypeImport(node.importClause), isLate: false });
    else if (ts.isExportDeclaration(node))
      add(node.moduleSpecifier, { typeOnly: node.isTypeOnly, isLate: false });
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
      add(node.argument.literal, { typeOnly: true, isLate: false });
    else if (ts.isCallExpression(node) && loads(node, from))
      add(node.arguments[0], { typeOnly: false, isLate: true });
    else if (ts.isNewExpression(node) && isThread(node, file))
      add(node.arguments?.[0], { typeOnly: false, isLate: true });
    ts.forEachChild(node, visit);
  };
  visit(file);
  return arrows;
}

function loads({ expression }: ts.CallExpression, from: string): boolean {
  if (expression.kind === ts.SyntaxKind.ImportKeyword) return true;
  // On a token require() loads what is inside the interpreter.
  return ts.isIdentifier(expression) && expression.text === "require" && !from.startsWith("firmware/");
}

/** `new Worker(new URL("./thread.ts", import.meta.url))` starts a module. */
function isThread(node: ts.NewExpression, file: ts.SourceFile): boolean {
  const { expression, parent, arguments: given } = node;
  return (
    ts.isIdentifier(expression) &&
    expression.text === "URL" &&
    given?.[1]?.getText(file) === "import.meta.url" &&
    ts.isNewExpression(parent) &&
    parent.expression.getText(file) === "Worker"
  );
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
