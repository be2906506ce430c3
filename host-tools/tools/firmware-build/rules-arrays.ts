/** Typed arrays and their views, where Espruino 2v29 gives other bytes. Every row was tried on the interpreter. */
import ts from "typescript";
import { ALWAYS, type Context, callOf, globalName, type Rule } from "./rule.ts";
import { bare, isUndefined, meant, numberOf, subarrayOf, typedArrayMade } from "./values.ts";

const K = ts.SyntaxKind;

export const ARRAY_RULES: readonly Rule[] = [
  {
    id: "overlapping-set",
    reason:
      "between elements of another width it overwrites what it has yet to read, and drops without an error what does not fit; copy the source first",
    stages: ALWAYS,
    matches: (n, context) => {
      const call = callOf(n, undefined, "set");
      const [source, offset] = call?.arguments ?? [];
      if (!call || !source || context.properties.has("set")) return false;
      const target = bare((call.expression as ts.PropertyAccessExpression).expression);
      // A part of the array to the array's own beginning: downwards, and it fits.
      const part = subarrayOf(bare(source), context)?.of.getText() === target.getText();
      if (part && (!offset || numberOf(offset, context) === 0)) return false;
      return viewed(target, context).getText() === viewed(source, context).getText();
    },
  },
  {
    id: "empty-view",
    reason: "a length of 0 counts as none, and the view goes on to the end of the buffer",
    stages: ALWAYS,
    matches: (n, context) =>
      typedArrayMade(n, context) !== undefined &&
      numberOf((n as ts.NewExpression).arguments?.[2], context) === 0,
  },
  {
    id: "odd-subarray",
    reason:
      "subarray throws for what lies before the array, and an end before the begin gives another offset",
    stages: ALWAYS,
    matches: (n, context) => {
      const call = subarrayOf(n, context);
      const begin = numberOf(call?.begin, context) ?? 0;
      const end = numberOf(call?.end, context) ?? begin;
      return begin < 0 || end < begin;
    },
  },
  {
    id: "odd-index",
    reason: "a typed array throws for what is no whole number",
    stages: ALWAYS,
    matches: (n, context) => {
      if (!ts.isElementAccessExpression(n)) return false;
      const index = bare(n.argumentExpression);
      return isWord(index, context) || !Number.isInteger(numberOf(index, context) ?? 0);
    },
  },
  {
    id: "text-in-flash",
    reason:
      "bytes of a literal lie in the program's flash: to write there stops the chip, and does nothing behind a SPI bus; join two pieces with E.toString",
    stages: ALWAYS,
    matches: (n, context) => {
      const call = callOf(n, "E", "toString") ?? callOf(n, "E", "toArrayBuffer");
      const [first, ...others] = call?.arguments ?? [];
      return first !== undefined && others.length === 0 && ts.isStringLiteralLike(meant(first, context));
    },
  },
  {
    id: "data-view",
    reason:
      "behind words that are not aligned it reads their whole buffer on a board, a copy on the virtual token; read with typed arrays",
    stages: ALWAYS,
    matches: (n, context) => globalName(n, context) === "DataView",
  },
  {
    id: "clamped-array",
    reason: "Uint8ClampedArray cuts fractions off and wraps what is 2^32 and more",
    stages: ALWAYS,
    matches: (n, context) => globalName(n, context) === "Uint8ClampedArray",
  },
];

/** The array whose bytes an expression shows: behind names, behind `subarray` and behind a view made of its buffer. */
function viewed(node: ts.Expression, context: Context): ts.Expression {
  const shown = meant(node, context);
  const part = subarrayOf(shown, context);
  if (part) return viewed(part.of, context);
  const buffer = typedArrayMade(shown, context) && (shown as ts.NewExpression).arguments?.[0];
  const whole = buffer && ts.isPropertyAccessExpression(buffer) && buffer.name.text === "buffer";
  return whole ? viewed(buffer.expression, context) : bare(node);
}

/** true, false, null and undefined, also as they are written short. */
function isWord(node: ts.Expression, context: Context): boolean {
  return (
    [K.TrueKeyword, K.FalseKeyword, K.NullKeyword].includes(node.kind) ||
    isUndefined(node, context) ||
    (ts.isPrefixUnaryExpression(node) && node.operator === K.ExclamationToken)
  );
}
