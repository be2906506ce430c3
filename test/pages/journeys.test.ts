import assert from "node:assert/strict";
import { needsBrowser, PATIENCE, SETTING_UP } from "../support/browser.ts";
import { nurseMorning } from "./journeys/nurse-morning.ts";

/** As few as leave each of them one to whom something happens; `make bench` has forty. */
const TOKENS = 8;

describe("a nurse's morning", function () {
  this.timeout(SETTING_UP + 6 * PATIENCE);
  before(function () {
    needsBrowser(this);
  });

  it("loses nothing: one is called, one walks off, one gets another token, the network goes twice", async () => {
    const morning = await nurseMorning(TOKENS);
    assert.equal(morning.missing, 0);
    assert.ok(morning.calledSeen);
    assert.ok(morning.replacedBy !== undefined);
    assert.ok(morning.walkedOffTold < 8_000, `told after ${morning.walkedOffTold} ms`);
    assert.equal(morning.cutsTold.length, 2);
  });
});
