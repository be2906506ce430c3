/** Forged, truncated and replayed pages for the server, and receipts for the token. */
import { receiptMac } from "../../../protocol/authority.ts";
import { writeInteger } from "../../../protocol/bytes.ts";
import { crc32 } from "../../../protocol/crc32.ts";
import { hmacKey } from "../../../protocol/hash.ts";
import {
  committedBytes,
  PAGE_BYTES,
  PAGE_COMMIT,
  PAGE_FRAMES,
  PAGE_SEQUENCE,
  PAGE_SNAPSHOT,
  withoutKeySlots,
} from "../../../protocol/page.ts";
import { pageMac, sealOf } from "../../../protocol/seal.ts";
import { encodeControl, SYNC_CONTROL, SYNC_SERVICE } from "../../../protocol/sync.ts";
import { ERROR, OK } from "../../../protocol/sync-codes.ts";
import { sha256 } from "../../lib/sha256.ts";
import { holdButton } from "../../models/virtual-token/central.ts";
import { Device } from "../../models/virtual-token/device.ts";
import { Random } from "../../models/virtual-token/random.ts";
import type { PageUpload, Server } from "../../server/server.ts";
import { LogReader } from "./log-view.ts";
import { type Recording, SERIAL } from "./recording.ts";

interface ForgeryResult {
  readonly tried: number;
  /** How many of each kind of answer, by its name or number. */
  readonly answers: ReadonlyMap<string, number>;
  readonly faults: readonly { readonly at: string; readonly fault: string }[];
}

interface Forger {
  readonly name: string;
  readonly make: (real: PageUpload, random: Random, pages: readonly PageUpload[]) => PageUpload;
}

function below(random: Random, limit: number): number {
  return (random.int32() >>> 0) % limit;
}

function randomBytes(random: Random, length: number): Uint8Array {
  return Uint8Array.from({ length }, () => random.int32() & 255);
}

/** Changes a page; whoever does so can also put right the check that is no secret. */
function changed(page: PageUpload, change: (bytes: Uint8Array) => void): PageUpload {
  const bytes = page.bytes.slice();
  change(bytes);
  writeInteger(bytes, PAGE_COMMIT, 4, crc32(committedBytes(bytes)));
  return { ...page, bytes };
}

const FORGERS: readonly Forger[] = [
  {
    name: "a bit of a frame",
    make: (real, random) =>
      changed(real, (bytes) => {
        bytes[PAGE_FRAMES + below(random, real.length - PAGE_FRAMES)]! ^= 1 << below(random, 8);
      }),
  },
  {
    name: "a bit of the snapshot",
    make: (real, random) =>
      changed(real, (bytes) => {
        bytes[PAGE_SNAPSHOT + below(random, PAGE_FRAMES - PAGE_SNAPSHOT)]! ^= 1 << below(random, 8);
      }),
  },
  {
    name: "truncated",
    make: (real, random) => ({
      ...real,
      length: PAGE_FRAMES + 4 * below(random, (real.length - PAGE_FRAMES) / 4),
    }),
  },
  {
    name: "as another page",
    make: (real, random) => {
      const sequence = real.sequence + 1 + below(random, 50);
      return { ...changed(real, (bytes) => writeInteger(bytes, PAGE_SEQUENCE, 4, sequence)), sequence };
    },
  },
  { name: "as another token's", make: (real) => ({ ...real, serial: real.serial + 1 }) },
  { name: "random MAC", make: (real, random) => ({ ...real, mac: randomBytes(random, 8) }) },
  {
    name: "another page's frames",
    make: (real, random, pages) => {
      const other = pages[(pages.indexOf(real) + 1 + below(random, pages.length - 1)) % pages.length]!;
      return changed(real, (bytes) => bytes.set(other.bytes.subarray(PAGE_FRAMES, real.length), PAGE_FRAMES));
    },
  },
  {
    name: "under a key of one's own",
    make: (real, random) => {
      const mac = pageMac(sha256, sealOf(sha256, randomBytes(random, 32)), real.bytes, real.length);
      return { ...real, mac };
    },
  },
];

/** Gives forged pages to a server that has the recording's token and another one; none may be taken. */
export async function forgePages(
  recording: Recording,
  server: Server,
  tries: number,
): Promise<ForgeryResult> {
  const pages = genuinePages(recording);
  const random = new Random(7);
  const answers = new Map<string, number>();
  const faults: { at: string; fault: string }[] = [];
  for (let done = 0; done < tries; ) {
    const batch = Array.from({ length: Math.min(256, tries - done) }, (_, i) => {
      const forger = FORGERS[(done + i) % FORGERS.length]!;
      return { forger, upload: forger.make(pages[below(random, pages.length)]!, random, pages) };
    });
    const results = await server.receivePages(batch.map(({ upload }) => upload));
    for (const [i, result] of results.entries()) {
      const answer = result.ok ? "accepted" : result.error.reason;
      answers.set(answer, (answers.get(answer) ?? 0) + 1);
      if (result.ok) faults.push({ at: batch[i]!.forger.name, fault: "a forged page was accepted" });
    }
    done += batch.length;
  }
  // What was forged from must be good.
  for (const result of await server.receivePages(pages))
    if (!result.ok) faults.push({ at: "the real page", fault: `was refused: ${result.error.reason}` });
  return { tried: tries, answers, faults };
}

/** The closed pages of a recording's end as a station would send them. */
function genuinePages({ final, scenario, identity }: Recording): PageUpload[] {
  const log = new LogReader(identity, scenario.board.flash.logPages).read(final);
  return log.places.flatMap((page, place) => {
    const length = page?.header.closedLength;
    if (!page || length === undefined) return [];
    const bytes = withoutKeySlots(final.subarray((1 + place) * PAGE_BYTES, (2 + place) * PAGE_BYTES));
    return [{ serial: SERIAL, sequence: page.header.sequence, length, mac: page.header.mac, bytes }];
  });
}

const CONNECTION_MS = 7.5;
/** A connection that lasts longer is ended by the token. */
const WRITES_PER_CONNECTION = 40_000;

/** Writes forged receipts to a token that holds the recording's log; nothing of the log may change. */
export function forgeReceipts(recording: Recording, tries: number): ForgeryResult {
  const { board } = recording.scenario;
  const device = new Device({
    board,
    seed: 1,
    flash: recording.final,
    startAt: recording.endedAt,
    processorSpeed: Number.POSITIVE_INFINITY,
  });
  const answers = new Map<string, number>();
  const faults: { at: string; fault: string }[] = [];
  device.gatt.onNotification = (_service, _characteristic, value) => {
    const answer = value[0] === ERROR ? `error ${value[2]}` : `answer ${value[0]}`;
    answers.set(answer, (answers.get(answer) ?? 0) + 1);
    if (value[0] !== ERROR) faults.push({ at: "a forged receipt", fault: `was answered by ${value[0]}` });
  };
  device.powerOn();
  let now = recording.endedAt + 2_000;
  device.runTo(now);
  const forge = receiptForger(recording, new LogReader(recording.identity, board.flash.logPages));
  const operations = device.flash.wordWrites + device.flash.erases;
  const random = new Random(11);
  for (let tried = 0; tried < tries; tried++) {
    if (!device.gatt.connected) {
      now = holdButton(device, now);
      device.gatt.connect({ mtu: board.mtu, intervalMs: CONNECTION_MS });
    }
    device.gatt.write(SYNC_SERVICE, SYNC_CONTROL, forge.forged(tried, random));
    now += 2 * CONNECTION_MS;
    device.runTo(now);
    if (tried % WRITES_PER_CONNECTION === WRITES_PER_CONNECTION - 1) {
      device.gatt.disconnect();
      now += 1_000;
      device.runTo(now);
    }
  }
  for (const line of device.console) faults.push({ at: "a forged receipt", fault: `printed ${line}` });
  if (device.flash.wordWrites + device.flash.erases !== operations)
    faults.push({ at: "forged receipts", fault: "flash was written" });
  const forged = new Map(answers);
  // What was forged from must be good.
  if (!device.gatt.connected) {
    now = holdButton(device, now);
    device.gatt.connect({ mtu: board.mtu, intervalMs: CONNECTION_MS });
  }
  device.gatt.onNotification = (_service, _characteristic, value) => {
    if (value[0] !== OK) faults.push({ at: "a real receipt", fault: `was answered by ${value[0]}` });
  };
  device.gatt.write(SYNC_SERVICE, SYNC_CONTROL, forge.real());
  device.runTo(now + 1_000);
  if (device.flash.wordWrites + device.flash.erases !== operations + 1)
    faults.push({ at: "a real receipt", fault: "freed nothing" });
  return { tried: tries, answers: forged, faults };
}

/** Messages made from receipts that are right for something else. */
function receiptForger({ identity, final }: Recording, reader: LogReader) {
  const key = hmacKey(identity.tokenKey);
  const log = reader.read(final);
  const pages = log.places.flatMap((page) => (page?.header.closedLength ? [page.header] : []));
  const open = log.places.find((page) => page?.header.sequence === log.newest)!;
  const openStarts = [...open.frames.keys()];
  const openBytes = final.subarray((1 + log.places.indexOf(open)) * PAGE_BYTES);
  const openSeal = sealOf(sha256, reader.pageKey(log.newest)!);
  const real = (): Uint8Array => {
    const { sequence, closedLength, mac } = pages.find(({ receipted }) => !receipted)!;
    const length = closedLength!;
    return encodeControl({
      name: "receipt",
      sequence,
      length,
      mac: receiptMac(sha256, key, sequence, length, mac),
    });
  };
  const forged = (tried: number, random: Random): Uint8Array => {
    const header = pages[below(random, pages.length)]!;
    const { sequence, mac } = header;
    const length = header.closedLength!;
    const receipt = (of: { sequence?: number; length?: number; mac?: Uint8Array; key?: typeof key }) => {
      const fields = { sequence, length, mac, key, ...of };
      const tag = receiptMac(sha256, fields.key, fields.sequence, fields.length, fields.mac);
      return encodeControl({ name: "receipt", sequence: fields.sequence, length: fields.length, mac: tag });
    };
    switch (tried % 8) {
      case 0: {
        const message = receipt({});
        message[1 + below(random, message.length - 1)]! ^= 1 << below(random, 8);
        return message;
      }
      case 1:
        return receipt({}).slice(0, 1 + below(random, 18));
      case 2:
        return receipt({ key: hmacKey(randomBytes(random, 32)) });
      case 3:
        return receipt({ length: PAGE_FRAMES + 4 * below(random, (length - PAGE_FRAMES) / 4) });
      case 4:
        return receipt({ mac: randomBytes(random, 8) });
      case 5:
        // Of a page that was at this place in an earlier round of the ring, or will be.
        return receipt({
          sequence: below(random, 2) ? Math.max(0, log.newest - log.places.length) : log.newest + 1,
        });
      case 6: {
        // Of the open page as it was before: shorter.
        const end = openStarts[below(random, openStarts.length)]!;
        return receipt({ sequence: log.newest, length: end, mac: pageMac(sha256, openSeal, openBytes, end) });
      }
      default: {
        const message = receipt({});
        message.set(randomBytes(random, 12), 7);
        return message;
      }
    }
  };
  return { forged, real };
}
