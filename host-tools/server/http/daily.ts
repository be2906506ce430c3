/** What the server does by itself once a day: the audit log's head goes out, what has expired goes, a backup is written. */

import { existsSync } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { DAY_MS, HOUR_MS } from "../../lib/time.ts";
import { endedBy } from "../cases/case.ts";
import { listCases } from "../cases/case-store.ts";
import type { Office } from "../changes.ts";
import type { Server } from "../server.ts";
import { endOldSessions } from "../staff/sessions.ts";
import { backupsIn, dailyBackup } from "../upkeep/backup.ts";
import { RETENTION_DAYS } from "../upkeep/retention.ts";
import { countLastWeek } from "./routes/gate-counts.ts";
import { toldThisWeek } from "./routes/told-week.ts";
import { describeError, type Figures, type Log } from "./watch/observation.ts";

/** A job that failed is tried again so soon. */
const RETRY_MS = HOUR_MS / 4;

interface DailyParts {
  readonly server: Server;
  readonly office: Office;
  readonly log: Log;
  readonly figures: Figures;
  /** Folder of daily backups; none are written without it. */
  readonly backups: string | undefined;
  /** Ends what takes long. */
  readonly signal?: AbortSignal | undefined;
}

export const DAILY_JOBS = ["audit-head", "journal-check", "retention", "uptake", "backup"] as const;
type DailyJob = (typeof DAILY_JOBS)[number];

const JOBS: Readonly<Record<DailyJob, (parts: DailyParts) => Promise<object>>> = {
  async "audit-head"({ office }) {
    return { written: (await office.exportHead()) !== undefined };
  },
  /** Ahead of retention, which writes the journal anew. */
  async "journal-check"({ server, figures, log, signal }) {
    const checked = await server.admin.checkJournal({ signal });
    if (checked.damage !== undefined) {
      figures.event("journal-damaged");
      log.error({ damage: checked.damage }, "the journal was damaged and is written anew from the tables");
    }
    return { bytes: checked.bytes };
  },
  async retention({ server, office }) {
    const { admin } = server;
    server.clock.checkForDiscarding();
    const before = office.now() - RETENTION_DAYS.assignments * DAY_MS;
    const by = { actor: "server", action: "retention", outcome: "done" } as const;
    await office.alone(async () => {
      const cases = await listCases(office.queries, undefined);
      const ended = endedBy(cases, office.now(), RETENTION_DAYS.records);
      for (const of of ended)
        await office.commit({ ...by, subject: of.id, place: of.place }, [{ kind: "case", of }]);
    });
    await office.commit(by, [{ kind: "cases-expire", before }]);
    await endOldSessions(office.queries, office.now());
    const { records, pages } = await admin.applyRetention();
    // A PostgreSQL server vacuums by itself, and without keeping uploads waiting.
    if (admin.mustScrub) await admin.scrub("everything");
    return { records, pages };
  },
  /** What is told of a week is counted in it also where nobody asks. */
  async uptake({ office }) {
    const { units } = await toldThisWeek(office);
    return { units: Object.keys(units).length, gates: await countLastWeek(office) };
  },
  /** Behind retention: what has expired today is not in it. */
  async backup({ server, office, backups }) {
    if (backups === undefined) return { written: false };
    const mayDiscard = server.clock.mayDiscard();
    // One that fills the disk takes the place of what is brought.
    await server.room.mustHave(await sizeOfLast(backups), backups);
    const { backup } = server.admin;
    const file = await dailyBackup(backup, backups, office.now(), RETENTION_DAYS.records, mayDiscard);
    // Also where today's backup is there already: a withdrawal that was cut short may not have written it.
    await server.admin.listErasures(backups);
    if (file) await office.commit({ actor: "server", action: "backup", outcome: "done" });
    return { written: file !== undefined, kept: backupsIn(backups).length };
  },
};

/** Bytes of the newest daily backup: the next one is about as long. */
async function sizeOfLast(folder: string): Promise<number> {
  const last = existsSync(folder) ? backupsIn(folder).at(-1) : undefined;
  return last === undefined ? 0 : (await stat(join(folder, last))).size;
}

/** Does the day's jobs in order; one that fails keeps no other from being done. Returns those that failed. */
export async function daysWork(parts: DailyParts): Promise<DailyJob[]> {
  const failed: DailyJob[] = [];
  for (const job of DAILY_JOBS)
    try {
      const result = await JOBS[job](parts);
      parts.figures.done(job, parts.office.now() / 1000);
      parts.log.info({ job, ...result }, "the day's work");
    } catch (error) {
      failed.push(job);
      parts.log.error({ job, ...describeError(error) }, "the day's work failed");
    }
  return failed;
}

interface Daily {
  /** Resolves when what is under way is done. */
  stop(): Promise<void>;
}

/** Once when it starts, and in the first hour of each UTC day; sooner again when something failed. */
export function everyDay(work: () => Promise<readonly unknown[]>, now: () => number): Daily {
  let done = -1;
  let running: Promise<void> | undefined;
  const look = () => {
    const day = Math.floor(now() / DAY_MS);
    if (running || day === done) return;
    running = work().then((failed) => {
      if (failed.length === 0) done = day;
      running = undefined;
    });
  };
  look();
  const timer = setInterval(look, RETRY_MS).unref();
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
