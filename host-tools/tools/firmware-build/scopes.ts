/** Which names belong to which function, and on which branches they are declared. */
import ts from "typescript";
import { isReference, some, someOutsideFunctions } from "./rule.ts";

type Scope = ts.SignatureDeclaration | ts.SourceFile;

interface Declaration {
  readonly at: number;
  /** Statements around it that may be left out when the program runs. */
  readonly branches: readonly ts.Node[];
  /** A function is there from its declaration on whatever comes before: the rule use-before-function looks at that. */
  readonly isFunction: boolean;
}

/** The function around a node, or the program. */
function scopeAround(node: ts.Node): Scope {
  let at = node.parent;
  while (!ts.isFunctionLike(at) && !ts.isSourceFile(at)) at = at.parent;
  return at;
}

/** The part of a statement that need not run, of which a node is a child. */
function isBranch(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isIfStatement(parent)) return parent.expression !== node;
  if (ts.isIterationStatement(parent, false)) return parent.statement === node;
  if (ts.isTryStatement(parent)) return parent.finallyBlock !== node;
  return ts.isCaseOrDefaultClause(node);
}

function branchesAround(node: ts.Node, scope: Scope): ts.Node[] {
  const branches: ts.Node[] = [];
  for (let at = node; at !== scope; at = at.parent) if (isBranch(at)) branches.push(at);
  return branches;
}

function isParameter(name: string, scope: Scope): boolean {
  return (
    !ts.isSourceFile(scope) &&
    (scope.parameters.some((parameter) => ts.isIdentifier(parameter.name) && parameter.name.text === name) ||
      (ts.isFunctionExpression(scope) && scope.name?.text === name))
  );
}

/** Names that a function declares in its body, each with its declarations. */
function declarationsOf(scope: Scope): Map<string, Declaration[]> {
  const found = new Map<string, Declaration[]>();
  someOutsideFunctions(scope, (node) => {
    if ((ts.isVariableDeclaration(node) || ts.isFunctionDeclaration(node)) && node.name) {
      if (ts.isIdentifier(node.name) && !ts.isCatchClause(node.parent)) {
        const { text } = node.name;
        const isFunction = ts.isFunctionDeclaration(node);
        const declaration = { at: node.name.end, branches: branchesAround(node, scope), isFunction };
        found.set(text, [...(found.get(text) ?? []), declaration]);
      }
    }
    return false;
  });
  return found;
}

/**
 * Names that are read or assigned where their declaration may not have run: before it, or outside of the branch of an
 * `if`, a loop, a `switch` or a `try` in which it stands. For programs without block scopes.
 */
export function usesOutsideBranch(file: ts.SourceFile): ReadonlySet<ts.Node> {
  const declared = new Map<Scope, Map<string, Declaration[]>>();
  const inScope = (scope: Scope): Map<string, Declaration[]> => {
    const known = declared.get(scope) ?? declarationsOf(scope);
    declared.set(scope, known);
    return known;
  };
  const uses = new Set<ts.Node>();
  some(file, (node) => {
    if (ts.isIdentifier(node) && isReference(node) && !mayBeRead(node, inScope)) uses.add(node);
    return false;
  });
  return uses;
}

function mayBeRead(node: ts.Identifier, inScope: (scope: Scope) => Map<string, Declaration[]>): boolean {
  const own = scopeAround(node);
  for (let at: ts.Node = node; !ts.isSourceFile(at); at = at.parent) {
    if (ts.isCatchClause(at) && at.variableDeclaration?.name.getText() === node.text) return true;
    const { parent } = at;
    if (!ts.isFunctionLike(parent) && !ts.isSourceFile(parent)) continue;
    if (isParameter(node.text, parent)) return true;
    const declarations = inScope(parent).get(node.text);
    if (!declarations) continue;
    return declarations.some(
      ({ at: end, branches, isFunction }) =>
        (parent !== own || isFunction || end <= node.end) &&
        branches.every((branch) => branch.pos <= node.pos && node.end <= branch.end),
    );
  }
  return true;
}

/** True for a variable of the function around it that no function inside that one assigns: no call changes it. */
export function isUntouchedByCalls(node: ts.Node, isAssigned: (node: ts.Node) => boolean): boolean {
  if (!ts.isIdentifier(node)) return false;
  const scope = scopeAround(node);
  if (ts.isSourceFile(scope)) return false;
  if (!isParameter(node.text, scope) && !declarationsOf(scope).has(node.text)) return false;
  return !some(
    scope,
    (inner) =>
      ts.isFunctionLike(inner) &&
      some(inner, (use) => ts.isIdentifier(use) && use.text === node.text && isAssigned(use)),
  );
}
