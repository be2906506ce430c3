/** What happens to a token in a bench's day, the same for whatever runs its program: peers on the air, visits to a station. */
import { createHash } from "node:crypto";
import { encodeAdvert } from "../../../protocol/advert.ts";
import { toHex } from "../../../protocol/bytes.ts";
import { burstTurn } from "../../../protocol/clock-steering.ts";
import { MINUTES_PER_EPOCH } from "../../../protocol/epoch.ts";
import { rendezvousOffset } from "../../../protocol/rendezvous.ts";
import { hash } from "../../lib/random.ts";
import { MINUTE_MS } from "../../lib/time.ts";
import { BENCH_START, peerId } from "./bench-token.ts";

const DAY_MINUTES = 1440;
/** Figures begin so long after the start, in the middle of an epoch: what belongs to its border stays together. */
export const LEAD_MINUTES = 7;
/** Each peer's burst: an advert each so many ms, this many before the rendezvous and after it, each up to half of JITTER_MS off. */
const ADVERT_MS = 105;
const REACH = 3;
const JITTER_MS = 100;

export interface DayPlan {
  readonly name: string;
  readonly peers: number;
  /** Minutes at which a station syncs the token; it sets its clock at the start, too. */
  readonly syncs: readonly number[];
}

export const DAY_PLANS: readonly DayPlan[] = [
  { name: "alone", peers: 0, syncs: [] },
  { name: "company", peers: 10, syncs: [100, 480] },
];

interface Arrival {
  /** Ms since the token's power came on. */
  readonly at: number;
  readonly hex: string;
}

/** Adverts of all peers in a minute since the token's power came on, ascending by time: they keep true time. */
export function arrivalsOf({ peers }: DayPlan, minute: number): Arrival[] {
  const unixMinute = BENCH_START / MINUTE_MS + minute;
  const middle = minute * MINUTE_MS + rendezvousOffset(unixMinute);
  const epoch = Math.floor(minute / MINUTES_PER_EPOCH);
  const arrivals: Arrival[] = [];
  for (let peer = 0; peer < peers; peer++)
    for (let k = -REACH; k <= REACH; k++) {
      const jitter = (hash(peer, minute, k) % JITTER_MS) - JITTER_MS / 2;
      const at = middle + k * ADVERT_MS + jitter;
      const late = at >= middle + burstTurn(unixMinute) * 1000;
      const advert = encodeAdvert(peerId(peer, epoch), {
        version: 1,
        role: "token",
        clockTrusted: true,
        powerAtOneMetre: -60,
        inBurst: true,
        late,
        minute: unixMinute,
      });
      arrivals.push({ at, hex: toHex(advert) });
    }
  return arrivals.sort((one, other) => one.at - other.at);
}

/** Of all that happens in a day, for its transcript's head. */
export function inputHash(plan: DayPlan): string {
  const all = createHash("sha256").update(JSON.stringify(plan));
  for (let minute = 0; minute < DAY_MINUTES; minute++) all.update(JSON.stringify(arrivalsOf(plan, minute)));
  return all.digest("hex").slice(0, 16);
}
