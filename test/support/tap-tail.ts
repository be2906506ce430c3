import type { Tail } from "../../protocol/advert.ts";

/** What a token's advert says while its wearer taps; tests change what they look at. */
export const TAP_TAIL: Tail = {
  version: 1,
  role: "token",
  clockTrusted: true,
  powerAtOneMetre: -60,
  inBurst: false,
  late: false,
  minute: 1,
};
