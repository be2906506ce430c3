import assert from "node:assert/strict";
import {
  FIELD_REASONS,
  isReason,
  type RefusalReason,
  refusalOf,
  refuse,
  TOLD_REASONS,
} from "../../host-tools/contract/refusal.ts";
import { problemBody, problemOf } from "../../host-tools/server/http/request/problems.ts";

const SAID = TOLD_REASONS.map((reason) => [reason, problemOf(reason)] as const);

describe("reasons to refuse", () => {
  it("are each there once", () => {
    const all = [...TOLD_REASONS, ...FIELD_REASONS];
    assert.equal(new Set(all).size, all.length);
    assert.ok(all.every(isReason));
  });

  it("are each said in both languages, in words of their own", () => {
    for (const [reason, { vi, en, status }] of SAID) {
      assert.ok(vi.length > 10 && en.length > 10 && vi !== en, reason);
      assert.ok(/[à-ỹđ]/iu.test(vi) && /[.?!]$/.test(vi) && /[.?!]$/.test(en), reason);
      assert.ok(status >= 400, reason);
    }
    assert.equal(new Set(SAID.map(([, { en }]) => en)).size, SAID.length);
  });

  it("name the field where one does not fit", () => {
    for (const reason of FIELD_REASONS) {
      assert.equal(problemOf(reason), problemOf("input"));
      assert.deepEqual(problemBody(reason, "hours", "1").error.reason, reason);
    }
  });

  it("are not the sender's fault where a step was not begun or the server stops", () => {
    assert.equal(problemOf("setup").status, 409);
    assert.equal(problemOf("stopping").status, 503);
  });

  it("are none but these", () => {
    // @ts-expect-error tsc knows every reason
    const reason: RefusalReason = "no-such-reason";
    // @ts-expect-error and takes no other
    assert.equal(refuse("no-such-reason", "field").message, reason);
    assert.ok(!isReason(reason));
    const offset = 4;
    assert.equal(refusalOf({ reason, field: "page", offset }).reason, "upload");
    const { reason: kept, field, offset: at } = refusalOf({ reason: "close-word", field: "page", offset });
    assert.deepEqual([kept, field, at], ["close-word", "page", 4]);
  });
});
