import ts from "typescript";

/**
 * Rewrites what the tokeniser or the interpreter would read in its own way; the program means the same.
 * - `1e3` becomes `1000`: the interpreter takes a number with exponent for a float, which costs a variable.
 * - `a- -b` becomes `a-(-b)`: the tokeniser drops the space, and `--` is another operator.
 */
export function plainTokens(text: string): string {
  const file = ts.createSourceFile("program.js", text, ts.ScriptTarget.ES5, false, ts.ScriptKind.JS);
  const inserted: { at: number; text: string; skip: number }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isPrefixUnaryExpression(node)) {
      const start = node.getStart(file);
      const before = /([+-])\s+$/.exec(text.slice(0, start));
      if (before && before[1] === text[start]) {
        inserted.push({ at: start, text: "(", skip: 0 }, { at: node.end, text: ")", skip: 0 });
      }
    }
    if (ts.isNumericLiteral(node)) {
      const start = node.getStart(file);
      const value = Number(node.text);
      if (/^\d[\d.]*e/i.test(text.slice(start, node.end)) && Number.isInteger(value) && value < 2 ** 31) {
        inserted.push({ at: start, text: String(value), skip: node.end - start });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  inserted.sort((a, b) => a.at - b.at);
  let plain = "";
  let copied = 0;
  for (const { at, text: piece, skip } of inserted) {
    plain += text.slice(copied, at) + piece;
    copied = at + skip;
  }
  return plain + text.slice(copied);
}
