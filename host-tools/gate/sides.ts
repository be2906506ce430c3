/**
 * Directions by two sides: who was heard on one side alone and then on the other alone has gone through. Strengths of the two
 * are never compared (US10667107B2): a side hears somebody or does not, and adverts are counted. So the sides must not reach across
 * (layout.ts); an advert that a lucky moment carries across makes nobody heard on both.
 */
import type { Passage } from "../contract/gates.ts";
import { beginsAtTurn, endsAtTurn, minuteAt } from "./turns.ts";

type TwoSides = "inside" | "outside";

/**
 * A side is alone that has heard so many adverts within so long, ms, and for each that the other side has heard so many. A background
 * advert comes each 2 s, one of four is lost.
 */
const WINDOW_MS = 25_000;
const FEWEST = 2;
const MORE = 4;
/** So long somebody must be heard on the new side alone before they count as gone through: who stands between is heard on both. */
const SETTLE_MS = 25_000;
/** Who was not heard for so long is between the sides or has gone: what was begun is settled. */
const SILENT_MS = 30_000;
/** Who was not heard for so long has gone: where they were is forgotten. Between the two sides one walks in silence. */
const GONE_MS = 240_000;
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
  /** Since when this side alone hears them, and how often it has. */
  alone: { readonly side: TwoSides; readonly since: number; adverts: number } | undefined;
  /** Where they are. */
  side: TwoSides | undefined;
  /** Since the last advert, what silence tells has been told. */
  isSilent: boolean;
}

export class Sides {
  readonly #tracks = new Map<string, Track>();

  /** Passages that this advert has settled. */
  hear(prefix: string, side: TwoSides, at: number): Passage[] {
    const track = this.#trackOf(prefix, at);
    track.lastAt = Math.max(track.lastAt, at);
    track.isSilent = false;
    track.lastOn[side] = at;
    track.recent.push({ at, side });
    while (track.recent[0]!.at < at - WINDOW_MS) track.recent.shift();
    noteAlone(track, side);
    // An advert of the other side settles nothing: they may have turned back.
    return track.alone?.side === side && isSettled(track, at) ? settle(prefix, track) : [];
  }

  /** What those have left behind who are not heard any more. */
  sweep(now: number): Passage[] {
    const left: Passage[] = [];
    for (const [prefix, track] of this.#tracks) {
      if (now - track.lastAt >= GONE_MS) this.#tracks.delete(prefix);
      if (track.isSilent || now - track.lastAt < SILENT_MS) continue;
      track.isSilent = true;
      if (track.alone && track.alone.adverts >= ENOUGH) left.push(...settle(prefix, track));
      if (track.side !== undefined && endsAtTurn(track.lastAt, AROUND_MS))
        left.push(there(prefix, track.side, track.lastAt));
    }
    return left;
  }

  /** IDs that are on the inner side now: who is silent has gone, or has another ID since. */
  inside(): number {
    let count = 0;
    for (const { side, isSilent } of this.#tracks.values()) if (side === "inside" && !isSilent) count++;
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
      isSilent: false,
    };
    this.#tracks.set(prefix, track);
    return track;
  }
}

function noteAlone(track: Track, side: TwoSides): void {
  const { recent, alone } = track;
  const mine = recent.filter((one) => one.side === side);
  const others = recent.length - mine.length;
  if (mine.length >= FEWEST && mine.length >= MORE * others) {
    if (alone?.side === side) alone.adverts++;
    else track.alone = { side, since: mine[0]!.at, adverts: mine.length };
  } else if (alone && alone.side !== side && others < MORE * mine.length) track.alone = undefined;
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
