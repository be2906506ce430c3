import assert from "node:assert/strict";
import { boards } from "../../boards/index.ts";

/** Bytes of a Storage file header (Espruino 2v29). */
const HEADER = 32;
const LOCK_DOWN = 3840;
const IDENTITY = 160;

describe("boards", () => {
  it("have ids equal to their keys and different numbers from 1 to 255", () => {
    const numbers = new Set<number>();
    for (const [id, board] of Object.entries(boards)) {
      assert.equal(board.id, id);
      assert.ok(board.number >= 1 && board.number <= 255);
      numbers.add(board.number);
    }
    assert.equal(numbers.size, Object.keys(boards).length);
  });

  for (const board of Object.values(boards)) {
    describe(board.id, () => {
      it("has whole pages: one of lock-down and identity, the log, and room for a program of 10 KB", () => {
        const { storageAddress, storageBytes, pageBytes, logPages } = board.flash;
        assert.equal(storageAddress % pageBytes, 0);
        assert.equal(storageBytes % pageBytes, 0);
        assert.equal(HEADER + LOCK_DOWN + HEADER + IDENTITY + HEADER, pageBytes);
        const program = storageBytes - pageBytes * (1 + logPages) - HEADER;
        assert.ok(program >= 10 * 1024, `${program} bytes for the program`);
      });

      it("names a source for every group of figures", () => {
        const sources = Object.keys(board.sources);
        for (const group of [
          "variables",
          "pins",
          "flash",
          "radio",
          "clock",
          "battery",
          "crypto",
          "stackBytes",
          "mtu",
        ]) {
          assert.ok(
            sources.some((path) => path === group || path.startsWith(`${group}.`)),
            `no source for ${group}`,
          );
        }
        for (const path of sources) {
          const value = path
            .split(".")
            .reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], board);
          assert.notEqual(value, undefined, `source for an unknown field ${path}`);
        }
      });

      it("sends at a level its chip accepts", () => {
        assert.ok(board.radio.txLevels.includes(board.radio.txPowerDbm));
        assert.deepEqual(
          [...board.radio.txLevels].sort((a, b) => a - b),
          [...board.radio.txLevels],
        );
      });
    });
  }
});
