/** What an observer makes numbers of: of a day for how many are called, and of each token that is near for whether it is. */
import { createHash } from "node:crypto";
import { toHex } from "../../../protocol/bytes.ts";
import { TAG_BYTES } from "../../../protocol/gate-advert.ts";
import { mean, variance } from "../../lib/statistics.ts";
import { type ObservedDay, type Sent, tagsOn } from "./observed-day.ts";

/** A place's epoch, its tags as text and as bytes. */
interface Heard {
  readonly adverts: number;
  readonly tags: readonly Uint8Array[];
  readonly names: readonly string[];
  /** Tags that were there at the epoch's end and not at its start. */
  readonly changed: number;
}

/** What was heard at the first place, and the clues of each epoch: made once for all questions. */
interface HeardDay {
  readonly here: readonly Heard[];
  readonly epochs: readonly (readonly number[])[];
}

export function heardDay({ places }: ObservedDay): HeardDay {
  const [here, there] = places.map((epochs) => epochs.map(heardEpoch));
  return { here: here!, epochs: here!.map((one, i) => epochClues(one, there![i]!)) };
}

function heardEpoch({ start, end }: Sent): Heard {
  const tags = tagsOn(end);
  const names = tags.map(toHex);
  const before = start === end ? undefined : new Set(tagsOn(start).map(toHex));
  const changed = before ? names.filter((name) => !before.has(name)).length : 0;
  return { adverts: end.length, tags, names, changed };
}

const common = (a: readonly string[], b: readonly string[]): number => {
  const other = new Set(b);
  return a.filter((name) => other.has(name)).length;
};

/** Of an epoch at both places. */
function epochClues(here: Heard, there: Heard): number[] {
  const bytes = here.tags.flatMap((tag) => [...tag]);
  return [
    here.adverts,
    new Set(here.names).size,
    here.changed,
    common(here.names, there.names),
    bytes.length > 0 ? mean(bytes) : 0,
    Math.max(0, ...bytes),
    bytes.filter((byte) => byte & 1).length,
    bytes.filter((byte) => byte & 128).length,
  ];
}

/** Numbers of a day, always in the same order, for how many are called. */
export function dayClues({ here, epochs }: HeardDay): number[] {
  const each = epochs[0]!.map((_, clue) => epochs.map((clues) => clues[clue]!));
  const names = here.flatMap((one) => one.names);
  const repeated = here.slice(1).map((one, i) => common(one.names, here[i]!.names));
  const counts = new Array<number>(256).fill(0);
  for (const { tags } of here) for (const tag of tags) for (const byte of tag) counts[byte]!++;
  const least = here.flatMap(({ tags }) => (tags[0] ? [tags[0][0]!] : []));
  return [
    ...each.flatMap((values) => [mean(values), Math.sqrt(variance(values))]),
    new Set(names).size,
    mean(repeated),
    variance(counts),
    mean(counts.slice(251)),
    least.length > 0 ? mean(least) : 0,
  ];
}

/** Numbers of a token that was near at times, for whether it is the one that is called. */
export function tokenClues({ here, epochs }: HeardDay, near: readonly (Uint8Array | undefined)[]): number[] {
  const split = (clue: number): number => {
    const [present, absent]: [number[], number[]] = [[], []];
    for (const [i, clues] of epochs.entries()) (near[i] ? present : absent).push(clues[clue]!);
    return present.length > 0 && absent.length > 0 ? mean(present) - mean(absent) : 0;
  };
  const nearest = near.flatMap((id, i) => (id ? [kinship(id, here[i]!.tags)] : []));
  const least = (k: number) => (nearest.length > 0 ? mean(nearest.map((bits) => bits[k]!)) : 0);
  return [...epochs[0]!.map((_, clue) => split(clue)), least(0), least(1), least(2)];
}

/** By how few bits any tag differs from an ID's first bytes, from its last ones, and from the ID's hash. */
function kinship(id: Uint8Array, tags: readonly Uint8Array[]): number[] {
  const hash = createHash("sha256").update(id).digest().subarray(0, TAG_BYTES);
  return [id.subarray(0, TAG_BYTES), id.subarray(-TAG_BYTES), hash].map((made) =>
    Math.min(8 * TAG_BYTES, ...tags.map((tag) => differing(tag, made))),
  );
}

/** Bits that are set in a byte. */
const BITS = Uint8Array.from({ length: 256 }, (_, byte) => byte.toString(2).replaceAll("0", "").length);

function differing(a: Uint8Array, b: Uint8Array): number {
  let bits = 0;
  for (let i = 0; i < TAG_BYTES; i++) bits += BITS[a[i]! ^ b[i]!]!;
  return bits;
}
