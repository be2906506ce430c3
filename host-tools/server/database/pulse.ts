/** Whether the database answers, known without asking it: a health check must not wait behind a statement that takes long. */
import type { Database } from "./database.ts";

/** One statement may take so long, as when a table is written anew. */
const SILENT_MS = 30_000;

export interface Pulse {
  /** Asks the database, unless it still owes an answer. */
  beat(): Promise<void>;
  /** False when it answered its last question with an error, or nothing at all for half a minute. */
  isWell(): boolean;
}

export function openPulse(database: Pick<Database, "query" | "answeredAt">): Pulse {
  let isFailing = false;
  let asked: number | undefined;
  return {
    async beat() {
      if (asked !== undefined) return;
      asked = performance.now();
      try {
        await database.query("SELECT 1");
        isFailing = false;
      } catch {
        isFailing = true;
      } finally {
        asked = undefined;
      }
    },
    isWell() {
      if (isFailing) return false;
      const since = Math.max(asked ?? performance.now(), database.answeredAt());
      return performance.now() - since < SILENT_MS;
    },
  };
}
