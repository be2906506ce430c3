import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { OPENAPI_FILE, openApiText } from "../../../host-tools/server/http/print-openapi.ts";

describe("docs/openapi.json", () => {
  it("is what the routes are", () => {
    assert.equal(
      readFileSync(OPENAPI_FILE, "utf8"),
      openApiText(),
      "print it: node --import tsx host-tools/server/http/print-openapi.ts",
    );
  });
});
