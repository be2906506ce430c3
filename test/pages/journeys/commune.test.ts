/** A commune from an empty machine to a nurse's first sync, in both languages, with the keyboard alone; every screen is looked at. */
import assert from "node:assert/strict";
import { needsBrowser, PATIENCE } from "../../support/browser.ts";
import { screenLooksWell } from "../quanly-at-work.ts";
import { communeDay } from "./commune.ts";
import { GIVEN_NAMES, WEARER } from "./commune-steps.ts";

/** So long it may take a person; the pages' own part is a small one of it. */
const MOST_SECONDS = 5 * 60;
/** More keys than this would not leave a person five minutes at 0.28 s a key, the keystroke-level model's average. */
const MOST_KEYS = 1000;

describe("a commune of twelve from an empty machine, with the keyboard alone", function () {
  this.timeout(8 * PATIENCE);
  before(function () {
    needsBrowser(this);
  });

  for (const [language, done] of [
    ["vi", /^Xong\. Đã nhận đủ nhật ký/],
    ["en", /^Done\./],
  ] as const)
    it(`takes less than five minutes up to a nurse's first sync (${language})`, async () => {
      const mark = language === "en" ? ".en" : "";
      const day = await communeDay(language, (page, name) =>
        screenLooksWell(page, `commune-${name}${mark}`, false),
      );
      assert.deepEqual(day.errors, []);
      assert.equal(day.staff, GIVEN_NAMES.length);
      assert.equal(day.wearer, WEARER);
      assert.ok(day.hasTime, "the token has told how it is");
      assert.match(day.result, done);
      const steps = Object.values(day.steps);
      const seconds = steps.reduce((all, one) => all + one.seconds, 0);
      const keys = steps.reduce((all, one) => all + one.presses, 0);
      assert.ok(seconds < MOST_SECONDS, `${seconds} s`);
      assert.ok(keys < MOST_KEYS, `${keys} keys`);
    });
});
