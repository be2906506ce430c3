/** What records cost in flash: a token is worn for days, its pages are counted. */
import type { Board } from "../../../boards/board.ts";
import { PAGE_BYTES, PAGE_FRAMES } from "../../../protocol/page.ts";
import { usedLength } from "../../../protocol/page-reader.ts";
import { LogReader } from "./log-view.ts";
import { record } from "./recording.ts";
import type { Step } from "./scenarios.ts";

interface Usage {
  readonly name: string;
  /** One day: hours, and peers in each of their epochs; the rest of it alone. */
  readonly day: readonly (readonly [hours: number, peers: number])[];
}

export const USAGES: readonly Usage[] = [
  {
    name: "ward, 90th percentile: 152 a day over 40 epochs",
    day: [
      [8, 4],
      [2, 3],
    ],
  },
  {
    name: "ward, median: 31 a day over 15 epochs",
    day: [
      [3.5, 2],
      [0.25, 3],
    ],
  },
  {
    name: "quiet office: 7 a day over 4 epochs",
    day: [
      [0.75, 2],
      [0.25, 1],
    ],
  },
];

interface Cost {
  readonly usage: string;
  readonly board: string;
  readonly records: number;
  /** Bytes of frames, headers and TIME frames among them, by record. */
  readonly frameBytes: number;
  /** The same with page headers and the ends of pages that nothing fitted into any more. */
  readonly pageBytes: number;
  /** Days that one page lasted: until it was full, or turned by its age. */
  readonly daysPerPage: number;
}

/** Wears a token for so many days and counts. The log must not go round in that time. */
export async function costOf(board: Board, usage: Usage, days: number): Promise<Cost> {
  const alone = 24 - usage.day.reduce((sum, [hours]) => sum + hours, 0);
  const day: Step[] = [...usage.day, [alone, 0] as const].map(([hours, peers]) => ({
    does: "wear",
    hours,
    peers,
  }));
  const steps: Step[] = [{ does: "sync" }, ...Array.from({ length: days }, () => day).flat()];
  const recording = await record({ name: usage.name, board, steps });
  const log = new LogReader(recording.identity, board.flash.logPages).read(recording.final);
  let records = 0;
  let frameBytes = 0;
  let pages = 0;
  for (const page of log.places) {
    // The first page was turned by the sync's receipt.
    if (!page || page.header.sequence === 0) continue;
    const at = (1 + (page.header.sequence % board.flash.logPages)) * PAGE_BYTES;
    const used = usedLength(page.header, recording.final.subarray(at, at + PAGE_BYTES)) - PAGE_FRAMES;
    frameBytes += used;
    // Of the page that is open still, its share.
    pages += page.header.closedLength === undefined ? used / (PAGE_BYTES - PAGE_FRAMES) : 1;
    for (const { content } of page.frames.values())
      if (content.kind === "records") records += content.records.length;
  }
  return {
    usage: usage.name,
    board: board.id,
    records,
    frameBytes: frameBytes / records,
    pageBytes: (pages * PAGE_BYTES) / records,
    daysPerPage: days / pages,
  };
}
