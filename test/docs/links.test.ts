/** Links of the documents lead somewhere: to a file that there is, and to a heading that stands in it. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

const DOCUMENTS = [
  ...readdirSync(ROOT).filter((name) => name.endsWith(".md")),
  ...["docs", "protocol", "boards", "firmware", "host-tools"].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".md"))
      .map((name) => join(folder, name)),
  ),
];

/** What stands in code is no link. */
const proseOf = (file: string) =>
  readFileSync(join(ROOT, file), "utf8")
    .replace(/^```[\s\S]*?^```/gm, "")
    .replace(/`[^`\n]*`/g, "`");

/** As the place of the repository names headings in addresses. */
function anchorsIn(file: string): ReadonlySet<string> {
  const anchors = new Set<string>();
  const text = readFileSync(join(ROOT, file), "utf8").replace(/^```[\s\S]*?^```/gm, "");
  for (const [, heading] of text.matchAll(/^#{1,6} +(.+)$/gm)) {
    const name = heading!
      .toLowerCase()
      .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
      .replace(/[^\p{L}\p{N}\p{M} _-]/gu, "")
      .replace(/ /g, "-");
    let unlike = name;
    for (let n = 1; anchors.has(unlike); n++) unlike = `${name}-${n}`;
    anchors.add(unlike);
  }
  return anchors;
}

/** Why a link leads nowhere; nothing of one that leads somewhere, or out of the repository. */
function brokenLink(file: string, link: string): string | undefined {
  if (/^[a-z]+:/.test(link)) return undefined;
  const [path = "", anchor] = link.split("#");
  const target = path === "" ? file : normalize(join(dirname(file), decodeURIComponent(path)));
  if (!existsSync(join(ROOT, target))) return `${file}: ${link}: there is no ${target}`;
  if (anchor === undefined || statSync(join(ROOT, target)).isDirectory() || !target.endsWith(".md"))
    return undefined;
  return anchorsIn(target).has(decodeURIComponent(anchor))
    ? undefined
    : `${file}: ${link}: ${target} has no such heading`;
}

describe("links in documents", () => {
  it("lead to files and headings that there are", () => {
    const links = DOCUMENTS.flatMap((file) =>
      [...proseOf(file).matchAll(/\]\(([^() ]+)(?: "[^"]*")?\)/g)].map(([, link]) => [file, link!] as const),
    );
    assert.ok(links.length > 300, String(links.length));
    assert.deepEqual(
      links.flatMap(([file, link]) => brokenLink(file, link) ?? []),
      [],
    );
  });

  it("are found broken where the file or the heading is not there", () => {
    assert.match(brokenLink("README.md", "docs/NOWHERE.md")!, /there is no docs/);
    assert.match(brokenLink("docs/admin.md", "#no-such-heading")!, /no such heading/);
    assert.equal(brokenLink("docs/admin.md", "#the-public-word"), undefined);
    assert.equal(brokenLink("docs/admin.md", "https://example.org/"), undefined);
  });
});
