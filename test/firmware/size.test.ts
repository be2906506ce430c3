import assert from "node:assert/strict";
import { boards } from "../../boards/index.ts";
import { built } from "../support/token.ts";

const KIBIBYTE = 1024;

/** The three pages behind the log hold 12,256. */
const PUCKJS_BYTES = 12_150;

describe("the program's size in flash", () => {
  for (const [board, limit] of [
    [boards.puckjs!, PUCKJS_BYTES],
    [boards.xiaoble!, 24 * KIBIBYTE],
  ] as const) {
    it(`is at most ${limit} bytes on a ${board.id}`, async () => {
      const { tokenisedBytes } = await built(board);
      assert.ok(tokenisedBytes <= limit, `${tokenisedBytes} bytes`);
    });
  }
});
