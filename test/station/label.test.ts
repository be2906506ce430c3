import assert from "node:assert/strict";
import fc from "fast-check";
import { labelDigits, labelText, readLabel } from "../../host-tools/contract/label.ts";

const serials = fc.integer({ min: 1, max: 9_999_999_999 });

describe("labels", () => {
  it("are read as they are printed, whatever stands between the digits", () => {
    assert.equal(labelText(1234567), "123 4567-4".replace(/.$/, labelDigits(1234567).at(-1)!));
    fc.assert(
      fc.property(serials, (serial) => {
        const said = { kind: "serial", serial } as const;
        assert.deepEqual(readLabel(labelDigits(serial)), said);
        assert.deepEqual(readLabel(` BZ ${labelText(serial)}\n`), said);
        // Full-width digits of an input method.
        const wide = labelDigits(serial).replace(/\d/g, (digit) =>
          String.fromCharCode(0xff10 + Number(digit)),
        );
        assert.deepEqual(readLabel(wide), said);
      }),
    );
  });

  it("are known to be wrong with any one digit wrong and any two neighbours changed", () => {
    fc.assert(
      fc.property(serials, fc.nat(), fc.integer({ min: 1, max: 9 }), (serial, where, by) => {
        const digits = [...labelDigits(serial)];
        const at = where % digits.length;
        const other = [...digits];
        other[at] = String((Number(other[at]) + by) % 10);
        assert.equal(readLabel(other.join("")).kind, "wrong");
        const next = (at + 1) % digits.length;
        if (next === 0 || digits[at] === digits[next]) return;
        const swapped = [...digits];
        [swapped[at], swapped[next]] = [digits[next]!, digits[at]!];
        assert.equal(readLabel(swapped.join("")).kind, "wrong");
      }),
    );
  });

  it("say when digits are missing", () => {
    for (const text of ["", "BZ-", "4"]) assert.equal(readLabel(text).kind, "short");
    assert.equal(readLabel("00").kind, "wrong");
  });
});
