import assert from "node:assert/strict";
import { boards } from "../../boards/index.ts";
import { built } from "./token.ts";

const KIBIBYTE = 1024;

describe("the program's size in flash", () => {
  for (const [board, limit] of [
    [boards.puckjs!, 10 * KIBIBYTE],
    [boards.xiaoble!, 24 * KIBIBYTE],
  ] as const) {
    it(`is at most ${limit / KIBIBYTE} KiB on a ${board.id}`, async () => {
      const { tokenisedBytes } = await built(board);
      assert.ok(tokenisedBytes <= limit, `${tokenisedBytes} bytes`);
    });
  }
});
