/**
 * Members and elements that Espruino 2v29 lacks, or answers otherwise, on one built-in class but not on another: here the
 * receiver's type decides. Looks at the authors' modules, but only at lines that reach the token.
 */
import ts from "typescript";

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));
const TYPED_ARRAY = /^(Uint|Int|Float)(8|16|32|64)(Clamped)?Array$/;
const UNSIGNED_WORDS = /^Uint32Array$/;

interface TypeRule {
  readonly id: string;
  readonly reason: string;
  /** True for a node that the interpreter reads otherwise. */
  breaks(node: ts.Node, checker: ts.TypeChecker): boolean;
}

/** One of these members of a receiver whose type has such a name. */
const member =
  (receiver: RegExp, names: string): TypeRule["breaks"] =>
  (node, checker) =>
    ts.isPropertyAccessExpression(node) &&
    words(names).has(node.name.text) &&
    isA(node.expression, receiver, checker);

export const TYPE_RULES: readonly TypeRule[] = [
  {
    id: "typed-array-slice",
    reason:
      "gives a plain array, 13 bytes and more for each byte; use subarray, or new Uint8Array(x.subarray(…))",
    breaks: member(TYPED_ARRAY, "slice"),
  },
  {
    id: "typed-array-member",
    reason: "typed arrays of the interpreter have no such member, and reading it throws",
    breaks: member(
      TYPED_ARRAY,
      "BYTES_PER_ELEMENT concat entries keys lastIndexOf pop push shift splice unshift values with toLocaleString",
    ),
  },
  {
    id: "typed-array-index",
    reason: "a typed array throws for an index that is no number",
    breaks: (node, checker) =>
      ts.isElementAccessExpression(node) &&
      isA(node.expression, TYPED_ARRAY, checker) &&
      !isNumber(checker.getTypeAtLocation(node.argumentExpression)),
  },
  {
    id: "unsigned-words",
    reason: "values of 2^31 and more count as negative; sort and add them one by one",
    breaks: (node, checker) =>
      ts.isCallExpression(node) &&
      ts.isPropertyAccessExpression(node.expression) &&
      ((node.expression.name.text === "sort" && isA(node.expression.expression, UNSIGNED_WORDS, checker)) ||
        (/^E\.(sum|variance)$/.test(node.expression.getText()) &&
          node.arguments.some((argument) => isA(argument, UNSIGNED_WORDS, checker)))),
  },
  {
    id: "array-member",
    reason: "arrays of the interpreter have no such member",
    breaks: member(/^(Readonly)?Array$/, "entries keys lastIndexOf values with"),
  },
  {
    id: "array-buffer-member",
    reason: "an ArrayBuffer of the interpreter has only its length; make a view of it",
    breaks: member(/^ArrayBuffer$/, "slice resize maxByteLength"),
  },
  {
    id: "name-read",
    reason: "functions and errors have no name",
    breaks: member(/^(Function|CallableFunction|Error|TypeError|RangeError)$/, "name"),
  },
  {
    id: "regular-expression-member",
    reason: "a regular expression tells its source and lastIndex only",
    breaks: member(/^RegExp$/, "flags global ignoreCase multiline sticky unicode"),
  },
];

/** The rule that a node breaks, or undefined. */
export function typeRuleFor(node: ts.Node, checker: ts.TypeChecker): TypeRule | undefined {
  return TYPE_RULES.find((rule) => rule.breaks(node, checker));
}

function isA(node: ts.Expression, name: RegExp, checker: ts.TypeChecker): boolean {
  return typeNames(checker.getTypeAtLocation(node), checker).some((found) => name.test(found));
}

/** A number in each of its cases; what has no type at all is taken for one. */
function isNumber(type: ts.Type): boolean {
  if (type.isUnion()) return type.types.every(isNumber);
  return (type.flags & (ts.TypeFlags.NumberLike | ts.TypeFlags.Any | ts.TypeFlags.Never)) !== 0;
}

/** Names of a type's parts; whatever can be called is a Function. */
function typeNames(type: ts.Type, checker: ts.TypeChecker): string[] {
  if (type.isUnionOrIntersection()) return type.types.flatMap((part) => typeNames(part, checker));
  if (type.getCallSignatures().length > 0) return ["Function"];
  const name = type.getSymbol()?.getName();
  return name ? [name] : [];
}
