/** Who is where with whom: workplaces of ten for a few hours on weekdays, and other people for a while each evening. */
import { Stream } from "../../lib/random.ts";

interface Stay {
  readonly token: number;
  readonly from: number;
  readonly to: number;
}

/** People in one room; minutes of the simulation. */
export interface Gathering {
  readonly from: number;
  readonly to: number;
  readonly stays: readonly Stay[];
}

const WORK_GROUP = 10;

/** The gatherings of one day, in order of their starts. Day 0 is a Monday. */
export function gatheringsOf(seed: number, tokens: number, day: number): Gathering[] {
  const random = new Stream(seed, 2, day);
  const found: Gathering[] = [];
  const start = day * 1440;
  if (day % 7 < 5) {
    for (let first = 0; first < tokens; first += WORK_GROUP) {
      const from = start + 480 + random.below(60);
      const members = Array.from({ length: Math.min(WORK_GROUP, tokens - first) }, (_, i) => first + i);
      found.push(gathering(members, from, 180, 15, random));
    }
  }
  const others = random.shuffled(Array.from({ length: tokens }, (_, i) => i));
  for (let at = 0; at < others.length; ) {
    const size = 2 + random.below(3);
    found.push(
      gathering(
        others.slice(at, at + size),
        start + 1020 + random.below(120),
        15 + random.below(60),
        3,
        random,
      ),
    );
    at += size;
  }
  return found.sort((a, b) => a.from - b.from);
}

/** Everybody comes and goes within `spread` minutes. */
function gathering(
  members: number[],
  from: number,
  minutes: number,
  spread: number,
  random: Stream,
): Gathering {
  const stays = members.map((token) => ({
    token,
    from: from + random.below(spread),
    to: from + minutes + random.below(spread),
  }));
  return { from: Math.min(...stays.map((s) => s.from)), to: Math.max(...stays.map((s) => s.to)), stays };
}
