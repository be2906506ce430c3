/**
 * What a screen reader says of a screen, and where the Tab key stops, as text: from Chromium's own accessibility tree. Committed
 * beside the tests; BLUEZONE_WRITE_SPOKEN=1 writes it anew, to be read before it is committed.
 */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";

interface AxValue {
  readonly value?: unknown;
}
interface AxNode {
  readonly nodeId: string;
  readonly ignored: boolean;
  readonly role?: AxValue;
  readonly name?: AxValue;
  readonly properties?: readonly { readonly name: string; readonly value: AxValue }[];
  readonly childIds?: readonly string[];
}

/** Said by their children, or not at all. */
const SILENT = new Set([
  "generic",
  "none",
  "InlineTextBox",
  "LineBreak",
  "ListMarker",
  "RootWebArea",
  "LabelText",
]);
const STATES = ["level", "checked", "disabled", "expanded", "invalid", "required", "focused"] as const;
/** What differs from day to day and from run to run. */
const CHANGING: readonly (readonly [RegExp, string])[] = [
  [/\d{2}\/\d{2}\/\d{4}/g, "DD/MM/YYYY"],
  [
    /\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December) \d{4}/g,
    "DATE",
  ],
  [/\b\d{1,2}:\d{2}\b/g, "HH:MM"],
  [/(khoảng|about) \d+/g, "$1 N"],
  [/\d+(?:[.,]\d+)? (%|KB|giây|seconds)/g, "N $1"],
];

/** Indented lines "role "name" (states)", in the order in which they are read. */
export async function spokenOf(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = (await session.send("Accessibility.getFullAXTree")) as { nodes: readonly AxNode[] };
  await session.detach();
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const lines: string[] = [];
  const walk = (node: AxNode, depth: number) => {
    const role = String(node.role?.value ?? "");
    const name = String(node.name?.value ?? "").trim();
    const isSaid = !node.ignored && !SILENT.has(role) && (name !== "" || role !== "StaticText");
    if (isSaid) lines.push(`${"  ".repeat(depth)}${role}${name === "" ? "" : ` "${name}"`}${statesOf(node)}`);
    // A button's name is its text: it is not said twice.
    if (isSaid && (role === "StaticText" || (name !== "" && isNamedByContent(role)))) return;
    for (const id of node.childIds ?? []) walk(byId.get(id)!, depth + (isSaid ? 1 : 0));
  };
  if (nodes[0]) walk(nodes[0], 0);
  return CHANGING.reduce((text, [what, by]) => text.replace(what, by), lines.join("\n"));
}

function isNamedByContent(role: string): boolean {
  return ["button", "link", "heading", "checkbox", "radio", "DisclosureTriangle", "option"].includes(role);
}

function statesOf({ properties = [] }: AxNode): string {
  const said = STATES.flatMap((state) => {
    const value = properties.find(({ name }) => name === state)?.value.value;
    if (value === undefined || value === false || value === "false") return [];
    return [value === true || value === "true" ? state : `${state} ${value}`];
  });
  return said.length > 0 ? ` (${said.join(", ")})` : "";
}

/** Compares screens with the committed texts of the same names. */
export function assertSpoken(name: string, screens: ReadonlyMap<string, string>): void {
  const file = fileURLToPath(new URL(`./spoken/${name}.txt`, import.meta.url));
  const committed = existsSync(file) ? readFileSync(file, "utf8") : "";
  const parts = committed.split(/^# /m).slice(1);
  const said = new Map(parts.map((part) => [part.slice(0, part.indexOf("\n")), part]));
  const now = [...screens].map(([screen, text]) => [screen, `${screen}\n${text}\n\n`] as const);
  if (process.env.BLUEZONE_WRITE_SPOKEN) {
    mkdirSync(dirname(file), { recursive: true });
    const all = new Map([...said, ...now]);
    writeFileSync(file, [...all.values()].map((part) => `# ${part.trimEnd()}\n`).join("\n"));
    return;
  }
  for (const [screen, text] of now)
    assert.equal(
      text.trimEnd(),
      said.get(screen)?.trimEnd(),
      `spoken/${name}.txt, ${screen}: BLUEZONE_WRITE_SPOKEN=1 writes it anew`,
    );
}
