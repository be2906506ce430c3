/**
 * What a gate's machine writes down and sends: sealed records one behind the other, each length u32 ‖ CRC-32 u32 ‖ the record.
 * A record is on the disk before it counts; where the last one was torn by a loss of power, the ones before it are whole.
 */
import { readU32, writeInteger } from "../../protocol/bytes.ts";
import { crc32 } from "../../protocol/crc32.ts";

const HEAD_BYTES = 8;
/** A record is at most so long. */
const RECORD_BYTES = 65_536;

export function asRecord(sealed: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(HEAD_BYTES + sealed.length);
  writeInteger(bytes, 0, 4, sealed.length);
  writeInteger(bytes, 4, 4, crc32(sealed));
  bytes.set(sealed, HEAD_BYTES);
  return bytes;
}

interface GateRecords {
  readonly records: readonly Uint8Array[];
  /** Bytes that are whole records; what is behind them was torn. */
  readonly whole: number;
}

/** Never throws, whatever the bytes. */
export function gateRecordsIn(bytes: Uint8Array): GateRecords {
  const records: Uint8Array[] = [];
  let at = 0;
  while (at + HEAD_BYTES <= bytes.length) {
    const length = readU32(bytes, at);
    const end = at + HEAD_BYTES + length;
    if (length === 0 || length > RECORD_BYTES || end > bytes.length) break;
    const record = bytes.subarray(at + HEAD_BYTES, end);
    if (crc32(record) !== readU32(bytes, at + 4)) break;
    records.push(record);
    at = end;
  }
  return { records, whole: at };
}
