/**
 * Puts the value of a function that is called once in the place of the call: `function f(a){return a*2} g(f(n))` becomes
 * `g(n*2)`. And of a function that only sets a variable, the assignment in the place of each call: so a module sets another
 * one's variable for nothing. A call costs the interpreter some 17,000 instructions.
 */
import ts from "typescript";
import { isUnused } from "./values.ts";

interface Edit {
  readonly at: number;
  readonly end: number;
  readonly text: string;
}

/**
 * The program with those calls replaced; ES5 text in, ES5 text out. Calls within such values take another round.
 */
export function inlineCalls(text: string): string {
  const file = ts.createSourceFile("program.js", text, ts.ScriptTarget.ES5, true, ts.ScriptKind.JS);
  const functions = new Map<string, ts.FunctionDeclaration>();
  for (const statement of file.statements)
    if (ts.isFunctionDeclaration(statement) && statement.name) functions.set(statement.name.text, statement);
  const edits: Edit[] = [];
  for (const [name, declared] of functions) {
    const uses = usesOf(file, name).filter((use) => use !== declared.name);
    const calls = uses.map(({ parent }) => parent).filter(ts.isCallExpression);
    if (calls.length === 0 || !uses.every((use, i) => calls[i]?.expression === use)) continue;
    const replaced = assignments(calls, declared, file) ?? onlyCall(calls, declared, file);
    if (!replaced) continue;
    // The lines that are left keep their numbers.
    const gap = text.slice(declared.getStart(file), declared.end).replace(/[^\n]/g, "");
    const own = [...replaced, { at: declared.getStart(file), end: declared.end, text: gap }];
    // What lies in another one takes another round.
    if (own.every((one) => edits.every(({ at, end }) => end <= one.at || one.end <= at))) edits.push(...own);
  }
  edits.sort((a, b) => b.at - a.at);
  return edits.reduce(
    (result, { at, end, text: piece }) => result.slice(0, at) + piece + result.slice(end),
    text,
  );
}

/** The value in the place of a function's only call. */
function onlyCall(
  [call, ...others]: readonly ts.CallExpression[],
  declared: ts.FunctionDeclaration,
  file: ts.SourceFile,
): Edit[] | undefined {
  const value = call && others.length === 0 ? inPlaceOf(call, declared, file) : undefined;
  return value === undefined ? undefined : [{ at: call!.getStart(file), end: call!.end, text: value }];
}

/** The assignments in the place of all calls of a function `f(a){x=a}`; undefined for any other one. */
function assignments(
  calls: readonly ts.CallExpression[],
  declared: ts.FunctionDeclaration,
  file: ts.SourceFile,
): Edit[] | undefined {
  const [only, ...others] = declared.body?.statements ?? [];
  const [parameter, ...more] = declared.parameters;
  if (!only || others.length > 0 || !ts.isExpressionStatement(only) || !parameter || more.length > 0)
    return undefined;
  const sets = only.expression;
  if (!ts.isBinaryExpression(sets) || sets.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return undefined;
  if (!ts.isIdentifier(sets.left) || sets.right.getText(file) !== parameter.name.getText(file))
    return undefined;
  const name = sets.left.text;
  // Everywhere the same variable.
  if (usesOf(file, name).filter(isDeclared).length !== 1) return undefined;
  if (!calls.every((call) => call.arguments.length === 1 && isUnused(call))) return undefined;
  return calls.flatMap((call) => {
    const argument = call.arguments[0]!;
    return [
      { at: call.getStart(file), end: argument.getStart(file), text: `(${name} = ` },
      { at: argument.end, end: call.end, text: ")" },
    ];
  });
}

function isDeclared(node: ts.Identifier): boolean {
  const { parent } = node;
  const declares =
    ts.isVariableDeclaration(parent) || ts.isParameter(parent) || ts.isFunctionDeclaration(parent);
  return declares && parent.name === node;
}

/** What stands for the call, in parentheses; undefined where the call must stay. */
function inPlaceOf(
  call: ts.CallExpression,
  declared: ts.FunctionDeclaration,
  file: ts.SourceFile,
): string | undefined {
  const [only, ...others] = declared.body?.statements ?? [];
  if (!only || others.length > 0 || !ts.isReturnStatement(only) || !only.expression) return undefined;
  const body = only.expression;
  // Nothing may happen between what the arguments were worth and what they are worth now.
  if (holds(body, hasEffect)) return undefined;
  const names = declared.parameters.map(({ name }) => name.getText(file));
  if (call.arguments.length > names.length) return undefined;
  const uses = new Map(names.map((name) => [name, usesOf(body, name)]));
  for (const [i, name] of names.entries()) {
    const argument = call.arguments[i];
    const used = uses.get(name)!;
    if (argument ? !mayMove(argument, used) : used.length > 0) return undefined;
    if (used.some(isChanged)) return undefined;
  }
  const start = body.getStart(file);
  const edits = names.flatMap((name, i) =>
    uses.get(name)!.map((use) => ({
      at: use.getStart(file) - start,
      text: `(${call.arguments[i]!.getText(file)})`,
      name,
    })),
  );
  edits.sort((a, b) => b.at - a.at);
  let text = body.getText(file);
  for (const { at, text: piece, name } of edits)
    text = text.slice(0, at) + piece + text.slice(at + name.length);
  return `(${text})`;
}

/** A name or a number may stand anywhere and often; other things without effect once, where they are reckoned in any case. */
function mayMove(argument: ts.Expression, uses: readonly ts.Identifier[]): boolean {
  if (ts.isIdentifier(argument) || isNumber(argument)) return true;
  if (uses.length > 1 || holds(argument, hasEffect)) return false;
  return true;
}

function isNumber(node: ts.Expression): boolean {
  return ts.isNumericLiteral(node) || (ts.isPrefixUnaryExpression(node) && ts.isNumericLiteral(node.operand));
}

/** Calls (but of the clock and of arithmetic), changes of variables and what makes new objects. */
function hasEffect(node: ts.Node): boolean {
  if (ts.isCallExpression(node)) return !/^(getTime|Math\.(min|max|abs))$/.test(node.expression.getText());
  if (ts.isNewExpression(node) || ts.isFunctionLike(node)) return true;
  if (ts.isPostfixUnaryExpression(node)) return true;
  if (ts.isPrefixUnaryExpression(node))
    return node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken;
  return ts.isBinaryExpression(node) && isAssignment(node.operatorToken.kind);
}

function isAssignment(kind: ts.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

/** Names of a variable in an expression, members of the same name left out. */
function usesOf(body: ts.Node, name: string): ts.Identifier[] {
  const found: ts.Identifier[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node.text === name) {
      const { parent } = node;
      const member =
        (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
        (ts.isPropertyAssignment(parent) && parent.name === node);
      if (!member) found.push(node);
    }
    ts.forEachChild(node, visit);
  };
  visit(body);
  return found;
}

function isChanged({ parent }: ts.Identifier): boolean {
  if (ts.isPostfixUnaryExpression(parent) || ts.isPrefixUnaryExpression(parent)) return hasEffect(parent);
  return ts.isBinaryExpression(parent) && isAssignment(parent.operatorToken.kind);
}

function holds(node: ts.Node, wanted: (node: ts.Node) => boolean): boolean {
  return wanted(node) || (ts.forEachChild(node, (child) => holds(child, wanted) || undefined) ?? false);
}
