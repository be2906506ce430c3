/** From the records of both sides to the list: whose they are, what they come to, and the order to call people in. */
import { type Contact, contactOf, NEAREST_MINUTES } from "../../../protocol/contact.ts";
import type { ContactRule } from "../../../protocol/rules.ts";
import type { Sliced } from "../concurrency/slices.ts";
import { type Confidence, confidenceOf } from "./confidence.ts";
import type { SightedRow } from "./counted-records.ts";
import { shared, type WornSpan } from "./wearers.ts";

export interface MatchedContact extends Contact {
  /** The token that was near for the most minutes, and all that were. */
  readonly token: number;
  readonly tokens: readonly number[];
  /** Who wore them then, where that is known. */
  readonly person?: string;
  readonly confidence: Confidence;
}

/** Everything of one contact. */
interface Pair {
  readonly person: string | undefined;
  readonly rows: SightedRow[];
  /** Records by token. */
  readonly tokens: Map<number, number>;
}

/** Adds rows that are of one token to the contact that they are of. */
function addTo(
  pairs: Map<string, Pair>,
  person: string | undefined,
  token: number,
  rows: readonly SightedRow[],
): void {
  const name = person ?? String(token);
  let pair = pairs.get(name);
  if (!pair) {
    pair = { person, rows: [], tokens: new Map() };
    pairs.set(name, pair);
  }
  for (const row of rows) pair.rows.push(row);
  pair.tokens.set(token, (pair.tokens.get(token) ?? 0) + rows.length);
}

const withMinutes = (row: SightedRow, minutes: number, isUnclear: boolean): SightedRow =>
  minutes === row.minutes && !isUnclear ? row : { ...row, minutes, isUnclear };

/**
 * Records by the token that the contact wore, to contacts by wearer where `worn` knows one; in order of
 * calling. What somebody wore who may not be used for contacts is left out. `own` counts records of tokens that the case itself wore then.
 */
export function* contactsFrom(
  sighted: ReadonlyMap<number, readonly SightedRow[]>,
  worn: ReadonlyMap<number, readonly WornSpan[]>,
  casePerson: string | undefined,
  rule: ContactRule,
): Sliced<{ readonly contacts: MatchedContact[]; readonly own: number }> {
  const pairs = new Map<string, Pair>();
  let own = 0;
  for (const [other, rows] of sighted) {
    yield;
    const spans = worn.get(other);
    if (!spans) {
      addTo(pairs, undefined, other, rows);
      continue;
    }
    for (const row of rows)
      for (const { person, minutes, isUnclear } of shared(spans, row.epoch, row.minutes))
        if (person === null) continue;
        else if (person !== undefined && person === casePerson) own++;
        else addTo(pairs, person, other, [withMinutes(row, minutes, isUnclear)]);
  }
  const contacts: MatchedContact[] = [];
  for (const pair of pairs.values()) {
    const matched = matchedOf(pair, rule);
    if (matched) contacts.push(matched);
    yield;
  }
  return { contacts: contacts.sort(inOrderOfCalling), own };
}

function matchedOf({ person, rows, tokens }: Pair, rule: ContactRule): MatchedContact | undefined {
  const contact = contactOf(rows, rule);
  if (!contact) return undefined;
  const inOrder = [...tokens].sort(([a, n], [b, m]) => m - n || a - b).map(([serial]) => serial);
  // Assigned and not spread: an object of so many spread fields becomes a slow table.
  const matched: MatchedContact = Object.assign(contact, {
    token: inOrder[0]!,
    tokens: inOrder,
    confidence: confidenceOf(contact, rule, {
      restsOnEarly: restsOnEarly(contact, rows, rule),
      isWearerUnclear: rows.some(({ isUnclear }) => isUnclear),
    }),
  });
  return person === undefined ? matched : Object.assign(matched, { person });
}

/** Whether a contact would be none without IDs that had been on the air before their time. */
function restsOnEarly({ isContact }: Contact, rows: readonly SightedRow[], rule: ContactRule): boolean {
  if (!isContact || !rows.some(({ isEarly }) => isEarly)) return false;
  return (
    contactOf(
      rows.filter(({ isEarly }) => !isEarly),
      rule,
    )?.isContact !== true
  );
}

/**
 * Who is called first: contacts, and of those who were near for a quarter of an hour the nearest in it. How near says
 * more of a true contact than how long (docs/CASES.md): a long shift has many quarters of an hour.
 */
export function inOrderOfCalling(a: MatchedContact, b: MatchedContact): number {
  const isLong = a.closeMinutes >= NEAREST_MINUTES;
  return (
    Number(b.isContact) - Number(a.isContact) ||
    Number(b.closeMinutes >= NEAREST_MINUTES) - Number(isLong) ||
    (isLong ? a.nearestLoss - b.nearestLoss : 0) ||
    b.closeMinutes - a.closeMinutes ||
    b.minutes - a.minutes ||
    a.token - b.token
  );
}
