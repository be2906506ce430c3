import ts from "typescript";

/** A program in two files that run one behind the other, in one scope. */
interface SplitProgram {
  /** The first functions; nothing in them runs yet. */
  readonly library: string;
  readonly rest: string;
}

/**
 * Takes as many of the function declarations that a program begins with as have at most `most` characters together. Program and
 * parts are ES5 text, one scope.
 */
export function splitProgram(text: string, most: number): SplitProgram {
  const file = ts.createSourceFile("program.js", text, ts.ScriptTarget.ES5, false, ts.ScriptKind.JS);
  let end = 0;
  for (const statement of file.statements) {
    if (!ts.isFunctionDeclaration(statement) || statement.end > most) break;
    end = statement.end;
  }
  return { library: text.slice(0, end), rest: text.slice(end) };
}
