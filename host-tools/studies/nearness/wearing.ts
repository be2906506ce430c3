/** Written by calibrate.ts from recorded RSSI; run it again instead of editing. dB. */
import type { ChannelOffset, Position, Wearing } from "./calibrate.ts";

/**
 * MIT Lincoln Laboratory, BLE RSSI in various static configurations, nRF52 receiver, 6 ft, chamber and conference rooms
 * (CC BY 4.0). Each position had its own phone: what is the phone's and what is the position's cannot be told apart.
 */
export const WEARING: Readonly<Record<Position, Wearing>> = {
  "front pocket": { lossDb: 1.3, turnDb: 12.4 },
  purse: { lossDb: -1.7, turnDb: 11.3 },
  "back pocket": { lossDb: 1.9, turnDb: 13.7 },
  "at the ear": { lossDb: -1.5, turnDb: 11.5 },
};

/** MIT Lincoln Laboratory, KRI anechoic chamber dataset, nRF52 sniffer, channels apart (CC BY 4.0). */
export const NRF52_CHANNELS: Readonly<Record<37 | 38 | 39, ChannelOffset>> = {
  37: { meanDb: -1.9, sdDb: 3 },
  38: { meanDb: 0.1, sdDb: 2 },
  39: { meanDb: 1.8, sdDb: 2.8 },
};
