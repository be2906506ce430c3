/**
 * Rewrites a program (ES5 text, one scope) so that what the interpreter must spell out each time is spelt out once:
 * `new Uint8Array(…)` goes by a name of the program's own, `bytes.subarray(a, b)` becomes a call of one function, and
 * small constants stand as numbers. The shortener that follows gives names of two letters; it would not do this itself.
 */
import ts from "typescript";

/** Globals and members that get a name where they are used so often that it pays. */
const NAMED = [
  "Uint8Array",
  "Uint16Array",
  "Int32Array",
  "setTimeout",
  "clearTimeout",
  "Math.min",
  "Math.max",
];
/** Methods that become functions, with their greatest number of arguments. */
const METHODS: Readonly<Record<string, number>> = { subarray: 2 };
const LEAST_USES = 4;
/** A number that the tokeniser writes in one or two bytes, as a name would take. */
const isSmall = (value: number): boolean => Number.isInteger(value) && value >= -128 && value < 128;

interface Edit {
  readonly at: number;
  readonly end: number;
  readonly text: string;
}

/** The program with shorthands; lines stay where they are. */
export function withShorthands(text: string): string {
  const file = ts.createSourceFile("program.js", text, ts.ScriptTarget.ES5, true, ts.ScriptKind.JS);
  const uses = new Map<string, Edit[]>();
  const add = (name: string, ...edits: readonly Edit[]): void => {
    uses.set(name, [...(uses.get(name) ?? []), ...edits]);
  };
  const constants = smallConstants(file);
  const visit = (node: ts.Node): void => {
    const name = namedUse(node);
    if (name) add(name, { at: node.getStart(file), end: node.end, text: ownName(name) });
    else {
      if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
        const { expression: receiver, name: method } = node.expression;
        if (node.arguments.length <= (METHODS[method.text] ?? -1)) {
          const comma = node.arguments.length > 0 ? ", " : "";
          const first = node.arguments[0]?.getStart(file) ?? node.end - 1;
          add(
            method.text,
            { at: receiver.getStart(file), end: receiver.getStart(file), text: `${ownName(method.text)}(` },
            { at: receiver.end, end: first, text: comma },
          );
        }
      }
      const value = ts.isIdentifier(node) && isRead(node) ? constants.get(node.text) : undefined;
      if (value !== undefined)
        add("", { at: node.getStart(file), end: node.end, text: value < 0 ? `(${value})` : String(value) });
      ts.forEachChild(node, visit);
    }
  };
  visit(file);
  let head = "";
  const edits: Edit[] = [...(uses.get("") ?? [])];
  for (const name of [...NAMED, ...Object.keys(METHODS)]) {
    const found = uses.get(name) ?? [];
    if (found.length < LEAST_USES) continue;
    edits.push(...found);
    head += declarationOf(name);
  }
  return head + applied(text, edits);
}

function ownName(name: string): string {
  return `$${name.replace(".", "")}`;
}

function declarationOf(name: string): string {
  const own = ownName(name);
  const count = METHODS[name];
  if (count === undefined) return `var ${own}=${name};`;
  const parameters = Array.from({ length: count }, (_, i) => `p${i}`).join(",");
  return `function ${own}(it,${parameters}){return it.${name}(${parameters})}`;
}

/** The name in NAMED that a node is a use of, not of a member or a declaration of the program's own. */
function namedUse(node: ts.Node): string | undefined {
  if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression)) {
    const name = `${node.expression.text}.${node.name.text}`;
    return NAMED.includes(name) ? name : undefined;
  }
  return ts.isIdentifier(node) && NAMED.includes(node.text) && isRead(node) ? node.text : undefined;
}

function isRead(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  if (ts.isVariableDeclaration(parent)) return parent.initializer === node;
  return !(ts.isParameter(parent) || ts.isFunctionLike(parent));
}

/** Variables of the program's outermost scope that are set once, to a small number, and whose name is used for no other. */
function smallConstants(file: ts.SourceFile): Map<string, number> {
  const found = new Map<string, number>();
  for (const statement of file.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name, initializer } of statement.declarationList.declarations) {
      const value = initializer && numberOf(initializer);
      if (ts.isIdentifier(name) && value !== undefined && isSmall(value)) found.set(name.text, value);
    }
  }
  const declared = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      const { parent } = node;
      const declares = (ts.isVariableDeclaration(parent) || ts.isParameter(parent)) && parent.name === node;
      if (declares && declared.has(node.text)) found.delete(node.text);
      if (declares) declared.add(node.text);
      const changes =
        (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent)) &&
        (parent.operator === ts.SyntaxKind.PlusPlusToken ||
          parent.operator === ts.SyntaxKind.MinusMinusToken);
      const assigns =
        ts.isBinaryExpression(parent) &&
        parent.left === node &&
        parent.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
        parent.operatorToken.kind <= ts.SyntaxKind.LastAssignment;
      if (changes || assigns) found.delete(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function numberOf(node: ts.Expression): number | undefined {
  if (ts.isNumericLiteral(node)) return Number(node.text);
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken) {
    const value = numberOf(node.operand);
    return value === undefined ? undefined : -value;
  }
  return undefined;
}

/** Insertions at one place keep their order from outside in: the outer call's name comes first. */
function applied(text: string, edits: readonly Edit[]): string {
  const inOrder = edits.map((edit, i) => ({ ...edit, i }));
  inOrder.sort((a, b) => a.at - b.at || a.end - b.end || a.i - b.i);
  let result = "";
  let copied = 0;
  for (const { at, end, text: piece } of inOrder) {
    result += text.slice(copied, at) + piece;
    copied = end;
  }
  return result + text.slice(copied);
}
