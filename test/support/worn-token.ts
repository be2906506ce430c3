/** A token that was handed out by a real server and worn for some hours, as an image that many trials start from. */

import assert from "node:assert/strict";
import type { Board } from "../../boards/board.ts";
import { puckjs } from "../../boards/index.ts";
import { sha256 } from "../../host-tools/lib/sha256.ts";
import { Device } from "../../host-tools/models/virtual-token/device.ts";
import { openServer, partsOf, type Server } from "../../host-tools/server/server.ts";
import { buildFirmware, type FirmwareBuild } from "../../host-tools/tools/firmware-build/bundle.ts";
import { handOut } from "../../host-tools/world/handout.ts";
import { encodeAdvert } from "../../protocol/advert.ts";
import { crc32 } from "../../protocol/crc32.ts";
import type { Identity } from "../../protocol/identity.ts";
import { decodePageHeader, PAGE_BYTES } from "../../protocol/page.ts";
import { openPage, recordsIn, usedLength } from "../../protocol/page-reader.ts";
import { encodeSummary } from "../../protocol/record.ts";
import { nextPageKey } from "../../protocol/seal.ts";
import { EPOCH_MS, runHearing } from "./token.ts";

export interface WornToken {
  readonly serial: number;
  readonly identity: Identity;
  readonly board: Board;
  /** Its whole Storage area, and the world ms at which it stood so. */
  readonly image: Uint8Array;
  readonly at: number;
  /** The token itself, still running at that time, with a clock that the server has set. */
  readonly device: Device;
}

export interface Worn {
  readonly server: Server;
  readonly build: FirmwareBuild;
  readonly tokens: readonly WornToken[];
  /** What the server takes for now; to be turned. */
  readonly clock: { now: number };
}

export interface WearOptions {
  readonly tokens?: number;
  readonly epochs: number;
  readonly peers?: number;
  readonly at?: number;
  readonly board?: Board;
}

const START = Date.UTC(2026, 10, 24, 1);

export async function wearTokens(options: WearOptions): Promise<Worn> {
  const { tokens: count = 1, epochs, peers = 40, at = START, board = puckjs } = options;
  const clock = { now: at };
  const server = await openServer({ now: () => clock.now });
  const build = await buildFirmware(board);
  const names = Array.from({ length: count }, (_, i) => `wearer ${i}`);
  const handed = await handOut(names, { server, build, seed: 7, at });
  const until = Math.ceil(handed.readyAt / EPOCH_MS) * EPOCH_MS + epochs * EPOCH_MS + 50_000;
  const tokens = handed.tokens.map(({ serial, identity, device }) => {
    runHearing(device, until, (now) => crowd(peers, now, board));
    if (device.console.length > 0) throw new Error(device.console.join("\n"));
    return { serial, identity, board, device, image: device.flash.bytes.slice(), at: until };
  });
  clock.now = until;
  return { server, build, tokens, clock };
}

/** Adverts of so many peers, other IDs in every epoch. */
function crowd(peers: number, at: number, board: Board) {
  const epoch = Math.floor(at / EPOCH_MS);
  return Array.from({ length: peers }, (_, peer) => ({
    data: encodeAdvert(sha256(Uint8Array.of(peer, epoch & 255, (epoch >> 8) & 255)).slice(0, 12), {
      version: 1,
      role: "token",
      clockTrusted: true,
      inBurst: false,
      late: false,
      powerAtOneMetre: board.radio.rssiAtOneMetreDbm,
      minute: Math.floor(at / 60_000) % 2 ** 21,
    }),
    rssi: -62 - (peer % 20),
  }));
}

/** A token with the image in its flash, switched on. */
export function awake({ image, board, at }: WornToken, seed = 1): Device {
  const device = new Device({ board, seed, flash: image.slice(), startAt: at });
  device.powerOn();
  device.runTo(at + 2000);
  return device;
}

export interface FlashPage {
  readonly sequence: number;
  readonly length: number;
  readonly receipted: boolean;
  readonly closed: boolean;
  /** "epoch prefix summary" of each record. */
  readonly records: readonly string[];
}

/** The log as it stands in a flash, opened with the keys of the enrolment, oldest first. */
export function pagesInFlash({ identity, board }: WornToken, flash: Uint8Array): FlashPage[] {
  const pages: FlashPage[] = [];
  for (let i = 1; i <= board.flash.logPages; i++) {
    const bytes = flash.slice(i * PAGE_BYTES, (i + 1) * PAGE_BYTES);
    const header = decodePageHeader(bytes, crc32);
    if (!header.ok || !header.value.committed) continue;
    const { sequence, receipted, closedLength } = header.value;
    let key = identity.pageKey;
    for (let turn = 0; turn < sequence; turn++) key = nextPageKey(sha256, key);
    const length = usedLength(header.value, bytes);
    const opened = openPage({ sha256, crc32 }, key, bytes, length);
    if (!opened.ok) throw new Error(`page ${sequence}: ${opened.error.reason}`);
    const records = recordsIn(opened.value).map(({ epoch, record }) =>
      rowOf(epoch, Buffer.from(record.prefix).readUIntBE(0, 6), encodeSummary(record.summary) | 0),
    );
    pages.push({ sequence, length, receipted, closed: closedLength !== undefined, records });
  }
  return pages.sort((a, b) => a.sequence - b.sequence);
}

const rowOf = (epoch: number, prefix: number, summary: number) => `${epoch} ${prefix} ${summary}`;

/** The same of what the server has stored of a token. */
export async function rowsAtServer(server: Server, serial: number): Promise<string[]> {
  const rows = await partsOf(server).database.query<{ epoch: number; prefix: number; summary: number }>(
    "SELECT epoch, prefix, summary FROM radio.encounter WHERE recorder = $1 ORDER BY sequence, place",
    [serial],
  );
  return rows.map(({ epoch, prefix, summary }) => rowOf(epoch, prefix, summary));
}

/** The records that waited in a token's image when nobody had come yet. */
export function waitingRecords(token: WornToken): string[] {
  return pagesInFlash(token, token.image)
    .filter(({ receipted }) => !receipted)
    .flatMap(({ records }) => records);
}

/**
 * What waited in the token's image is at the server, in order and once. So may be what the token has logged since: a clock
 * that is put right by more than a second ends the running epoch's hearing. Both stand in `flash`. Throws AssertionError.
 */
export async function assertCame(server: Server, token: WornToken, flash: Uint8Array): Promise<void> {
  const waited = pagesInFlash(token, token.image).filter(({ receipted }) => !receipted);
  const now = pagesInFlash(token, flash).filter(({ sequence }) => sequence >= waited[0]!.sequence);
  for (const [i, { sequence, records }] of waited.entries()) {
    assert.equal(now[i]?.sequence, sequence);
    assert.deepEqual(now[i]!.records.slice(0, records.length), records);
  }
  const rows = await rowsAtServer(server, token.serial);
  assert.deepEqual(rows, now.flatMap(({ records }) => records).slice(0, rows.length));
  assert.ok(rows.length >= waitingRecords(token).length, `${rows.length} records came`);
}

/** Length of each page that the server holds, by sequence. */
export async function pagesAtServer(server: Server, serial: number): Promise<Map<number, number>> {
  const rows = await partsOf(server).database.query<{ sequence: number; length: number }>(
    "SELECT sequence, length FROM radio.page WHERE serial = $1",
    [serial],
  );
  return new Map(rows.map(({ sequence, length }) => [sequence, length]));
}

/** The server has never heard of what the token brought. */
export async function forgetPages(server: Server, serial: number): Promise<void> {
  for (const [table, column] of [
    ["encounter", "recorder"],
    ["note", "serial"],
    ["page", "serial"],
  ])
    await partsOf(server).database.query(`DELETE FROM radio.${table} WHERE ${column} = $1`, [serial]);
}
