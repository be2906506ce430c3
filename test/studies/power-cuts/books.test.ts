import assert from "node:assert/strict";
import { puckjs } from "../../../boards/index.ts";
import { costOf, USAGES } from "../../../host-tools/studies/power-cuts/books.ts";

describe("the books of the flash", function () {
  this.timeout(120_000);

  it("hold 12 bytes a record at a ward's 90th percentile, all in", async () => {
    const { records, pageBytes, daysPerPage } = await costOf(puckjs, USAGES[0]!, 5);
    assert.ok(records >= 5 * 152, `${records} records`);
    assert.ok(pageBytes > 10 && pageBytes <= 12, `${pageBytes} bytes a record`);
    const guaranteed = (puckjs.flash.logPages - 1) * daysPerPage;
    assert.ok(guaranteed >= 11, `${guaranteed} days`);
  });
});
