/** From the records of both sides to the list: whose they are, what they come to, and the order to call people in. */
import {
  type Contact,
  contactOf,
  contactOfEpochs,
  NEAREST_MINUTES,
  type PeersByEpoch,
  withPeers,
} from "../../../protocol/contact.ts";
import type { ContactRule } from "../../../protocol/rules.ts";
import type { Sliced } from "../concurrency/slices.ts";
import { type Confidence, confidenceOf } from "./confidence.ts";
import type { SightedRow } from "./counted-records.ts";
import type { Pair } from "./pairs.ts";
import { type PeersByToken, peersOfTokens } from "./peers.ts";

export interface MatchedContact extends Contact {
  /** The token that was near for the most minutes, and all that were. */
  readonly token: number;
  readonly tokens: readonly number[];
  /** Who wore them then, where that is known. */
  readonly person?: string;
  readonly confidence: Confidence;
}

/** Contacts in order of calling; `peers`: what their logs hold in common with the case's, as far as it was read. */
export function* contactsFrom(
  pairs: readonly Pair[],
  rule: ContactRule,
  peers: PeersByToken = new Map(),
): Sliced<MatchedContact[]> {
  const contacts: MatchedContact[] = [];
  for (const pair of pairs) {
    const matched = matchedOf(pair, rule, peersOfTokens(pair.tokens.keys(), peers));
    if (matched) contacts.push(matched);
    yield;
  }
  return contacts.sort(inOrderOfCalling);
}

function matchedOf(pair: Pair, rule: ContactRule, peers: PeersByEpoch): MatchedContact | undefined {
  const contact = contactOfEpochs(withPeers(pair.epochs, rule, peers), rule);
  if (!contact) return undefined;
  const { person, tokens, rows } = pair;
  const inOrder = [...tokens]
    .sort(([a, n], [b, m]) => m.length - n.length || a - b)
    .map(([serial]) => serial);
  // Assigned and not spread: an object of so many spread fields becomes a slow table.
  const matched: MatchedContact = Object.assign(contact, {
    token: inOrder[0]!,
    tokens: inOrder,
    confidence: confidenceOf(contact, rule, {
      restsOnEarly: restsOnEarly(contact, rows, rule, peers),
      othersDecide: othersDecide(contact, pair, rule),
      isWearerUnclear: rows.some(({ isUnclear }) => isUnclear),
    }),
  });
  return person === undefined ? matched : Object.assign(matched, { person });
}

function othersDecide({ isContact, judgedWith }: Contact, { epochs }: Pair, rule: ContactRule): boolean {
  return judgedWith > 0 && contactOfEpochs(epochs, rule)?.isContact !== isContact;
}

/** Whether a contact would be none without IDs that had been on the air before their time. */
function restsOnEarly(
  { isContact }: Contact,
  rows: readonly SightedRow[],
  rule: ContactRule,
  peers: PeersByEpoch,
): boolean {
  if (!isContact || !rows.some(({ isEarly }) => isEarly)) return false;
  return (
    contactOf(
      rows.filter(({ isEarly }) => !isEarly),
      rule,
      peers,
    )?.isContact !== true
  );
}

const isDecidedByOthers = ({ confidence: { reasons } }: MatchedContact) => reasons.includes("others-decide");

/**
 * Who is called first: contacts, and of those who were near for a quarter of an hour the nearest in it. How near says
 * more of a true contact than how long (docs/CASES.md): a long shift has many quarters of an hour. Of those who are none the first are whom
 * the pair's own losses would call.
 */
export function inOrderOfCalling(a: MatchedContact, b: MatchedContact): number {
  const isLong = a.closeMinutes >= NEAREST_MINUTES;
  return (
    Number(b.isContact) - Number(a.isContact) ||
    (a.isContact ? 0 : Number(isDecidedByOthers(b)) - Number(isDecidedByOthers(a))) ||
    Number(b.closeMinutes >= NEAREST_MINUTES) - Number(isLong) ||
    (isLong ? a.nearestLoss - b.nearestLoss : 0) ||
    b.closeMinutes - a.closeMinutes ||
    b.minutes - a.minutes ||
    a.token - b.token
  );
}
