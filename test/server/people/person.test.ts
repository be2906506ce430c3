import assert from "node:assert/strict";
import * as v from "valibot";
import { ageOn, isBirth, isChildOn } from "../../../host-tools/contract/ages.ts";
import { CONSENT_TEXTS, currentConsentText } from "../../../host-tools/contract/consent-texts.ts";
import { personDetails } from "../../../host-tools/contract/persons.ts";
import { normalPhone, readablePhone } from "../../../host-tools/contract/phones.ts";
import { OPTIONAL_PURPOSES } from "../../../host-tools/contract/vocabulary.ts";

describe("phones", () => {
  it("are one number however they are written", () => {
    for (const text of [
      "0912345678",
      "0912 345 678",
      "+84 912 345 678",
      "0084912345678",
      "84912345678",
      "+84 0912.345.678",
      "(091)234-5678",
    ])
      assert.equal(normalPhone(text), "+84912345678", text);
    assert.equal(normalPhone("0220 3853 123"), "+842203853123");
    assert.equal(readablePhone("+84912345678"), "0912 345 678");
  });

  it("are not what is no Vietnamese number", () => {
    for (const text of [
      "",
      "0",
      "112",
      "0112345678",
      "091234567",
      "09123456789",
      "+1 202 555 0100",
      "o912345678",
      "0912345678a",
    ])
      assert.equal(normalPhone(text), undefined, text);
  });
});

describe("births", () => {
  it("of a year alone count as the youngest they may be", () => {
    assert.equal(ageOn("2010", "2026-11-23"), 15);
    assert.equal(ageOn("2010-11-23", "2026-11-23"), 16);
    assert.equal(ageOn("2010-11-24", "2026-11-23"), 15);
    assert.ok(isChildOn("2010", "2026-11-23"));
    assert.ok(!isChildOn("2010-11-23", "2026-11-23"));
  });

  it("are real dates in the last 130 years", () => {
    for (const text of ["1948", "2026", "2024-02-29", "1897"]) assert.ok(isBirth(text, "2026-11-23"), text);
    for (const text of ["2027", "1895", "2023-02-29", "2026-12-01", "48", "1948-3-2", "1948-13-01", "x"])
      assert.ok(!isBirth(text, "2026-11-23"), text);
  });

  it("go with ID numbers of 9 or 12 digits", () => {
    const { idNumber } = personDetails.entries;
    assert.ok(v.is(idNumber, "030123456789") && v.is(idNumber, "141234567"));
    assert.ok(!v.is(idNumber, "0301234567") && !v.is(idNumber, "03012345678a"));
  });
});

describe("the text of consent", () => {
  it("says in both languages that nobody is refused entry for lacking a token", () => {
    for (const { vi, en } of CONSENT_TEXTS) {
      assert.match(vi, /Không ai bị từ chối vào cổng/);
      assert.match(en, /Nobody is refused entry/);
    }
  });

  it("says of each purpose that is optional that no is all right, and asks for each of them", () => {
    const [first, second] = CONSENT_TEXTS;
    assert.equal(first!.optional, undefined, "what it did not speak of nobody gave");
    assert.deepEqual(
      second!.optional!.map(({ purpose }) => purpose),
      OPTIONAL_PURPOSES,
    );
    for (const { vi, en } of [second!, ...second!.optional!]) {
      assert.match(vi, /Không đồng ý cũng không sao/);
      assert.match(en, /It is all right not to agree/);
    }
  });

  it("is the newest of a day, each version once", () => {
    assert.equal(currentConsentText("2026-06-01").version, "2026-1");
    assert.equal(currentConsentText("2026-11-01").version, "2026-2");
    assert.equal(new Set(CONSENT_TEXTS.map(({ version }) => version)).size, CONSENT_TEXTS.length);
  });
});
