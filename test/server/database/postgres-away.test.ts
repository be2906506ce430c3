import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type PrivateCluster, startPrivateCluster } from "../../../host-tools/lib/private-cluster.ts";
import { postgresqlPrograms } from "../../../host-tools/lib/system-packages.ts";
import { type Database, dropEverything } from "../../../host-tools/server/database/database.ts";
import { openPostgres } from "../../../host-tools/server/database/postgres.ts";
import { openServer, Refusal, type Server } from "../../../host-tools/server/server.ts";
import { enrolTokens, pageOf, record, type TestToken, uploadOf } from "../../support/scenario.ts";

const DAY = 20780;
const EPOCH = DAY * 96 + 8;
const now = () => (DAY + 1) * 86_400_000;
const STATIONS = 4;
const MAIN = fileURLToPath(new URL("../../../host-tools/tools/cli/main.ts", import.meta.url));

const terminateAll = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()";

(postgresqlPrograms() ? describe : describe.skip)(
  "a server whose PostgreSQL goes away and comes back",
  function () {
    this.timeout(120_000);
    let cluster: PrivateCluster;
    let watching: Database;
    let dir: string;
    let server: Server | undefined;
    let told: string[];

    before(() => {
      cluster = startPrivateCluster(postgresqlPrograms()!, { isDurable: false });
    });
    after(() => cluster.stop());
    beforeEach(async () => {
      dir = mkdtempSync(join(tmpdir(), "bluezone-away-"));
      told = [];
      watching = await openPostgres(cluster.url);
      await dropEverything(watching);
    });
    afterEach(async () => {
      await server?.close();
      server = undefined;
      await watching.close();
      rmSync(dir, { recursive: true });
    });

    const opened = async (folder = dir) =>
      openServer({
        dir: folder,
        now,
        database: await openPostgres(cluster.url, { tell: (line) => told.push(line) }),
      });

    /** Uploads page after page from several stations, each again until it has its receipt, while `trouble` goes on. */
    async function uploadDuring(
      trouble: () => Promise<void>,
    ): Promise<{ receipts: string[]; refused: Set<string> }> {
      server = await opened();
      const tokens = await enrolTokens(server, STATIONS, DAY);
      const receipts: string[] = [];
      const refused = new Set<string>();
      let goesOn = true;
      const station = async (token: TestToken) => {
        for (let sequence = 0; goesOn; sequence++) {
          const page = pageOf(token, sequence, EPOCH).records(EPOCH, [record(tokens[0]!, EPOCH)]);
          const upload = uploadOf(token, page.build(true));
          for (;;)
            try {
              await server!.receivePage(upload);
              break;
            } catch (error) {
              assert.ok(error instanceof Refusal, String(error));
              refused.add(error.reason);
              await sleep(20);
            }
          receipts.push(`${token.serial} ${sequence}`);
        }
      };
      const stations = Promise.all(tokens.map(station));
      await trouble();
      const before = receipts.length;
      for (let waited = 0; receipts.length < before + STATIONS && waited < 60_000; waited += 50)
        await sleep(50);
      assert.ok(receipts.length >= before + STATIONS, "uploads go on afterwards");
      goesOn = false;
      await stations;
      return { receipts, refused };
    }

    async function mustHave(receipts: readonly string[]): Promise<void> {
      const rows = await watching.query<{ serial: number; sequence: number }>(
        "SELECT serial, sequence FROM radio.page ORDER BY 1, 2",
      );
      const kept = rows.map(({ serial, sequence }) => `${serial} ${sequence}`);
      assert.equal(new Set(kept).size, kept.length);
      assert.deepEqual([...receipts].sort(), kept.sort());
    }

    it("has every receipted page, once, after restarts under upload; what it cannot take meanwhile it refuses", async () => {
      const { receipts, refused } = await uploadDuring(async () => {
        for (let i = 0; i < 4; i++) {
          await sleep(400 + i * 37);
          cluster.restart();
        }
      });
      assert.ok(receipts.length > 20, `${receipts.length} receipts`);
      assert.deepEqual(
        [...refused].filter((reason) => reason !== "database"),
        [],
      );
      await mustHave(receipts);
      assert.ok(
        told.some((line) => line.includes("taken again")),
        told.join("\n"),
      );
    });

    it("has them after every session was ended, in the middle of a transaction too", async () => {
      const { receipts } = await uploadDuring(async () => {
        for (let i = 0; i < 20; i++) {
          await sleep(60 + i * 7);
          await watching.query(terminateAll).catch(() => {});
        }
      });
      await mustHave(receipts);
    });

    it("refuses what comes while it stays away, within seconds, and takes it when it is back", async () => {
      server = await opened();
      const [token] = await enrolTokens(server, 1, DAY);
      const upload = uploadOf(
        token!,
        pageOf(token!, 0, EPOCH)
          .records(EPOCH, [record(token!, EPOCH)])
          .build(true),
      );
      cluster.halt();
      try {
        // The links break first.
        await sleep(100);
        // It gives up by itself: otherwise the test would not end.
        await assert.rejects(server.receivePage(upload), { reason: "database" });
      } finally {
        cluster.resume();
      }
      for (let waited = 0; ; waited++)
        try {
          await server.receivePage(upload);
          break;
        } catch (error) {
          assert.ok(waited < 100, String(error));
          await sleep(100);
        }
      await mustHave([`${token!.serial} 0`]);
    });

    it("waits for a database that is starting, and says what it waits for when it does not come", async () => {
      cluster.halt();
      const waiting = openPostgres(cluster.url, { startWaitMs: 30_000 });
      await sleep(1000);
      await assert.rejects(
        openPostgres(cluster.url, { startWaitMs: 600 }),
        /PostgreSQL does not answer: .*ENOENT/,
      );
      cluster.resume();
      await (await waiting).close();
      const url = cluster.url.replace("/postgres?", "/nowhere?");
      // What waiting does not mend is told at once: who waited would wait longer than a test may take.
      await assert.rejects(
        openPostgres(url, { startWaitMs: 3_600_000 }),
        /PostgreSQL does not answer: .*"nowhere" does not exist/,
      );
    });

    it("lets one server in at a time, and names the one that is there", async () => {
      server = await opened();
      const [token] = await enrolTokens(server, 1, DAY);
      const copy = `${dir}-copy`;
      cpSync(dir, copy, { recursive: true, filter: (path) => !path.includes("/lock") });
      try {
        await assert.rejects(
          opened(copy),
          new RegExp(`in use by another server: "bluezone ${process.pid} on `),
        );
        assert.equal((await server.issueTicket(token!.serial)).counter, 1);
        await server.close();
        server = await opened();
        assert.equal((await server.issueTicket(token!.serial)).counter, 2);
      } finally {
        rmSync(copy, { recursive: true });
      }
    });

    it("ends when another server has had the database while the lock was lost", async () => {
      const words = ["serve", "--port", "0", "--data", dir, "--pages", "none", "--backups", "none"];
      const child = spawn(process.execPath, ["--import", "tsx", MAIN, ...words], {
        stdio: ["ignore", "ignore", "pipe"],
        env: { ...process.env, DATABASE_URL: cluster.url },
      });
      let said = "";
      const ended = new Promise((resolve) => child.once("close", resolve));
      await new Promise<void>((resolve) =>
        child.stderr.on("data", (text) => {
          said += text;
          if (said.includes("Serving")) resolve();
        }),
      );
      await watching.exec(`ALTER DATABASE postgres SET "bluezone.holder" = 'another'`);
      await watching.query(terminateAll);
      assert.equal(await ended, 70, said);
      assert.match(said, /Another server has had this PostgreSQL meanwhile/);
    });
  },
);
