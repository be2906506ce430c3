/**
 * What strangers' devices have on the air: advertising data as captures show it, from the first byte, and how many bytes follow
 * that differ from device to device. Nothing of it begins as a token's or a phone's advert with Bluezone does. How many of a
 * hundred adverts are of each kind is assumed: nobody publishes it for a street or an office in Vietnam.
 */

interface StrangerKind {
  readonly name: string;
  readonly share: number;
  readonly head: readonly number[];
  readonly tail: number;
  /** A capture that shows the form. */
  readonly source: string;
}

const APPLE = [0xff, 0x4c, 0x00];
const APPLE_FLAGS = [0x02, 0x01, 0x1a];
const FLAGS = [0x02, 0x01, 0x06];
const EXPOSURE = [0x03, 0x03, 0x6f, 0xfd, 0x17, 0x16, 0x6f, 0xfd];

export const STRANGERS: readonly StrangerKind[] = [
  {
    name: "Apple, nearby info, telling its power",
    share: 24,
    head: [...APPLE_FLAGS, 0x02, 0x0a, 0x0c, 0x0a, ...APPLE, 0x10, 0x05],
    tail: 5,
    source: "GL-iNet bleScanner, README",
  },
  {
    name: "the same, a byte more",
    share: 8,
    head: [...APPLE_FLAGS, 0x02, 0x0a, 0x08, 0x0b, ...APPLE, 0x10, 0x06],
    tail: 6,
    source: "GL-iNet bleScanner, README",
  },
  {
    name: "Apple, nearby info, without its power",
    share: 5,
    head: [...APPLE_FLAGS, 0x0a, ...APPLE, 0x10, 0x05],
    tail: 5,
    source: "Hollong viewtool, README",
  },
  {
    name: "Apple, an application's services in the background",
    share: 3,
    head: [...APPLE_FLAGS, 0x14, ...APPLE, 0x01],
    tail: 16,
    source: "davidgyoung/ios-overflow-area",
  },
  {
    name: "Apple, Handoff and nearby info",
    share: 3,
    head: [...FLAGS, 0x1a, ...APPLE, 0x0c, 0x0e],
    tail: 21,
    source: "GL-iNet bleScanner, README",
  },
  {
    name: "Apple, Find My, near its owner",
    share: 5,
    head: [0x07, ...APPLE, 0x12, 0x02],
    tail: 2,
    source: "GL-iNet bleScanner, README",
  },
  {
    name: "Apple, Find My, away from its owner",
    share: 3,
    head: [0x1e, ...APPLE, 0x12, 0x19],
    tail: 25,
    source: "furiousMAC/continuity",
  },
  {
    name: "iBeacon",
    share: 3,
    head: [...FLAGS, 0x1a, ...APPLE, 0x02, 0x15],
    tail: 21,
    source: "GL-iNet bleScanner, README",
  },
  {
    name: "Microsoft, Windows",
    share: 15,
    head: [0x1e, 0xff, 0x06, 0x00, 0x01, 0x09, 0x20, 0x02],
    tail: 23,
    source: "GL-iNet bleScanner, README",
  },
  {
    name: "exposure notification, Android",
    share: 6,
    head: EXPOSURE,
    tail: 20,
    source: "citruz/beacontools, issue 48",
  },
  {
    name: "exposure notification, iPhone",
    share: 5,
    head: [...APPLE_FLAGS, ...EXPOSURE],
    tail: 20,
    source: "citruz/beacontools, issue 48",
  },
  {
    name: "Samsung",
    share: 6,
    head: [0x1b, 0xff, 0x75, 0x00, 0x42, 0x04, 0x01, 0x80],
    tail: 20,
    source: "linux-bluetooth mailing list, BlueZ 5.50 scan",
  },
  {
    name: "Android, Nearby",
    share: 4,
    head: [0x03, 0x03, 0xf3, 0xfe],
    tail: 0,
    source: "WCHBLE2ETH, README",
  },
  {
    name: "Android, Fast Pair",
    share: 3,
    head: [0x03, 0x03, 0x2c, 0xfe, 0x06, 0x16, 0x2c, 0xfe],
    tail: 3,
    source: "developers.google.com/nearby/fast-pair",
  },
  {
    name: "Tuya things",
    share: 4,
    head: [...FLAGS, 0x03, 0x02, 0x01, 0xa2, 0x14, 0x16, 0x01, 0xa2, 0x01],
    tail: 16,
    source: "WCHBLE2ETH, README",
  },
  {
    name: "things that tell a name",
    share: 3,
    head: [...FLAGS, 0x0b, 0x09],
    tail: 10,
    source: "Core Spec 5.4 Vol 3 Part C §11",
  },
];

/** The kind that a draw 0..1 falls on. */
export function strangerKind(draw: number): StrangerKind {
  let left = draw * STRANGERS.reduce((sum, { share }) => sum + share, 0);
  for (const kind of STRANGERS) {
    left -= kind.share;
    if (left < 0) return kind;
  }
  return STRANGERS[0]!;
}
