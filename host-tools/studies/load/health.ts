/**
 * How long /health takes to answer: on a quiet server, and while 100 cases are matched, sign-ins flood it from many
 * networks and a backup is written, all at once and again and again; on PGlite, and on PostgreSQL where it is installed.
 * `--records N` (500,000), `--seconds N` (20), `--json`.
 */
import { fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { startPrivateCluster } from "../../lib/private-cluster.ts";
import { percentile } from "../../lib/statistics.ts";
import { postgresqlPrograms } from "../../lib/system-packages.ts";

const SERVER = fileURLToPath(new URL("./health-server.ts", import.meta.url));
const EVERY_MS = 20;
const SIGN_INS_AT_ONCE = 16;
/** What /health may take, ms, of 99 in a hundred. */
const HEALTH_P99_MS = 100;

interface HealthTimes {
  readonly asked: number;
  /** Answered before the last one was asked: by a server that is not blocked. */
  readonly meanwhile: number;
  readonly p50: number;
  readonly p99: number;
  readonly worst: number;
}

interface HealthFigures {
  readonly engine: string;
  readonly records: number;
  readonly quiet: HealthTimes;
  readonly busy: HealthTimes;
  /** What was done meanwhile. */
  readonly cases: number;
  readonly backups: number;
  readonly signIns: number;
}

export async function benchHealth(
  engine: string,
  url: string | undefined,
  records: number,
  seconds: number,
): Promise<HealthFigures> {
  const dir = mkdtempSync(join(tmpdir(), "bluezone-health-"));
  const child = fork(SERVER, [dir, String(records)], {
    execArgv: ["--import", "tsx"],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    env: { ...process.env, DATABASE_URL: url ?? "" },
  });
  const said = <T>() =>
    new Promise<T>((resolve, reject) => {
      child.once("message", (message) => resolve(message as T));
      child.once("exit", (code) => reject(new Error(`The server has ended with ${code}.`)));
    });
  try {
    const { port } = await said<{ port: number }>();
    const quiet = await askHealth(port, sleep(seconds * 250));
    const done = said<{ cases: number; backups: number }>();
    child.send("go");
    let goesOn = true;
    let signIns = 0;
    const flood = Array.from({ length: SIGN_INS_AT_ONCE }, async () => {
      for (; goesOn; signIns++) await signIn(port, signIns);
    });
    const busy = await askHealth(port, sleep(seconds * 1000));
    goesOn = false;
    child.send("stop");
    await Promise.all(flood);
    return { engine, records, quiet, busy, ...(await done), signIns };
  } finally {
    const ended = new Promise((resolve) => child.once("exit", resolve));
    if (child.connected) child.send("end");
    else child.kill("SIGKILL");
    await ended;
    rmSync(dir, { recursive: true });
  }
}

/** Asks again and again until `end`; a question that is late does not put the next one off. */
async function askHealth(port: number, end: Promise<unknown>): Promise<HealthTimes> {
  const times: number[] = [];
  const under = new Set<Promise<void>>();
  let meanwhile = 0;
  let goesOn = true;
  void end.then(() => {
    goesOn = false;
  });
  for (; goesOn; await sleep(EVERY_MS)) {
    const since = performance.now();
    const asked = fetch(`http://127.0.0.1:${port}/health`).then(async (answer) => {
      await answer.arrayBuffer();
      if (answer.status !== 200) throw new Error(`/health answers ${answer.status}.`);
      times.push(performance.now() - since);
      if (goesOn) meanwhile++;
      under.delete(asked);
    });
    under.add(asked);
  }
  await Promise.all(under);
  const at = (p: number) => Math.round(10 * percentile(times, p)!) / 10;
  return { asked: times.length, meanwhile, p50: at(50), p99: at(99), worst: at(100) };
}

/** Each time from another network, as a proxy in front would tell. */
async function signIn(port: number, number: number): Promise<void> {
  const network = `2001:db8:${(number >> 16).toString(16)}:${(number & 0xffff).toString(16)}::1`;
  const answer = await fetch(`http://127.0.0.1:${port}/api/session`, {
    method: "POST",
    body: '{"login":"nobody","password":"nothing like it"}',
    headers: { "content-type": "application/json", "x-forwarded-for": network },
  });
  await answer.arrayBuffer();
}

function textOf({ engine, records, quiet, busy, cases, backups, signIns }: HealthFigures): string {
  const of = ({ asked, p50, p99, worst }: HealthTimes) =>
    `p50 ${p50} ms, p99 ${p99} ms, worst ${worst} ms (${asked} asked)`;
  return [
    `${engine}: ${records} records`,
    `  /health on a quiet server: ${of(quiet)}`,
    `  with ${cases} cases matched, ${signIns} sign-ins, ${backups} backups meanwhile: ${of(busy)}`,
    `  p99 within ${HEALTH_P99_MS} ms: ${busy.p99 <= HEALTH_P99_MS ? "held" : "missed"}`,
  ].join("\n");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: {
      json: { type: "boolean" },
      records: { type: "string", default: "500000" },
      seconds: { type: "string", default: "20" },
    },
  });
  const [records, seconds] = [Number(values.records), Number(values.seconds)];
  const figures = [await benchHealth("PGlite", undefined, records, seconds)];
  const programs = postgresqlPrograms();
  if (programs) {
    const cluster = startPrivateCluster(programs);
    try {
      figures.push(await benchHealth("PostgreSQL", cluster.url, records, seconds));
    } finally {
      cluster.stop();
    }
  }
  console.log(values.json ? JSON.stringify({ health: figures }) : figures.map(textOf).join("\n"));
}
