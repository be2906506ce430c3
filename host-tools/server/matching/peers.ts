/**
 * What the case's log and a contact's log hold in common: of epochs in which both tell of the pair and in which that can change the
 * verdict, the contact's own records. Peers are told apart by their prefixes; nobody is resolved, and only how many they are and
 * their correlation is kept of them.
 */
import { contactOfEpochs, type FusedEpoch, lossOf, type PeersByEpoch } from "../../../protocol/contact.ts";
import { MINUTES_PER_EPOCH } from "../../../protocol/epoch.ts";
import { decodeSummary } from "../../../protocol/record.ts";
import type { ContactRule } from "../../../protocol/rules.ts";
import { mostTaken, type SharedPeers, sharedPeersOf } from "../../../protocol/shared-peers.ts";
import type { Sliced } from "../concurrency/slices.ts";
import type { EncounterRow, Encounters } from "./encounter-rows.ts";
import type { Pair } from "./pairs.ts";
import { shared, type WornSpan } from "./wearers.ts";

/** One epoch of a contact's token. */
interface TokenEpoch {
  readonly token: number;
  readonly epoch: number;
}

/** By token of the contact. */
export type PeersByToken = ReadonlyMap<number, PeersByEpoch>;

/** Epochs to be read, and of how many contacts. */
interface WantedPeers {
  readonly epochs: readonly TokenEpoch[];
  readonly contacts: number;
}

const FULL = (1 << MINUTES_PER_EPOCH) - 1;
const ROWS_IN_STEP = 256;

/**
 * Of pairs who may be contacts by the rule, whatever others say, the epochs that may be near. An epoch in which somebody else wore the
 * contact's token, too, is left out: that one's records are nobody's business here.
 */
export function* wantedPeers(
  pairs: Iterable<Pair>,
  worn: ReadonlyMap<number, readonly WornSpan[]>,
  rule: ContactRule,
): Sliced<WantedPeers> {
  const epochs: TokenEpoch[] = [];
  let contacts = 0;
  if (!rule.sharedPeers || !Number.isFinite(rule.nearLoss)) return { epochs, contacts };
  const most = mostTaken(rule.sharedPeers);
  for (const pair of pairs) {
    yield;
    const near = pair.epochs.filter(
      ({ evidence, loss }) => evidence === "both" && loss <= rule.nearLoss + most,
    );
    if (near.length === 0 || !contactOfEpochs(atNearest(pair.epochs, most), rule)?.isContact) continue;
    const before = epochs.length;
    for (const token of pair.tokens.keys())
      for (const { epoch } of near)
        if (isTheirsAlone(worn.get(token), pair, epoch)) epochs.push({ token, epoch });
    if (epochs.length > before) contacts++;
  }
  return { epochs, contacts };
}

/** As near as others may find the pair: of an epoch that one log alone tells of they say nothing. */
function atNearest(epochs: readonly FusedEpoch[], most: number): FusedEpoch[] {
  return epochs.map((epoch) => (epoch.evidence === "both" ? { ...epoch, loss: epoch.loss - most } : epoch));
}

/** Of somebody with two tokens the other one may have been somebody else's then. */
function isTheirsAlone(spans: readonly WornSpan[] | undefined, { person }: Pair, epoch: number): boolean {
  return spans === undefined || shared(spans, epoch, FULL).every((part) => part.person === person);
}

type LossesByEpoch = Map<number, Map<number, number>>;

/** `own`: the case's log; `isOfCase` tells whether the case wore its token then. `theirs`: records of the wanted epochs. */
export function* peersFrom(
  wanted: readonly TokenEpoch[],
  own: Encounters,
  isOfCase: (row: EncounterRow) => boolean,
  theirs: Encounters,
): Sliced<PeersByToken> {
  const epochs = new Set(wanted.map(({ epoch }) => epoch));
  const ownLosses: LossesByEpoch = new Map();
  for (let i = 0; i < own.length; i++) {
    const row = own.row(i);
    if (epochs.has(row.epoch) && isOfCase(row)) addLoss(ownLosses, row);
    if (i % ROWS_IN_STEP === 0) yield;
  }
  const byToken = new Map<number, LossesByEpoch>();
  for (let i = 0; i < theirs.length; i++) {
    const row = theirs.row(i);
    addLoss(inside(byToken, row.recorder), row);
    if (i % ROWS_IN_STEP === 0) yield;
  }
  const peers = new Map<number, Map<number, SharedPeers>>();
  for (const { token, epoch } of wanted) {
    const mine = ownLosses.get(epoch);
    const other = byToken.get(token)?.get(epoch);
    const both = mine && other && sharedPeersOf(mine, other);
    if (!both) continue;
    inside(peers, token).set(epoch, both);
    yield;
  }
  return peers;
}

/** Of two records of one peer in one epoch the stronger counts. */
function addLoss(losses: LossesByEpoch, { epoch, prefix, summary }: EncounterRow): void {
  const ofEpoch = inside(losses, epoch);
  const loss = lossOf(decodeSummary(summary));
  const known = ofEpoch.get(prefix);
  if (known === undefined || loss < known) ofEpoch.set(prefix, loss);
}

/** The map that a map holds under a key. */
function inside<K, L, V>(maps: Map<K, Map<L, V>>, key: K): Map<L, V> {
  const known = maps.get(key);
  if (known) return known;
  const fresh = new Map<L, V>();
  maps.set(key, fresh);
  return fresh;
}

/** Of a contact who wore several tokens; of two in one epoch that which shares more. */
export function peersOfTokens(tokens: Iterable<number>, peers: PeersByToken): PeersByEpoch {
  const all = [...tokens].flatMap((token) => peers.get(token) ?? []);
  if (all.length <= 1) return all[0] ?? new Map();
  const merged = new Map<number, SharedPeers>();
  for (const ofToken of all)
    for (const [epoch, one] of ofToken)
      if ((merged.get(epoch)?.others ?? 0) < one.others) merged.set(epoch, one);
  return merged;
}
