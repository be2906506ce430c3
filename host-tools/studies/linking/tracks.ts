/** What an observer writes down of every rolling ID: when it was on the air, with what tail, how strong. */
import { decodeAdvert, type Tail } from "../../../protocol/advert.ts";
import { toHex } from "../../../protocol/bytes.ts";
import type { HeardPacket } from "../../formats/pcap/pcap.ts";

export interface Sample {
  /** World ms of the packet's first bit. */
  readonly at: number;
  readonly channel: 0 | 1 | 2;
  readonly rssi: number;
  readonly tail: Tail;
}

/** One rolling ID under one address. */
export interface Track {
  readonly rollingId: Uint8Array;
  readonly address: string;
  readonly samples: Sample[];
  /** Whose it is: the truth, which no linker may look at. */
  readonly owner: number;
}

/** A book of tracks. */
export class Tracks {
  readonly all: Track[] = [];
  readonly #byKey = new Map<string, Track>();

  /** Adverts without a tail are left out. */
  add({ at, channel, rssi, address, data }: HeardPacket, owner: number): void {
    const decoded = decodeAdvert(data);
    if (!decoded.ok || !decoded.value.tail) return;
    const { rollingId, tail } = decoded.value;
    const key = `${address} ${toHex(rollingId)}`;
    let track = this.#byKey.get(key);
    if (!track) {
      track = { rollingId, address, samples: [], owner };
      this.#byKey.set(key, track);
      this.all.push(track);
    }
    track.samples.push({ at, channel, rssi, tail });
  }

  /** Tracks that were on the air in the last and in the first minutes around an instant and not across it. */
  around(instant: number, spanMs: number, slackMs: number): { before: Track[]; after: Track[] } {
    const first = (track: Track) => track.samples[0]!.at;
    const last = (track: Track) => track.samples.at(-1)!.at;
    const before = this.all.filter(
      (track) => Math.abs(last(track) - instant) < slackMs && first(track) < instant - spanMs / 2,
    );
    const after = this.all.filter(
      (track) => Math.abs(first(track) - instant) < slackMs && last(track) > instant + spanMs / 2,
    );
    return { before, after };
  }
}
