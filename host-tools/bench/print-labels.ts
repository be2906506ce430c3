/** Labels of what is finished and has none: written down first, so that none is printed twice. */
import { existsSync } from "node:fs";
import { labelSheets } from "../labels/label-sheets.ts";
import type { Stock } from "../labels/sheets.ts";
import { note, type Work } from "./work.ts";

interface Printing {
  readonly file: string;
  readonly stock: Stock;
  readonly startAt: number;
  readonly hasEdges: boolean;
  readonly write: (file: string, bytes: Uint8Array) => void;
}

/** How many labels are in the file: all that were finished, in the order of their numbers, and have none. */
export async function printLabels(
  work: Pick<Work, "ledger" | "batch">,
  { file, stock, startAt, hasEdges, write }: Printing,
): Promise<number> {
  const serials = lost(work, file) ?? work.batch.unlabelled;
  if (serials.length === 0) return 0;
  const bytes = await labelSheets({ serials, stock, startAt, hasEdges });
  if (!lost(work, file)) note(work, { kind: "labels", file, serials });
  write(file, bytes);
  return serials.length;
}

/** What was to be printed into this file where a cut came before it was there. */
function lost({ ledger }: Pick<Work, "ledger">, file: string): readonly number[] | undefined {
  if (existsSync(file)) return undefined;
  for (const line of ledger.lines) if (line.kind === "labels" && line.file === file) return line.serials;
  return undefined;
}
