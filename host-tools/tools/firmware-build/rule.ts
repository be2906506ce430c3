/** What a rule about unsupported code is, and small questions that several rules ask of the syntax tree. */
import ts from "typescript";

/**
 * When a rule looks: at the bundled modules before lowering to ES5, after it, or at the minified program. Constructs
 * that lowering turns into something the interpreter runs are only refused afterwards.
 */
export type Stage = "bundle" | "lowered" | "final";
export const ALWAYS: readonly Stage[] = ["bundle", "lowered", "final"];
export const AFTER_LOWERING: readonly Stage[] = ["lowered", "final"];
export const FINAL: readonly Stage[] = ["final"];

export interface Rule {
  /** Name in messages and tests. */
  readonly id: string;
  /** What the interpreter does with it, and what to write instead. */
  readonly reason: string;
  readonly stages: readonly Stage[];
  /** True for a node that the interpreter cannot run. */
  matches(node: ts.Node, context: Context): boolean;
}

export interface Context {
  readonly file: ts.SourceFile;
  /** Every name that the program declares anywhere. */
  readonly declared: ReadonlySet<string>;
  /** Every property that the program gives to objects of its own. */
  readonly properties: ReadonlySet<string>;
  /** What a name stands for that is declared once and never assigned: the initializer of its declaration. */
  readonly fixed: ReadonlyMap<string, ts.Expression>;
}

export function contextOf(file: ts.SourceFile): Context {
  const declared = new Set<string>();
  const properties = new Set<string>();
  const fixed = new Map<string, ts.Expression>();
  const changed = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (isDeclarationName(node)) {
      if (declared.has(node.text)) changed.add(node.text);
      declared.add(node.text);
      const { parent } = node;
      if (ts.isVariableDeclaration(parent) && parent.initializer) fixed.set(node.text, parent.initializer);
    }
    if (ts.isIdentifier(node) && isAssigned(node)) changed.add(node.text);
    if (ts.isObjectLiteralElement(node) || ts.isClassElement(node)) {
      if (node.name && ts.isIdentifier(node.name)) properties.add(node.name.text);
    }
    if (ts.isPropertyAccessExpression(node) && isAssigned(node)) properties.add(node.name.text);
    ts.forEachChild(node, visit);
  };
  visit(file);
  for (const name of changed) fixed.delete(name);
  return { file, declared, properties, fixed };
}

function isDeclarationName(node: ts.Node): node is ts.Identifier {
  if (!ts.isIdentifier(node)) return false;
  const parent = node.parent;
  return (
    (ts.isVariableDeclaration(parent) ||
      ts.isParameter(parent) ||
      ts.isBindingElement(parent) ||
      ts.isFunctionDeclaration(parent) ||
      ts.isFunctionExpression(parent) ||
      ts.isClassDeclaration(parent) ||
      ts.isClassExpression(parent)) &&
    parent.name === node
  );
}

/** The name of a global that the program does not declare itself, for a node that reads or writes one. */
export function globalName(node: ts.Node, context: Context): string | undefined {
  if (!ts.isIdentifier(node) || context.declared.has(node.text) || !isReference(node)) return undefined;
  return node.text;
}

/** True for a name that is read or assigned, not one that is declared or names a member. */
export function isReference(node: ts.Identifier): boolean {
  const parent = node.parent;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  if (ts.isShorthandPropertyAssignment(parent)) return true;
  if (ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent) || ts.isMetaProperty(parent))
    return false;
  if (ts.isObjectLiteralElement(parent) || ts.isClassElement(parent)) {
    return ts.isPropertyDeclaration(parent) && parent.initializer === node;
  }
  return !isDeclarationName(node);
}

/** True for the target of an assignment, of `++` or of `--`. */
export function isAssigned(node: ts.Node): boolean {
  if (ts.isSourceFile(node)) return false;
  const parent = node.parent;
  if (ts.isBinaryExpression(parent)) {
    const operator = parent.operatorToken.kind;
    return (
      parent.left === node &&
      operator >= ts.SyntaxKind.FirstAssignment &&
      operator <= ts.SyntaxKind.LastAssignment
    );
  }
  if (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent)) {
    return (
      parent.operator === ts.SyntaxKind.PlusPlusToken || parent.operator === ts.SyntaxKind.MinusMinusToken
    );
  }
  return false;
}

/** True when the node stands in an operation like `&&=` or `**`. */
export function isOperator(node: ts.Node, ...kinds: readonly ts.SyntaxKind[]): boolean {
  return ts.isBinaryExpression(node) && kinds.includes(node.operatorToken.kind);
}

/** Whether a declaration carries a modifier such as `export` or `private`. */
export function hasModifier(node: ts.Node, kind: ts.SyntaxKind): boolean {
  return (
    ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some((modifier) => modifier.kind === kind)
  );
}

/** Visits a node's descendants but not the bodies of functions inside it; stops at the first that `holds`. */
export function someOutsideFunctions(node: ts.Node, holds: (node: ts.Node) => boolean): boolean {
  return (
    ts.forEachChild(node, (child) =>
      holds(child) || (!ts.isFunctionLike(child) && someOutsideFunctions(child, holds)) ? true : undefined,
    ) ?? false
  );
}

/** Visits all of a node's descendants; stops at the first that `holds`. */
export function some(node: ts.Node, holds: (node: ts.Node) => boolean): boolean {
  return ts.forEachChild(node, (child) => (holds(child) || some(child, holds) ? true : undefined)) ?? false;
}

/** The literal value of an argument, when it is a string or a number. */
export function literal(node: ts.Node | undefined): string | number | undefined {
  if (node && ts.isStringLiteralLike(node)) return node.text;
  if (node && ts.isNumericLiteral(node)) return Number(node.text);
  return undefined;
}

/** `object.method(…)` with these names: the call, or undefined. An undefined object name means any. */
export function callOf(
  node: ts.Node,
  object: string | undefined,
  method: string,
): ts.CallExpression | undefined {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined;
  if (node.expression.name.text !== method) return undefined;
  const receiver = node.expression.expression;
  if (object !== undefined && !(ts.isIdentifier(receiver) && receiver.text === object)) return undefined;
  return node;
}
