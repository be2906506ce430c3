/** A running server: data, doors, socket, and what it does once a day. */

import { addressOf, type Listener, listen, listenForFigures } from "../../web/listen.ts";
import type { Pages } from "../../web/pages.ts";
import type { CaseDesk } from "../cases/case-desk.ts";
import type { Office } from "../changes.ts";
import type { Server } from "../server.ts";
import { openServer } from "../server.ts";
import type { SignIn } from "../staff/sign-in.ts";
import type { ClockWatch } from "../store/clock-watch.ts";
import { daysWork, everyDay } from "./daily.ts";
import { openDoors } from "./doors.ts";
import type { Pace } from "./request/body.ts";
import { describeError, type Figures, type Log, openFigures } from "./watch/observation.ts";
import { watchTimeSync } from "./watch/time-sync.ts";

/** Lists of open cases are made anew so soon after a log has come. */
const LISTS_MS = 60_000;
const CLOCK_MS = 60_000;
const PULSE_MS = 1000;
const TRIES_MS = 60_000;

export interface ServiceOptions {
  readonly dir?: string;
  readonly host: string;
  readonly port: number;
  /** No figures without it. */
  readonly metricsPort?: number | undefined;
  readonly isBehindProxy: boolean;
  readonly log: Log;
  readonly version: string;
  /** Files for browsers; none unless told. */
  readonly pages?: Pages | undefined;
  /** Folder of daily backups; none are written without it. */
  readonly backups?: string | undefined;
  /** How slow a body may be; as the contract has it unless told. */
  readonly pace?: Pace | undefined;
  /** Uploads are refused while less is free on the disk; RESERVE_BYTES unless told. */
  readonly reserveBytes?: number | undefined;
  /** Told when nothing can be kept any more: the process is to end, and to be started anew. */
  readonly onFatal?: ((error: Error) => void) | undefined;
  /** Before anybody is let in. */
  readonly prepare?: (office: Office) => Promise<void>;
}

interface Service {
  readonly port: number;
  readonly metricsPort: number | undefined;
  readonly server: Server;
  readonly office: Office;
  /** Holds the code by which the server can be set up, while it has no account. */
  readonly setUpFile: string | undefined;
  /** Answers what is under way, exports the head of the audit log and closes the data. */
  stop(): Promise<void>;
}

export async function startService(options: ServiceOptions): Promise<Service> {
  const { dir, host, port, metricsPort, isBehindProxy, log, version, pages, backups, prepare } = options;
  const { reserveBytes, onFatal } = options;
  const figures = openFigures(true);
  const server = await openServer({
    reserveBytes,
    ...(dir === undefined ? {} : { dir }),
    ...(onFatal ? { onFatal } : {}),
  });
  const listeners: Listener[] = [];
  const timeSync = watchTimeSync(log, figures);
  const stopListening = () => Promise.all(listeners.splice(0).map((listener) => listener.stop()));
  try {
    const { app, office, cases, signIn, setUp } = await openDoors({
      server,
      dir,
      log,
      figures,
      version,
      pace: options.pace,
      pages,
      backups,
      ntp: timeSync.state,
      addressOf: (context) => addressOf(context, isBehindProxy),
    });
    await prepare?.(office);
    const setUpFile = await setUp.open();
    await office.exportHead();
    const figuresPort =
      metricsPort === undefined
        ? undefined
        : await listenForFigures(figures.registry, "127.0.0.1", metricsPort);
    if (figuresPort) listeners.push(figuresPort);
    const doors = await listen({ fetch: app.fetch as never, host, port });
    listeners.push(doors);
    const lists = setInterval(() => void refreshLists(cases, log), LISTS_MS).unref();
    const works = watchWorks(server, log, figures);
    const tries = setInterval(() => void writeTries(signIn, log), TRIES_MS).unref();
    const clock = watchClock(server.clock, log, figures);
    const stopping = new AbortController();
    const { signal } = stopping;
    const daily = everyDay(() => daysWork({ server, office, log, figures, backups, signal }), office.now);
    return {
      port: doors.port,
      metricsPort: figuresPort?.port,
      server,
      office,
      setUpFile,
      async stop() {
        clearInterval(lists);
        clearInterval(works);
        stopping.abort();
        clearInterval(tries);
        await stopListening();
        await signIn.stop();
        await clock.stop();
        await timeSync.stop();
        await daily.stop();
        await office.exportHead();
        await server.close();
      },
    };
  } catch (error) {
    await stopListening();
    await timeSync.stop();
    await server.close();
    throw error;
  }
}

async function refreshLists(cases: CaseDesk, log: Log): Promise<void> {
  try {
    const changed = await cases.refresh();
    if (changed.length > 0) log.info({ cases: changed.length }, "lists of contacts changed");
  } catch (error) {
    log.error(describeError(error), "making lists anew failed");
  }
}

/** Asks each second whether the database answers and the disk has room, and says in the log when that changes. */
function watchWorks(server: Server, log: Log, figures: Figures): NodeJS.Timeout {
  const { room, pulse } = server;
  const megabytes = () => ({ freeMegabytes: Math.floor(room.freeBytes() / 1e6) });
  const database = changes(true, (isWell) =>
    isWell ? log.info("the database answers again") : log.error("the database does not answer"),
  );
  const disk = changes(false, (isLow) =>
    isLow
      ? log.error(megabytes(), "the disk is almost full: uploads are refused, make room")
      : log.info(megabytes(), "the disk has room again: uploads are taken"),
  );
  const look = () => {
    void pulse.beat();
    figures.database(database(pulse.isWell()));
    figures.disk(room.freeBytes(), disk(room.isLow()));
  };
  look();
  return setInterval(look, PULSE_MS).unref();
}

/** Passes a value on, and tells of it when it is another one than the last. */
function changes<T>(last: T, tell: (value: T) => void): (value: T) => T {
  return (value) => {
    if (value !== last) tell(value);
    last = value;
    return value;
  };
}

async function writeTries(signIn: SignIn, log: Log): Promise<void> {
  try {
    await signIn.tries.look();
  } catch (error) {
    log.error(describeError(error), "writing down how many tries there were failed");
  }
}

/** Looks at the clock each minute, writes down what it is known to be, and says in the log when that changes. */
function watchClock(clock: ClockWatch, log: Log, figures: Figures): { stop(): Promise<void> } {
  let wasRight = true;
  let looking: Promise<void> = Promise.resolve();
  const look = async () => {
    try {
      const verdict = await clock.keep();
      figures.clock(verdict);
      const { isRight, aheadMs, witnesses } = verdict;
      const said = { aheadHours: Math.round(aheadMs / 360_000) / 10, computers: witnesses };
      if (!isRight && wasRight) log.error(said, "the machine's clock may be wrong: look at it");
      if (isRight && !wasRight) log.info(said, "the machine's clock is believed again");
      wasRight = isRight;
    } catch (error) {
      log.error(describeError(error), "writing down the time failed");
    }
  };
  const turn = () => {
    looking = looking.then(look);
  };
  turn();
  const timer = setInterval(turn, CLOCK_MS).unref();
  return {
    stop() {
      clearInterval(timer);
      return looking;
    },
  };
}
