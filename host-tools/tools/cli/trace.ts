import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dayOfEpoch, epochAt } from "../../../protocol/epoch.ts";
import { readDayKeys } from "../../formats/bluezone/key-file.ts";
import { type FileRead, rowErrorText } from "../../formats/bluezone/row-errors.ts";
import { readTrace } from "../../formats/bluezone/trace-file.ts";
import { scheduledIdsOf } from "../../server/matching/case-file.ts";
import { heardIds } from "../../server/matching/phone-rows.ts";
import { openServer } from "../../server/server.ts";
import { caseNamed, daysAsked, lookOf, matchText } from "./match.ts";
import { type Arguments, BadInput, type Output, type Verb } from "./verb.ts";

export const trace: Verb = {
  summary:
    "Bluezone's files: a case's log as data_trace.txt (export), or a phone's history and day keys matched (import).",
  usage: "export --case TOKEN --out DIR | import [--keys F0.json] [--trace data_trace.txt]",
  options: {
    case: { type: "string", value: "TOKEN", help: "export: serial or BZ-nnnn" },
    out: { type: "string", value: "DIR", help: "export: where data_trace.txt and unresolved.txt go" },
    keys: { type: "string", value: "FILE", help: "import: day keys of a phone (F0 JSON)" },
    trace: { type: "string", value: "FILE", help: "import: what the phone heard (data_trace.txt)" },
    language: { type: "string", value: "vi|en", help: "of what is said about wrong rows (vi)" },
    reason: { type: "string", value: "WORD", help: "why, for the audit log (case-investigation)" },
    reference: { type: "string", value: "NUMBER", help: "number of the case or letter, for the audit log" },
    data: { type: "string", value: "DIR", help: "the server's folder (data)" },
    from: { type: "string", value: "DATE", help: "first UTC day (the first with records)" },
    to: { type: "string", value: "DATE", help: "last UTC day (the last with records)" },
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
    await server.match(request, lookOf(args));
    const { rows, unresolvedRows, ...texts } = await server.trace(request);
    mkdirSync(out, { recursive: true });
    const files = { trace: join(out, "data_trace.txt"), unresolved: join(out, "unresolved.txt") };
    writeFileSync(files.trace, texts.trace);
    writeFileSync(files.unresolved, texts.unresolved);
    return {
      json: { case: serial, rows, unresolved: unresolvedRows, files },
      text: `${rows} rows in ${files.trace}\n${unresolvedRows} minutes of nobody known in ${files.unresolved}`,
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
  const rows = traceFile === undefined ? [] : readFile(args, traceFile, (text) => readTrace(text, now)).rows;
  const heard = heardIds(rows);
  const days = [
    ...keys.flatMap(({ start, end }) => [start, end].map((second) => dayOfEpoch(epochAt(second)))),
    ...heard.map(({ epoch }) => dayOfEpoch(epoch)),
  ];
  const first = days.reduce((least, day) => Math.min(least, day), Number.POSITIVE_INFINITY);
  const last = days.reduce((most, day) => Math.max(most, day), 0);
  const server = await openServer({ dir });
  try {
    const request = { case: { ids: scheduledIdsOf(keys), heard }, fromDay: first, toDay: last };
    const result = await server.match(request, lookOf(args));
    const { contacts, unresolved, marks, rule } = result;
    return {
      json: { case: "file", keys: keys.length, rows: rows.length, rule, contacts, unresolved, marks },
      text: matchText(result, await server.tokens()),
    };
  } finally {
    await server.close();
  }
}

function readFile<T>(args: Arguments, file: string, read: (text: string) => FileRead<T>): T {
  if (!existsSync(file)) throw new BadInput(`there is no file ${file}`);
  const language = args.text("language") ?? "vi";
  if (language !== "vi" && language !== "en") throw new BadInput("--language must be vi or en");
  const result = read(readFileSync(file, "utf8"));
  if (result.ok) return result.value;
  throw new BadInput(`${file}\n${result.errors.map((error) => rowErrorText(error, language)).join("\n")}`);
}
