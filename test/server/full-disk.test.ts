import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openServer } from "../../host-tools/server/core.ts";
import { toHex } from "../../protocol/bytes.ts";
import { emptyDatabase } from "../support/shared-database.ts";

const CHILD = fileURLToPath(new URL("./full-disk-server.ts", import.meta.url));
/** Largest file in blocks of 512 bytes: a write across the limit is cut short, the next one fails, as on a full disk. */
const BLOCKS = 300;

describe("a server whose disk is full", () => {
  it("gives no receipt for what it could not write, and has all that it gave one for", async function () {
    this.timeout(300_000);
    const dir = mkdtempSync(join(tmpdir(), "bluezone-full-"));
    try {
      const { stdout, stderr, status } = spawnSync(
        "sh",
        ["-c", `ulimit -f ${BLOCKS}; exec "$@"`, "sh", process.execPath, "--import", "tsx", CHILD, dir],
        { encoding: "utf8", env: { ...process.env, TSX_DISABLE_CACHE: "1", DATABASE_URL: "" } },
      );
      assert.equal(status, 0, stderr);
      const lines = stdout.trim().split("\n");
      assert.equal(lines.pop(), "full 0", "a journal that failed once is written to no more");
      assert.ok(lines.length >= 20, stdout);
      const database = await emptyDatabase();
      const server = await openServer({ dir, database, now: () => 20781 * 86_400_000 });
      const rows = await database.query<{ serial: number; sequence: number; mac: Uint8Array }>(
        "SELECT serial, sequence, mac FROM radio.page ORDER BY 1, 2",
      );
      const kept = rows.map(({ serial, sequence, mac }) => `${serial} ${sequence} ${toHex(mac)}`);
      assert.deepEqual(kept.slice(0, lines.length), lines);
      // Of the one that was refused the copy in the journal's tail may be whole.
      assert.ok(kept.length <= lines.length + 1);
      await server.close();
    } finally {
      rmSync(dir, { recursive: true });
    }
  });
});
