/** Written by fit-radio.ts from recorded RSSI; run it again instead of editing. dB, ms. */
export const FITTED_RADIO = {
  pathLossExponent: 1.95,
  wallDb: 3.4,
  bodyDb: 6.5,
  postureMs: 290000,
  wearerSdDb: 3.2,
  shadowSdDb: 2.3,
  shadowMs: 290000,
  channelSdDb: 3.7,
  fadingSdDb: 3.6,
} as const;

export const FITTED_SOURCES = {
  pathLossExponent:
    "DP-3T bt-measurements, experiment 05, lunch and office, phones on bodies, camera distances (CC BY-ND 4.0): 35058 packets, normal cut off at the receivers' limit",
  wallDb:
    "MIT Lincoln Laboratory, BLE RSSI in various static configurations, nRF52 receiver, 6 ft (CC BY 4.0): conference room without and with a wall between",
  bodyDb:
    "MIT Lincoln Laboratory, BLE RSSI in various static configurations, nRF52 receiver, 6 ft (CC BY 4.0): best to worst of 8 angles, both conference rooms",
  postureMs:
    "DP-3T bt-measurements, experiment 05, lunch and office, phones on bodies, camera distances (CC BY-ND 4.0): half rise of the variogram, geometric mean of the scenes",
  wearerSdDb:
    "DP-3T bt-measurements, experiment 05, lunch and office, phones on bodies, camera distances (CC BY-ND 4.0): between phones as senders and receivers, models and pockets together",
  shadowSdDb:
    "DP-3T bt-measurements, experiment 05, lunch and office, phones on bodies, camera distances (CC BY-ND 4.0): variance that changes over minutes (15.9 dB^2) less that of two turning bodies",
  shadowMs:
    "DP-3T bt-measurements, experiment 05, lunch and office, phones on bodies, camera distances (CC BY-ND 4.0): as postureMs; the two cannot be told apart",
  channelSdDb:
    "MIT Lincoln Laboratory, KRI anechoic chamber dataset, nRF52 sniffer, channels apart (CC BY 4.0): 16 recordings, spread of the three channel means",
  fadingSdDb:
    "MIT Lincoln Laboratory, BLE RSSI in various static configurations, nRF52 receiver, 6 ft (CC BY 4.0): spread within 63 half-minute recordings beyond the channels'",
} as const;
