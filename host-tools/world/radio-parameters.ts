/** Every number of the world's radio, with its source. */
import { FITTED_RADIO, FITTED_SOURCES } from "./fitted-radio.ts";

export interface RadioParameters {
  /** Loss grows by ten times this for each tenfold distance, dB. */
  readonly pathLossExponent: number;
  /** Loss of one wall, dB. */
  readonly wallDb: number;
  /** Loss of one wearer's body when it stands wholly between the two tokens, dB; turned by an angle, (1 - cos) / 2 of it. */
  readonly bodyDb: number;
  /** A wearer keeps facing one way for so long, ms. */
  readonly postureMs: number;
  /** Spread between wearers (how the token is worn, its antenna), the same all day, dB. */
  readonly wearerSdDb: number;
  /** Spread of what else stands in the way of a pair, dB, and how long it stays, ms. */
  readonly shadowSdDb: number;
  readonly shadowMs: number;
  /** Spread of the offset of each advertising channel for a pair in one place, dB. */
  readonly channelSdDb: number;
  /** Spread from packet to packet, dB. */
  readonly fadingSdDb: number;
  /** Packets below this are not received, dBm; per packet the limit varies by the spread, dB. */
  readonly sensitivityDbm: number;
  readonly sensitivitySdDb: number;
  /** A packet survives others at the same time if it is so much stronger than their sum, dB. */
  readonly captureDb: number;
  /** After so long the receiver stays with the packet it has begun, ms. */
  readonly lockMs: number;
  /** Share of packets lost to other users of the band. */
  readonly otherLoss: number;
  /** From one advertising channel to the next within an event, ms. */
  readonly channelStepMs: number;
  /** The radio turns away from listening so long before and after an advertising event of its own, ms. */
  readonly ownEventGuardMs: number;
  /** A scan that starts hears nothing for so long, ms: drawn evenly for each. */
  readonly scanStartMs: readonly [number, number];
  /** Adverts of strangers that reach a token on the channel it listens to, per second: in the building, and outside it. */
  readonly ambientPerSecond: { readonly amongPeople: number; readonly alone: number };
  /** Strangers' RSSI, evenly spread between these, dBm. */
  readonly ambientDbm: readonly [number, number];
}

export const RADIO_PARAMETERS: RadioParameters = {
  ...FITTED_RADIO,
  sensitivityDbm: -96,
  sensitivitySdDb: 1,
  captureDb: 8,
  lockMs: 0.04,
  otherLoss: 0.02,
  channelStepMs: 0.65,
  ownEventGuardMs: 0.4,
  scanStartMs: [0.4, 1.4],
  ambientPerSecond: { amongPeople: 100, alone: 5 },
  ambientDbm: [-96, -62],
};

/** How tokens are worn: anyhow, as the phones were that the radio was fitted to; or all alike, on lanyards in front. */
export const WEARINGS = {
  anyhow: RADIO_PARAMETERS,
  /** Assumed: like tokens on like lanyards have half of the spread of six phone models in pockets and on desks. */
  lanyards: { ...RADIO_PARAMETERS, wearerSdDb: 1.5 },
} as const satisfies Record<string, RadioParameters>;

/** The radio of people who wear their tokens in one of these ways; throws RangeError for another word. */
export function radioWorn(wearing: string): RadioParameters {
  const found = Object.entries(WEARINGS).find(([name]) => name === wearing);
  if (!found)
    throw new RangeError(`wearing must be one of ${Object.keys(WEARINGS).join(", ")}, not "${wearing}"`);
  return found[1];
}

/** Where each number comes from; "assumed" is this project's word for a guess. */
export const RADIO_SOURCES: Readonly<Record<keyof RadioParameters, string>> = {
  ...FITTED_SOURCES,
  sensitivityDbm:
    "nRF52832 product specification v1.8, RADIO: sensitivity at 1 Mbit/s BLE, ideal transmitter, 37 bytes or less",
  sensitivitySdDb: "assumed: reception goes from 0.9 to 0.1 within about 2.5 dB",
  captureDb: "assumed; Core Spec 5.4 Vol 6 A 4.2 asks of every receiver to stand a like signal 21 dB weaker",
  lockMs:
    "preamble and access address, 40 bits (Core Spec 5.4 Vol 6 B 2.1); a packet begun is not given up for a later one",
  otherLoss: "assumed: Wi-Fi and other users of the band",
  channelStepMs: "assumed: 376 us of packet and the turn to the next channel",
  ownEventGuardMs: "assumed: the controller's preparation of an advertising event",
  scanStartMs:
    "nRF52832 product specification v1.4: the crystal of the radio starts in 0.36 ms; Nordic's SoftDevice plans with 1.4 ms by default (sd_power, HFXO)",
  ambientPerSecond:
    "assumed: a device that is awake sends each 0.18 to 0.28 s (captures of iPhones, exposure notification), Find My each 2 s, so 30 a second of ten devices (Hollong viewtool: 8 adverts of 6 devices in 87 ms on three channels); 100 in a house full of people, 5 in a flat or a quiet street",
  ambientDbm: "assumed",
};
