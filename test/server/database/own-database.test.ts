import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openServer, partsOf, type Server } from "../../../host-tools/server/server.ts";
import { enrolTokens, pageOf, record, uploadOf } from "../../support/scenario.ts";

const DAY = 20780;
const now = () => DAY * 86_400_000 + 5 * 3_600_000;

describe("PGlite in the server's folder, which does not wait for the disk", function () {
  this.timeout(120_000);
  let dir: string;
  let server: Server | undefined;
  before(async () => {
    dir = mkdtempSync(join(tmpdir(), "bluezone-own-"));
    server = await openServer({ dir, now });
    const [first, second] = await enrolTokens(server, 2, DAY);
    const page = pageOf(first!, 0, DAY * 96).records(DAY * 96, [record(second!, DAY * 96)]);
    await server.receivePage(uploadOf(first!, page.build(true)));
  });
  afterEach(async () => {
    await server?.close();
    server = undefined;
  });
  after(() => rmSync(dir, { recursive: true }));

  /** Leaves a mark in the tables that no journal knows, and closes. */
  async function marked(): Promise<void> {
    server ??= await openServer({ dir, now });
    await partsOf(server).database.exec("CREATE TABLE IF NOT EXISTS public.mark (x int4)");
    await server.close();
    server = undefined;
  }

  async function reopened(): Promise<{ isKept: boolean; records: number }> {
    server = await openServer({ dir, now });
    const { database } = partsOf(server);
    const [row] = await database.query<{ kept: boolean }>(
      "SELECT to_regclass('public.mark') IS NOT NULL AS kept",
    );
    const records = await database.query("SELECT 1 FROM radio.encounter");
    return { isKept: row!.kept, records: records.length };
  }

  it("is believed after it was closed", async () => {
    await marked();
    assert.equal(readFileSync(join(dir, "database-state"), "utf8"), "synced");
    assert.deepEqual(await reopened(), { isKept: true, records: 1 });
    assert.notEqual(readFileSync(join(dir, "database-state"), "utf8"), "synced");
  });

  it("is made anew from the journal after the machine went down without closing it", async () => {
    await marked();
    writeFileSync(join(dir, "database-state"), "another run of the machine");
    assert.deepEqual(await reopened(), { isKept: false, records: 1 });
  });

  it("is made anew when its files do not open any more", async () => {
    await marked();
    const folder = join(dir, "database", "global");
    for (const name of readdirSync(folder)) truncateSync(join(folder, name), 0);
    assert.deepEqual(await reopened(), { isKept: false, records: 1 });
  });

  it("is made anew from a checkpoint of the journal and what came behind it", async () => {
    server ??= await openServer({ dir, now });
    await server.admin.compact();
    await server.issueTicket(2);
    await server.close();
    rmSync(join(dir, "database"), { recursive: true });
    assert.deepEqual(await reopened(), { isKept: false, records: 1 });
    assert.equal((await server!.issueTicket(2)).counter, 2);
  });
});
