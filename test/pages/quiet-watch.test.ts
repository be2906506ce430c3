import assert from "node:assert/strict";
import { watchQuiet } from "../../host-tools/pages/station/services/quiet-watch.ts";

const QUIET_MS = 60;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe("a token that is not heard any more", () => {
  it("is told once, and taken back when it is heard again", async () => {
    const told: boolean[] = [];
    const watch = watchQuiet((is) => told.push(is), QUIET_MS);
    watch.heard();
    await pause(4 * QUIET_MS);
    assert.deepEqual(told, [true]);
    watch.heard();
    assert.deepEqual(told, [true, false]);
    watch.stop();
    await pause(2 * QUIET_MS);
    assert.deepEqual(told, [true, false]);
  });

  it("may be silent while the server is waited for, however long, and also when the server fails", async () => {
    const told: boolean[] = [];
    const watch = watchQuiet((is) => told.push(is), QUIET_MS);
    watch.heard();
    await watch.waitingFor(pause(4 * QUIET_MS));
    assert.deepEqual(told, []);
    await assert.rejects(
      watch.waitingFor(pause(2 * QUIET_MS).then(() => Promise.reject(new Error("away")))),
      /away/,
    );
    assert.deepEqual(told, []);
    await pause(3 * QUIET_MS);
    assert.deepEqual(told, [true]);
    watch.stop();
  });
});
