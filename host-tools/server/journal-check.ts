/** Reading the whole journal again, slowly: bytes that went bad are found while the tables still hold what they were. */
import type { Journal } from "./journal.ts";
import type { Writer } from "./writer.ts";

/** A fiftieth of what a slow disk gives. */
const BYTES_PER_SECOND = 4e6;
/** Shorter pauses are gathered. */
const PAUSE_MS = 20;

export interface JournalCheck {
  readonly bytes: number;
  /** What was damaged; it is written anew from the tables. */
  readonly damage?: string;
}

/** Writes the journal anew from the tables where it is damaged. Throws when that fails, too. */
export async function checkJournal(
  { journal, writer }: { readonly journal: Journal; readonly writer: Writer },
  bytesPerSecond = BYTES_PER_SECOND,
): Promise<JournalCheck> {
  let bytes = 0;
  let owed = 0;
  const damage = await journal.check(async (read) => {
    bytes += read;
    owed += (read / bytesPerSecond) * 1000;
    if (owed < PAUSE_MS) return;
    const pause = owed;
    owed = 0;
    await new Promise((resolve) => setTimeout(resolve, pause).unref());
  });
  if (!damage) return { bytes };
  await writer.compact();
  return { bytes, damage: damage.message };
}
