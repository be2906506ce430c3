/** Tokens lent at a gate: what is undone of one visit leaves what another one told since. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { Loans } from "../../host-tools/gate-machine/loans.ts";

describe("tokens lent at a gate", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "loans-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("are those of every visit that was not undone, in whatever order it was, over a new start", () => {
    const visit = fc.record({ token: fc.integer({ min: 1, max: 30 }), isUndone: fc.boolean() });
    fc.assert(
      fc.property(fc.uniqueArray(visit, { selector: ({ token }) => token, maxLength: 12 }), (visits) => {
        rmSync(join(folder, "loans.json"), { force: true });
        const loans = new Loans(folder);
        const undo = visits.map(({ token }) => loans.note({ direction: "in", token }));
        for (const [n, { isUndone }] of visits.entries()) if (isUndone) undo[n]!();
        const left = visits.filter(({ isUndone }) => !isUndone).map(({ token }) => token);
        assert.deepEqual([...loans.open].sort(), left.sort());
        assert.deepEqual([...new Loans(folder).open].sort(), left.sort());
      }),
      { numRuns: 40 },
    );
  });

  it("are lent still where a return was undone, and not where a visit without a token was", () => {
    const loans = new Loans(folder);
    loans.note({ direction: "in", token: 7 });
    const back = loans.note({ direction: "out", token: 7 });
    const other = loans.note({ direction: "in" });
    loans.note({ direction: "in", token: 8 });
    back();
    other();
    assert.deepEqual([...loans.open].sort(), [7, 8]);
  });

  it("begin anew where the file is something else: it only reminds", () => {
    for (const text of ["", "{", '{"a":1}', '["x"]', "[-1]"]) {
      writeFileSync(join(folder, "loans.json"), text);
      assert.deepEqual(new Loans(folder).open, [], text);
    }
  });
});
