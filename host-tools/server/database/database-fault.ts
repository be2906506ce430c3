/** What databases say no with, PGlite and PostgreSQL alike. */
import { type Refusal, refuse } from "../../contract/refusal.ts";

/** A statement that the database did not do, with PostgreSQL's number of the error where it gave one. */
export class DatabaseFault extends Error {
  override readonly name = "DatabaseFault";
  readonly code: string | undefined;

  constructor(message: string, code?: string) {
    super(message);
    this.code = code;
  }
}

const DISK_FULL = "53100";
/** Connection exceptions, being stopped or started, too many connections (PostgreSQL, appendix A). */
const AWAY = /^(?:08...|57P0[1-5]|53300)$/;
/** Of the system and of the driver: nobody listens, or the link was cut. */
const CUT = /^(?:ECONN|EPIPE|EHOST|ENET|ETIMEDOUT|EAI_AGAIN)/;
const CUT_MESSAGE = /^(?:Connection terminated|timeout expired|Client has encountered a connection error)/;

/** Whether the database is away for a while, so that asking later helps. */
export function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code = "", syscall } = error as NodeJS.ErrnoException;
  const hasNoSocket = code === "ENOENT" && syscall === "connect";
  return hasNoSocket || AWAY.test(code) || CUT.test(code) || CUT_MESSAGE.test(error.message);
}

/** Refusals (database, disk) for what passes by itself; any other error as it is. */
export function refusalFor(error: unknown): unknown {
  const reason = isAway(error)
    ? "database"
    : (error as { code?: unknown } | undefined)?.code === DISK_FULL
      ? "disk"
      : undefined;
  if (reason === undefined) return error;
  const refusal: Refusal = refuse(reason, "server");
  refusal.cause = error;
  return refusal;
}
