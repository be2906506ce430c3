/**
 * Expressions that Espruino 2v29 takes without a word and that have another value there than in the language. Every row
 * was tried on the interpreter; shifts on a build of it for the chip's instructions.
 */
import ts from "typescript";
import { AFTER_LOWERING, ALWAYS, type Context, callOf, globalName, isAssigned, type Rule } from "./rule.ts";
import { isUntouchedByCalls, usesOutsideBranch } from "./scopes.ts";
import { bare, isUndefined, isUnused, numberOf } from "./values.ts";

const K = ts.SyntaxKind;
const SHIFTS: ReadonlySet<ts.SyntaxKind> = new Set([
  K.LessThanLessThanToken,
  K.LessThanLessThanEqualsToken,
  K.GreaterThanGreaterThanToken,
  K.GreaterThanGreaterThanEqualsToken,
  K.GreaterThanGreaterThanGreaterThanToken,
  K.GreaterThanGreaterThanGreaterThanEqualsToken,
]);
const BITWISE: ReadonlySet<ts.SyntaxKind> = new Set([
  ...SHIFTS,
  K.AmpersandToken,
  K.BarToken,
  K.CaretToken,
  K.AmpersandEqualsToken,
  K.BarEqualsToken,
  K.CaretEqualsToken,
]);
const ARITHMETIC: ReadonlySet<ts.SyntaxKind> = new Set([
  ...BITWISE,
  K.PlusToken,
  K.MinusToken,
  K.AsteriskToken,
  K.SlashToken,
  K.PercentToken,
]);
/** Compound assignments; `&&=`, `||=` and `??=` read their left side first. */
const READ_LATE: ReadonlySet<ts.SyntaxKind> = new Set([
  K.PlusEqualsToken,
  K.MinusEqualsToken,
  K.AsteriskEqualsToken,
  K.SlashEqualsToken,
  K.PercentEqualsToken,
  K.AmpersandEqualsToken,
  K.BarEqualsToken,
  K.CaretEqualsToken,
  K.LessThanLessThanEqualsToken,
  K.GreaterThanGreaterThanEqualsToken,
  K.GreaterThanGreaterThanGreaterThanEqualsToken,
]);
/** Members of Math whose values have a fraction. */
const FRACTIONS = /^(a?(cos|sin|tan)|atan2|exp|log|pow|random|sqrt)$/;

export const VALUE_RULES: readonly Rule[] = [
  {
    id: "shift-amount",
    reason:
      "the chip shifts by the low eight bits, so that 1 << 33 is 0; write a number of 0..31 or `(amount & 31)`",
    stages: ALWAYS,
    matches: (n, context) =>
      ts.isBinaryExpression(n) && SHIFTS.has(n.operatorToken.kind) && !isShiftAmount(n.right, context),
  },
  {
    id: "late-left-side",
    reason:
      "the left side is read after the right one, which may have changed it; put the value into a variable first",
    stages: ALWAYS,
    matches: (n) => {
      if (!ts.isBinaryExpression(n) || !READ_LATE.has(n.operatorToken.kind)) return false;
      const left = bare(n.left);
      const calls = holdsOutsideFunctions(n.right, isCall) && !isUntouchedByCalls(left, isAssigned);
      return calls || holdsOutsideFunctions(n.right, (inner) => isAssigned(inner) && mayBeSame(inner, left));
    },
  },
  {
    id: "stored-value",
    reason:
      "an assignment to an element of a typed array has the value that was stored, cut to its bits; assign, then read",
    stages: ALWAYS,
    matches: (n, context) => changesElement(n) && !isUnused(n) && !fitsAnyElement(n, context),
  },
  {
    id: "var-in-branch",
    reason:
      "a variable exists from its `var` on: read elsewhere it throws, assigned it becomes a global; declare it before the branch",
    stages: AFTER_LOWERING,
    matches: (n, { file }) => ts.isIdentifier(n) && outsideBranchOf(file).has(n),
  },
  {
    id: "letter-case",
    reason: "which letters from 128 on change their case depends on the build of the interpreter",
    stages: ALWAYS,
    matches: (n, { properties }) =>
      ["toUpperCase", "toLowerCase"].some((name) => callOf(n, undefined, name) && !properties.has(name)),
  },
  {
    id: "float-text",
    reason: "a number with a fraction has other digits as text; print whole numbers",
    stages: ALWAYS,
    matches: (n, context) => {
      if (callOf(n, undefined, "toFixed")) return !context.properties.has("toFixed");
      if (ts.isTemplateSpan(n)) return hasFraction(n.expression, context);
      if (ts.isCallExpression(n) && globalName(n.expression, context) === "String")
        return n.arguments.some((argument) => hasFraction(argument, context));
      if (!ts.isBinaryExpression(n) || n.operatorToken.kind !== K.PlusToken) return false;
      return (
        (isText(n.left) && hasFraction(n.right, context)) || (isText(n.right) && hasFraction(n.left, context))
      );
    },
  },
  {
    id: "undefined-operand",
    reason: "undefined | undefined and undefined + undefined are undefined",
    stages: ALWAYS,
    matches: (n, context) =>
      ts.isBinaryExpression(n) &&
      ARITHMETIC.has(n.operatorToken.kind) &&
      (isUndefined(n.left, context) || isUndefined(n.right, context)),
  },
  {
    id: "number-edge",
    reason: "there is no -0, and bits of 2^63 and more are 0 on one machine and -1 on another",
    stages: ALWAYS,
    matches: (n, context) => {
      if (!ts.isBinaryExpression(n)) return false;
      const { kind } = n.operatorToken;
      const right = numberOf(n.right, context) ?? 1;
      if (kind === K.SlashToken) return Object.is(right, -0);
      return (
        BITWISE.has(kind) && [right, numberOf(n.left, context) ?? 1].some((it) => Math.abs(it) >= 2 ** 63)
      );
    },
  },
];

const outsideBranch = new WeakMap<ts.SourceFile, ReadonlySet<ts.Node>>();

function outsideBranchOf(file: ts.SourceFile): ReadonlySet<ts.Node> {
  const uses = outsideBranch.get(file) ?? usesOutsideBranch(file);
  outsideBranch.set(file, uses);
  return uses;
}

/** A number of 0..31, or something masked with one. */
function isShiftAmount(node: ts.Expression, context: Context): boolean {
  const fits = (value: number | undefined): boolean =>
    value !== undefined && Number.isInteger(value) && value >= 0 && value <= 31;
  const amount = bare(node);
  if (ts.isBinaryExpression(amount) && amount.operatorToken.kind === K.AmpersandToken)
    return fits(numberOf(amount.left, context)) || fits(numberOf(amount.right, context));
  return fits(numberOf(amount, context));
}

function isCall(node: ts.Node): boolean {
  return ts.isCallExpression(node) || ts.isNewExpression(node) || ts.isTaggedTemplateExpression(node);
}

/** Like some(), the node itself too; a function that is only made there does not run. */
function holdsOutsideFunctions(node: ts.Node, holds: (node: ts.Node) => boolean): boolean {
  if (holds(node)) return true;
  if (ts.isFunctionLike(node)) return false;
  return ts.forEachChild(node, (child) => holdsOutsideFunctions(child, holds) || undefined) ?? false;
}

/** Whether an assignment to one may be one to the other: two elements or members may, whatever they are called. */
function mayBeSame(a: ts.Node, b: ts.Node): boolean {
  if (ts.isIdentifier(a) || ts.isIdentifier(b)) return a.getText() === b.getText();
  return true;
}

/** An assignment to `array[index]`, or `++` and `--` before one; behind it, they give the value it had. */
function changesElement(node: ts.Node): node is ts.BinaryExpression | ts.PrefixUnaryExpression {
  if (!ts.isBinaryExpression(node) && !ts.isPrefixUnaryExpression(node)) return false;
  const target = ts.isBinaryExpression(node) ? node.left : node.operand;
  const element = bare(target);
  return (
    isAssigned(target) &&
    ts.isElementAccessExpression(element) &&
    !ts.isStringLiteralLike(element.argumentExpression)
  );
}

/** `=` with a number that every kind of element holds as it is. */
function fitsAnyElement(node: ts.BinaryExpression | ts.PrefixUnaryExpression, context: Context): boolean {
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== K.EqualsToken) return false;
  const right = bare(node.right);
  if (ts.isBinaryExpression(right) && isAssigned(right.left)) return fitsAnyElement(right, context);
  const value = numberOf(right, context) ?? -1;
  return Number.isInteger(value) && value >= 0 && value <= 127;
}

function isText(node: ts.Expression): boolean {
  const it = bare(node);
  return ts.isStringLiteralLike(it) || ts.isTemplateExpression(it);
}

/** A number that is not whole by what makes it. */
function hasFraction(node: ts.Expression, context: Context): boolean {
  const it = bare(node);
  const value = numberOf(it, context);
  if (value !== undefined) return !Number.isInteger(value) || Math.abs(value) >= 2 ** 53;
  if (ts.isBinaryExpression(it) && it.operatorToken.kind === K.SlashToken) return true;
  if (!ts.isCallExpression(it)) return false;
  const called = it.expression;
  if (!ts.isPropertyAccessExpression(called))
    return /^(getTime|parseFloat)$/.test(globalName(called, context) ?? "");
  return globalName(called.expression, context) === "Math" && FRACTIONS.test(called.name.text);
}
