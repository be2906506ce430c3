import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readArguments, type Verb } from "../../host-tools/tools/cli/verb.ts";
import { VERBS as LOADS } from "../../host-tools/tools/cli/verbs.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const VERBS: Readonly<Record<string, Verb>> = Object.fromEntries(
  await Promise.all(Object.entries(LOADS).map(async ([name, load]) => [name, await load()] as const)),
);
const TARGETS = new Set(
  [...readFileSync(join(ROOT, "Makefile"), "utf8").matchAll(/^([a-z-]+):/gm)].map(([, name]) => name!),
);

interface Command {
  readonly where: string;
  readonly text: string;
}

/** Texts in backticks and lines of code blocks that begin with a program of this repository. */
function commandsIn(file: string): Command[] {
  const commands: Command[] = [];
  let isCode = false;
  readFileSync(join(ROOT, file), "utf8")
    .split("\n")
    .forEach((line, i) => {
      if (line.startsWith("```")) isCode = !isCode;
      const texts = isCode ? [line.trim()] : [...line.matchAll(/`([^`]+)`/g)].map(([, text]) => text!);
      for (const text of texts) {
        const command = text.replace(/^(?:[A-Z_]+=\S+ +)+/, "").replace(/^\$ /, "");
        if (/^(npx (bztoken|mocha|tsx) |bztoken |node --import tsx |make [a-z]|npm run )/.test(command))
          commands.push({ where: `${file}:${i + 1}`, text: command });
      }
    });
  return commands;
}

const FILES = readdirSync(join(ROOT, "test"), { recursive: true, encoding: "utf8" }).map(
  (name) => `test/${name}`,
);

/** Of a glob with `**`, `*` and braces. */
function patternOf(glob: string): RegExp {
  const parts = glob.split(/(\*\*\/|\*|[{},])/).map((part) => {
    const known: Readonly<Record<string, string>> = {
      "**/": "(?:.*/)?",
      "*": "[^/]*",
      "{": "(?:",
      "}": ")",
      ",": "|",
    };
    return known[part] ?? part.replace(/[.+^$()|[\]\\]/g, "\\$&");
  });
  return new RegExp(`^${parts.join("")}$`);
}

/** Words of a shell, quotes taken off; what stands behind two spaces, `#`, `|`, `>` or `&&` is no part of the command. */
function wordsOf(text: string): string[] {
  const command = text.split(/ {2,}|\s#|\s[|>;]|\s&&/)[0]!;
  return (command.match(/'[^']*'|"[^"]*"|\S+/g) ?? []).map((word) => word.replace(/^['"]|['"]$/g, ""));
}

/** Why a command cannot be run as it stands, or undefined. */
function objection(text: string): string | undefined {
  const words = wordsOf(text);
  const program = words[0] === "npx" ? words[1] : words[0];
  const rest = words.slice(words[0] === "npx" ? 2 : 1);
  switch (program) {
    case "bztoken":
      return objectionToVerb(rest);
    case "mocha":
      return objectionToTests(rest);
    case "tsx":
      return objectionToScript(rest);
    case "node":
      return objectionToScript(rest.slice(2));
    case "make":
      return rest[0] !== undefined && !TARGETS.has(rest[0]) ? `no target ${rest[0]}` : undefined;
    default:
      return `${program} is not known here`;
  }
}

/** Files must be there, and behind -g stands a part of a title in them. */
function objectionToTests(words: readonly string[]): string | undefined {
  const at = words.indexOf("-g");
  const paths = words.filter((word, i) => !word.startsWith("-") && (at < 0 || i !== at + 1));
  const files = paths.map((path) => FILES.filter((file) => patternOf(path).test(file)));
  const missing = paths.find((_, i) => files[i]!.length === 0);
  if (missing !== undefined || at < 0) return missing;
  const title = words[at + 1] ?? "";
  const isThere = files.flat().some((file) => readFileSync(join(ROOT, file), "utf8").includes(title));
  return isThere ? undefined : `no test ${title}`;
}

/** Options in brackets may be left out; words in capitals stand for something. */
function objectionToVerb(words: readonly string[]): string | undefined {
  const [name, ...rest] = words;
  if (name === undefined || name.startsWith("-")) return undefined;
  if (!Object.hasOwn(VERBS, name)) return `no verb ${name}`;
  const verb = VERBS[name]!;
  const given = rest.map((word) => word.replace(/^\[|\]$|\.\.\.$/g, "")).filter((word) => word !== "");
  // A command without any option only names the verb.
  const options = Object.fromEntries(
    Object.entries(verb.options).map(([option, { required: _, ...text }]) => [option, text]),
  );
  try {
    readArguments({ ...verb, options }, given);
    return undefined;
  } catch (error) {
    return String(error);
  }
}

/** A script must be there and know its options by name. */
function objectionToScript([path, ...rest]: readonly string[]): string | undefined {
  if (path === undefined || !existsSync(join(ROOT, path))) return `no file ${path}`;
  const source = readFileSync(join(ROOT, path), "utf8");
  const options = rest.flatMap((word) => /^\[?--([a-z-]+)/.exec(word)?.[1] ?? []);
  const unknown = options.find((option) => !new RegExp(`(--|\\b)${option}\\b`).test(source));
  return unknown === undefined ? undefined : `${path} knows no --${unknown}`;
}

describe("commands in documents", () => {
  const documents = [
    "README.md",
    "protocol/SPEC.md",
    ...readdirSync(join(ROOT, "docs"), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".md"))
      .map((name) => `docs/${name}`),
  ];
  for (const document of documents) {
    const commands = commandsIn(document);
    if (commands.length > 0)
      it(`${document}: ${commands.length} can be run as they stand`, () => {
        const wrong = commands.flatMap(({ where, text }) => {
          const why = objection(text);
          return why === undefined ? [] : [`${where}: ${text}: ${why}`];
        });
        assert.deepEqual(wrong, []);
      });
  }

  it("are refused where a file, a target, a verb or an option is not there", () => {
    for (const wrong of [
      "npx mocha test/nowhere/*.test.ts",
      "node --import tsx host-tools/nowhere.ts",
      "node --import tsx host-tools/studies/energy/bars.ts --no-such-thing",
      "make nothing-of-the-kind",
      "npx bztoken nothing",
      "bztoken match --kase 3",
    ])
      assert.notEqual(objection(wrong), undefined, wrong);
  });

  it("are many", () => {
    assert.ok(documents.flatMap(commandsIn).length > 100);
  });
});
