/**
 * Members that Espruino 2v29 lacks, or answers otherwise, on one built-in class but not on another: here the receiver's
 * type decides. Looks at the authors' modules, but only at lines that reach the token.
 */
import ts from "typescript";

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));
const TYPED_ARRAY = /^(Uint|Int|Float)(8|16|32|64)(Clamped)?Array$/;

interface TypeRule {
  readonly id: string;
  readonly reason: string;
  /** Name of the receiver's type. */
  readonly receiver: RegExp;
  readonly members: ReadonlySet<string>;
}

export const TYPE_RULES: readonly TypeRule[] = [
  {
    id: "typed-array-slice",
    reason:
      "gives a plain array, 13 bytes and more for each byte; use subarray, or new Uint8Array(x.subarray(…))",
    receiver: TYPED_ARRAY,
    members: words("slice"),
  },
  {
    id: "typed-array-member",
    reason: "typed arrays of the interpreter have no such member, and reading it throws",
    receiver: TYPED_ARRAY,
    members: words(
      "BYTES_PER_ELEMENT concat entries keys lastIndexOf pop push shift splice unshift values with toLocaleString",
    ),
  },
  {
    id: "array-member",
    reason: "arrays of the interpreter have no such member",
    receiver: /^(Readonly)?Array$/,
    members: words("entries keys lastIndexOf values with"),
  },
  {
    id: "array-buffer-member",
    reason: "an ArrayBuffer of the interpreter has only its length; make a view of it",
    receiver: /^ArrayBuffer$/,
    members: words("slice resize maxByteLength"),
  },
  {
    id: "name-read",
    reason: "functions and errors have no name",
    receiver: /^(Function|CallableFunction|Error|TypeError|RangeError)$/,
    members: words("name"),
  },
  {
    id: "regular-expression-member",
    reason: "a regular expression tells its source and lastIndex only",
    receiver: /^RegExp$/,
    members: words("flags global ignoreCase multiline sticky unicode"),
  },
];

/** The rule that a member access breaks, or undefined. */
export function typeRuleFor(node: ts.Node, checker: ts.TypeChecker): TypeRule | undefined {
  if (!ts.isPropertyAccessExpression(node)) return undefined;
  const candidates = TYPE_RULES.filter((rule) => rule.members.has(node.name.text));
  if (candidates.length === 0) return undefined;
  const names = typeNames(checker.getTypeAtLocation(node.expression), checker);
  return candidates.find((rule) => names.some((name) => rule.receiver.test(name)));
}

/** Names of a type's parts; whatever can be called is a Function. */
function typeNames(type: ts.Type, checker: ts.TypeChecker): string[] {
  if (type.isUnionOrIntersection()) return type.types.flatMap((part) => typeNames(part, checker));
  if (type.getCallSignatures().length > 0) return ["Function"];
  const name = type.getSymbol()?.getName();
  return name ? [name] : [];
}
