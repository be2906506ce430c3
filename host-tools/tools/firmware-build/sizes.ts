/** What a program takes of a board's flash, and what the log has for how many days. */
import type { Board } from "../../../boards/board.ts";

/** A Storage file's header (Espruino 2v29, src/jsflash.h). */
export const FILE_HEADER_BYTES = 32;
export const IDENTITY_BYTES = 160;
/**
 * Page 0 holds the lock-down script with its guard, the library, the identity and four headers exactly. The library takes what
 * is left; its functions fill LIBRARY_MOST of it, the rest is for a loader of updates.
 */
export const LOCKDOWN_BYTES = 768;
export const LIBRARY_BYTES = 4096 - 4 * FILE_HEADER_BYTES - LOCKDOWN_BYTES - IDENTITY_BYTES;
export const LIBRARY_MOST = 1536;
/** Records of one token in a day at a hospital ward's 90th percentile, and bytes per record all in (DESIGN.md, budgets). */
const WARD_RECORDS_PER_DAY = 152;
const BYTES_PER_RECORD = 12;

export interface FlashUse {
  /** Bytes that the program may have: what page 0 and the log leave, less the program's file header. */
  readonly programRoom: number;
  readonly programBytes: number;
  /** Bytes of the program that stand in page 0. */
  readonly libraryBytes: number;
  /** Erase pages that the program touches, and those left free behind it. */
  readonly programPages: number;
  readonly pagesFree: number;
  readonly logPages: number;
  /** Days of log at a ward's 90th percentile: with every page full, and while the oldest is being replaced. */
  readonly days: number;
  readonly daysGuaranteed: number;
}

/** Bytes of program that fit behind page 0 and the log. */
export function programRoom(board: Board): number {
  const { storageBytes, pageBytes, logPages } = board.flash;
  return storageBytes - (1 + logPages) * pageBytes - FILE_HEADER_BYTES;
}

/** A page turns after so many days, full or not: what a thief can read at most. As firmware/main.ts has it. */
function turnDays(board: Board): number {
  return board.flash.logPages > 20 ? 1 : 4;
}

/** Days of log at a ward's 90th percentile; `guaranteed` counts one page less, which is being erased and refilled. */
export function daysOfLog(board: Board): { days: number; guaranteed: number } {
  const full = board.flash.pageBytes / (WARD_RECORDS_PER_DAY * BYTES_PER_RECORD);
  const daysPerPage = Math.min(full, turnDays(board));
  return { days: board.flash.logPages * daysPerPage, guaranteed: (board.flash.logPages - 1) * daysPerPage };
}

/** Throws when the program or the lock-down script is too long for the board; the message says by how much. */
export function flashUse(
  board: Board,
  programBytes: number,
  lockdownBytes: number,
  libraryBytes: number,
): FlashUse {
  const room = programRoom(board);
  if (lockdownBytes > LOCKDOWN_BYTES)
    throw new Error(`lock-down script: ${lockdownBytes} bytes, ${lockdownBytes - LOCKDOWN_BYTES} too many`);
  if (libraryBytes > LIBRARY_BYTES)
    throw new Error(`library: ${libraryBytes} bytes, ${libraryBytes - LIBRARY_BYTES} too many`);
  if (programBytes > room)
    throw new Error(
      `program: ${programBytes} bytes, ${programBytes - room} too many for ${board.name} with ${board.flash.logPages} log pages`,
    );
  const programPages = Math.ceil((FILE_HEADER_BYTES + programBytes) / board.flash.pageBytes);
  const { days, guaranteed } = daysOfLog(board);
  return {
    programRoom: room,
    programBytes,
    libraryBytes,
    programPages,
    pagesFree:
      Math.floor(board.flash.storageBytes / board.flash.pageBytes) - 1 - board.flash.logPages - programPages,
    logPages: board.flash.logPages,
    days,
    daysGuaranteed: guaranteed,
  };
}
