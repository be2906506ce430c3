/** Hands a token to every person of a world: enrolled at the server, installed, switched on, its clock set by a first sync. */
import type { Board } from "../../boards/board.ts";
import { crc32 } from "../../protocol/crc32.ts";
import { dayOfEpoch, epochAt } from "../../protocol/epoch.ts";
import { decodeIdentity, type Identity, setClockRate } from "../../protocol/identity.ts";
import { hash, unitOf } from "../lib/random.ts";
import { sha256 } from "../lib/sha256.ts";
import { converse, holdButton } from "../models/virtual-token/central.ts";
import { Device } from "../models/virtual-token/device.ts";
import type { Realm } from "../models/virtual-token/realm.ts";
import type { Server } from "../server/server.ts";
import type { SyncAuthority } from "../station/sync-authority.ts";
import { type SyncResult, syncToken } from "../station/sync-client.ts";
import type { FirmwareBuild } from "../tools/firmware-build/bundle.ts";
import { installImage } from "../tools/firmware-build/install.ts";

/** Connection interval that most laptops agree to, ms. */
const CONNECTION_INTERVAL_MS = 30;
/** From the switch to the button: the token has booted. */
const BOOT_MS = 2_000;

/** From the switch to the signed time: the boot, the button held, the connection. */
const SYNC_TAKES_MS = 5_400;
/** Nobody switches on at a whole second. */
const SPREAD_MS = 1_000;

export interface WornToken {
  readonly person: number;
  readonly serial: number;
  readonly device: Device;
  /** The keys as they were enrolled, for reading the log from outside. */
  readonly identity: Identity;
}

/** What an identity says of its token's clock: what it gained on the bench, or nothing. */
export type Rates = "bench" | "untold";

interface HandoutOptions {
  readonly server: Server;
  readonly build: FirmwareBuild;
  readonly seed: number;
  /** World ms of the first switch-on. */
  readonly at: number;
  /** Where a token's program runs; V8 where not given. */
  readonly makeRealm?: (() => Realm) | undefined;
  /** People who get none. */
  readonly without?: ReadonlySet<number> | undefined;
  readonly rates?: Rates | undefined;
  /** Called with the world time at which the server next signs the time: its clock is to say so. */
  readonly setClock?: (worldMs: number) => void;
  /** Called with the number of tokens handed out. */
  readonly onProgress?: (tokens: number) => void;
}

/** Serial numbers of a world start here, so that labels read as real ones do. */
const FIRST_SERIAL = 2_100_000_001;

/** One token for each of `people` but those without; all run up to the same world time afterwards, which is returned. */
export async function handOut(
  people: readonly string[],
  { server, build, seed, at, makeRealm, without, rates = "bench", setClock, onProgress }: HandoutOptions,
): Promise<{ tokens: WornToken[]; readyAt: number }> {
  const { board } = build;
  const wearers = people
    .map((name, person) => ({ name, person }))
    .filter(({ person }) => !without?.has(person));
  const enrolments = await server.enrol(
    wearers.map(({ person }) => ({
      serial: FIRST_SERIAL + person,
      board: board.number,
      powerAtOneMetre: board.radio.rssiAtOneMetreDbm,
      day: dayOfEpoch(epochAt(at / 1000)) - 1,
      seed: seedOf(seed, person),
    })),
  );
  await server.assign(
    wearers.map(({ name, person }) => ({ serial: FIRST_SERIAL + person, person: name, from: at })),
  );
  const tokens: WornToken[] = [];
  let readyAt = at;
  for (const [index, { serial, identity }] of enrolments.entries()) {
    const { person } = wearers[index]!;
    const switchedOn = at + Math.floor(SPREAD_MS * unitOf(hash(seed, 5, person)));
    setClock?.(switchedOn + SYNC_TAKES_MS);
    const ppm = oscillatorPpm(seed, person, board);
    if (rates === "bench") {
      const shift = benchShift(board) * (2 * unitOf(hash(seed, 7, person)) - 1);
      setClockRate(identity, ppm + shift);
    }
    const device = installedDevice(build, identity, hash(seed, 3, person), switchedOn, { makeRealm, ppm });
    const decoded = decodeIdentity(crc32, identity);
    if (!decoded.ok) throw new Error(`identity of ${serial}: ${decoded.error.reason}`);
    device.powerOn();
    device.runTo(switchedOn + BOOT_MS);
    const { endedAt } = await syncAtStation(device, switchedOn + BOOT_MS, server);
    readyAt = Math.max(readyAt, endedAt);
    tokens.push({ person, serial, device, identity: decoded.value });
    onProgress?.(index + 1);
  }
  return { tokens, readyAt };
}

/**
 * What a clock gains on its wearer and on the bench differ by up to so much, ppm: an RC oscillator by what its calibration leaves
 * between a cold and a warm place, a 20 ppm crystal by 0.035 ppm per squared kelvin (assumed, as in host-tools/studies/clocks/kinds.ts).
 */
const benchShift = ({ clock }: Board): number => (clock.ppm < 100 ? 4 : 40);

/** What an oscillator on its wearer gains, ppm: anything within its maker's bound. */
function oscillatorPpm(seed: number, person: number, { clock }: Board): number {
  return clock.ppm * (2 * unitOf(hash(seed, 6, person)) - 1);
}

/** A token with the program of a build and an identity in its flash, still off. */
export function installedDevice(
  build: FirmwareBuild,
  identity: Uint8Array,
  seed: number,
  at: number,
  { makeRealm, ppm }: { makeRealm?: (() => Realm) | undefined; ppm?: number | undefined } = {},
): Device {
  const device = new Device({
    board: build.board,
    seed,
    startAt: at,
    ...(ppm === undefined ? {} : { ppm }),
    ...(makeRealm ? { makeRealm } : {}),
  });
  for (const file of installImage(build.board, build, identity).files)
    if ("bytes" in file) device.storage.write(file.name, file.bytes);
    else device.storage.write(file.name, new Uint8Array(0), 0, file.size);
  return device;
}

/** The wearer holds the button, the station syncs: the whole protocol at the board's MTU. */
export async function syncAtStation(
  device: Device,
  at: number,
  authority: SyncAuthority,
): Promise<{ result: SyncResult; endedAt: number }> {
  const ready = holdButton(device, at);
  const link = { mtu: device.board.mtu, intervalMs: CONNECTION_INTERVAL_MS };
  return converse(device, ready, link, (transport) => syncToken(transport, authority));
}

/** The seeds of a world's tokens come from its own seed, so that a world can be played again. */
function seedOf(seed: number, person: number): Uint8Array {
  return sha256(new TextEncoder().encode(`world ${seed} token ${person}`));
}
