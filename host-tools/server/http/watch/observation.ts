/** Logs and figures. Neither ever holds a name, a phone, an id of a person, or a path with one in it. */
import { pino } from "pino";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { Refusal } from "../../../contract/refusal.ts";
import type { ClockVerdict } from "../../store/clock-watch.ts";
import type { Synchronisation } from "./synchronisation.ts";

export type Log = ReturnType<typeof openLog>;

/** Structured lines on stdout, or wherever `write` puts them. */
export function openLog(level: string, write?: (line: string) => void) {
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  return write ? pino(options, { write }) : pino(options);
}

/**
 * What is logged of an error: kind, the fixed word of a refusal, and place in the program; never its message, which may
 * quote data.
 */
export function describeError(error: unknown): { kind: string; reason?: string; at: readonly string[] } {
  if (!(error instanceof Error)) return { kind: typeof error, at: [] };
  const reason = error instanceof Refusal ? { reason: error.reason } : {};
  const at = (error.stack ?? "")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line.startsWith("at "))
    .slice(0, 6);
  return { kind: error.name, ...reason, at };
}

export interface Figures {
  readonly registry: Registry;
  request(route: string, status: number, seconds: number): void;
  event(name: "refusal" | "rate-limited" | "csrf" | "journal-damaged"): void;
  /** A job of the day was done, Unix seconds. */
  done(job: string, unixSeconds: number): void;
  readonly open: Gauge;
  clock(verdict: ClockVerdict): void;
  synchronised(state: Synchronisation): void;
  disk(freeBytes: number, isLow: boolean): void;
  database(isWell: boolean): void;
}

/** Figures of one value, by their names. */
const GAUGES = {
  ahead: [
    "bluezone_clock_ahead_seconds",
    "By how much the machine's clock stands ahead of what else tells the time",
  ],
  doubtful: [
    "bluezone_clock_doubtful",
    "1 while the machine's clock is not believed: no tickets, no signed time, nothing discarded",
  ],
  synchronised: [
    "bluezone_clock_synchronised",
    "1 while a time server steers the machine's clock, 0 while none does, -1 where the machine does not tell",
  ],
  free: ["bluezone_disk_free_bytes", "What the server may still write on the disk of its folder"],
  low: [
    "bluezone_disk_low",
    "1 while there is too little room: uploads are refused, receipts and reads go on",
  ],
  away: ["bluezone_database_away", "1 while the database does not answer"],
} as const;

function gaugesIn(registry: Registry): Record<keyof typeof GAUGES, Gauge> {
  const gauges = Object.entries(GAUGES).map(([key, [name, help]]) => [
    key,
    new Gauge({ name, help, registers: [registry] }),
  ]);
  return Object.fromEntries(gauges);
}

export function openFigures(withProcess = false): Figures {
  const registry = new Registry();
  if (withProcess) collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const seconds = new Histogram({
    name: "bluezone_http_seconds",
    help: "Time from request to answer, by route and status",
    labelNames: ["route", "status"],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
    registers,
  });
  const events = new Counter({
    name: "bluezone_events_total",
    help: "Consents refused, requests beyond the rate limit, requests from other sites",
    labelNames: ["event"],
    registers,
  });
  const open = new Gauge({ name: "bluezone_http_open", help: "Requests under way", registers });
  const jobs = new Gauge({
    name: "bluezone_daily_done_seconds",
    help: "Unix time at which a job of the day was last done",
    labelNames: ["job"],
    registers,
  });
  const { ahead, doubtful, synchronised, free, low, away } = gaugesIn(registry);
  synchronised.set(-1);
  return {
    registry,
    open,
    disk(freeBytes, isLow) {
      free.set(freeBytes);
      low.set(isLow ? 1 : 0);
    },
    database: (isWell) => away.set(isWell ? 0 : 1),
    synchronised: (state) => synchronised.set({ synchronised: 1, unsynchronised: 0, unknown: -1 }[state]),
    clock({ isRight, aheadMs }) {
      ahead.set(aheadMs / 1000);
      doubtful.set(isRight ? 0 : 1);
    },
    done: (job, unixSeconds) => jobs.set({ job }, unixSeconds),
    request: (route, status, duration) => seconds.observe({ route, status: String(status) }, duration),
    event: (name) => events.inc({ event: name }),
  };
}
