/** Readers of option values that several verbs share. */

import type { Board } from "../../../boards/board.ts";
import { boards } from "../../../boards/index.ts";
import { labBoards } from "../../../boards/lab.ts";
import { fromHex } from "../../../protocol/bytes.ts";
import { DAY_MS, isoDateOf, isoOf } from "../../lib/time.ts";
import type { Role } from "../firmware-build/board-constants.ts";
import { type Arguments, BadInput } from "./verb.ts";

export function readHex(name: string, text: string, bytes: number): Uint8Array {
  const value = fromHex(text);
  if (!value || value.length !== bytes)
    throw new BadInput(`${name} must be ${2 * bytes} hex digits; ${text.length} characters were given`);
  return value;
}

/** A calendar date as the day's number since 1970-01-01 UTC. */
export function readDay(name: string, text: string): number {
  const milliseconds = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(milliseconds) || isoDateOf(milliseconds) !== text)
    throw new BadInput(`${name} must be a date YYYY-MM-DD, not "${text}"`);
  return milliseconds / DAY_MS;
}

/** ISO 8601 in UTC, to the second. */
export function timeText(unixSeconds: number): string {
  return `${isoOf(unixSeconds * 1000).slice(0, 19)}Z`;
}

export function readTime(name: string, text: string): number {
  const milliseconds = Date.parse(text);
  if (Number.isNaN(milliseconds)) throw new BadInput(`${name} must be an ISO 8601 time, not "${text}"`);
  return Math.floor(milliseconds / 1000);
}

/** What a program is for: `--role`, a token's where it is left out. */
export function readRole(args: Arguments): Role {
  const role = args.text("role") ?? "token";
  if (role !== "token" && role !== "gate") throw new BadInput(`--role: ${role} is neither token nor gate`);
  return role;
}

/** A board by its id; one of the laboratory only when `lab` says so. */
export function readBoard(text: string, lab = false): Board {
  const board = boards[text];
  if (board) return board;
  const entry = labBoards[text];
  if (!entry) throw new BadInput(`--board: no board "${text}"; there are ${Object.keys(boards).join(", ")}`);
  if (!lab)
    throw new BadInput(
      `--board: ${entry.board.name} is for the laboratory (${entry.reason}); --lab takes it all the same`,
    );
  return entry.board;
}
