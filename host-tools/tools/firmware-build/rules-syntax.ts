/** Grammar that Espruino 2v29 refuses or reads otherwise. Every row was tried on the interpreter. */
import ts from "typescript";
import {
  AFTER_LOWERING,
  ALWAYS,
  FINAL,
  hasModifier,
  isAssigned,
  isOperator,
  type Rule,
  some,
  someOutsideFunctions,
} from "./rule.ts";

const K = ts.SyntaxKind;

export const SYNTAX_RULES: readonly Rule[] = [
  {
    id: "destructuring",
    reason: "patterns are a syntax error; read the members one by one",
    stages: AFTER_LOWERING,
    matches: (n) =>
      ts.isArrayBindingPattern(n) ||
      ts.isObjectBindingPattern(n) ||
      ((ts.isArrayLiteralExpression(n) || ts.isObjectLiteralExpression(n)) && isAssigned(n)),
  },
  {
    id: "spread",
    reason:
      "`...` is a syntax error, and TypeScript's helper for it reads Array.prototype, where nothing is found",
    stages: ALWAYS,
    matches: (n) =>
      ts.isSpreadAssignment(n) ||
      // A call whose only argument is spread becomes f.apply(), which works.
      (ts.isSpreadElement(n) && !(ts.isCallExpression(n.parent) && n.parent.arguments.length === 1)),
  },
  {
    id: "lone-spread",
    reason: "`...` is a syntax error",
    stages: AFTER_LOWERING,
    matches: (n) => ts.isSpreadElement(n) && ts.isCallExpression(n.parent) && n.parent.arguments.length === 1,
  },
  {
    id: "rest-parameter",
    reason: "rest parameters are a syntax error",
    stages: AFTER_LOWERING,
    matches: (n) => ts.isParameter(n) && n.dotDotDotToken !== undefined,
  },
  {
    id: "default-parameter",
    reason: "default values of parameters are a syntax error",
    stages: AFTER_LOWERING,
    matches: (n) => ts.isParameter(n) && n.initializer !== undefined,
  },
  {
    id: "tagged-template",
    reason: "tagged templates are a syntax error",
    stages: ALWAYS,
    matches: ts.isTaggedTemplateExpression,
  },
  {
    id: "computed-key",
    reason: "`{[key]: value}` is a syntax error; assign to object[key]",
    stages: AFTER_LOWERING,
    matches: ts.isComputedPropertyName,
  },
  {
    id: "generator",
    reason: "generators are a syntax error",
    stages: ALWAYS,
    matches: (n) => ts.isFunctionLike(n) && "asteriskToken" in n && n.asteriskToken !== undefined,
  },
  {
    id: "async",
    reason:
      "async and await are a syntax error, and TypeScript's helper for them needs labels; use callbacks",
    stages: ALWAYS,
    matches: (n) =>
      hasModifier(n, K.AsyncKeyword) ||
      ts.isAwaitExpression(n) ||
      (ts.isForOfStatement(n) && n.awaitModifier !== undefined),
  },
  {
    id: "optional-chaining",
    reason: "`?.` is a syntax error",
    stages: AFTER_LOWERING,
    matches: (n) => ts.isQuestionDotToken(n),
  },
  {
    id: "logical-assignment",
    reason: "`??=`, `||=` and `&&=` are syntax errors",
    stages: AFTER_LOWERING,
    matches: (n) =>
      isOperator(n, K.QuestionQuestionEqualsToken, K.BarBarEqualsToken, K.AmpersandAmpersandEqualsToken),
  },
  {
    id: "exponent",
    reason: "`**` is a syntax error; use Math.pow",
    stages: AFTER_LOWERING,
    matches: (n) => isOperator(n, K.AsteriskAsteriskToken, K.AsteriskAsteriskEqualsToken),
  },
  {
    id: "label",
    reason: "labels are unknown; leave nested loops by returning from a function",
    stages: ALWAYS,
    matches: ts.isLabeledStatement,
  },
  {
    id: "new-target",
    reason: "`new.target` is a syntax error",
    stages: ALWAYS,
    matches: (n) => ts.isMetaProperty(n) && n.keywordToken === K.NewKeyword,
  },
  { id: "bigint", reason: "`10n` is a syntax error", stages: ALWAYS, matches: ts.isBigIntLiteral },
  {
    id: "private-name",
    reason: "`#name` is a syntax error, and TypeScript's way round it needs WeakMap",
    stages: ALWAYS,
    matches: ts.isPrivateIdentifier,
  },
  {
    id: "static-block",
    reason: "static blocks are a syntax error",
    stages: ALWAYS,
    matches: ts.isClassStaticBlockDeclaration,
  },
  {
    id: "extends",
    reason:
      "built-in classes cannot be extended, static members are not inherited; give an object functions instead",
    stages: ALWAYS,
    matches: (n) => ts.isHeritageClause(n) && n.token === K.ExtendsKeyword,
  },
  {
    id: "class-field",
    reason: "a field without value is a syntax error, and an arrow function in a field does not bind this",
    stages: AFTER_LOWERING,
    matches: (n) => ts.isPropertyDeclaration(n) && (!n.initializer || ts.isArrowFunction(n.initializer)),
  },
  {
    id: "case-after-default",
    reason: "`case` after `default` throws; put default last",
    stages: ALWAYS,
    matches: (n) => ts.isDefaultClause(n) && n.parent.clauses.at(-1) !== n,
  },
  {
    id: "loop-closure",
    reason:
      "let and const in a loop are one variable for all turns, so functions made there see its last value",
    stages: AFTER_LOWERING,
    matches: (n) => ts.isIterationStatement(n, false) && declaresCapturedVariable(n),
  },
  {
    id: "use-before-function",
    reason: "functions exist from their declaration on, not from the start of their scope",
    stages: FINAL,
    matches: (n) => ts.isFunctionDeclaration(n) && mayRunBefore(n),
  },
  {
    id: "return-newline",
    reason: "`return` at the end of a line returns the value of the next line",
    stages: FINAL,
    matches: (n, { file }) =>
      ts.isReturnStatement(n) &&
      !n.expression &&
      /^return[ \t]*\r?\n\s*[^}\s]/.test(file.text.slice(n.getStart(file))),
  },
  {
    id: "debugger",
    reason: "`debugger` stops the token until somebody types",
    stages: ALWAYS,
    matches: (n) => n.kind === K.DebuggerStatement,
  },
  {
    id: "module",
    reason: "there are no modules at run time",
    stages: AFTER_LOWERING,
    matches: (n) =>
      ts.isImportDeclaration(n) ||
      ts.isExportDeclaration(n) ||
      ts.isExportAssignment(n) ||
      hasModifier(n, K.ExportKeyword) ||
      n.kind === K.ImportKeyword,
  },
  {
    id: "wide-character",
    reason: "characters above 255 do not fit: strings are bytes",
    stages: ALWAYS,
    matches: (n) =>
      (ts.isStringLiteralLike(n) || ts.isTemplateHead(n) || ts.isTemplateMiddleOrTemplateTail(n)) &&
      /[^\0-\xff]/.test(n.text),
  },
  {
    id: "regular-expression",
    reason:
      "matches nothing or throws: only groups, classes, anchors, `|`, `*`, `+` and the flags g and i are understood",
    stages: ALWAYS,
    matches: (n) => ts.isRegularExpressionLiteral(n) && !plainRegularExpression(n.text),
  },
];

/** `?` (optional, lazy, (?:), braces, \b, \1 and \u were tried and do not work. */
function plainRegularExpression(literal: string): boolean {
  const end = literal.lastIndexOf("/");
  if (/[^gi]/.test(literal.slice(end + 1))) return false;
  const outsideClasses = literal
    .slice(1, end)
    .replace(/\\[^1-9bBukpP]/g, "x")
    .replace(/\[[^\]\\]*\]/g, "x");
  return !/[?{\\]/.test(outsideClasses);
}

/** A let or const of the loop that a function made in the loop reads. */
function declaresCapturedVariable(loop: ts.IterationStatement): boolean {
  const names = new Set<string>();
  const collect = (n: ts.Node): boolean => {
    if (ts.isVariableDeclarationList(n) && n.flags & ts.NodeFlags.BlockScoped) {
      for (const declaration of n.declarations)
        if (ts.isIdentifier(declaration.name)) names.add(declaration.name.text);
    }
    return false;
  };
  someOutsideFunctions(loop, collect);
  const reads = (n: ts.Node): boolean => ts.isIdentifier(n) && names.has(n.text);
  return names.size > 0 && some(loop, (n) => ts.isFunctionLike(n) && some(n, reads));
}

/** An earlier statement of the same scope names the function, or calls something that may. */
function mayRunBefore(declaration: ts.FunctionDeclaration): boolean {
  const scope = declaration.parent;
  if (!ts.isSourceFile(scope) && !ts.isBlock(scope) && !ts.isCaseOrDefaultClause(scope)) return false;
  const name = declaration.name?.text;
  const runs = (n: ts.Node): boolean =>
    ts.isCallExpression(n) || ts.isNewExpression(n) || (ts.isIdentifier(n) && n.text === name);
  return scope.statements
    .slice(0, scope.statements.indexOf(declaration))
    .some((statement) => !ts.isFunctionDeclaration(statement) && someOutsideFunctions(statement, runs));
}
