/**
 * Leaves out of a Lua bundle what its entry never uses: modules of the protocol hold more than decoders, and not all of
 * it has a form in Lua (regular expressions, typed arrays).
 */
import ts from "typescript";
import type { Plugin } from "typescript-to-lua";

/** A plugin of TypeScript to Lua that drops functions, constants and imports at the top of modules which `entry` does not reach. */
export function onlyReached(entry: string): Plugin {
  let checker: ts.TypeChecker;
  let reached = new Set<ts.Node>();
  const isReached = (node: ts.Node): boolean => reached.has(node);
  return {
    beforeTransform(program) {
      checker = program.getTypeChecker();
      reached = reachedFrom(checker, program.getSourceFile(entry)!);
    },
    visitors: {
      [ts.SyntaxKind.FunctionDeclaration]: (node, context) =>
        ts.isSourceFile(node.parent) && !isReached(node) ? undefined : context.superTransformStatements(node),
      [ts.SyntaxKind.VariableStatement]: (node, context) =>
        ts.isSourceFile(node.parent) && !node.declarationList.declarations.some(isReached)
          ? undefined
          : context.superTransformStatements(node),
      [ts.SyntaxKind.ImportDeclaration]: (node, context) =>
        node.importClause &&
        !namesOf(node.importClause).some((name) => declarationsOf(checker, name).some(isReached))
          ? undefined
          : context.superTransformStatements(node),
    },
  };
}

/** Every declaration that a module's statements use, whatever module it stands in. */
function reachedFrom(checker: ts.TypeChecker, entry: ts.SourceFile): Set<ts.Node> {
  const reached = new Set<ts.Node>();
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node)) return;
    if (ts.isImportDeclaration(node)) {
      // Without names it is imported for what it does.
      if (!node.importClause) checker.getSymbolAtLocation(node.moduleSpecifier)?.declarations?.forEach(visit);
      return;
    }
    if (ts.isVariableDeclaration(node) || ts.isFunctionDeclaration(node)) reached.add(node);
    if (ts.isIdentifier(node))
      for (const declaration of declarationsOf(checker, node))
        if (!reached.has(declaration)) visit(declaration);
    ts.forEachChild(node, visit);
  };
  visit(entry);
  return reached;
}

/** Functions and variables that a name stands for, in sources of this repository. */
function declarationsOf(checker: ts.TypeChecker, name: ts.Identifier): ts.Node[] {
  const named = ts.isShorthandPropertyAssignment(name.parent)
    ? checker.getShorthandAssignmentValueSymbol(name.parent)
    : checker.getSymbolAtLocation(name);
  const symbol = named && named.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(named) : named;
  return (symbol?.declarations ?? []).filter(
    (one) =>
      (ts.isVariableDeclaration(one) || ts.isFunctionDeclaration(one)) &&
      !one.getSourceFile().isDeclarationFile,
  );
}

function namesOf({ name, namedBindings }: ts.ImportClause): ts.Identifier[] {
  const names = name ? [name] : [];
  if (namedBindings && ts.isNamedImports(namedBindings))
    names.push(...namedBindings.elements.map((element) => element.name));
  return names;
}
