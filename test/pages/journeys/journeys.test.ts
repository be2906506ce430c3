import assert from "node:assert/strict";
import { needsBrowser, PATIENCE, SETTING_UP } from "../../support/browser.ts";
import { investigatorHour } from "./investigator-hour.ts";
import { nurseMorning } from "./nurse-morning.ts";
import { wearerAsks } from "./wearer-asks.ts";

/** As few as leave each of them one to whom something happens; `make bench` has forty. */
const TOKENS = 8;
const CONTACTS = 17;
/** Of those nobody is known to have worn the token, and so there is nobody to call. */
const UNWORN = 5;

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

describe("an investigator's hour", function () {
  this.timeout(SETTING_UP + 6 * PATIENCE);
  before(function () {
    needsBrowser(this);
  });

  it("three call at once, nobody is called by two, who comes late is called too and becomes a case, and the board says what was done", async () => {
    const hour = await investigatorHour(CONTACTS);
    assert.equal(
      hour.called.reduce((sum, one) => sum + one, 0),
      CONTACTS + 1 - UNWORN,
    );
    assert.equal(hour.calledTwice, 0);
    assert.ok(hour.isLateCalled);
    assert.ok(hour.isLinkedBothWays);
    assert.deepEqual(hour.board, hour.done);
    assert.deepEqual(hour.errors, []);
  });
});

describe("a wearer who asks for what is theirs", function () {
  this.timeout(SETTING_UP + 6 * PATIENCE);
  before(function () {
    needsBrowser(this);
  });

  it("gets a copy, a phone put right, and is forgotten, by keys alone", async () => {
    const { isCopied, isCorrected, isGone, errors, ...asked } = await wearerAsks();
    assert.deepEqual([isCopied, isCorrected, isGone, errors], [true, true, true, []]);
    for (const [what, { presses }] of Object.entries(asked)) assert.ok(presses <= 40, `${what}: ${presses}`);
  });
});
