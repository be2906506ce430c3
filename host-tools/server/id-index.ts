import { EPOCHS_PER_DAY } from "../../protocol/epoch.ts";
import { rollingIdsOfDay } from "../../protocol/rolling-id.ts";
import { sha256 } from "../sha256.ts";
import { prefixNumber } from "./derive.ts";
import type { TokenDirectory } from "./token-directory.ts";

/** Whose ID a prefix is, and the epoch in which its owner was to advertise it by its own clock. */
export interface IdOwner {
  readonly serial: number;
  readonly epoch: number;
}

/** IDs kept at most before days are forgotten: about 100 MB. */
const MAX_IDS = 2_000_000;

/**
 * The rolling IDs of all enrolled tokens, a day at a time: derived when a day is first asked for, kept as long as there
 * is room.
 */
export class IdIndex {
  private readonly days = new Map<number, Map<number, number>>();
  private serials: number[] = [];
  private readonly directory: TokenDirectory;

  constructor(directory: TokenDirectory) {
    this.directory = directory;
  }

  /** Prefixes of a token's IDs of a day, in order of epoch; none of days before its first. */
  prefixesOf(serial: number, day: number): number[] {
    const key = this.directory.dayKey(serial, day);
    return key ? rollingIdsOfDay(sha256, key).map(prefixNumber) : [];
  }

  /** Owners of those prefixes that are IDs of these days. Each day is gone through once. */
  owners(prefixes: Iterable<number>, days: Iterable<number>): Map<number, IdOwner> {
    const open = new Set(prefixes);
    const owners = new Map<number, IdOwner>();
    for (const day of days) {
      if (open.size === 0) break;
      const index = this.dayIndex(day);
      for (const prefix of open) {
        const place = index.get(prefix);
        if (place === undefined) continue;
        const serial = this.serials[Math.floor(place / EPOCHS_PER_DAY)]!;
        owners.set(prefix, { serial, epoch: day * EPOCHS_PER_DAY + (place % EPOCHS_PER_DAY) });
        open.delete(prefix);
      }
    }
    return owners;
  }

  private dayIndex(day: number): Map<number, number> {
    if (this.serials.length !== this.directory.size) {
      this.serials = [...this.directory.all()].map(({ serial }) => serial);
      this.days.clear();
    }
    const known = this.days.get(day);
    if (known) return known;
    const perDay = Math.max(1, this.serials.length * EPOCHS_PER_DAY);
    const oldest = this.days.keys().next();
    if (!oldest.done && (this.days.size + 1) * perDay > MAX_IDS) this.days.delete(oldest.value);
    const index = new Map<number, number>();
    this.serials.forEach((serial, number) => {
      this.prefixesOf(serial, day).forEach((prefix, epoch) => {
        index.set(prefix, number * EPOCHS_PER_DAY + epoch);
      });
    });
    this.days.set(day, index);
    return index;
  }
}
