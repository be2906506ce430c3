import assert from "node:assert/strict";
import { FIELD_REASONS, TOLD_REASONS } from "../../host-tools/contract/refusal.ts";
import { ApiProblem, isForLater } from "../../host-tools/pages/shared/api.ts";
import { problemBody, problemOf } from "../../host-tools/server/http/request/problems.ts";

describe("what waits at a station", () => {
  it("is sent again where the server could not, and is refused for good where it would not", () => {
    const later = [...TOLD_REASONS, ...FIELD_REASONS, "failed" as const].filter((reason) =>
      isForLater(new ApiProblem(problemOf(reason).status, problemBody(reason, undefined, "1").error)),
    );
    assert.deepEqual(
      later.sort(),
      [
        "busy",
        "clock",
        "csrf",
        "database",
        "disk",
        "failed",
        "many-visits",
        "signed-out",
        "slow",
        "stage",
        "stopping",
        "too-many",
      ].sort(),
    );
  });
});
