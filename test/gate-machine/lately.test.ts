import assert from "node:assert/strict";
import { Lately } from "../../host-tools/gate-machine/lately.ts";

describe("what a listener has heard lately", () => {
  it("is of the last minute alone, and nothing older is kept where nobody asks", () => {
    const lately = new Lately();
    const note = (prefix: string, at: number) =>
      lately.note({ listener: "in", prefix, call: "background", loss: 3, at });
    for (let at = 0; at < 3_600_000; at += 1000) note(`id ${at}`, at);
    assert.equal(lately.kept, 61);
    note("id 0", 3_600_000);
    assert.deepEqual(lately.of("in", 3_600_500), { tokens: 60, phones: 0 });
  });

  it("keeps nobody behind somebody who stays", () => {
    const lately = new Lately();
    const note = (prefix: string, at: number) =>
      lately.note({ listener: "in", prefix, call: "background", loss: 3, at });
    for (let at = 0; at < 3_600_000; at += 1000) {
      note("who stays", at);
      note(`id ${at}`, at);
    }
    assert.equal(lately.kept, 62);
  });
});
