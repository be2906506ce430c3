/**
 * Tickets that a station holds for work without a network. Their counters are the next ones, but none is given out: a
 * counter is spent only when a token accepts it, so that stations may hold the same ones and fetch them every hour.
 */
import { MAX_TICKET_HOURS } from "../../../protocol/authority.ts";
import { toHex } from "../../../protocol/bytes.ts";
import { nextTicketCounter, ticketFor } from "../tokens/authority.ts";
import type { TokenDirectory } from "../tokens/directory.ts";

/** A wearer who walks off half-way needs another one. */
const TICKETS_AHEAD = 6;

export interface TicketsAhead {
  readonly serial: number;
  /** Counter of the first; the others follow. */
  readonly counter: number;
  readonly macs: string[];
}

export const AHEAD_HOURS = MAX_TICKET_HOURS;

/** Undefined for a token that is not known. */
export function ticketsAhead(
  directory: TokenDirectory,
  serial: number,
  now: number,
): TicketsAhead | undefined {
  const token = directory.find(serial);
  if (!token) return undefined;
  const counter = nextTicketCounter(token.ticketCounter, token.ticketHighest);
  const macs = Array.from({ length: TICKETS_AHEAD }, (_, i) =>
    toHex(ticketFor(directory, serial, counter + i, now, AHEAD_HOURS).mac),
  );
  return { serial, counter, macs };
}
