/** What somebody hears in a day who stands between two places that call tokens, and knows which tokens are near. */

import { decodeGateAdvert, MOST_TAGS, TAG_BYTES } from "../../../protocol/gate-advert.ts";
import { hmacKey } from "../../../protocol/hash.ts";
import { RECALL_WORDS, recallTags } from "../../../protocol/recall.ts";
import { type Chaff, chaffOf, recallSet } from "../../../protocol/recall-set.ts";
import { rollingIdsOfDay } from "../../../protocol/rolling-id.ts";
import type { Stream } from "../../lib/random.ts";
import { sha256 } from "../../lib/sha256.ts";

const EPOCHS = 96;
const FIRST_EPOCH = 96 * 20_643;
const CALL = RECALL_WORDS.indexOf("call");
/** Tokens that are near in some epochs, each known by its rolling ID. */
export const NEAR = 12;
/** An epoch in which somebody near comes or goes, of as many. */
const STAYS = 8;

/** Tags that a place sends in an epoch: by advert, at the epoch's start and at its end. */
export interface Sent {
  readonly start: readonly Uint8Array[];
  readonly end: readonly Uint8Array[];
}

export interface ObservedDay {
  /** By place (two), then by epoch. */
  readonly places: readonly (readonly Sent[])[];
  /** By token that is near some time, then by epoch: its rolling ID where it was near. */
  readonly near: readonly (readonly (Uint8Array | undefined)[])[];
}

/** How many are called, and which of those who are near is; undefined where nobody is called. */
interface Truth {
  readonly called: number;
  readonly who: number | undefined;
}

/** What a place makes of a call; `wanted`: tags in an order that stays. */
interface Turn {
  readonly epoch: number;
  readonly place: number;
  readonly wanted: readonly Uint8Array[];
  /** One chaff for both places, and each place's own. */
  readonly chaff: Chaff;
  readonly ownChaff: readonly Chaff[];
  /** Of who is called and known to be near: whether they are near now, and their rolling ID. */
  readonly isNear: boolean;
  readonly id: Uint8Array | undefined;
}

type Design = (turn: Turn) => readonly Uint8Array[] | Sent;

/** As the protocol says, and six mistakes, each of which tells something. */
export const DESIGNS = {
  "as specified": ({ epoch, wanted, chaff }) => recallSet(epoch, wanted, chaff),
  "as many adverts as calls need": ({ epoch, wanted, chaff }) =>
    recallSet(epoch, wanted, chaff, Math.ceil(wanted.length / MOST_TAGS)),
  "one day's chaff": ({ epoch, wanted, chaff }) =>
    recallSet(epoch, wanted, (_, index) => chaff(FIRST_EPOCH, index)),
  "chaff that leans": ({ epoch, wanted, chaff }) =>
    recallSet(epoch, wanted, (e, index) => chaff(e, index).map((byte) => byte % 251)),
  "each place its own chaff": ({ epoch, place, wanted, ownChaff }) =>
    recallSet(epoch, wanted, ownChaff[place]!),
  "a call put in at once": ({ epoch, wanted, chaff }) => ({
    start: recallSet(epoch, wanted.slice(0, -1), chaff),
    end: recallSet(epoch, wanted, chaff),
  }),
  "rolling IDs for tags": ({ epoch, wanted, chaff, id }) =>
    recallSet(epoch, id ? [id.subarray(0, TAG_BYTES), ...wanted.slice(1)] : wanted, chaff),
  "called only where they are": ({ epoch, place, wanted, chaff, isNear }) =>
    recallSet(epoch, place === 0 && !isNear ? wanted.slice(1) : wanted, chaff),
} as const satisfies Readonly<Record<string, Design>>;

export type DesignName = keyof typeof DESIGNS;

/** A day of so many calls, the first of them of somebody near. */
export function observedDay(design: DesignName, called: number, stream: Stream): [ObservedDay, Truth] {
  const bytes = (count: number) => Uint8Array.from({ length: count }, () => stream.below(256));
  const key = () => hmacKey(bytes(32));
  const chaff = chaffOf(sha256, key());
  const ownChaff = [chaffOf(sha256, key()), chaffOf(sha256, key())];
  const keys = Array.from({ length: called }, key);
  const near = Array.from({ length: NEAR }, () => nearBy(rollingIdsOfDay(sha256, bytes(32)), stream));
  const who = called > 0 ? stream.below(NEAR) : undefined;
  const sentBy = (place: number) =>
    Array.from({ length: EPOCHS }, (_, i): Sent => {
      const epoch = FIRST_EPOCH + i;
      const wanted = keys.map((one) => recallTags(sha256, one, epoch)[CALL]!);
      const id = who === undefined ? undefined : near[who]![i];
      const sent = DESIGNS[design]({ epoch, place, wanted, chaff, ownChaff, isNear: id !== undefined, id });
      return "start" in sent ? sent : { start: sent, end: sent };
    });
  return [
    { places: [sentBy(0), sentBy(1)], near },
    { called, who },
  ];
}

/** Comes and goes. */
function nearBy(ids: readonly Uint8Array[], stream: Stream): (Uint8Array | undefined)[] {
  let isNear = stream.chance(0.5);
  return ids.map((id) => {
    if (stream.below(STAYS) === 0) isNear = !isNear;
    return isNear ? id : undefined;
  });
}

/** The tags of adverts, in their order. */
export function tagsOn(adverts: readonly Uint8Array[]): Uint8Array[] {
  return adverts.flatMap((bytes) => {
    const advert = decodeGateAdvert(bytes);
    return advert.ok ? advert.value.tags : [];
  });
}
