import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type PrivateCluster, startPrivateCluster } from "../../../host-tools/lib/private-cluster.ts";
import { postgresqlPrograms } from "../../../host-tools/lib/system-packages.ts";
import type { Office } from "../../../host-tools/server/changes.ts";
import { type Database, dropEverything } from "../../../host-tools/server/database/database.ts";
import { openPglite } from "../../../host-tools/server/database/pglite.ts";
import { openPostgres } from "../../../host-tools/server/database/postgres.ts";
import { openDoors } from "../../../host-tools/server/http/doors.ts";
import { CSRF_HEADER } from "../../../host-tools/server/http/request/guard.ts";
import { KEY_HEADER } from "../../../host-tools/server/http/request/repeats.ts";
import { openFigures, openLog } from "../../../host-tools/server/http/watch/observation.ts";
import { openServer, partsOf } from "../../../host-tools/server/server.ts";
import { hashed } from "../../../host-tools/server/staff/passwords.ts";
import { SAMPLE_UNITS } from "../../../host-tools/server/units/sample-units.ts";
import { restoreBackup } from "../../../host-tools/server/upkeep/administration.ts";
import { dailyBackup } from "../../../host-tools/server/upkeep/backup.ts";
import { enrolComputer } from "../../support/enrolled-computer.ts";
import { enrolTokens, pageOf, record, type TestToken, uploadOf } from "../../support/scenario.ts";

const TRACES = [
  "Quàng Thị Hoạ Mi",
  "quang",
  "+84987654321",
  "987654321",
  "030987654321",
  "Bản Lác",
  "Lò Văn Giám",
  "Tổ Thêu Hoa",
];
const OTHER = "Vừ A Dính";
const START = Date.UTC(2026, 10, 23, 3);
const DAY = Math.floor(START / 86_400_000);
const EPOCH = DAY * 96 + 4;
const PASSWORD = "correct horse battery";

const clusters: PrivateCluster[] = [];
after(() => {
  for (const cluster of clusters) cluster.stop();
});

/** A database in files, the folder in which they stand, and another empty one in its place. */
const ENGINES = {
  PGlite: async (dir: string) => ({
    open: () => openPglite(join(dir, "database")),
    files: join(dir, "database"),
  }),
  PostgreSQL: async () => {
    const cluster = startPrivateCluster(postgresqlPrograms()!, { settings: { wal_recycle: "off" } });
    clusters.push(cluster);
    return { open: () => openPostgres(cluster.url), files: join(cluster.folder, "data") };
  },
};

/** A withdrawal over the door that stations use, and then every byte that the server has on disk. */
for (const engine of ["PGlite", "PostgreSQL"] as const)
  (engine === "PGlite" || postgresqlPrograms() ? describe : describe.skip)(
    `a person who withdrew (${engine})`,
    function () {
      this.timeout(120_000);
      let folder: string;
      let dir: string;
      let backups: string;
      let open: () => Promise<Database>;
      let files: string;
      let lines = "";
      let person: string;
      let pages: Buffer[];

      before(async () => {
        folder = mkdtempSync(join(tmpdir(), "erasure-"));
        dir = join(folder, "data");
        backups = join(folder, "backups");
        ({ open, files } = await ENGINES[engine](dir));
      });
      after(() => rmSync(folder, { recursive: true, force: true }));

      async function openAll(now = START) {
        const server = await openServer({ dir, now: () => now, database: await open() });
        const doors = await openDoors({
          server,
          dir,
          backups,
          version: "1",
          figures: openFigures(),
          addressOf: () => "",
          log: openLog("debug", (line) => {
            lines += line;
          }),
        });
        return { server, ...doors };
      }

      const add = (office: Office, id: string, details: object) =>
        office.commit({ actor: "staff", action: "person.add", outcome: "done", subject: id }, [
          {
            kind: "person",
            person: id,
            details: { id, birth: "1950", unit: "10525-2025", ...details } as never,
          },
        ]);

      /** A station's own request, over the doors. */
      async function withdraw({ app, office }: Awaited<ReturnType<typeof openAll>>, of: string) {
        const id = randomUUID();
        await office.commit({ actor: "server", action: "staff.change", outcome: "done" }, [
          ...SAMPLE_UNITS.map((unit) => ({ kind: "unit", unit }) as const),
          {
            kind: "account",
            account: { id, login: "tram", name: "Trạm", role: "station", place: "10525-2025", enabled: true },
          },
          { kind: "password", id, hash: await hashed(PASSWORD), mustChange: false },
        ]);
        const ask = (method: string, path: string, headers: object, body?: object) =>
          app.request(`http://localhost${path}`, {
            method,
            headers: { host: "localhost", "content-type": "application/json", ...headers },
            ...(body ? { body: JSON.stringify(body) } : {}),
          });
        const signedIn = await ask("POST", "/api/session", {}, { login: "tram", password: PASSWORD });
        const cookie = signedIn.headers.get("set-cookie")!.split(";")[0]!;
        const { csrf } = (await signedIn.json()) as { csrf: string };
        const own = { cookie, [CSRF_HEADER]: csrf };
        const asked = await ask("POST", "/api/session/challenge", own);
        const { challenge } = (await asked.json()) as { challenge: string };
        const computer = await enrolComputer(office, "10525-2025");
        const signature = computer.sign("sign-in", id, challenge);
        await ask("POST", "/api/session/computer", own, { computer: computer.id, signature });
        return ask("DELETE", `/api/persons/${of}`, { ...own, [KEY_HEADER]: randomUUID() });
      }

      const filesWith = (trace: string | Buffer, ...folders: string[]) =>
        folders.flatMap((one) =>
          readdirSync(one, { recursive: true, withFileTypes: true })
            .filter((entry) => entry.isFile())
            .map((entry) => join(entry.parentPath, entry.name))
            .filter((file) => readFileSync(file).includes(trace)),
        );

      /** What the persons' token brought: sealed bytes from the middle of its pages. */
      const traces = () => [...TRACES, ...pages];

      it("was in the journal, the database's files and a backup", async () => {
        const { server, office } = await openAll();
        const tokens = await enrolTokens(server, 3, DAY - 1);
        person = randomUUID();
        await add(office, person, {
          name: TRACES[0],
          phone: "+84987654321",
          idNumber: "030987654321",
          hamlet: "Bản Lác",
          group: "Tổ Thêu Hoa",
          guardian: { name: "Lò Văn Giám", relation: "con" },
        });
        await add(office, "other", { name: OTHER });
        await office.commit({ actor: "staff", action: "assignment.change", outcome: "done" }, [
          { kind: "assign", person, serial: 1, from: START - 4 * 3_600_000 },
          { kind: "assign", person: "other", serial: 2, from: START - 4 * 3_600_000 },
        ]);
        const uploads = [
          [tokens[0]!, [tokens[1]!, tokens[2]!]],
          [tokens[1]!, [tokens[0]!, tokens[2]!]],
          [tokens[2]!, [tokens[0]!, tokens[1]!]],
        ] as [TestToken, TestToken[]][];
        pages = [];
        for (const [recorder, peers] of uploads) {
          const page = pageOf(recorder, 0, EPOCH).records(
            EPOCH,
            peers.map((peer) => record(peer, EPOCH)),
          );
          const upload = uploadOf(recorder, page.build(true));
          if (recorder === tokens[0]) pages.push(Buffer.from(upload.bytes.subarray(136, upload.length)));
          await server.receivePage(upload);
        }
        await partsOf(server).database.exec("CHECKPOINT");
        await dailyBackup(server.admin.backup, backups, START, 21, true);
        await server.close();
        for (const trace of traces()) {
          assert.notDeepEqual(filesWith(trace, join(dir, "journal")), [], `${trace} in the journal`);
          assert.notDeepEqual(filesWith(trace, files), [], `${trace} in the database`);
        }
        assert.notDeepEqual(filesWith(pages[0]!, backups), [], "in the backup");
      });

      it("is in no file of server and database any more, and the audit log still holds", async () => {
        const opened = await openAll();
        const { server, office } = opened;
        const answer = await withdraw(opened, person);
        assert.deepEqual([answer.status, ((await answer.json()) as { tokens: number[] }).tokens], [200, [1]]);
        const rows = await partsOf(server).database.query<{ recorder: number; heard: number }>(
          "SELECT recorder, count(*)::int4 AS heard FROM radio.encounter GROUP BY 1 ORDER BY 1",
        );
        assert.deepEqual(rows, [
          { recorder: 2, heard: 1 },
          { recorder: 3, heard: 1 },
        ]);
        assert.deepEqual(await server.admin.scrub("everything", true), []);
        assert.deepEqual((await office.verify()).findings, []);
        await server.close();
        for (const trace of traces()) {
          assert.deepEqual(filesWith(trace, dir, files), [], `${trace}`);
          if (typeof trace === "string") assert.ok(!lines.includes(trace));
        }
        assert.notDeepEqual(filesWith(OTHER, files), [], "others are there");
      });

      it("does not come back with the backup from before, of which the same holds", async () => {
        const [file] = readdirSync(backups).filter((name) => name.endsWith(".backup"));
        const key = readFileSync(join(dir, "wrapping-key"));
        rmSync(dir, { recursive: true });
        mkdirSync(dir);
        writeFileSync(join(dir, "wrapping-key"), key, { mode: 0o600 });
        if (engine === "PostgreSQL") {
          const database = await open();
          await database.transaction(dropEverything);
          await database.close();
        }
        const restored = await restoreBackup(join(backups, file!), dir, async (way) =>
          openServer({ dir, now: () => START, database: await open(), ...way }),
        );
        assert.equal(restored.erasedAgain, 2, "the person, and what the token recorded in their time");
        const { server, office } = await openAll();
        assert.deepEqual(await partsOf(server).database.query("SELECT id FROM people.person"), [
          { id: "other" },
        ]);
        assert.deepEqual((await office.verify()).findings, []);
        await server.admin.scrub("everything", true);
        await server.close();
        for (const trace of traces()) assert.deepEqual(filesWith(trace, dir, files), [], `${trace}`);
        assert.notDeepEqual(filesWith(OTHER, files), []);
      });
    },
  );
