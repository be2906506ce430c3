import assert from "node:assert/strict";
import { redMonth } from "../../../host-tools/studies/recall/red-days.ts";

const PEOPLE = 4000;
const BAR = 0.05;

describe("a month of red blinks", () => {
  it("has at most one called contact in twenty that are red, where nine of ten weekly visits are kept", () => {
    const { shareCalled, shareRed } = redMonth({ kept: 0.9, called: 1 }, PEOPLE, 1);
    assert.ok(shareCalled > 0 && shareCalled <= BAR, `${shareCalled}`);
    assert.ok(shareRed < 0.1, `${shareRed}`);
  });

  it("would have more without the red of eight days, and has more where nearly everybody comes each week", () => {
    const bare = redMonth({ kept: 0.9, called: 1, cover: false }, PEOPLE, 1).shareCalled;
    const strict = redMonth({ kept: 0.98, called: 1 }, 5 * PEOPLE, 1).shareCalled;
    assert.ok(bare > BAR && strict > BAR, `${bare}, ${strict}`);
  });

  it("has red without anybody called, and nobody called then", () => {
    const { shareCalled, shareRed } = redMonth({ kept: 0.9, called: 0 }, PEOPLE, 1);
    assert.equal(shareCalled, 0);
    assert.ok(shareRed > 0.05, `${shareRed}`);
  });
});
