import { existsSync, readFileSync } from "node:fs";
import { dayOfEpoch } from "../../../protocol/epoch.ts";
import { CONTACT_RULES, contactRule, DEFAULT_RULE } from "../../../protocol/rules.ts";
import type { Coverage } from "../../contract/coverage.ts";
import { REASONS } from "../../contract/vocabulary.ts";
import { wrongRowsText } from "../../formats/bluezone/row-errors.ts";
import { readCaseFile } from "../../server/matching/case-file.ts";
import {
  type Look,
  type MatchRequest,
  type MatchResult,
  openServer,
  type TokenInfo,
} from "../../server/server.ts";
import { coverageText, matchCoverage, matchedWith, tokenLabel } from "./coverage.ts";
import { readDay } from "./inputs.ts";
import { type Arguments, BadInput, type Verb } from "./verb.ts";

export const match: Verb = {
  summary: "Contacts of a case: minutes per day, first and last, from the case's log and everybody else's.",
  usage: "--case TOKEN|FILE [--data DIR]",
  covers:
    "says on top, in words and as `coverage`: days, what is deleted, IDs and tokens looked at (`--all` looks at the rest), logs that have not come in",
  options: {
    case: {
      type: "string",
      value: "TOKEN|FILE",
      help: "serial or BZ-nnnn, or a phone's keys (F0 JSON)",
      required: true,
    },
    data: { type: "string", value: "DIR", help: "the server's folder (data)" },
    from: { type: "string", value: "DATE", help: "first UTC day (the first with records)" },
    to: { type: "string", value: "DATE", help: "last UTC day (the last with records)" },
    all: { type: "boolean", help: "look among all tokens, however many" },
    reason: {
      type: "string",
      value: "WORD",
      help: `why, for the audit log: ${REASONS.join(", ")} (case-investigation)`,
    },
    rule: {
      type: "string",
      value: "NAME",
      help: `what counts as a contact: ${Object.keys(CONTACT_RULES).join(", ")}`,
    },
    reference: { type: "string", value: "NUMBER", help: "number of the case or letter, for the audit log" },
  },
  async run(args) {
    const dir = args.need("data", "data");
    if (!existsSync(dir)) throw new BadInput(`--data: there is no folder ${dir}`);
    const look = lookOf(args);
    const server = await openServer({ dir });
    try {
      const tokens = await server.tokens();
      const request = await requestOf(args, tokens);
      const result = await matchedWith(args, server, request, look);
      const coverage = await matchCoverage(server, request, result, tokens);
      return { json: jsonOf(result, coverage), text: matchText(result, tokens, coverage) };
    } finally {
      await server.close();
    }
  },
};

/** Who stands at the machine is not known: the audit log says that its operator looked. */
export function lookOf(args: Arguments): Look {
  const given = args.need("reason", "case-investigation");
  const reason = REASONS.find((one) => one === given);
  if (!reason) throw new BadInput(`--reason must be one of ${REASONS.join(", ")}, not "${given}"`);
  const reference = args.text("reference");
  if (reference !== undefined && !/^[A-Z0-9/.-]{1,32}$/.test(reference))
    throw new BadInput("--reference: up to 32 capital letters, digits, dots, dashes and strokes");
  return { actor: "operator", reason, ...(reference === undefined ? {} : { reference }) };
}

async function requestOf(args: Arguments, tokens: readonly TokenInfo[]): Promise<MatchRequest> {
  const rule = contactRule(args.need("rule", DEFAULT_RULE.id));
  if (!rule) throw new BadInput(`--rule must be one of ${Object.keys(CONTACT_RULES).join(", ")}`);
  return { case: caseNamed(args.need("case"), tokens), ...daysAsked(args, tokens), rule };
}

/** Days asked for, or all that any token has records of. */
export function daysAsked(
  args: Arguments,
  tokens: readonly TokenInfo[],
): Pick<MatchRequest, "fromDay" | "toDay"> {
  const epochs = tokens.flatMap((token) => token.epochs ?? []);
  if (epochs.length === 0) throw new BadInput("--data: no token has brought any record yet");
  const fromDay =
    args.text("from") === undefined ? dayOfEpoch(Math.min(...epochs)) : readDay("--from", args.need("from"));
  const toDay =
    args.text("to") === undefined ? dayOfEpoch(Math.max(...epochs)) : readDay("--to", args.need("to"));
  return { fromDay, toDay };
}

export function caseNamed(text: string, tokens: readonly TokenInfo[]): MatchRequest["case"] {
  const named = tokens.filter(({ serial, name }) => String(serial) === text || name === text);
  if (named.length === 1) return named[0]!.serial;
  if (named.length > 1)
    throw new BadInput(
      `--case: ${named.length} tokens are called ${text}: give the serial, one of ${named.map(({ serial }) => serial).join(", ")}`,
    );
  if (!existsSync(text)) throw new BadInput(`--case: "${text}" is neither a token of this server nor a file`);
  const read = readCaseFile(readFileSync(text, "utf8"));
  if (read.ok) return read.value;
  throw new BadInput(`${text}: ${wrongRowsText(read, "en").join("\n  ")}`);
}

function jsonOf({ case: of, rule, contacts, unresolved, marks }: MatchResult, coverage: Coverage) {
  return { case: of, rule, contacts, unresolved, coverage, marks };
}

/** Who was near, behind what was looked at. */
export function matchText(result: MatchResult, tokens: readonly TokenInfo[], coverage: Coverage): string {
  const nameOf = (serial: number, wearer?: string) => tokenLabel(tokens, serial, wearer);
  const lines = [
    `case ${typeof result.case === "number" ? nameOf(result.case) : result.case}, rule ${result.rule}`,
    ...coverageText(coverage),
    "",
  ];
  for (const contact of result.contacts) {
    const { token, person, minutes, closeMinutes, first, last, days, evidence, isContact } = contact;
    lines.push(
      `${isContact ? "contact " : "near by "} ${nameOf(token, person).padEnd(28)} ${String(minutes).padStart(4)} min, ` +
        `${String(closeMinutes).padStart(4)} close, ${first.slice(0, 16)} to ${last.slice(0, 16)} UTC, ${evidence} log, confidence ${contact.confidence.level}`,
    );
    if (days.length > 1)
      for (const day of days)
        lines.push(`${" ".repeat(9)}${day.date}: ${day.minutes} min, ${day.closeMinutes} close`);
  }
  const { unresolved, marks } = result;
  const kept = Object.entries(marks).filter(([, count]) => count > 0);
  lines.push(
    "",
    `${unresolved} records ${result.isExhaustive ? "of nobody enrolled" : "of nobody looked at"}${kept.map(([mark, count]) => `, ${count} ${mark}`).join("")}`,
  );
  return lines.join("\n");
}
