/** Peers around a token, heard as often as it listens: fills a log without a world. */
import { encodeAdvert } from "../../../protocol/advert.ts";
import { sha256 } from "../../lib/sha256.ts";
import { EPOCH_MS, MINUTE_MS } from "../../lib/time.ts";
import type { Device } from "../../models/virtual-token/device.ts";

/** The token is looked at so often, ms; two adverts are so far apart. */
const STEP_MS = 50;
const APART_MS = 8;

/** Runs a token to a world time among so many peers, who have other IDs in every epoch. */
export function liveAmong(device: Device, peers: number, until: number): void {
  let served = Number.NaN;
  while (device.worldNow < until) {
    const at = Math.min(until, device.worldNow + STEP_MS);
    device.runTo(at);
    const listening = device.air.listenings.at(-1);
    if (!listening || listening.from === served || listening.to <= at) continue;
    served = listening.from;
    device.air.hear(
      Array.from({ length: peers }, (_, peer) => ({
        at: at + APART_MS * peer,
        channel: 37 as const,
        address: "c0:01:02:03:04:05 random",
        rssi: -62 - (peer % 20),
        data: advertOf(peer, at, device),
      })),
    );
  }
}

function advertOf(peer: number, at: number, { board }: Device): Uint8Array {
  const epoch = Math.floor(at / EPOCH_MS);
  const id = sha256(Uint8Array.of(peer, epoch & 255, (epoch >> 8) & 255, (epoch >> 16) & 255)).slice(0, 12);
  return encodeAdvert(id, {
    version: 1,
    role: "token",
    clockTrusted: true,
    inBurst: false,
    late: (at / 30_000) % 2 >= 1,
    powerAtOneMetre: board.radio.rssiAtOneMetreDbm,
    minute: Math.floor(at / MINUTE_MS) % 2 ** 21,
  });
}
