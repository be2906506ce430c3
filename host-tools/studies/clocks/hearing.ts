/**
 * Who hears whom in a minute, in the light: bursts and spans as stretches of true time, each advert in a span heard with
 * the chance of the kind. No collisions of their own: they are in that chance.
 */
import { aheadBy } from "../../../protocol/clock-steering.ts";
import { rendezvousOffset } from "../../../protocol/rendezvous.ts";
import { type Heard, isLate, kindOf, type TokenClock } from "./token-clock.ts";

/** How one token hears another in its span. */
interface Reception {
  readonly inBurst: boolean;
  /** Adverts of it, at least one. */
  readonly adverts: number;
  readonly late: boolean;
}

const SILENT = undefined;
/** A turn comes up to so much later, s. */
const JITTER = 0.1;

/** Own span of the minute: what of a peer's adverts is heard, undefined for nothing. */
export function hearInSpan(listener: TokenClock, peer: TokenClock, minute: number): Reception | undefined {
  const { window } = listener.kind;
  const { background, heard } = peer.kind;
  const random = listener.random;
  // Time since the peer's rendezvous, by its clock, at the middle of the listener's span.
  const ahead = peer.error - listener.error;
  let after = ahead;
  let sameMinute = true;
  let peerMinute = minute;
  if (Math.abs(ahead) > 25) {
    const time = minute * 60 + rendezvousOffset(minute) / 1000 + ahead;
    const nearest = nearestRendezvous(time);
    after = time - nearest.at;
    peerMinute = nearest.minute;
    sameMinute = peerMinute === minute;
  }
  after -= peer.lean;
  const reach = peer.meets(peerMinute) ? peer.reach : 0;
  const from = Math.max(after - window / 2, -reach);
  const to = Math.min(after + window / 2, reach);
  const onAir = reach && (to - from) / peer.spacing;
  if (onAir > 0 && random.unit() < 1 - (1 - heard) ** onAir) {
    const adverts = Math.max(1, Math.round(onAir * heard));
    // A burst of another minute says nothing of the seconds.
    if (!sameMinute) return { inBurst: false, adverts, late: true };
    return {
      inBurst: true,
      adverts,
      late: isLate(minute, from + (to - from) * random.unit() - JITTER * random.unit()),
    };
  }
  // In its burst a token sends no advert of the background.
  const outside = window - Math.max(0, to - from);
  return random.unit() < (outside / background) * heard ? { inBurst: false, adverts: 1, late: true } : SILENT;
}

/** The rendezvous nearest to a peer's own time, Unix seconds. */
function nearestRendezvous(time: number): { minute: number; at: number } {
  const middle = Math.floor(time / 60);
  let best = { minute: middle, at: middle * 60 + rendezvousOffset(middle) / 1000 };
  for (const minute of [middle - 1, middle + 1]) {
    const at = minute * 60 + rendezvousOffset(minute) / 1000;
    if (Math.abs(time - at) < Math.abs(time - best.at)) best = { minute, at };
  }
  return best;
}

/** Counts a peer's adverts. */
export function count(heard: Heard, { inBurst, late, adverts }: Reception, peer: TokenClock): void {
  heard[kindOf(inBurst, late, peer.trusted)]! += adverts;
}

/** In wide listening the receiver is on for one in so many windows. */
export const WIDE_DUTY = 8;

/**
 * What 68 s of listening tell of one peer: how far it is ahead by the minute it names and the middle of its burst, s;
 * undefined when it is not heard or has no authenticated time.
 */
export function hearWide(listener: TokenClock, peer: TokenClock, minute: number): number | undefined {
  const random = listener.random;
  const missed = (1 - peer.kind.heard / WIDE_DUTY) ** ((2 * peer.reach) / peer.spacing);
  if (random.unit() < missed || !peer.trusted) return undefined;
  const own = minute * 60 + rendezvousOffset(minute) / 1000;
  const peerTime = own + peer.error - listener.error;
  const peerMinute = Math.floor(peerTime / 60) + 1;
  if (!peer.meets(peerMinute)) return undefined;
  const wait = peerMinute * 60 + rendezvousOffset(peerMinute) / 1000 + peer.lean - peerTime;
  return aheadBy(peerMinute & 0x1fffff, own + wait + random.between(-1, 1) * peer.spacing);
}
