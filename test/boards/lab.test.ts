import assert from "node:assert/strict";
import { boards } from "../../boards/index.ts";
import { labBoards } from "../../boards/lab.ts";
import { readBoard } from "../../host-tools/tools/cli/inputs.ts";

describe("boards of the laboratory", () => {
  it("are those whose interpreter lacks SHA-256, and no supported board does", () => {
    for (const board of Object.values(boards)) assert.equal(board.crypto.sha256, true, board.id);
    assert.deepEqual(Object.keys(labBoards).sort(), [
      "joltjs",
      "microbit2",
      "nrf52840dk",
      "pixljs",
      "puckjs_minimal",
    ]);
    for (const [id, { board }] of Object.entries(labBoards)) {
      assert.equal(board.id, id);
      assert.equal(board.crypto.sha256, false, id);
    }
  });

  it("have numbers that no other board has", () => {
    const all = [...Object.values(boards), ...Object.values(labBoards).map(({ board }) => board)];
    assert.equal(new Set(all.map(({ number }) => number)).size, all.length);
    for (const { number } of all) assert.ok(number >= 1 && number <= 255);
  });

  it("have room for the log and a program", () => {
    for (const [id, { board }] of Object.entries(labBoards)) {
      const { storageAddress, storageBytes, pageBytes, logPages } = board.flash;
      assert.equal(storageAddress % pageBytes, 0, id);
      assert.ok(storageBytes - pageBytes * (1 + logPages) >= 3 * pageBytes, id);
    }
  });

  it("are refused with their reason unless --lab is given", () => {
    for (const [id, { board, reason }] of Object.entries(labBoards)) {
      assert.throws(
        () => readBoard(id),
        (error: Error) => error.message.includes(reason) && error.message.includes("--lab"),
      );
      assert.equal(readBoard(id, true), board);
    }
    assert.throws(() => readBoard("toaster", true), /no board "toaster"/);
  });
});
