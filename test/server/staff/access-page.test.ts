import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { ROLES } from "../../../host-tools/contract/vocabulary.ts";
import { ACTIONS } from "../../../host-tools/server/staff/access-table.ts";
import { ACCESS_PAGE, accessPage } from "../../../host-tools/server/staff/print-access.ts";

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

  it("tells guards that nobody is refused entry for lacking a token", () => {
    assert.match(page, /Không ai bị từ chối vào cổng/);
  });
});
