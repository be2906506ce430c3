import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Queries } from "../../host-tools/server/database/database.ts";
import { openServer, partsOf } from "../../host-tools/server/server.ts";
import { toHex } from "../../protocol/bytes.ts";
import { SEED } from "../support/seed.ts";
import { databaseUrl, describeOnDatabases, emptyDatabase } from "../support/shared-database.ts";

const DAY = 20780;
const now = () => (DAY + 1) * 86_400_000;
/** Rounds of load, each ended by a SIGKILL. `BLUEZONE_KILLS=50` for the figure in docs/admin.md. */
const KILLS = Number(process.env.BLUEZONE_KILLS ?? 4);
/** So many receipts are out, and so many ms more go by, before a kill: the same work on slow and fast machines. */
const LEAST_RECEIPTS = 10;
const MOST_RECEIPTS = 80;
const LONGEST_MS = 40;

describeOnDatabases("a server that is killed under load", () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), "bluezone-killed-"));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  /** Runs the server under load, kills it some ms behind a receipt, and returns the lines of its receipts. */
  async function killedAfter(receipts: number, ms: number, firstSequence: number): Promise<string[]> {
    const url = databaseUrl();
    const child: ChildProcess = spawn(
      process.execPath,
      [
        "--import",
        "tsx",
        fileURLToPath(new URL("./killed-server.ts", import.meta.url)),
        dir,
        String(firstSequence),
      ],
      {
        stdio: ["ignore", "pipe", "inherit"],
        env: { ...process.env, ...(url ? { DATABASE_URL: url } : {}) },
      },
    );
    let output = "";
    let isTimed = false;
    child.stdout!.on("data", (text) => {
      output += text;
      if (isTimed || output.split("\n").length - 2 < receipts) return;
      isTimed = true;
      setTimeout(() => child.kill("SIGKILL"), ms);
    });
    await new Promise((resolve) => child.on("close", resolve));
    assert.equal(child.signalCode, "SIGKILL", output);
    return output.split("\n").slice(1, -1);
  }

  const stored = async (queries: Queries) => ({
    pages: await queries.query<{ serial: number; sequence: number; mac: Uint8Array }>(
      "SELECT serial, sequence, mac FROM radio.page ORDER BY 1, 2",
    ),
    encounters: await queries.query("SELECT * FROM radio.encounter ORDER BY recorder, sequence, place"),
  });

  it(`${KILLS} times keeps every receipted page, none twice, also when the database is thrown away`, async function () {
    this.timeout(60_000 + KILLS * 30_000);
    await emptyDatabase();
    const receipts: string[] = [];
    let state = SEED;
    const random = () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state / 2 ** 32;
    };
    for (let round = 0; round < KILLS; round++)
      receipts.push(
        ...(await killedAfter(
          LEAST_RECEIPTS + Math.floor(random() * (MOST_RECEIPTS - LEAST_RECEIPTS)),
          random() * LONGEST_MS,
          round * 40,
        )),
      );
    assert.ok(receipts.length >= KILLS * LEAST_RECEIPTS, `${receipts.length} receipts`);
    if (process.env.BLUEZONE_KILLS) console.log(`        ${receipts.length} receipts in ${KILLS} rounds`);

    const copy = `${dir}-copy`;
    cpSync(dir, copy, { recursive: true, filter: (file) => !basename(file).startsWith("lock-") });
    try {
      const url = databaseUrl();
      if (url) process.env.DATABASE_URL = url;
      const server = await openServer({ dir, now });
      const first = await stored(partsOf(server).database);
      await server.close();
      const names = new Set(
        first.pages.map(({ serial, sequence, mac }) => `${serial} ${sequence} ${toHex(mac)}`),
      );
      for (const receipt of receipts) assert.ok(names.has(receipt), `${receipt}, BLUEZONE_SEED=${SEED}`);
      assert.equal(names.size, first.pages.length);
      assert.equal(first.encounters.length, first.pages.length);

      rmSync(join(copy, "database"), { recursive: true, force: true });
      if (url) await emptyDatabase();
      const again = await openServer({ dir: copy, now });
      assert.deepEqual(await stored(partsOf(again).database), first);
      await again.close();
    } finally {
      delete process.env.DATABASE_URL;
      rmSync(copy, { recursive: true, force: true });
    }
  });
});
