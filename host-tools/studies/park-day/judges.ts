/** Rules, and oracles that know more than any rule can, as judges of the pairs of a drawn world. */
import { type Contact, contactOf, fuseEpochs, lossOf, type PeersByEpoch } from "../../../protocol/contact.ts";
import { type ContactRule, DEFAULT_RULE } from "../../../protocol/rules.ts";
import {
  mostTaken,
  SHARED_PEERS_WEIGHTS,
  type SharedPeers,
  type SharedPeersWeights,
  sharedPeersOf,
} from "../../../protocol/shared-peers.ts";
import { hash, normalOf, unitOf } from "../../lib/random.ts";
import { EPOCH_MS, MINUTE_MS } from "../../lib/time.ts";
import type { Places } from "../../world/scene.ts";
import { type DrawnWorld, rowsAt } from "./drawn-world.ts";

export const JUDGES = [
  "old rule",
  "shared peers",
  "three of five peers",
  "order alone",
  "known offsets",
  "known distances",
] as const;
export type Judge = (typeof JUDGES)[number];

const OLD: ContactRule = { ...DEFAULT_RULE, sharedPeers: undefined };
/** Share of the shared peers that are left where some are taken away: 9 of 14, as recordings have them (docs/SUMMARY.md). */
const LEFT = 0.6;
/** What the losses of recorded windows spread by about a line over the distance when wearers' offsets are known, dB (docs/SUMMARY.md). */
const RECORDED_NOISE_DB = 4.4;
/** Loss grows by so much for each tenfold distance, dB; at two metres it is the rule's own limit. */
const SLOPE_DB = 19.5;
/** Losses so far above the limit are looked at, too: up to there a rule of equal recall may have to go. */
const MARGIN_DB = 8;

export interface Verdict {
  /** As the rule says; undefined: never heard. */
  readonly contact: Contact | undefined;
  /** The near loss from which on the pair would be a contact, dB; Infinity: never. */
  readonly from: number;
}

/** Verdicts of every judge on all pairs of the world, in their order. */
export function verdictsOf(
  world: DrawnWorld,
  seed: number,
  weights: SharedPeersWeights = SHARED_PEERS_WEIGHTS,
): Readonly<Record<Judge, readonly Verdict[]>> {
  const { pairs, offsetOf } = world;
  const old = pairs.map(({ rows }) => verdict(rows, OLD));
  const shared = withPeers(world, weights, () => true);
  return {
    "old rule": old,
    "shared peers": shared,
    "order alone": old.map(({ contact, from }, i) => ({
      from,
      contact: orderedBy(contact, shared[i]!.contact),
    })),
    "three of five peers": withPeers(world, weights, (peer) => unitOf(hash(seed, 51, peer)) < LEFT),
    "known offsets": pairs.map(({ a, b, rows }) => {
      const both = offsetOf(a) + offsetOf(b);
      return verdict(
        rowsAt(rows, (_, row) => lossOf(row) + both),
        OLD,
      );
    }),
    "known distances": knowingDistances(world, seed),
  };
}

/** Called as by one rule, in the order of another. */
function orderedBy(contact: Contact | undefined, other: Contact | undefined): Contact | undefined {
  return contact && other ? { ...contact, nearestLoss: other.nearestLoss } : contact;
}

type Rows = Parameters<typeof contactOf>[0];

function verdict(rows: Rows, rule: ContactRule, peers?: PeersByEpoch): Verdict {
  const contact = contactOf(rows, rule, peers);
  return { contact, from: contact ? limitOf(rows, rule, peers) : Number.POSITIVE_INFINITY };
}

/** Of the losses of its epochs the least at which the pair is a contact: verdicts only come as the limit grows. */
function limitOf(rows: Rows, rule: ContactRule, peers?: PeersByEpoch): number {
  const losses = fuseEpochs(rows, rule, peers)
    .map(({ loss }) => loss)
    .filter((loss) => loss <= rule.nearLoss + MARGIN_DB)
    .sort((x, y) => x - y);
  let [low, high] = [0, losses.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (contactOf(rows, { ...rule, nearLoss: losses[middle]! }, peers)?.isContact) high = middle;
    else low = middle + 1;
  }
  return losses[low] ?? Number.POSITIVE_INFINITY;
}

/** By the product's own function, where both logs speak and the verdict can change. */
function withPeers(
  { logs, pairs }: DrawnWorld,
  weights: SharedPeersWeights,
  isLeft: (peer: number) => boolean,
): Verdict[] {
  const rule: ContactRule = { ...DEFAULT_RULE, sharedPeers: weights };
  const reach = rule.nearLoss + MARGIN_DB + mostTaken(weights);
  const wanted = new Map<number, number[]>();
  pairs.forEach(({ rows }, pair) => {
    for (const { epoch, evidence, loss } of fuseEpochs(rows, OLD))
      if (evidence === "both" && loss <= reach) {
        const list = wanted.get(epoch) ?? [];
        wanted.set(epoch, list);
        list.push(pair);
      }
  });
  const found = pairs.map((): Map<number, SharedPeers> => new Map());
  for (const [epoch, list] of wanted) {
    const held = Array.from({ length: logs.people }, (_, token) => {
      const losses = new Map<number, number>();
      for (let peer = 0; peer < logs.people; peer++) {
        const summary = logs.summary(epoch, token, peer);
        // Who is taken away is in nobody's log: a person without a token.
        if (summary && isLeft(peer)) losses.set(peer, lossOf(summary));
      }
      return losses;
    });
    for (const pair of list) {
      const { a, b } = pairs[pair]!;
      const shared = sharedPeersOf(held[a]!, held[b]!, weights);
      if (shared) found[pair]!.set(epoch, shared);
    }
  }
  return pairs.map(({ rows }, pair) => verdict(rows, rule, found[pair]!));
}

/** The true distance of each quarter of an hour, and the noise that recordings have beyond it. */
function knowingDistances({ scene, logs, pairs }: DrawnWorld, seed: number): Verdict[] {
  const ways = new Map(logs.epochs.map((epoch) => [epoch, meanWays(scene, epoch)]));
  return pairs.map(({ a, b, rows }) => {
    const lossIn = (epoch: number) => {
      const noise = RECORDED_NOISE_DB * normalOf(hash(seed, 52, a, b, epoch));
      return OLD.nearLoss + SLOPE_DB * ways.get(epoch)![b * logs.people + a]! + noise;
    };
    return verdict(rowsAt(rows, lossIn), OLD);
  });
}

/** Of each pair at [larger * people + smaller], the mean over the minutes of an epoch of the logarithm of the distance in pairs of metres; far where they were not together. */
function meanWays(scene: Places, epoch: number): Float64Array {
  const people = scene.day.people.length;
  const sums = new Float64Array(people * people);
  const counts = new Uint8Array(people * people);
  // Everybody at one time after the other: places are worked out once for each.
  for (let t = epoch * EPOCH_MS + MINUTE_MS / 2; t < (epoch + 1) * EPOCH_MS; t += MINUTE_MS)
    for (let b = 1; b < people; b++)
      for (let a = 0; a < b; a++) {
        const metres = scene.distance(a, b, t);
        if (!Number.isFinite(metres)) continue;
        const i = b * people + a;
        sums[i] = sums[i]! + Math.log10(metres / 2);
        counts[i] = counts[i]! + 1;
      }
  return sums.map((sum, i) => (counts[i] === 0 ? 2 : sum / counts[i]!));
}
