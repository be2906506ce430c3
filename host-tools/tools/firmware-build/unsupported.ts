/**
 * Refuses programs that the interpreter cannot run, or runs otherwise than the language says. The rules are tables:
 * rules-syntax.ts for grammar, rules-names.ts for globals, members and calls, rules-values.ts and
 * rules-arrays.ts for what comes out of an expression.
 */
import ts from "typescript";
import { contextOf, type Rule, type Stage } from "./rule.ts";
import { ARRAY_RULES } from "./rules-arrays.ts";
import { NAME_RULES } from "./rules-names.ts";
import { SYNTAX_RULES } from "./rules-syntax.ts";
import { VALUE_RULES } from "./rules-values.ts";

export type { Stage } from "./rule.ts";

export const RULES: readonly Rule[] = [...SYNTAX_RULES, ...NAME_RULES, ...VALUE_RULES, ...ARRAY_RULES];

export interface Finding {
  /** Identifier of the rule. */
  readonly rule: string;
  readonly reason: string;
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly column: number;
  /** The offending text, shortened. */
  readonly text: string;
}

/** All findings of one check, each with the author's file and line in the message. */
export class UnsupportedSyntax extends Error {
  readonly findings: readonly Finding[];

  constructor(findings: readonly Finding[]) {
    super(findings.map(messageOf).join("\n"));
    this.name = "UnsupportedSyntax";
    this.findings = findings;
  }
}

/** `file:line:column: rule: text - reason` */
export function messageOf(finding: Finding): string {
  return `${finding.file}:${finding.line}:${finding.column}: ${finding.rule}: ${finding.text} - ${finding.reason}`;
}

/** What a script would do wrong on a token, by line. Text that is no JavaScript at all gives one finding, "syntax". */
export function checkScript(text: string, stage: Stage, fileName = "program.js"): Finding[] {
  const file = ts.createSourceFile(fileName, text, ts.ScriptTarget.ESNext, true, ts.ScriptKind.JS);
  const rules = RULES.filter((rule) => rule.stages.includes(stage));
  const context = contextOf(file);
  const findings: Finding[] = [];
  const report = (rule: string, reason: string, start: number, end: number): void => {
    const { line, character } = file.getLineAndCharacterOfPosition(start);
    const excerpt = text.slice(start, end).replace(/\s+/g, " ");
    findings.push({
      rule,
      reason,
      file: fileName,
      line: line + 1,
      column: character + 1,
      text: excerpt.length > 60 ? `${excerpt.slice(0, 57)}...` : excerpt,
    });
  };
  for (const error of syntaxErrors(file)) {
    report(
      "syntax",
      ts.flattenDiagnosticMessageText(error.messageText, " "),
      error.start ?? 0,
      (error.start ?? 0) + 20,
    );
  }
  const visit = (node: ts.Node): void => {
    for (const rule of rules) {
      if (rule.matches(node, context)) report(rule.id, rule.reason, node.getStart(file), node.end);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return findings;
}

function syntaxErrors(file: ts.SourceFile): readonly ts.Diagnostic[] {
  // Kept by the parser on the file itself; the public way needs a whole program.
  return (
    (file as ts.SourceFile & { readonly parseDiagnostics?: readonly ts.Diagnostic[] }).parseDiagnostics ?? []
  );
}
