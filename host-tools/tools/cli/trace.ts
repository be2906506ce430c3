import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dayOfEpoch, epochAt } from "../../../protocol/epoch.ts";
import { readDayKeys } from "../../formats/bluezone/key-file.ts";
import { type FileRead, leftOutText, wrongRowsText } from "../../formats/bluezone/row-errors.ts";
import { readTrace, type TraceFile } from "../../formats/bluezone/trace-file.ts";
import type { PhoneFiles } from "../../server/cases/case-store.ts";
import { isOfAnotherPhone } from "../../server/cases/own-ids.ts";
import { scheduledIdsOf } from "../../server/matching/case-file.ts";
import { heardIds } from "../../server/matching/phone-rows.ts";
import { openServer } from "../../server/server.ts";
import { coverageText, daysOfFiles, matchCoverage, matchedWith } from "./coverage.ts";
import { caseNamed, daysAsked, lookOf, matchText } from "./match.ts";
import { type Arguments, BadInput, type Output, type Verb } from "./verb.ts";

export const trace: Verb = {
  summary:
    "Bluezone's files: a case's log as data_trace.txt (export), or a phone's history and day keys matched (import).",
  usage: "export --case TOKEN --out DIR | import [--keys F0.json] [--trace data_trace.txt]",
  covers:
    "the same of both directions; of wrong rows the first 100 and how many more, of rows left out how many",
  options: {
    case: { type: "string", value: "TOKEN", help: "export: serial or BZ-nnnn" },
    out: { type: "string", value: "DIR", help: "export: where data_trace.txt and unresolved.txt go" },
    keys: { type: "string", value: "FILE", help: "import: day keys of a phone (F0 JSON)" },
    trace: { type: "string", value: "FILE", help: "import: what the phone heard (data_trace.txt)" },
    language: { type: "string", value: "vi|en", help: "of what is said about wrong rows (vi)" },
    reason: { type: "string", value: "WORD", help: "why, for the audit log (case-investigation)" },
    reference: { type: "string", value: "NUMBER", help: "number of the case or letter, for the audit log" },
    data: { type: "string", value: "DIR", help: "the server's folder (data)" },
    from: {
      type: "string",
      value: "DATE",
      help: "first UTC day (the first with records; import: of the files, too)",
    },
    to: { type: "string", value: "DATE", help: "last UTC day (the last with records; import: of the files)" },
    all: { type: "boolean", help: "import: look among all tokens, however many" },
    "another-phone": { type: "boolean", help: "import: the history is of another phone than the keys" },
  },
  async run(args) {
    const [what] = args.positionals;
    if (what !== "export" && what !== "import") throw new BadInput("say export or import");
    const dir = args.need("data", "data");
    if (!existsSync(dir)) throw new BadInput(`--data: there is no folder ${dir}`);
    return what === "export" ? exported(args, dir) : imported(args, dir);
  },
};

async function exported(args: Arguments, dir: string): Promise<Output> {
  const out = args.need("out");
  const server = await openServer({ dir });
  try {
    const tokens = await server.tokens();
    const serial = caseNamed(args.need("case"), tokens);
    if (typeof serial !== "number") throw new BadInput("--case: only a token has a log here");
    const request = { case: serial, ...daysAsked(args, tokens) };
    // The look is in the audit log before anything is read.
    const result = await server.match(request, lookOf(args));
    const coverage = await matchCoverage(server, request, { ...result, contacts: [] }, tokens);
    const { rows, unresolvedRows, ...texts } = await server.trace(request);
    mkdirSync(out, { recursive: true });
    const files = { trace: join(out, "data_trace.txt"), unresolved: join(out, "unresolved.txt") };
    writeFileSync(files.trace, texts.trace);
    writeFileSync(files.unresolved, texts.unresolved);
    return {
      json: { case: serial, rows, unresolved: unresolvedRows, files, coverage },
      text: [
        ...coverageText(coverage),
        `${rows} rows in ${files.trace}`,
        `${unresolvedRows} minutes of nobody known in ${files.unresolved}`,
      ].join("\n"),
    };
  } finally {
    await server.close();
  }
}

async function imported(args: Arguments, dir: string): Promise<Output> {
  const keyFile = args.text("keys");
  const traceFile = args.text("trace");
  if (keyFile === undefined && traceFile === undefined) throw new BadInput("give --keys, --trace or both");
  const keys = keyFile === undefined ? [] : readFile(args, keyFile, readDayKeys);
  const now = Date.now();
  const { rows, leftOut } =
    traceFile === undefined ? NO_TRACE : readFile(args, traceFile, (text) => readTrace(text, now));
  const files = { keys, heard: heardIds(rows) };
  checkPhone(args, files);
  const days = [
    ...keys.flatMap(({ start, end }) => daysBetween(start, end)),
    ...files.heard.map(({ epoch }) => dayOfEpoch(epoch)),
  ];
  const server = await openServer({ dir });
  try {
    const tokens = await server.tokens();
    const asked = await daysOfFiles(args, server, tokens, days, now);
    const request = { case: { ids: scheduledIdsOf(keys), heard: files.heard }, ...asked };
    const result = await matchedWith(args, server, request, lookOf(args));
    const coverage = await matchCoverage(server, request, result, tokens);
    const { contacts, unresolved, marks, rule } = result;
    const counts = { keys: keys.length, rows: rows.length };
    const left = leftOut.map(({ reason, rows: named }) => ({ reason, count: named.length, rows: named }));
    return {
      json: { case: "file", ...counts, leftOut: left, rule, contacts, unresolved, coverage, marks },
      text: [
        ...leftOut.map((one) => leftOutText(one, languageOf(args))),
        matchText(result, tokens, coverage),
      ].join("\n"),
    };
  } finally {
    await server.close();
  }
}

const NO_TRACE: TraceFile = { rows: [], leftOut: [] };

/** Every UTC day of which some second lies between the two, both included. */
function daysBetween(start: number, end: number): number[] {
  const [first, last] = [dayOfEpoch(epochAt(start)), dayOfEpoch(epochAt(end))];
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

/** Keys and history are to be of one phone, unless somebody says that they are not. */
function checkPhone(args: Arguments, { keys, heard }: PhoneFiles): void {
  if (args.flag("another-phone")) return;
  if (isOfAnotherPhone({ keys, heard: [] }, { keys: [], heard }))
    throw new BadInput(
      "--trace is not of the phone that --keys is of: its own IDs are others. Is it the right file? --another-phone takes it all the same",
    );
}

function languageOf(args: Arguments): "vi" | "en" {
  const language = args.text("language") ?? "vi";
  if (language !== "vi" && language !== "en") throw new BadInput("--language must be vi or en");
  return language;
}

function readFile<T>(args: Arguments, file: string, read: (text: string) => FileRead<T>): T {
  if (!existsSync(file)) throw new BadInput(`there is no file ${file}`);
  const language = languageOf(args);
  const result = read(readFileSync(file, "utf8"));
  if (result.ok) return result.value;
  throw new BadInput(`${file}\n${wrongRowsText(result, language).join("\n")}`);
}
