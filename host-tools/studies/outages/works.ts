/**
 * Uploads, a hundred a second, while PostgreSQL is restarted again and again and the disk of the data folder gets almost
 * full, and full; a server that ends is started again, as a supervisor would. At the end receipts must be rows.
 * `--minutes N` (30), `--restarts N` (20), `--fills N` (2), `--rate N` uploads a second (100). Exit code 1 for a fault.
 */
import { type ChildProcess, fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type PrivateCluster, startPrivateCluster } from "../../lib/private-cluster.ts";
import { postgresqlPrograms } from "../../lib/system-packages.ts";
import { openPostgres } from "../../server/database/postgres.ts";
import type { PageUpload } from "../../server/server.ts";
import { openSmallDisk } from "./small-disk.ts";
import { pages, RECORDS } from "./works-load.ts";
import type { WorksAnswer, WorksRequest } from "./works-server.ts";

const SERVER = fileURLToPath(new URL("./works-server.ts", import.meta.url));
const DISK_MEGABYTES = 512;
const RESERVE_BYTES = 60_000_000;
/** A full disk lasts so long, or an eighth of a short campaign. */
const FILL_MS = 8000;
/** As RestartSec of the unit, but nobody watches for hours. */
const START_AGAIN_MS = 1000;
const MOST_UNDER_WAY = 400;
/** A page that was not taken comes again so soon. */
const AGAIN_MS = 200;
/** After the last trouble every page must have its receipt within so long. */
const DRAIN_MS = 120_000;

interface WorksOptions {
  readonly seconds: number;
  readonly restarts: number;
  /** Every other one leaves nothing free, the others less than the reserve. */
  readonly fills: number;
  /** Uploads a second. */
  readonly rate: number;
}

interface WorksResult {
  readonly receipts: number;
  readonly rows: number;
  readonly restarts: number;
  /** 0 where no small disk can be made. */
  readonly fills: number;
  /** How often the server ended and was started again. */
  readonly ends: number;
  /** Answers without a receipt, by reason: "gone" when the server ended meanwhile. */
  readonly refused: Readonly<Record<string, number>>;
  /** Longest time from the first try to the receipt, ms. */
  readonly longestMs: number;
  readonly faults: readonly string[];
}

export async function tortureWorks(programs: string, options: WorksOptions): Promise<WorksResult> {
  const cluster = startPrivateCluster(programs);
  const disk = openSmallDisk(DISK_MEGABYTES);
  const folder = disk?.folder ?? mkdtempSync(join(tmpdir(), "bluezone-works-"));
  const server = new Supervised(join(folder, "data"), cluster.url);
  try {
    const load = new Load(server, options.rate);
    await server.begin();
    const running = load.run();
    const fills = disk ? options.fills : 0;
    const troubles = [
      ...Array.from({ length: options.restarts }, () => () => cluster.restartMeanwhile()),
      ...Array.from({ length: fills }, (_, i) => async () => {
        // Nothing free all of a sudden: before the server has looked, it writes.
        disk!.leave(RESERVE_BYTES * 1.3);
        disk!.leave(i % 2 === 0 ? RESERVE_BYTES / 2 : 0);
        await sleep(Math.min(FILL_MS, options.seconds * 125));
        disk!.empty();
      }),
    ];
    // Fills lie between restarts.
    const order = troubles.map((trouble, i) => ({ trouble, at: placeOf(i, options.restarts, fills) }));
    order.sort((a, b) => a.at - b.at);
    const ends = performance.now() + options.seconds * 1000;
    for (const [i, { trouble }] of order.entries()) {
      await sleep(Math.max(0, (ends - performance.now()) / (order.length - i + 1)));
      await trouble();
    }
    await sleep(Math.max(0, ends - performance.now()));
    load.stop();
    const left = await Promise.race([running.then(() => 0), sleep(DRAIN_MS).then(() => load.underWay)]);
    await server.end();
    const { rows, faults } = await compare(cluster, load.receipts);
    if (left > 0) faults.push(`${left} pages had no receipt ${DRAIN_MS / 1000} s after the last trouble`);
    const { receipts, refused, longestMs } = load;
    return {
      receipts: receipts.size,
      rows,
      restarts: options.restarts,
      fills,
      ends: server.ends,
      refused: Object.fromEntries(refused),
      longestMs: Math.round(longestMs),
      faults,
    };
  } finally {
    server.kill();
    if (disk) disk.remove();
    else rmSync(folder, { recursive: true, force: true });
    cluster.stop();
  }
}

/** The places of restarts are whole numbers; those of fills lie evenly between them. */
function placeOf(i: number, restarts: number, fills: number): number {
  return i < restarts ? i : ((i - restarts + 1) * restarts) / (fills + 1) - 0.5;
}

/** A server that is started again whenever it ends. */
class Supervised {
  ends = 0;
  readonly #dir: string;
  readonly #url: string;
  #child: ChildProcess | undefined;
  #ready: Promise<void> = Promise.resolve();
  #isEnding = false;
  readonly #waiting = new Map<number, (refused: string | undefined) => void>();
  #number = 0;

  constructor(dir: string, url: string) {
    this.#dir = dir;
    this.#url = url;
  }

  /** Resolves when it takes uploads. */
  begin(): Promise<void> {
    const child = fork(SERVER, [this.#dir, String(RESERVE_BYTES)], {
      execArgv: ["--import", "tsx"],
      serialization: "advanced",
      stdio: ["ignore", "ignore", "ignore", "ipc"],
      env: { ...process.env, DATABASE_URL: this.#url },
    });
    this.#child = child;
    this.#ready = new Promise((resolve) => {
      child.on("message", (answer: WorksAnswer | "ready") => {
        if (answer === "ready") resolve();
        else this.#settle(answer.id, answer.refused);
      });
      // What is sent to one that has just ended.
      child.on("error", () => {});
      child.once("exit", () => {
        for (const id of [...this.#waiting.keys()]) this.#settle(id, "gone");
        if (this.#isEnding) return;
        this.ends++;
        void sleep(START_AGAIN_MS).then(() => this.begin().then(resolve));
      });
    });
    return this.#ready;
  }

  /** Undefined for a receipt, else the word for why there is none. */
  async send(upload: PageUpload): Promise<string | undefined> {
    await this.#ready;
    return new Promise((resolve) => {
      const id = ++this.#number;
      this.#waiting.set(id, resolve);
      if (!this.#child?.connected) return this.#settle(id, "gone");
      this.#child.send({ id, upload } satisfies WorksRequest, (error) => {
        if (error) this.#settle(id, "gone");
      });
    });
  }

  #settle(id: number, refused: string | undefined): void {
    this.#waiting.get(id)?.(refused);
    this.#waiting.delete(id);
  }

  async end(): Promise<void> {
    await this.#ready;
    this.#isEnding = true;
    const ended = new Promise((resolve) => this.#child!.once("exit", resolve));
    this.#child!.send("end");
    await ended;
  }

  kill(): void {
    this.#isEnding = true;
    this.#child?.kill("SIGKILL");
  }
}

/** Pages that are sent at a rate, each again until it has its receipt. */
class Load {
  /** "serial sequence" of each page that has one. */
  readonly receipts = new Set<string>();
  readonly refused = new Map<string, number>();
  longestMs = 0;
  underWay = 0;
  readonly #server: Supervised;
  readonly #rate: number;
  #goesOn = true;

  constructor(server: Supervised, rate: number) {
    this.#server = server;
    this.#rate = rate;
  }

  /** Resolves when it was told to stop and every page has its receipt. */
  async run(): Promise<void> {
    const sent = new Set<Promise<void>>();
    const since = performance.now();
    let number = 0;
    for (const upload of pages()) {
      while (
        this.#goesOn &&
        (number > ((performance.now() - since) / 1000) * this.#rate || this.underWay >= MOST_UNDER_WAY)
      )
        await sleep(5);
      if (!this.#goesOn) break;
      number++;
      const one = this.#bring(upload).finally(() => sent.delete(one));
      sent.add(one);
    }
    await Promise.all(sent);
  }

  stop(): void {
    this.#goesOn = false;
  }

  async #bring(upload: PageUpload): Promise<void> {
    this.underWay++;
    const since = performance.now();
    for (;;) {
      const refused = await this.#server.send(upload);
      if (refused === undefined) break;
      this.refused.set(refused, (this.refused.get(refused) ?? 0) + 1);
      await sleep(AGAIN_MS);
    }
    this.longestMs = Math.max(this.longestMs, performance.now() - since);
    this.receipts.add(`${upload.serial} ${upload.sequence}`);
    this.underWay--;
  }
}

/** What is in the tables against what was receipted. */
async function compare(cluster: PrivateCluster, receipts: ReadonlySet<string>) {
  const database = await openPostgres(cluster.url);
  try {
    const kept = await database.query<{ page: string }>(
      "SELECT serial || ' ' || sequence AS page FROM radio.page",
    );
    const [row] = await database.query<{ records: number }>(
      "SELECT count(*) AS records FROM radio.encounter",
    );
    const names = new Set(kept.map(({ page }) => page));
    const missing = [...receipts].filter((page) => !names.has(page));
    const unknown = [...names].filter((page) => !receipts.has(page));
    const faults: string[] = [];
    if (missing.length > 0)
      faults.push(`${missing.length} receipted pages are not there, such as ${missing[0]}`);
    if (unknown.length > 0)
      faults.push(`${unknown.length} pages without a receipt are there, such as ${unknown[0]}`);
    if (row!.records !== kept.length * RECORDS)
      faults.push(`${row!.records} records of ${kept.length} pages with ${RECORDS} each`);
    return { rows: kept.length, faults };
  } finally {
    await database.close();
  }
}

function textOf({ receipts, rows, restarts, fills, ends, refused, longestMs, faults }: WorksResult): string {
  const reasons = Object.entries(refused).map(([reason, count]) => `${reason} ${count}`);
  return [
    `Works: ${restarts} restarts of PostgreSQL, ${fills} full disks, the server started again ${ends} times`,
    `${receipts} receipts, ${rows} rows`,
    `without a receipt at first: ${reasons.length === 0 ? "none" : reasons.join(", ")}`,
    `longest until the receipt ${(longestMs / 1000).toFixed(1)} s`,
    faults.length === 0 ? "no fault" : faults.join("; "),
  ].join(" · ");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: {
      minutes: { type: "string", default: "30" },
      restarts: { type: "string", default: "20" },
      fills: { type: "string", default: "2" },
      rate: { type: "string", default: "100" },
    },
  });
  const programs = postgresqlPrograms();
  if (!programs) console.log("Works: left out, there is no PostgreSQL.");
  else {
    const result = await tortureWorks(programs, {
      seconds: Number(values.minutes) * 60,
      restarts: Number(values.restarts),
      fills: Number(values.fills),
      rate: Number(values.rate),
    });
    console.log(textOf(result));
    process.exitCode = result.faults.length === 0 ? 0 : 1;
  }
}
