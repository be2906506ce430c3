/** A running server: data, doors, socket, and what it does once a day. */
import type { CaseDesk } from "../cases/desk.ts";
import type { ClockWatch } from "../clock-watch.ts";
import type { Server } from "../core.ts";
import { openServer } from "../core.ts";
import type { Office } from "../office/office.ts";
import type { SignIn } from "../staff/sign-in.ts";
import { daysWork, everyDay } from "./daily.ts";
import { openDoors } from "./doors.ts";
import { addressOf, type Listener, listen, listenForFigures } from "./listen.ts";
import { describeError, type Figures, type Log, openFigures } from "./observation.ts";
import type { Pages } from "./pages.ts";

/** Lists of open cases are made anew so soon after a log has come. */
const LISTS_MS = 60_000;
const CLOCK_MS = 60_000;
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
  const { dir, host, port, metricsPort, isBehindProxy, log, version, pages, backups, prepare } = options;
  const figures = openFigures(true);
  const server = await openServer(dir === undefined ? {} : { dir });
  const listeners: Listener[] = [];
  const stopListening = () => Promise.all(listeners.splice(0).map((listener) => listener.stop()));
  try {
    const { app, office, cases, signIn } = await openDoors({
      ...{ server, dir, log, figures, version, pages, backups },
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
    const tries = setInterval(() => void writeTries(signIn, log), TRIES_MS).unref();
    const clock = watchClock(server.store.clock, log, figures);
    const daily = everyDay(() => daysWork({ server, office, log, figures, backups }), office.now);
    return {
      ...{ port: doors.port, metricsPort: figuresPort?.port, server, office },
      async stop() {
        clearInterval(lists);
        clearInterval(tries);
        await stopListening();
        await signIn.stop();
        await clock.stop();
        await daily.stop();
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

async function refreshLists(cases: CaseDesk, log: Log): Promise<void> {
  try {
    const changed = await cases.refresh();
    if (changed.length > 0) log.info({ cases: changed.length }, "lists of contacts changed");
  } catch (error) {
    log.error(describeError(error), "making lists anew failed");
  }
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
