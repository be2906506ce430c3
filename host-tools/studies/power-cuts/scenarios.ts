/** What the campaigns play and how they cut: tables. */
import type { Board } from "../../../boards/board.ts";
import { puckjs, xiaoble } from "../../../boards/index.ts";

export type Step =
  /** The token is worn for so many hours and hears so many peers in every epoch. */
  | { readonly does: "wear"; readonly hours: number; readonly peers: number }
  /** A whole sync: ticket, time, every page, receipts. */
  | { readonly does: "sync" }
  /** The battery is out for so many minutes; the clock has to be set right by the next sync. */
  | { readonly does: "battery"; readonly minutes: number };

export interface Scenario {
  readonly name: string;
  readonly board: Board;
  readonly steps: readonly Step[];
}

/** The board with a log of so many pages, on a chip that holds little more: the program behind it needs three. */
function withLog(board: Board, logPages: number): Board {
  return {
    ...board,
    flash: { ...board.flash, logPages, storageBytes: (logPages + 5) * board.flash.pageBytes },
  };
}

/** Eleven in the morning in Vietnam: three days cross three turns of the day key. */
export const START = Date.UTC(2026, 7, 3, 4, 0);

export const SCENARIOS: readonly Scenario[] = [
  {
    name: "Puck.js, 3 days, ring goes round",
    board: puckjs,
    steps: [
      { does: "sync" },
      { does: "wear", hours: 15, peers: 9 },
      { does: "sync" },
      { does: "wear", hours: 3, peers: 2 },
      { does: "battery", minutes: 95 },
      { does: "wear", hours: 9, peers: 12 },
      { does: "sync" },
      // More than the ring holds: pages are lost that no server has.
      { does: "wear", hours: 36, peers: 18 },
      { does: "sync" },
      { does: "wear", hours: 9, peers: 13 },
    ],
  },
  {
    name: "XIAO (SPI flash), 3 days, ring of 5 goes round",
    board: withLog(xiaoble, 5),
    steps: [
      { does: "sync" },
      { does: "wear", hours: 30, peers: 9 },
      { does: "battery", minutes: 40 },
      { does: "wear", hours: 12, peers: 12 },
      { does: "sync" },
      { does: "wear", hours: 30, peers: 12 },
    ],
  },
  {
    name: "XIAO, 3 days, 40 pages, a turn each day",
    board: withLog(xiaoble, 40),
    steps: [
      { does: "sync" },
      { does: "wear", hours: 49, peers: 3 },
      { does: "sync" },
      { does: "wear", hours: 23, peers: 3 },
    ],
  },
];

/** What the operation under way leaves in flash when the power goes. */
export interface Tear {
  readonly name: string;
  readonly of: "write" | "erase";
  /** Bytes that were there, bytes that should come (all ones for an erase), and random bytes: what is there now. */
  readonly leaves: (old: number, wanted: number, random: number, at: number) => number;
}

/** A word write clears bits, an erase sets them; a torn one does so to some bits. `at` runs from 0 to 1 over a page. */
export const TEARS: readonly Tear[] = [
  { name: "nothing done", of: "write", leaves: (old) => old },
  { name: "half written", of: "write", leaves: (old, wanted, random) => old & (wanted | random) },
  { name: "nothing done", of: "erase", leaves: (old) => old },
  { name: "second half old", of: "erase", leaves: (old, _, __, at) => (at < 0.5 ? 255 : old) },
  { name: "first half old", of: "erase", leaves: (old, _, __, at) => (at < 0.5 ? old : 255) },
  { name: "random bits set", of: "erase", leaves: (old, _, random) => old | random },
];
