/**
 * What the pages say of who can see or do what is tested, and the page names the test beside it: a ✓ that links to the file
 * and has a test's title behind it. A line of what is not stopped has a – in its place; what is a duty of people or words
 * of the law has "<!-- people -->" behind it.
 */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";

import { PURPOSES } from "../../../host-tools/contract/vocabulary.ts";

const DOCS = new URL("../../../docs/", import.meta.url);
const read = (name: string) => readFileSync(new URL(name, DOCS), "utf8");

const MARK = /\[✓\]\(([^ )]+) "([^"]+)"\)/g;
const EXEMPT = /<!-- people -->$/;
const NOT_STOPPED = /(?:^|\s)–(?:\s\|)?$/;
/** Words by which a line tells of somebody who can or cannot. */
const CLAIM =
  /\b(?:sees?|learns?|shows?|reads?|opens?|holds?|knows?|can|cannot|may|must not|never|nobody|no role|refus\w*|withdraw\w*|delet\w*|eras\w*|only|alter\w*|two people|within reach)\b/i;

/** Lines of a page with what belongs to them: a table's row, an item of a list, a paragraph. */
function unitsOf(page: string): string[] {
  const units: string[] = [];
  let isOpen = false;
  for (const line of page.split("\n")) {
    const startsAnew = /^(?:\||#|- |\d+\. )/.test(line);
    if (line.trim() === "" || /^(?:#|\|-|\| ?-{3})/.test(line)) isOpen = false;
    else if (isOpen && !startsAnew) units.push(`${units.pop()} ${line.trim()}`);
    else {
      units.push(line.trim());
      isOpen = !line.startsWith("|");
    }
  }
  return units;
}

/** Headings of tables say what stands below them. */
const isHeading = (unit: string, page: string) =>
  unit.startsWith("|") && /^\|[ -]*---/.test(page.slice(page.indexOf(unit) + unit.length + 1));

function unmarked(page: string, part = page): string[] {
  return unitsOf(part).filter(
    (unit) =>
      CLAIM.test(unit.replace(MARK, "")) &&
      !isHeading(unit, page) &&
      !new RegExp(MARK).test(unit) &&
      !EXEMPT.test(unit) &&
      !NOT_STOPPED.test(unit),
  );
}

describe("what the pages say of who can see or do what", () => {
  const pages = ["legal.md", "THREATS.md", "access.md", "wearers.md"] as const;

  for (const name of pages)
    it(`docs/${name} names tests that there are, by their titles`, () => {
      const marks = [...read(name).matchAll(MARK)];
      assert.ok(marks.length > 5, String(marks.length));
      for (const [, path, title] of marks) {
        const file = new URL(path!, DOCS);
        assert.match(path!, /^\.\.\/test\/.*\.test\.ts$/);
        assert.ok(existsSync(file), `${path} is not there`);
        const tests = readFileSync(file, "utf8")
          .split("\n")
          .filter((line) => /\b(?:it|describe\w*)\(/.test(line));
        const text = `${tests.join("\n")}\n${readFileSync(file, "utf8").replace(/\b(it|describe\w*)\(\s+/g, "$1(")}`;
        assert.ok(
          text.split("\n").some((line) => /\b(?:it|describe\w*)\(/.test(line) && line.includes(title!)),
          `${path} has no test "${title}"`,
        );
      }
    });

  it("docs/legal.md has a test beside each line that says so", () => {
    const page = read("legal.md");
    // The fields have one for their whole column, in the paragraph above them.
    const table = page.slice(page.indexOf("| field |"), page.indexOf("Not kept at all"));
    assert.match(page.slice(0, page.indexOf("| field |")), /held to every answer of every role\s+\[✓\]/);
    assert.deepEqual(unmarked(page, page.replace(table, "")), []);
  });

  it("docs/THREATS.md has one in each row, and beside each line that says so, or says that it is not stopped", () => {
    const page = read("THREATS.md");
    const table = page.slice(page.indexOf("| who |"), page.indexOf("## What an erasure"));
    for (const row of table
      .split("\n")
      .filter((line) => line.startsWith("| "))
      .slice(1)) {
      const cell = row.split(" | ").at(-1)!;
      assert.ok(/^(?:\[✓\]|– \|$)/.test(cell), `no test: ${row.slice(0, 80)}`);
      if (cell.startsWith("–")) assert.match(row, /Not stopped|Not tested|no measure/i, row.slice(0, 80));
    }
    const rest = page.slice(page.indexOf("## What an erasure"), page.indexOf("## Linking"));
    assert.deepEqual(unmarked(page, rest), []);
    assert.match(page.slice(page.indexOf("## Linking")), /\[✓\]/);
  });

  it("docs/access.md has one for every cell, one for every condition, and one beside each row that says more", () => {
    const page = read("access.md");
    const rows = unitsOf(page).filter((unit) => /^\| \w+ \| `/.test(unit));
    assert.deepEqual(
      rows.filter((row) => /;|\*Only when/.test(row) && !new RegExp(MARK).test(row)),
      [],
    );
    assert.deepEqual(unmarked(page, page.replaceAll(/^\|.*$/gm, "")), []);
  });

  it("docs/wearers.md has one behind each row that says so, where who holds the leaflet does not see it", () => {
    const page = read("wearers.md");
    assert.deepEqual(unmarked(page), []);
    assert.doesNotMatch(page.replace(/<!--.*?-->/g, ""), /✓/);
  });

  it("docs/legal.md has a row for every purpose, and one of its own test in each", () => {
    const page = read("legal.md");
    const table = page.slice(page.indexOf("| purpose |"), page.indexOf("*Contacts* is what a token is for"));
    const rows = table.split("\n").filter((line) => line.startsWith("| *"));
    assert.equal(rows.length, PURPOSES.length);
    for (const [i, purpose] of PURPOSES.entries()) {
      assert.ok(rows[i]!.startsWith(`| *${purpose.replaceAll("-", " ")}*`), rows[i]);
      assert.match(rows[i]!.split(" | ").at(-1)!, new RegExp(MARK), rows[i]);
    }
  });

  it("a line without a test is found", () => {
    const found = unmarked(
      'Any station sees it.\n\n- Nobody can. [✓](../test/x.test.ts "x")\n- Never read.\n- Not stopped: who can –\n',
    );
    assert.deepEqual(found, ["Any station sees it.", "- Never read."]);
  });
});
