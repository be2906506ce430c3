import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DAILY_JOBS, daysWork, everyDay } from "../../../host-tools/server/http/daily.ts";
import { openLog } from "../../../host-tools/server/http/watch/observation.ts";
import { partsOf } from "../../../host-tools/server/server.ts";
import { checkBackup } from "../../../host-tools/server/upkeep/backup.ts";
import { type Harness, openHarness, START, WARD } from "../../support/harness.ts";
import { enrolTokens } from "../../support/scenario.ts";
import { describeOnDatabases } from "../../support/shared-database.ts";

const DAY_MS = 86_400_000;

describeOnDatabases("the day's work", () => {
  let dir: string;
  let harness: Harness;
  let lines: string[];

  before(async function () {
    this.timeout(120_000);
    dir = mkdtempSync(join(tmpdir(), "daily-"));
    harness = await openHarness({ dir });
  });
  beforeEach(() => {
    lines = [];
  });
  after(async () => {
    await harness.server.close();
    rmSync(dir, { recursive: true });
  });

  const work = (backups: string | undefined) => {
    const { server, office, figures } = harness;
    return daysWork({ server, office, figures, backups, log: openLog("info", (line) => lines.push(line)) });
  };
  const backups = () => readdirSync(join(dir, "backups")).filter((name) => name.endsWith(".backup"));

  it("exports the audit log's head, discards what has expired and writes a backup of what is left", async () => {
    assert.deepEqual(await work(join(dir, "backups")), []);
    assert.equal(readdirSync(join(dir, "audit-heads")).length, 1);
    const [file] = backups();
    assert.equal(
      (await checkBackup(join(dir, "backups", file!), partsOf(harness.server).wrapping)).at,
      START,
    );
    assert.deepEqual(
      lines.map((line) => JSON.parse(line).job),
      [...DAILY_JOBS],
    );
    const actions = await harness.database.query<{ action: string }>(
      "SELECT action FROM audit.entry WHERE actor = 'server' AND action IN ('retention', 'backup') ORDER BY number",
    );
    assert.deepEqual(
      actions.map(({ action }) => action),
      ["retention", "backup"],
    );
    const figures = await harness.figures.registry.metrics();
    for (const job of DAILY_JOBS)
      assert.ok(figures.includes(`bluezone_daily_done_seconds{job="${job}"} ${START / 1000}`), figures);
  });

  it("keeps 21 days of backups", async function () {
    this.timeout(120_000);
    for (const day of [1, 8, 15, 21, 22]) {
      harness.clock.now = START + day * DAY_MS;
      assert.deepEqual(await work(join(dir, "backups")), []);
    }
    const name = (day: number) =>
      `bluezone-${new Date(START + day * DAY_MS).toISOString().slice(0, 10)}.backup`;
    assert.deepEqual(backups(), [1, 8, 15, 21, 22].map(name));
    assert.deepEqual((await harness.office.verify()).findings, []);
  });

  it("finds bytes of the journal that went bad, and writes it anew from the tables", async () => {
    const folder = join(dir, "journal");
    await harness.office.commit({ actor: "server", action: "backup", outcome: "done" });
    const name = readdirSync(folder)
      .filter((one) => one.endsWith(".journal"))
      .at(-1)!;
    const bytes = readFileSync(join(folder, name));
    bytes[bytes.length >> 1]! ^= 1;
    writeFileSync(join(folder, name), bytes);
    assert.deepEqual(await work(join(dir, "backups")), []);
    const said = lines.map((line) => JSON.parse(line)).find(({ damage }) => damage);
    assert.match(said.damage, new RegExp(`damaged at byte \\d+ of .*${name}`));
    const figures = await harness.figures.registry.metrics();
    assert.match(figures, /bluezone_events_total\{event="journal-damaged"\} 1/);
    assert.ok(!readdirSync(folder).includes(name));
    assert.equal((await harness.server.admin.checkJournal({ bytesPerSecond: 1e9 })).damage, undefined);
  });

  it("does the other jobs when one fails, and tells which", async () => {
    harness.clock.now = START + 29 * DAY_MS;
    writeFileSync(join(dir, "no-folder"), "");
    const heads = readdirSync(join(dir, "audit-heads")).length;
    assert.deepEqual(await work(join(dir, "no-folder")), ["backup"]);
    assert.equal(readdirSync(join(dir, "audit-heads")).length, heads + 1);
    const failed = lines.map((line) => JSON.parse(line)).filter(({ level }) => level === 50);
    assert.deepEqual(
      failed.map(({ job }) => job),
      ["backup"],
    );
  });

  it("discards nothing while the clock is in doubt and a day longer, and tells tokens no time meanwhile", async () => {
    const { server, database, clock } = harness;
    await enrolTokens(server, 1, Math.floor(clock.now / DAY_MS));
    const horizon = async () =>
      (await database.query<{ day: number }>("SELECT day FROM radio.horizon"))[0]!.day;
    const before = await horizon();
    const kept = backups();
    const nonce = new Uint8Array(8);
    assert.ok(await server.signTime(1, nonce));
    clock.off = 8 * DAY_MS;
    assert.deepEqual(await work(join(dir, "backups")), ["retention"]);
    const { job, reason } = JSON.parse(lines.find((line) => JSON.parse(line).level === 50)!);
    assert.deepEqual([job, reason], ["retention", "clock"]);
    assert.equal(await horizon(), before);
    assert.deepEqual(backups().slice(0, kept.length), kept, "older backups stay");
    await assert.rejects(server.signTime(1, nonce), { reason: "clock" });
    await assert.rejects(server.issueTicket(1), { reason: "clock" });
    const station = await harness.enter("station");
    assert.equal((await station.ask("GET", "/api/station/ahead")).status, 503);
    const health = async () => ((await (await harness.ask("/health")).json()) as { clock: string }).clock;
    assert.equal(await health(), "doubtful");
    clock.off = 0;
    assert.equal(await health(), "right");
    assert.ok(await server.signTime(1, nonce));
    clock.now += DAY_MS;
    assert.deepEqual(await work(join(dir, "backups")), []);
    assert.equal(await horizon(), before + 1);
  });

  it("believes a clock that jumped when computers of staff say the same, and waits with what it discards", async () => {
    const { server, database, clock } = harness;
    const horizon = async () =>
      (await database.query<{ day: number }>("SELECT day FROM radio.horizon"))[0]!.day;
    const before = await horizon();
    // The machine slept for two days, so that its monotonic clock stood.
    clock.off = 2 * DAY_MS;
    await assert.rejects(server.issueTicket(1), { reason: "clock" });
    await harness.addAccount("station", WARD, "second.nurse");
    for (const login of ["station", "second.nurse"]) {
      const client = await harness.enter(login);
      const said = { "x-computer-time": String(clock.now + clock.off + 90_000) };
      assert.equal((await client.ask("GET", "/api/session", undefined, said)).status, 200);
    }
    assert.ok(await server.issueTicket(1));
    assert.deepEqual(await work(join(dir, "backups")), ["retention"]);
    assert.equal(await horizon(), before);
    clock.now += DAY_MS;
    assert.deepEqual(await work(join(dir, "backups")), []);
    assert.equal(await horizon(), before + 3);
  });

  it("tells the backups of every erasure, also where today's is there already", async () => {
    await harness.server.admin.eraseToken(1);
    assert.deepEqual(await work(join(dir, "backups")), []);
    const list = JSON.parse(readFileSync(join(dir, "backups", "erasures.json"), "utf8"));
    assert.deepEqual(
      list.tokens.map(({ serial }: { serial: number }) => serial),
      [1],
    );
  });

  it("is done when the server starts, and what is under way is waited for", async () => {
    let began = 0;
    let ended = 0;
    let open = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const daily = everyDay(
      async () => {
        began++;
        await gate;
        ended++;
        return [];
      },
      () => START,
    );
    assert.deepEqual([began, ended], [1, 0]);
    const endedAtStop = daily.stop().then(() => ended);
    open();
    assert.equal(await endedAtStop, 1, "it stops when the work is done");
    assert.equal(began, 1);
  });
});
