/** Advertising data of every kind that a sniffer meets, for holding the plugin to the protocol's decoder. */
import { ADVERT_BYTES, decodeTail, encodeAdvert } from "../../../protocol/advert.ts";
import { concatenate } from "../../../protocol/bytes.ts";
import { encodeAnswer } from "../../../protocol/gate-advert.ts";
import { ADV_NONCONN_IND, pcapHeader, pcapRecord } from "../../formats/pcap/pcap.ts";
import { hash } from "../../lib/random.ts";

const FLAGS = Uint8Array.of(2, 1, 6);
const UUID = Uint8Array.of(3, 3, 0x56, 0x4e);
const PHONE_BYTES = 23;
/** Longest advertising data of a legacy PDU whose length field has 6 bits (Core Spec 4.2): more than 31 is ill-formed. */
const MOST_BYTES = 37;
const START_AT = Date.UTC(2026, 10, 24, 2);
const STEP_MS = 0.65;

/** Numbers that follow from a seed; `below(n)` is 0..n-1. */
class Draws {
  readonly #seed: number;
  #count = 0;
  constructor(seed: number) {
    this.#seed = seed;
  }
  below(limit: number): number {
    return (hash(this.#seed, this.#count++) >>> 0) % limit;
  }
  bytes(length: number): Uint8Array {
    return Uint8Array.from({ length }, () => this.below(256));
  }
}

type Form = (draws: Draws) => Uint8Array;

const token: Form = (draws) =>
  encodeAdvert(draws.bytes(12), decodeTail(draws.below(0x10000) * 0x10000 + draws.below(0x10000)));
const phone: Form = (draws) => token(draws).slice(0, PHONE_BYTES);
const company: Form = (draws) => concatenate(Uint8Array.of(15, 0xff, 0xb5, 0x22), draws.bytes(12));
const tail: Form = (draws) => concatenate(Uint8Array.of(7, 0x16, 0x56, 0x4e), draws.bytes(4));

const gate: Form = (draws) => encodeAnswer(draws.below(0x10000), [draws.bytes(12)], draws.bytes(21));

/** Kinds of advertising data and how many of a hundred are of each. */
const FORMS: readonly { readonly share: number; readonly make: Form }[] = [
  { share: 40, make: token },
  { share: 12, make: phone },
  { share: 4, make: (draws) => company(draws) },
  { share: 4, make: (draws) => concatenate(tail(draws), company(draws), UUID) },
  { share: 3, make: (draws) => concatenate(tail(draws), tail(draws), company(draws).slice(0, 15)) },
  {
    share: 3,
    make: (draws) =>
      concatenate(company(draws), Uint8Array.of(3 + draws.below(8), 0x16, 0x56, 0x4e), draws.bytes(7)),
  },
  {
    share: 3,
    make: (draws) => concatenate(FLAGS, Uint8Array.of(3 + draws.below(10), 0xff, 0xb5, 0x22), draws.bytes(9)),
  },
  // A token's advert with a few bytes changed, cut, or with something behind it.
  { share: 12, make: spoiled },
  // A gate's answers, its recalls, and kinds that there are not.
  { share: 4, make: (draws) => gate(draws).with(7, draws.below(4)) },
  { share: 3, make: (draws) => concatenate(token(draws), draws.bytes(1 + draws.below(6))) },
  // Things of others, and noise.
  {
    share: 5,
    make: (draws) => concatenate(FLAGS, Uint8Array.of(11, 0xff, 0x4c, 0, 0x10, 6), draws.bytes(6)),
  },
  { share: 7, make: (draws) => draws.bytes(draws.below(MOST_BYTES + 1)) },
];

function spoiled(draws: Draws): Uint8Array {
  const bytes = token(draws).slice(0, draws.below(3) > 0 ? ADVERT_BYTES : draws.below(ADVERT_BYTES + 1));
  for (let changes = 1 + draws.below(3); bytes.length > 0 && changes > 0; changes--)
    bytes[draws.below(bytes.length)] = draws.below(256);
  return bytes;
}

const MAKERS = FORMS.flatMap(({ share, make }) => Array.from({ length: share }, () => make));

/** `count` packets' advertising data, the same for the same seed. */
export function sampleAdverts(count: number, seed: number): Uint8Array[] {
  const draws = new Draws(seed);
  return Array.from({ length: count }, () => {
    const make = MAKERS[draws.below(MAKERS.length)]!;
    return make(draws).slice(0, MOST_BYTES);
  });
}

/** A capture file of the adverts, one packet each. */
export function captureOf(adverts: readonly Uint8Array[]): Uint8Array {
  const records = adverts.map((data, i) =>
    pcapRecord({
      at: START_AT + i * STEP_MS,
      channel: (i % 3) as 0 | 1 | 2,
      rssi: -40 - (i % 60),
      pduType: ADV_NONCONN_IND,
      address: "c0:11:22:33:44:55 random",
      data,
    }),
  );
  return concatenate(pcapHeader(), ...records);
}
