/** A running server: data, doors, socket, and what it does once a day. */
import type { CaseDesk } from "../cases/desk.ts";
import type { Server } from "../core.ts";
import { openServer } from "../core.ts";
import type { Office } from "../office/office.ts";
import { RETENTION_DAYS } from "../retention.ts";
import { endOldSessions } from "../staff/sessions.ts";
import { openDoors } from "./doors.ts";
import { addressOf, type Listener, listen, listenForFigures } from "./listen.ts";
import { describeError, type Log, openFigures } from "./observation.ts";

const HOUR_MS = 3_600_000;
/** Lists of open cases are made anew so soon after a log has come. */
const LISTS_MS = 60_000;

export interface ServiceOptions {
  readonly dir?: string;
  readonly host: string;
  readonly port: number;
  /** No figures without it. */
  readonly metricsPort?: number | undefined;
  readonly isBehindProxy: boolean;
  readonly log: Log;
  readonly version: string;
  /** Before anybody is let in. */
  readonly prepare?: (office: Office) => Promise<void>;
}

export interface Service {
  readonly port: number;
  readonly metricsPort: number | undefined;
  readonly server: Server;
  readonly office: Office;
  /** Answers what is under way, exports the head of the audit log and closes the data. */
  stop(): Promise<void>;
}

export async function startService(options: ServiceOptions): Promise<Service> {
  const { dir, host, port, metricsPort, isBehindProxy, log, version, prepare } = options;
  const figures = openFigures(true);
  const server = await openServer(dir === undefined ? {} : { dir });
  const listeners: Listener[] = [];
  const stopListening = () => Promise.all(listeners.splice(0).map((listener) => listener.stop()));
  try {
    const { app, office, cases } = await openDoors({
      ...{ server, dir, log, figures, version },
      addressOf: (context) => addressOf(context, isBehindProxy),
    });
    await prepare?.(office);
    await office.exportHead();
    const figuresPort =
      metricsPort === undefined
        ? undefined
        : await listenForFigures(figures.registry, "127.0.0.1", metricsPort);
    if (figuresPort) listeners.push(figuresPort);
    const doors = await listen({ fetch: app.fetch as never, host, port });
    listeners.push(doors);
    const lists = setInterval(() => void refreshLists(cases, log), LISTS_MS).unref();
    const daily = everyDay(() => daysWork(server, office, log));
    return {
      ...{ port: doors.port, metricsPort: figuresPort?.port, server, office },
      async stop() {
        clearInterval(daily);
        clearInterval(lists);
        await stopListening();
        await office.exportHead();
        await server.close();
      },
    };
  } catch (error) {
    await stopListening();
    await server.close();
    throw error;
  }
}

/** Once when it starts, and in the first hour of each UTC day. */
function everyDay(work: () => Promise<void>): NodeJS.Timeout {
  let done = -1;
  const look = () => {
    const day = Math.floor(Date.now() / (24 * HOUR_MS));
    if (day === done) return;
    done = day;
    void work();
  };
  look();
  return setInterval(look, HOUR_MS).unref();
}

async function refreshLists(cases: CaseDesk, log: Log): Promise<void> {
  try {
    const changed = await cases.refresh();
    if (changed.length > 0) log.info({ cases: changed.length }, "lists of contacts changed");
  } catch (error) {
    log.error(describeError(error), "making lists anew failed");
  }
}

async function daysWork(server: Server, office: Office, log: Log): Promise<void> {
  try {
    await office.exportHead();
    const before = office.now() - RETENTION_DAYS.assignments * 24 * HOUR_MS;
    await office.commit({ actor: "server", action: "retention", outcome: "done" }, [
      { kind: "expire", before },
      { kind: "cases-expire", before },
    ]);
    await endOldSessions(office.queries, office.now());
    const { records, pages } = await server.admin.applyRetention();
    log.info({ records, pages }, "retention");
  } catch (error) {
    log.error(describeError(error), "the day's work failed");
  }
}
