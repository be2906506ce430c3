import assert from "node:assert/strict";
import { puckjs } from "../../../boards/index.ts";
import type { Runtime } from "../../../host-tools/models/interpreter/runtime.ts";
import { play } from "../../../host-tools/world/play.ts";
import { playShift } from "../../../host-tools/world/shifts.ts";
import { interpreterOrSkip } from "./pair.ts";

describe("a world on the real interpreter, beside the same world in V8", function () {
  this.timeout(300_000);
  before(function () {
    interpreterOrSkip(this);
  });

  it("10 tokens, 60 minutes: the same pages of the log, the same report", async () => {
    const day = playShift("park", { people: 10, minutes: 60, seed: 1 });
    const reportOf = async (runtime: Runtime) => {
      const { report, tokens, server } = await play({ day, board: puckjs, seed: 1, runtime });
      const console = tokens.map(({ device }) => device.console);
      for (const { device } of tokens) device.powerOff();
      await server.close();
      return { report, console };
    };
    const vm = await reportOf("vm");
    const espruino = await reportOf("espruino");
    assert.deepEqual(espruino.report.logHashes, vm.report.logHashes);
    assert.deepEqual({ ...espruino.report, runtime: "vm" }, vm.report);
    assert.deepEqual(espruino.console, vm.console);
    // They did meet, and no two logs are alike.
    assert.ok((vm.report.heard.shareByEitherLog ?? 0) > 0.5);
    assert.equal(new Set(vm.report.logHashes).size, 10);
  });
});
