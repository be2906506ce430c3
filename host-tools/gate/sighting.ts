/** What a gate's listener hears, as far as the gate looks at it. */
import { ADVERT_VERSION, decodeAdvert, type Tail } from "../../protocol/advert.ts";
import { toHex } from "../../protocol/bytes.ts";
import { PREFIX_BYTES } from "../contract/gates.ts";

/** An advert as a radio brings it: any device's. */
export interface Heard {
  /** Unix time, ms. */
  readonly at: number;
  /** The listener's name in the gate's layout. */
  readonly listener: string;
  /** dBm. */
  readonly rssi: number;
  /** Advertising data, as it was on the air. */
  readonly data: Uint8Array;
}

/** Why a sender was on the air: the button, a rendezvous, between two, or a phone's own reasons. */
export type Call = "tap" | "burst" | "background" | "phone";

/** An advert of a token or of a phone with Bluezone. */
export interface Sighting {
  readonly at: number;
  readonly listener: string;
  /** First six bytes of the rolling ID, hex. */
  readonly prefix: string;
  readonly call: Call;
  /** dB more than at 1 m in the open. */
  readonly loss: number;
}

/** RSSI at 1 m of a phone at Android's low power, dBm: assumed, as the token's program does (SPEC.md §3). */
const PHONE_POWER = -66;

/** Undefined of whatever is no token's and no phone's advert: other devices, gates, versions to come. */
export function sightingOf({ at, listener, rssi, data }: Heard): Sighting | undefined {
  const decoded = decodeAdvert(data);
  if (!decoded.ok) return undefined;
  const { rollingId, tail } = decoded.value;
  if (tail && (tail.version !== ADVERT_VERSION || tail.role === "gate")) return undefined;
  const prefix = toHex(rollingId.slice(0, PREFIX_BYTES));
  const power = tail?.powerAtOneMetre ?? PHONE_POWER;
  return { at, listener, prefix, call: tail ? callOf(tail) : "phone", loss: power - rssi };
}

function callOf({ inBurst, late }: Tail): Call {
  if (inBurst) return "burst";
  return late ? "background" : "tap";
}
