/** What the tables hold of an opened page. Pure, so that everything can be rebuilt from the sealed pages. */
import { toHex } from "../../../protocol/bytes.ts";
import type { TypedFrame } from "../../../protocol/frame.ts";
import type { OpenedPage } from "../../../protocol/page-reader.ts";
import { encodeSummary, RECORD_BYTES } from "../../../protocol/record.ts";
import { prefixNumber } from "../../../protocol/rolling-id.ts";

const FRAME_HEADER_BYTES = 4;

/** A row of radio.encounter without its page. */
interface EncounterRow {
  readonly place: number;
  readonly epoch: number;
  readonly prefix: number;
  /** The record's 32 bits as a signed integer. */
  readonly summary: number;
  readonly clockTrusted: boolean;
}

/** A row of radio.note without its page. */
export interface NoteRow {
  readonly place: number;
  readonly epoch: number;
  readonly type: TypedFrame["type"];
  readonly content: Readonly<Record<string, unknown>>;
}

export function encountersOf(page: OpenedPage): EncounterRow[] {
  return page.frames.flatMap(({ offset, epoch, clockTrusted, content }) =>
    content.kind === "records"
      ? content.records.map(({ prefix, summary }, i) => ({
          place: offset + FRAME_HEADER_BYTES + i * RECORD_BYTES,
          epoch,
          prefix: prefixNumber(prefix),
          summary: encodeSummary(summary) | 0,
          clockTrusted,
        }))
      : [],
  );
}

/** The newest epoch that a page tells of; that of its arrival where its clock cannot be relied on. */
export function lastEpochOf(page: OpenedPage, arrival: number): number {
  let last = page.header.epochBase;
  for (const { epoch, clockTrusted } of page.frames) {
    if (!clockTrusted) return arrival;
    last = Math.max(last, epoch);
  }
  return Math.min(last, arrival);
}

export function notesOf(page: OpenedPage): NoteRow[] {
  return page.frames.flatMap(({ offset, epoch, content }) => {
    if (content.kind !== "typed") return [];
    const { type, ...fields } = content.frame;
    const entries = Object.entries(fields).map(([name, value]) => [
      name,
      value instanceof Uint8Array ? toHex(value) : value,
    ]);
    return [{ place: offset, epoch, type, content: Object.fromEntries(entries) }];
  });
}
