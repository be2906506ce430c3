import assert from "node:assert/strict";
import fc from "fast-check";
import {
  type AuditEntry,
  type AuditRow,
  EMPTY_HEAD,
  nextRow,
  verifyChain,
} from "../../../host-tools/server/audit/chain.ts";

function chain(length: number, change: (entry: AuditEntry) => AuditEntry = (entry) => entry): AuditRow[] {
  const rows: AuditRow[] = [];
  for (let i = 0; i < length; i++) {
    const entry: AuditEntry = {
      at: 1000 + i,
      actor: `a${i % 3}`,
      action: "person.read",
      outcome: "done",
      subject: `s${i}`,
    };
    rows.push(nextRow(rows.at(-1) ?? EMPTY_HEAD, change(entry)));
  }
  return rows;
}

describe("the audit chain", () => {
  const rows = chain(40);
  const heads = [rows[9]!, rows[29]!].map(({ number, hash }) => ({ number, hash }));

  it("holds as it was written", () => {
    assert.deepEqual(verifyChain(rows, heads), []);
    assert.deepEqual(verifyChain([], []), []);
  });

  it("tells every single change of any field of any row", () => {
    const changed = fc.constantFrom<Partial<AuditRow>>(
      { at: 7 },
      { actor: "x" },
      { action: "person.add" },
      { outcome: "refused" } as const,
      { subject: "s999" },
      { place: "31" },
      { reason: "service" } as const,
      { reference: "A/1" },
      { hash: "f".repeat(64) },
    );
    fc.assert(
      fc.property(fc.nat(39), changed, (at, change) => {
        const altered = rows.map((row, i) => (i === at ? { ...row, ...change } : row));
        const findings = verifyChain(altered);
        assert.ok(findings.some(({ kind, number }) => kind === "altered" && number === at + 1));
      }),
    );
  });

  it("tells a removed row, an inserted one and two that changed places", () => {
    for (let at = 0; at < 39; at++)
      assert.equal(verifyChain(rows.filter((_, i) => i !== at))[0]?.kind, "missing");
    assert.notEqual(verifyChain([...rows.slice(0, 5), rows[4]!, ...rows.slice(5)]).length, 0);
    const swapped = [...rows];
    [swapped[3], swapped[4]] = [swapped[4]!, swapped[3]!];
    assert.notEqual(verifyChain(swapped).length, 0);
  });

  it("tells a cut tail by an exported head, wherever it was cut before that head", () => {
    for (let length = 0; length < 30; length++)
      assert.deepEqual(verifyChain(rows.slice(0, length), heads).at(-1), { kind: "truncated", number: 30 });
  });

  it("tells a full rewrite, whose hashes hold together, by an exported head", () => {
    const rewritten = chain(40, (entry) =>
      entry.at === 1004 ? { ...entry, actor: "somebody else" } : entry,
    );
    assert.deepEqual(verifyChain(rewritten), [], "by itself it looks well");
    assert.deepEqual(verifyChain(rewritten, heads), [
      { kind: "rewritten", number: 10 },
      { kind: "rewritten", number: 30 },
    ]);
  });
});
