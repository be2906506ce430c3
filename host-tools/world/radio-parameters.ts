/** Every number of the world's radio, with its source. */

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
  /** Adverts of strangers that reach a token, per second: in the building, and outside it. */
  readonly ambientPerSecond: { readonly amongPeople: number; readonly alone: number };
  /** Strangers' RSSI, evenly spread between these, dBm. */
  readonly ambientDbm: readonly [number, number];
}

export const RADIO_PARAMETERS: RadioParameters = {
  pathLossExponent: 2,
  wallDb: 4,
  bodyDb: 12,
  postureMs: 60_000,
  wearerSdDb: 2,
  shadowSdDb: 4,
  shadowMs: 300_000,
  channelSdDb: 3,
  fadingSdDb: 4,
  sensitivityDbm: -96,
  sensitivitySdDb: 1,
  captureDb: 8,
  lockMs: 0.04,
  otherLoss: 0.02,
  channelStepMs: 0.65,
  ownEventGuardMs: 0.4,
  ambientPerSecond: { amongPeople: 100, alone: 2 },
  ambientDbm: [-96, -62],
};

/** Where each number comes from. */
export const RADIO_SOURCES: Readonly<Record<keyof RadioParameters, string>> = {
  pathLossExponent: "free space; to be fitted",
  wallDb: "MIT Lincoln Laboratory nRF52 static, conference room with and without a wall; to be fitted",
  bodyDb: "to be fitted",
  postureMs: "to be fitted",
  wearerSdDb: "to be fitted",
  shadowSdDb: "to be fitted",
  shadowMs: "to be fitted",
  channelSdDb: "to be fitted",
  fadingSdDb: "to be fitted",
  sensitivityDbm: "nRF52832 product specification, 1 Mbit/s BLE, 37 bytes, bit error rate 1E-3: -96 dBm",
  sensitivitySdDb: "assumed: packet error rate falls from 0.9 to 0.1 within about 2.5 dB",
  captureDb:
    "Core Spec 5.4 Vol 6 A 4.2: co-channel interference C/I 21 dB is the bound for any receiver; 8 dB is usual for GFSK of this index",
  lockMs:
    "preamble and access address take 40 us (Core Spec 5.4 Vol 6 B 2.1); afterwards a packet is not given up",
  otherLoss: "assumed: Wi-Fi and others",
  channelStepMs: "31-byte advert 376 us plus the turn to the next channel",
  ownEventGuardMs: "assumed: scheduling of an advertising event by the SoftDevice",
  ambientPerSecond: "this project's office day: 100 adverts a second among people",
  ambientDbm: "assumed",
};
