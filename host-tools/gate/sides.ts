/**
 * Directions by two sides: who was heard on one side alone and then on the other alone has gone through. Strengths of the two
 * are never compared (US10667107B2): a side hears somebody or does not. So the sides must not reach across (layout.ts).
 */
import type { Passage } from "../contract/gates.ts";
import { beginsAtTurn, endsAtTurn, minuteAt } from "./turns.ts";

type TwoSides = "inside" | "outside";

/** How long one side must have been alone, with how many adverts, ms. A background advert comes each 2 s, one of four is lost. */
const WINDOW_MS = 10_000;
const FEWEST = 2;
/** So long somebody must be heard on the new side alone before they count as gone through: who stands between is heard on both. */
const SETTLE_MS = 15_000;
/** Who was not heard for so long has gone. */
const GONE_MS = 30_000;
/** Who has come or gone is believed to be where so many adverts alone have put them. */
const ENOUGH = 3;
/** Two rendezvous pass until everybody was heard, ms. */
const AROUND_MS = 90_000;

interface Track {
  readonly firstAt: number;
  lastAt: number;
  /** What was heard within the window, oldest first. */
  readonly recent: { readonly at: number; readonly side: TwoSides }[];
  readonly lastOn: Record<TwoSides, number>;
  /** Since when only this side hears them, and how often it has. */
  alone: { readonly side: TwoSides; readonly since: number; adverts: number } | undefined;
  /** Where they are. */
  side: TwoSides | undefined;
}

export class Sides {
  readonly #tracks = new Map<string, Track>();

  /** Passages that this advert has settled. */
  hear(prefix: string, side: TwoSides, at: number): Passage[] {
    const track = this.#trackOf(prefix, at);
    track.lastAt = Math.max(track.lastAt, at);
    track.lastOn[side] = at;
    track.recent.push({ at, side });
    while (track.recent[0]!.at < at - WINDOW_MS) track.recent.shift();
    noteAlone(track, side, at);
    return isSettled(track, at) ? settle(prefix, track) : [];
  }

  /** What those have left behind who are not heard any more. */
  sweep(now: number): Passage[] {
    const left: Passage[] = [];
    for (const [prefix, track] of this.#tracks) {
      if (now - track.lastAt < GONE_MS) continue;
      this.#tracks.delete(prefix);
      if (track.alone && track.alone.adverts >= ENOUGH) left.push(...settle(prefix, track));
      if (track.side !== undefined && endsAtTurn(track.lastAt, AROUND_MS))
        left.push(there(prefix, track.side, track.lastAt));
    }
    return left;
  }

  /** IDs that are on the inner side now. */
  inside(): number {
    let count = 0;
    for (const { side } of this.#tracks.values()) if (side === "inside") count++;
    return count;
  }

  #trackOf(prefix: string, at: number): Track {
    const found = this.#tracks.get(prefix);
    if (found) return found;
    const track: Track = {
      firstAt: at,
      lastAt: at,
      recent: [],
      lastOn: { inside: -Infinity, outside: -Infinity },
      alone: undefined,
      side: undefined,
    };
    this.#tracks.set(prefix, track);
    return track;
  }
}

function noteAlone(track: Track, side: TwoSides, at: number): void {
  const { recent } = track;
  if (recent.some((one) => one.side !== side)) track.alone = undefined;
  else if (track.alone?.side === side) track.alone.adverts++;
  else if (recent.length >= FEWEST) track.alone = { side, since: recent[0]!.at, adverts: recent.length };
  else if (track.alone && at - track.lastOn[track.alone.side] > WINDOW_MS) track.alone = undefined;
}

/** Where somebody comes from is known soon; that they have gone through has to last. */
function isSettled({ alone, side }: Track, at: number): boolean {
  if (!alone) return false;
  return side === undefined ? alone.adverts >= ENOUGH : at - alone.since >= SETTLE_MS;
}

/** They are where they are heard alone: a passage, where they were on the other side before. */
function settle(prefix: string, track: Track): Passage[] {
  const { side, since } = track.alone!;
  const before = track.side;
  if (before === side) return [];
  track.side = side;
  if (before === undefined)
    return beginsAtTurn(track.firstAt, AROUND_MS) ? [there(prefix, side, track.firstAt)] : [];
  const crossedAt = (track.lastOn[before] + since) / 2;
  return [
    {
      minute: minuteAt(crossedAt),
      side,
      direction: side === "inside" ? "in" : "out",
      evidence: "sides",
      prefix,
    },
  ];
}

function there(prefix: string, side: TwoSides, at: number): Passage {
  return { minute: minuteAt(at), side, direction: "there", evidence: "turn", prefix };
}
