/** A token with the built program in the virtual device, and what a test does to it. */
import type { Board } from "../../boards/board.ts";
import { boards } from "../../boards/index.ts";
import { sha256 } from "../../host-tools/lib/sha256.ts";
import { converse, holdButton } from "../../host-tools/models/virtual-token/central.ts";
import { Device } from "../../host-tools/models/virtual-token/device.ts";
import type { PageUpload, SyncAuthority } from "../../host-tools/station/sync-authority.ts";
import { type SyncResult, syncToken } from "../../host-tools/station/sync-client.ts";
import type { Role } from "../../host-tools/tools/firmware-build/board-constants.ts";
import { buildFirmware, type FirmwareBuild } from "../../host-tools/tools/firmware-build/bundle.ts";
import { installImage } from "../../host-tools/tools/firmware-build/install.ts";
import { receiptMac, type Ticket, ticketMac, timeMac } from "../../protocol/authority.ts";
import { crc32 } from "../../protocol/crc32.ts";
import { EPOCH_SECONDS, EPOCHS_PER_DAY } from "../../protocol/epoch.ts";
import { hmacKey } from "../../protocol/hash.ts";
import { encodeIdentity, keysFromSeed } from "../../protocol/identity.ts";
import { decodePageHeader, PAGE_BYTES } from "../../protocol/page.ts";
import { type OpenedPage, openPage, recordsIn, usedLength } from "../../protocol/page-reader.ts";
import { laterDayKey, rollingIdsOfDay } from "../../protocol/rolling-id.ts";
import { nextPageKey } from "../../protocol/seal.ts";

export const DAY_MS = 86_400_000;
export const EPOCH_MS = EPOCH_SECONDS * 1000;
export const MINUTE_MS = 60_000;
/** Midnight UTC, 07:00 in Vietnam, of a day in 2026. */
export const MIDNIGHT = Date.UTC(2026, 10, 23);
const SERIAL = 1_234_567_890;
export const POWER = -60;

const builds = new Map<string, Promise<FirmwareBuild>>();

export function built(board: Board, role: Role = "token"): Promise<FirmwareBuild> {
  const name = `${board.id} ${role}`;
  const known = builds.get(name) ?? buildFirmware(board, { role });
  builds.set(name, known);
  return known;
}

export interface TestToken {
  readonly device: Device;
  readonly keys: ReturnType<typeof keysFromSeed>;
  /** Day of the first day key. */
  readonly day: number;
  readonly build: FirmwareBuild;
}

interface TokenOptions {
  readonly at?: number;
  readonly seed?: number;
  readonly board?: Board;
  readonly ppm?: number;
  readonly role?: Role;
}

/** Enrolled the day before, program in flash, still off. */
export async function freshToken(options: TokenOptions = {}): Promise<TestToken> {
  const {
    at = MIDNIGHT + 4 * 3_600_000,
    seed = 1,
    board = boards.puckjs!,
    ppm = 0,
    role = "token",
  } = options;
  const build = await built(board, role);
  const keys = keysFromSeed(sha256, new Uint8Array(32).fill(seed));
  const day = Math.floor(at / DAY_MS) - 1;
  const identity = encodeIdentity(crc32, {
    serial: SERIAL + seed - 1,
    board: board.number,
    powerAtOneMetre: POWER,
    role,
    day,
    ...keys,
  });
  const device = new Device({ board, seed, startAt: at, ppm });
  for (const file of installImage(board, build, identity).files)
    if ("bytes" in file) device.storage.write(file.name, file.bytes);
    else device.storage.write(file.name, new Uint8Array(0), 0, file.size);
  return { device, keys, day, build };
}

/** A token that has had its time from the server. */
export async function readyToken(options: TokenOptions = {}): Promise<TestToken & { server: TestServer }> {
  const token = await freshToken(options);
  token.device.powerOn();
  token.device.runTo(token.device.worldNow + 1000);
  const server = new TestServer(token);
  await server.sync();
  return { ...token, server };
}

/** The rolling ID of an epoch. */
export function idOf({ keys, day }: Pick<TestToken, "keys" | "day">, epoch: number): Uint8Array {
  const dayKey = laterDayKey(sha256, keys.dayKey, Math.floor(epoch / EPOCHS_PER_DAY) - day);
  return rollingIdsOfDay(sha256, dayKey)[epoch % EPOCHS_PER_DAY]!;
}

export function pageKeyOf({ keys }: Pick<TestToken, "keys">, sequence: number): Uint8Array {
  let key = keys.pageKey;
  for (let i = 0; i < sequence; i++) key = nextPageKey(sha256, key);
  return key;
}

/** The log as it stands in flash: every committed page, opened, oldest first. */
export function logOf(token: TestToken): { bytes: Uint8Array; page: OpenedPage }[] {
  const { flash, board } = token.device;
  const pages: { bytes: Uint8Array; page: OpenedPage }[] = [];
  for (let i = 1; i <= board.flash.logPages; i++) {
    const bytes = flash.bytes.slice(i * PAGE_BYTES, (i + 1) * PAGE_BYTES);
    const header = decodePageHeader(bytes, crc32);
    if (!header.ok || !header.value.committed) continue;
    const key = pageKeyOf(token, header.value.sequence);
    const opened = openPage({ sha256, crc32 }, key, bytes, usedLength(header.value, bytes));
    if (!opened.ok) throw new Error(`page ${header.value.sequence}: ${opened.error.reason}`);
    pages.push({ bytes, page: opened.value });
  }
  return pages.sort((a, b) => a.page.header.sequence - b.page.header.sequence);
}

export function recordsOf(token: TestToken) {
  return logOf(token).flatMap(({ page }) => recordsIn(page));
}

/** As many adverts as the token's queue holds, and time between them, ms. */
const AT_ONCE = 20;
const APART_MS = 4;
/** In wide listening they come again so often, ms. */
const AGAIN_MS = 800;

/**
 * Runs a token; each time it begins to listen it hears the adverts given for that time, the next twenty of them where
 * there are more.
 */
export function runHearing(
  device: Device,
  until: number,
  advertsAt: (worldMs: number) => readonly { data: Uint8Array; rssi: number }[],
): void {
  let served = Number.NaN;
  let servedAt = 0;
  let first = 0;
  for (let t = device.worldNow; t < until; ) {
    t = Math.min(until, t + 20);
    device.runTo(t);
    const listening = device.air.listenings.at(-1);
    if (!listening || listening.to <= t) continue;
    if (listening.from === served && t < servedAt + AGAIN_MS) continue;
    served = listening.from;
    servedAt = t;
    const all = advertsAt(t);
    const adverts = [...all, ...all].slice(first % all.length, (first % all.length) + AT_ONCE);
    first += AT_ONCE;
    device.air.hear(
      adverts.slice(0, all.length).map((advert, i) => ({
        ...advert,
        at: t + APART_MS * i,
        channel: 37 as const,
        address: "c0:01:02:03:04:05 random",
      })),
    );
  }
}

/** What the server would say to one token; it keeps what it got. */
export class TestServer implements SyncAuthority {
  readonly uploads: PageUpload[] = [];
  readonly #token: TestToken;
  readonly key;
  counter = 0;

  constructor(token: TestToken) {
    this.#token = token;
    this.key = hmacKey(token.keys.tokenKey);
  }

  get unixSeconds(): number {
    return Math.floor(this.#token.device.worldNow / 1000);
  }

  ticket(counter: number, notBefore = Math.floor(this.unixSeconds / EPOCH_SECONDS), hours = 12): Ticket {
    return { counter, notBefore, hours, mac: ticketMac(sha256, this.key, counter, notBefore, hours) };
  }

  async admit() {
    return [{ serial: SERIAL, ticket: this.ticket(++this.counter) }];
  }

  time(nonce: Uint8Array, unixSeconds = this.unixSeconds) {
    return { unixSeconds, mac: timeMac(sha256, this.key, unixSeconds, nonce) };
  }

  async signTime(_serial: number, nonce: Uint8Array) {
    return this.time(nonce);
  }

  receipt(sequence: number, length: number, mac: Uint8Array) {
    return { sequence, length, mac: receiptMac(sha256, this.key, sequence, length, mac) };
  }

  async receivePage(upload: PageUpload) {
    const key = pageKeyOf(this.#token, upload.sequence);
    const opened = openPage({ sha256, crc32 }, key, upload.bytes, upload.length, upload.mac);
    if (!opened.ok) throw new Error(opened.error.reason);
    this.uploads.push(upload);
    return this.receipt(upload.sequence, upload.length, upload.mac);
  }

  async receiveHealth(): Promise<void> {}

  /** The wearer holds the button, the station syncs. */
  async sync(mtu: number = this.#token.device.board.mtu): Promise<SyncResult> {
    const { device } = this.#token;
    const ready = holdButton(device, device.worldNow);
    const { result, endedAt } = await converse(device, ready, { mtu, intervalMs: 30 }, (transport) =>
      syncToken(transport, this),
    );
    device.runTo(endedAt + 1000);
    return result;
  }
}
