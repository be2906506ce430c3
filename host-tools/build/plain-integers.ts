import ts from "typescript";

/**
 * Writes whole numbers without exponent: the interpreter reads `1e3` as a float, which takes a variable of its own and
 * slower arithmetic, and the tokeniser keeps it as text.
 */
export function plainIntegers(text: string): string {
  const file = ts.createSourceFile("program.js", text, ts.ScriptTarget.ES5, false, ts.ScriptKind.JS);
  let plain = "";
  let copied = 0;
  const visit = (node: ts.Node): void => {
    if (ts.isNumericLiteral(node)) {
      const start = node.getStart(file);
      const written = text.slice(start, node.end);
      const value = Number(written);
      if (/^\d[\d.]*e/i.test(written) && Number.isInteger(value) && value < 2 ** 31) {
        plain += text.slice(copied, start) + value;
        copied = node.end;
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return plain + text.slice(copied);
}
