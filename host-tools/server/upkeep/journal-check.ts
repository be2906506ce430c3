/** Reading the whole journal again, slowly: bytes that went bad are found while the tables still hold what they were. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Journal } from "../journal/journal.ts";
import type { Writer } from "../store/writer.ts";

/** A fiftieth of what a slow disk gives. */
const BYTES_PER_SECOND = 4e6;
/** Shorter pauses are gathered. */
const PAUSE_MS = 20;

export interface JournalCheckOptions {
  readonly bytesPerSecond?: number;
  /** Ends it; it throws then. */
  readonly signal?: AbortSignal | undefined;
}

export interface JournalCheck {
  readonly bytes: number;
  /** What was damaged; it is written anew from the tables. */
  readonly damage?: string;
}

/** Writes the journal anew from the tables where it is damaged. Throws when that fails, too. */
export async function checkJournal(
  { journal, writer }: { readonly journal: Journal; readonly writer: Writer },
  { bytesPerSecond = BYTES_PER_SECOND, signal }: JournalCheckOptions = {},
): Promise<JournalCheck> {
  let bytes = 0;
  let owed = 0;
  const damage = await journal.check(async (read) => {
    signal?.throwIfAborted();
    bytes += read;
    owed += (read / bytesPerSecond) * 1000;
    if (owed < PAUSE_MS) return;
    const pause = owed;
    owed = 0;
    await sleep(pause, undefined, { ref: false, ...(signal ? { signal } : {}) });
  });
  if (!damage) return { bytes };
  await writer.compact();
  return { bytes, damage: damage.message };
}
