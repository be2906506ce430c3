/** Reads a token's log out of its flash with the keys it was enrolled with: the world's own look, beside the server's. */
import { toHex } from "../../protocol/bytes.ts";
import { EPOCHS_PER_DAY, MINUTES_PER_EPOCH } from "../../protocol/epoch.ts";
import { PREFIX_BYTES, type Summary } from "../../protocol/record.ts";
import { laterDayKey, rollingIdsOfDay } from "../../protocol/rolling-id.ts";
import { nextPageKey } from "../../protocol/seal.ts";
import { describeImage } from "../formats/flash-image.ts";
import { sha256 } from "../lib/sha256.ts";
import { MINUTE_MS } from "../lib/time.ts";
import type { WornToken } from "./handout.ts";
import type { LoggedRecord } from "./report.ts";

/** Bytes 0..135 of a page are spent before the first frame. */
const PAGE_HEADER_BYTES = 136;

export interface WorldLogs {
  readonly records: readonly (LoggedRecord & Summary)[];
  /** Records of IDs that no token of the world had in that epoch: phones, and clocks gone wrong. */
  readonly strangers: number;
  /** Bytes of flash that the records take: frames with headers, and the page headers' share. */
  readonly bytes: number;
}

/** SHA-256 of a token's log pages, hexadecimal: the same world played twice gives the same. */
export function logHash({ device }: Pick<WornToken, "device">): string {
  return toHex(sha256(device.storage.read("log") ?? new Uint8Array(0)));
}

/** Somebody with rolling IDs of their own: a token's wearer, or the holder of a phone. */
interface IdHolder {
  readonly person: number;
  readonly dayKey: Uint8Array;
  /** Day of that key, days since the Unix epoch (UTC). */
  readonly day: number;
}

const epochOf = (ms: number): number => Math.floor(ms / MINUTE_MS / MINUTES_PER_EPOCH);

/** Whose ID it is that was heard in an epoch (bytes 0..5, hexadecimal); undefined: nobody's in the world. */
export type OwnerOf = (epoch: number, prefix: string) => number | undefined;

/** Owners of all IDs between two world times. */
export function ownersBetween(holders: readonly IdHolder[], fromMs: number, toMs: number): OwnerOf {
  const owners = ownersOfIds(holders, epochOf(fromMs), epochOf(toMs));
  // Two clocks that differ by seconds disagree about the epoch at its border.
  return (epoch, prefix) =>
    [epoch, epoch - 1, epoch + 1]
      .map((candidate) => owners.get(`${candidate} ${prefix}`))
      .find((owner) => owner !== undefined);
}

/** All encounter records of a world between two world times, peers named by person; `others` have IDs but no token. */
export function readLogs(
  tokens: readonly WornToken[],
  fromMs: number,
  toMs: number,
  others: readonly IdHolder[] = [],
): WorldLogs {
  const [first, last] = [epochOf(fromMs), epochOf(toMs)];
  const wearers = tokens.map(({ person, identity: { dayKey, day } }) => ({ person, dayKey, day }));
  const ownerOf = ownersBetween([...wearers, ...others], fromMs, toMs);
  const records: (LoggedRecord & Summary)[] = [];
  let strangers = 0;
  let bytes = 0;
  for (const { person, device, identity } of tokens) {
    for (const page of describeImage(device.flash.bytes, pageKeys(identity.pageKey)).pages) {
      let counted = 0;
      for (const { unixSeconds, prefix, clockTrusted, ...summary } of page.records ?? []) {
        const epoch = epochOf(unixSeconds * 1000);
        if (epoch < first || epoch > last) continue;
        counted++;
        const peer = ownerOf(epoch, prefix);
        if (peer === undefined || peer === person) strangers++;
        else records.push({ token: person, peer, epoch, ...summary });
      }
      if (counted > 0) bytes += (page.usedBytes ?? PAGE_HEADER_BYTES) - PAGE_HEADER_BYTES;
    }
  }
  const frames = 4096 - PAGE_HEADER_BYTES;
  return { records, strangers, bytes: bytes * (4096 / frames) };
}

/** Person by "epoch prefix", for one epoch more on either side. */
function ownersOfIds(holders: readonly IdHolder[], first: number, last: number): Map<string, number> {
  const owners = new Map<string, number>();
  const days = [Math.floor((first - 1) / EPOCHS_PER_DAY), Math.floor((last + 1) / EPOCHS_PER_DAY)] as const;
  for (const { person, dayKey, day: from } of holders)
    for (let day = Math.max(days[0], from); day <= days[1]; day++)
      rollingIdsOfDay(sha256, laterDayKey(sha256, dayKey, day - from)).forEach((id, index) => {
        owners.set(`${day * EPOCHS_PER_DAY + index} ${toHex(id.subarray(0, PREFIX_BYTES))}`, person);
      });
  return owners;
}

/** Page keys by sequence, derived from the first one as far as they are asked for. */
function pageKeys(firstKey: Uint8Array): (sequence: number) => Uint8Array | undefined {
  const keys = [firstKey];
  return (sequence) => {
    // A log of a day has few pages; a wild sequence number in a torn header must not hash for minutes.
    if (sequence > 4096) return undefined;
    while (keys.length <= sequence) keys.push(nextPageKey(sha256, keys.at(-1)!));
    return keys[sequence];
  };
}
