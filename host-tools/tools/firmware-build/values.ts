/** What can be said of an expression's value, or of where it goes, without running the program. */
import ts from "typescript";
import { type Context, callOf, globalName } from "./rule.ts";

const K = ts.SyntaxKind;
const TYPED_ARRAY = /^(Uint|Int|Float)\d+(Clamped)?Array$/;

/** The expression without parentheses around it. */
export function bare(node: ts.Expression): ts.Expression {
  return ts.isParenthesizedExpression(node) ? bare(node.expression) : node;
}

/** What an expression stands for: a name that never changes is followed to what it was declared with. */
export function meant(node: ts.Expression, context: Context, depth = 0): ts.Expression {
  const inner = bare(node);
  const behind = ts.isIdentifier(inner) ? context.fixed.get(inner.text) : undefined;
  return behind && depth < 8 ? meant(behind, context, depth + 1) : inner;
}

const FOLDED: Readonly<Partial<Record<ts.SyntaxKind, (a: number, b: number) => number>>> = {
  [K.PlusToken]: (a, b) => a + b,
  [K.MinusToken]: (a, b) => a - b,
  [K.AsteriskToken]: (a, b) => a * b,
  [K.SlashToken]: (a, b) => a / b,
  [K.LessThanLessThanToken]: (a, b) => a << b,
  [K.GreaterThanGreaterThanToken]: (a, b) => a >> b,
};

/** The number that an expression always is, or undefined: literals, unchanging names and sums of them. */
export function numberOf(node: ts.Expression | undefined, context: Context): number | undefined {
  if (!node) return undefined;
  const it = meant(node, context);
  if (ts.isNumericLiteral(it)) return Number(it.text.replaceAll("_", ""));
  if (ts.isIdentifier(it) && it.text === "Infinity") return Number.POSITIVE_INFINITY;
  if (ts.isPrefixUnaryExpression(it) && it.operator === K.MinusToken) {
    const value = numberOf(it.operand, context);
    return value === undefined ? undefined : -value;
  }
  if (!ts.isBinaryExpression(it)) return undefined;
  const folded = FOLDED[it.operatorToken.kind];
  const left = folded && numberOf(it.left, context);
  const right = left === undefined ? undefined : numberOf(it.right, context);
  return right === undefined ? undefined : folded!(left!, right);
}

/** `undefined`, also as `void 0`. */
export function isUndefined(node: ts.Expression, context: Context): boolean {
  const it = bare(node);
  return ts.isVoidExpression(it) || globalName(it, context) === "undefined";
}

/** True where the value of an expression goes nowhere. */
export function isUnused(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isExpressionStatement(parent) || ts.isVoidExpression(parent)) return true;
  if (ts.isForStatement(parent)) return parent.condition !== node;
  if (ts.isParenthesizedExpression(parent)) return isUnused(parent);
  if (ts.isConditionalExpression(parent)) return parent.condition !== node && isUnused(parent);
  if (!ts.isBinaryExpression(parent)) return false;
  switch (parent.operatorToken.kind) {
    case K.CommaToken:
      return parent.left === node || isUnused(parent);
    case K.AmpersandAmpersandToken:
    case K.BarBarToken:
    case K.QuestionQuestionToken:
      return parent.right === node && isUnused(parent);
    default:
      return false;
  }
}

/** Name of the typed array that a `new` makes, also where the program calls the class by a name of its own. */
export function typedArrayMade(node: ts.Node, context: Context): string | undefined {
  if (!ts.isNewExpression(node)) return undefined;
  const made = meant(node.expression, context);
  return ts.isIdentifier(made) && TYPED_ARRAY.test(made.text) ? made.text : undefined;
}

/** `bytes.subarray(begin, end)`, also where it is a call of the build's own short function (shorthands.ts). */
export function subarrayOf(
  node: ts.Node,
  context: Context,
): { of: ts.Expression; begin: ts.Expression | undefined; end: ts.Expression | undefined } | undefined {
  const call = callOf(node, undefined, "subarray");
  if (call) {
    const [begin, end] = call.arguments;
    return { of: (call.expression as ts.PropertyAccessExpression).expression, begin, end };
  }
  if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return undefined;
  const [of, begin, end] = node.arguments;
  return of && shortSubarrays(context).has(node.expression.text) ? { of, begin, end } : undefined;
}

const shortNames = new WeakMap<ts.SourceFile, ReadonlySet<string>>();

/** Functions of the outermost scope that only hand their arguments to `subarray` of the first. */
function shortSubarrays({ file }: Context): ReadonlySet<string> {
  const known = shortNames.get(file);
  if (known) return known;
  const names = new Set<string>();
  for (const statement of file.statements) {
    if (!ts.isFunctionDeclaration(statement) || statement.body?.statements.length !== 1) continue;
    const [only] = statement.body.statements;
    const call =
      only && ts.isReturnStatement(only) && only.expression && callOf(only.expression, undefined, "subarray");
    const handed = call && [(call.expression as ts.PropertyAccessExpression).expression, ...call.arguments];
    const parameters = statement.parameters.map(({ name }) => name.getText(file));
    if (handed && handed.map((argument) => argument.getText(file)).join() === parameters.join())
      names.add(statement.name!.text);
  }
  shortNames.set(file, names);
  return names;
}
