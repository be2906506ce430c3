import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { ROLES } from "../../../host-tools/contract/vocabulary.ts";
import { ACTIONS, type Action, permission, scopeOf } from "../../../host-tools/server/staff/access-table.ts";
import { accessAsTold } from "../../../host-tools/server/staff/access-words.ts";
import { ACCESS_PAGE, accessPage } from "../../../host-tools/server/staff/print-access.ts";

/** What the page calls what actions act on, in Vietnamese and in English. */
const PAGE_WORDS = readFileSync(
  new URL("../../../host-tools/pages/quanly/texts/access.ts", import.meta.url),
  "utf8",
).split(/^ {2}en: \{$/m);

describe("docs/access.md", () => {
  const page = readFileSync(ACCESS_PAGE, "utf8");

  it("is what the access table prints", () => {
    assert.equal(page, accessPage());
  });

  it("has a cell for every role and action", () => {
    const rows = page.split("\n").filter((line) => /^\| [a-z]+ \| `/.test(line));
    assert.equal(rows.length, ACTIONS.length);
    for (const line of rows) assert.equal(line.split(" | ").length, 3 + ROLES.length, line);
  });

  it("is told to pages with every cell, in both languages", () => {
    const { roles, actions } = accessAsTold();
    assert.deepEqual(
      roles.map(({ role }) => role),
      ROLES,
    );
    for (const { action, vi, en, when, cells } of actions) {
      for (const text of [vi, en, ...(when ? [when.vi, when.en] : [])]) assert.match(text, /\p{L}/u, action);
      assert.notEqual(vi, en, action);
      const { resource } = permission(action as Action);
      for (const words of PAGE_WORDS)
        assert.match(words, new RegExp(`^ +${resource}: "\\p{L}`, "mu"), `the page has no word for it`);
      for (const role of ROLES)
        assert.equal(
          cells.find((cell) => cell.role === role)?.scope,
          scopeOf(role, action as Action),
          action,
        );
    }
    assert.deepEqual(
      actions.map(({ action }) => action),
      ACTIONS,
    );
  });

  it("tells guards that nobody is refused entry for lacking a token", () => {
    assert.match(page, /Không ai bị từ chối vào cổng/);
  });
});
