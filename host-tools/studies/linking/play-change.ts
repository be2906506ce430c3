/** Tokens of one board with the program as it is built, in one room, across changes of their rolling IDs, and what an observer hears. */
import type { Board } from "../../../boards/board.ts";
import { decodeAdvert, encodeAdvert } from "../../../protocol/advert.ts";
import { hash, normalOf } from "../../lib/random.ts";
import { EPOCH_MS } from "../../lib/time.ts";
import { openServer } from "../../server/server.ts";
import type { FirmwareBuild } from "../../tools/firmware-build/bundle.ts";
import { drive } from "../../world/drive.ts";
import { Floor } from "../../world/floor.ts";
import { handOut } from "../../world/handout.ts";
import { Radio } from "../../world/radio.ts";
import { Sniffer } from "./sniffer.ts";
import { Tracks } from "./tracks.ts";

interface ChangeOptions {
  readonly board: Board;
  readonly build: FirmwareBuild;
  readonly tokens: number;
  readonly seed: number;
  /** Changes observed; the first comes 15 to 30 minutes after the tokens' last sync. */
  readonly changes: number;
  /** Spread of the power at 1 m that each token was enrolled with, dB; the board's figure for all where not given. */
  readonly calibrationSdDb?: number | undefined;
}

interface ObservedChanges {
  readonly tracks: Tracks;
  /** World ms of the changes. */
  readonly instants: readonly number[];
}

const POWER_STEP_DB = 2;
const START = Date.UTC(2026, 10, 24, 2);

export async function playChanges({
  board,
  build,
  tokens: count,
  seed,
  changes,
  calibrationSdDb = 0,
}: ChangeOptions): Promise<ObservedChanges> {
  // Tokens are synced at some time of an epoch, not at its border.
  const startAt = START + (hash(seed, 11) % EPOCH_MS);
  const floor = new Floor({
    people: count,
    diameter: 8,
    apart: 0.7,
    seed,
    startAt,
    stayMinutes: 60 * 24,
  });
  let serverNow = startAt;
  const server = await openServer({ now: () => serverNow });
  const { tokens, readyAt } = await handOut(floor.day.people, {
    server,
    build,
    seed,
    at: startAt,
    setClock: (t) => {
      serverNow = t;
    },
  });
  await server.close();
  const { rssiAtOneMetreDbm, txPowerDbm } = board.radio;
  const members = tokens.map(({ device, person }) => ({
    token: device,
    person,
    rssiAtOneMetreDbm: rssiAtOneMetreDbm - txPowerDbm,
  }));
  const tracks = new Tracks();
  const sniffer = new Sniffer({
    scene: floor,
    seed,
    rssiAtOneMetreDbm: rssiAtOneMetreDbm - txPowerDbm,
    strangers: false,
    onPacket: (packet, from) => {
      const steps = Math.round((calibrationSdDb * normalOf(hash(seed, 12, from!))) / POWER_STEP_DB);
      tracks.add(steps === 0 ? packet : { ...packet, data: recalibrated(packet.data, steps) }, from!);
    },
  });
  const radio = new Radio(floor, members, { seed, observer: sniffer });
  for (const { device } of tokens) device.runTo(readyAt);
  const firstChange = Math.ceil((readyAt + EPOCH_MS) / EPOCH_MS) * EPOCH_MS;
  const instants = Array.from({ length: changes }, (_, i) => firstChange + i * EPOCH_MS);
  drive(radio, members, readyAt, instants.at(-1)! + EPOCH_MS);
  sniffer.end();
  for (const { device } of tokens) device.powerOff();
  return { tracks, instants };
}

/** A token's advert as it would be had the token been enrolled with a power so many steps higher. */
function recalibrated(data: Uint8Array, steps: number): Uint8Array {
  const decoded = decodeAdvert(data);
  if (!decoded.ok || !decoded.value.tail) return data;
  const { rollingId, tail } = decoded.value;
  const powerAtOneMetre = tail.powerAtOneMetre + POWER_STEP_DB * steps;
  return encodeAdvert(rollingId, { ...tail, powerAtOneMetre });
}
