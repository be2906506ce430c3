import assert from "node:assert/strict";
import fc from "fast-check";
import { isGoodPin } from "../../../host-tools/contract/pins.ts";
import { acceptedStep, enrolmentUri, newSecret } from "../../../host-tools/server/staff/one-time-codes.ts";
import { hashed, isSecret, passwordObjection } from "../../../host-tools/server/staff/passwords.ts";
import { toldOnce } from "../../../host-tools/server/staff/sign-in.ts";

describe("passwords", () => {
  it("are kept as Argon2id hashes with salts of their own, and compared whatever way accents are composed", async () => {
    const [one, two] = await Promise.all([hashed("mật khẩu dài"), hashed("mật khẩu dài")]);
    assert.match(one, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    assert.notEqual(one, two);
    assert.ok(await isSecret("mật khẩu dài".normalize("NFD"), one));
    assert.ok(!(await isSecret("mat khau dai", one)));
    assert.ok(!(await isSecret("nobody's password", null)), "the decoy opens nothing");
  });

  it("are refused when short, made of the login, or what everybody tries", () => {
    assert.equal(passwordObjection("đủ dài và lạ", "nurse"), undefined);
    for (const [password, objection] of [
      ["ngắn quá", "short"],
      ["x".repeat(201), "long"],
      ["i am Nurse.one!", "login"],
      ["matkhau12345678", "plain"],
      ["ababababababab", "plain"],
    ] as const)
      assert.equal(passwordObjection(password, "nurse.one"), objection, password);
  });

  it("for the first time differ each time and fit the rules themselves", () => {
    const all = new Set(Array.from({ length: 500 }, toldOnce));
    assert.equal(all.size, 500);
    for (const password of all) {
      assert.match(password, /^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/);
      assert.ok(!/[ilo01]/.test(password));
    }
  });
});

describe("PINs", () => {
  it("are six to eight digits, neither all the same nor a run", () => {
    for (const pin of ["402857", "1234568", "11111112"]) assert.ok(isGoodPin(pin), pin);
    for (const pin of ["12345", "123456789", "123456", "87654321", "777777", "40285a", ""])
      assert.ok(!isGoodPin(pin), pin);
  });
});

describe("one-time codes", () => {
  // RFC 6238, appendix B, SHA-1: the last six of its eight digits.
  const secret = new TextEncoder().encode("12345678901234567890");
  const VECTORS = [
    [59, "287082"],
    [1_111_111_109, "081804"],
    [1_111_111_111, "050471"],
    [1_234_567_890, "005924"],
    [2_000_000_000, "279037"],
    [20_000_000_000, "353130"],
  ] as const;

  it("are those of RFC 6238, accepted one step early or late, never twice", () => {
    for (const [seconds, code] of VECTORS) {
      const at = seconds * 1000;
      const step = Math.floor(seconds / 30);
      assert.equal(acceptedStep(secret, code, at, 0), step);
      for (const off of [-30_000, 30_000]) assert.equal(acceptedStep(secret, code, at + off, 0), step);
      for (const off of [-90_000, 90_000]) assert.equal(acceptedStep(secret, code, at + off, 0), undefined);
      assert.equal(acceptedStep(secret, code, at, step), undefined, "used already");
    }
  });

  it("take nothing but six digits", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 8 }), (text) => {
        fc.pre(!/^\d{6}$/.test(text));
        assert.equal(acceptedStep(secret, text, 59_000, 0), undefined);
      }),
    );
  });

  it("come from secrets of 20 random bytes in a form that apps scan", () => {
    assert.equal(newSecret().length, 20);
    assert.match(
      enrolmentUri(secret, "nurse"),
      /^otpauth:\/\/totp\/Bluezone%20token:nurse\?.*secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ/,
    );
  });
});
