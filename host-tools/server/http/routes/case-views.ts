/** Cases and contacts as the page shows them. */

import { tokenName } from "../../../../protocol/identity.ts";
import type { CaseView } from "../../../contract/cases.ts";
import type { PersonView, RadioContact } from "../../../contract/contacts.ts";
import { nameSortKey } from "../../../contract/names.ts";
import type { Person } from "../../../contract/persons.ts";
import { dayInProvince } from "../../../contract/province-time.ts";
import { isoOf } from "../../../lib/time.ts";
import { type Case, isOpen, needsReview, periodOf, reopenUntil, reviewDue } from "../../cases/case.ts";
import { casesFrom, findCase } from "../../cases/case-store.ts";
import { contactKey } from "../../cases/contact-list.ts";
import { isGone } from "../../cases/findings.ts";
import { approvalScope, filesOf } from "../../cases/scope.ts";
import type { Office } from "../../changes.ts";
import type { Queries } from "../../database/database.ts";
import type { MatchedContact } from "../../matching/contacts.ts";
import { wearingsOfToken } from "../../people/assignments.ts";
import { findPerson } from "../../people/person-store.ts";
import { accountName } from "../../staff/account-store.ts";

/** What a view looks through: the office, or a transaction of it. */
type Looking = Pick<Office, "queries" | "places" | "now">;

/** The office as it will be once a transaction is done. */
export function within({ places, now }: Looking, queries: Queries): Looking {
  return { queries, places, now };
}

export function placeName(office: Looking, place: string): string {
  return office.places.unit(place)?.name ?? office.places.organisation(place)?.name ?? place;
}

/** A person, a token and who wore it within the case's period, or a phone. */
async function viewOfSubject(office: Looking, of: Case): Promise<CaseView["subject"]> {
  const { subject } = of;
  if (subject.kind === "phone") return { kind: "phone" };
  if (subject.kind === "person") {
    const person = await findPerson(office.queries, subject.person);
    const known = person ? { name: person.name, born: person.birth.slice(0, 4) } : {};
    return Object.assign({ kind: "person", person: subject.person } as const, known);
  }
  const { serial } = subject;
  const wearers: NonNullable<CaseView["subject"]["wearers"]>[number][] = [];
  for (const { person, from, to } of await wearingsOfToken(office.queries, serial)) {
    if (!overlapsPeriod(of, from, to)) continue;
    const found = await findPerson(office.queries, person);
    if (!found) continue;
    const worn = { name: found.name, born: found.birth.slice(0, 4), from: isoOf(from) };
    wearers.push(to === undefined ? worn : Object.assign(worn, { to: isoOf(to) }));
  }
  return { kind: "token", serial, token: tokenName(serial), wearers };
}

/** World ms; still worn without `to`. */
function overlapsPeriod(of: Case, from: number, to: number | undefined): boolean {
  const period = periodOf(of);
  return dayInProvince(from) <= period.to && (to === undefined || dayInProvince(to) >= period.from);
}

/** `account` is who looks: whether they opened it themselves. */
export async function viewOfCase(office: Looking, of: Case, account: string): Promise<CaseView> {
  const until = reopenUntil(of) ?? 0;
  const { id, reference, ground, subject, place, onset, tested, rule, state } = of;
  const files = await filesOf(office.queries, of);
  const opener = await accountName(office.queries, of.openedBy);
  const parent = of.parent === undefined ? undefined : await findCase(office.queries, of.parent);
  return {
    id,
    reference,
    ground,
    place,
    placeName: placeName(office, place),
    subject: await viewOfSubject(office, of),
    ...(onset === undefined ? {} : { onset }),
    tested,
    ...periodOf(of),
    byHand: {
      ...(of.from === undefined ? {} : { from: of.from }),
      ...(of.to === undefined ? {} : { to: of.to }),
    },
    rule: rule as CaseView["rule"],
    state,
    isOpen: isOpen(of, office.now()),
    scope: approvalScope(of, files),
    ...(subject.kind === "phone" ? { phone: { keys: files.keys.length, rows: files.heard.length } } : {}),
    isOwn: of.openedBy === account,
    openedAt: isoOf(of.openedAt),
    ...(opener === undefined ? {} : { openedBy: opener }),
    ...(needsReview(of) ? { reviewDue: isoOf(reviewDue(of)) } : {}),
    ...(of.approvedAt === undefined ? {} : { approvedAt: isoOf(of.approvedAt) }),
    ...(of.refusedWhy === undefined ? {} : { refusedWhy: of.refusedWhy }),
    ...(of.closedAt === undefined ? {} : { closedAt: isoOf(of.closedAt) }),
    ...(office.now() < until ? { reopenUntil: isoOf(until) } : {}),
    ...(parent ? { parent: relatedView(office, of, parent) } : {}),
  };
}

/** A case with those of its contacts who became cases. */
export async function viewOfOneCase(office: Looking, of: Case, account: string): Promise<CaseView> {
  const from = [...(await casesFrom(office.queries, of.id)).values()];
  const children = from.map((child) => ({ ...relatedView(office, of, child), state: child.state }));
  return { ...(await viewOfCase(office, of, account)), children };
}

/** Of a place elsewhere only that there is one. */
function relatedView(office: Looking, of: Case, { id, reference, place }: Case) {
  const isNear = office.places.isWithin(place, of.place) || office.places.isWithin(of.place, place);
  return isNear ? { id, reference } : { id };
}

/** What a caller needs to know of a person: never their ID number. */
function viewOfPerson(office: Looking, person: Person): PersonView {
  const { id, name, birth, unit, phone, phoneShared, organisation, hamlet, group, guardian } = person;
  return {
    id,
    name,
    sortKey: nameSortKey(name),
    birth: birth.slice(0, 4),
    unit,
    unitName: placeName(office, unit),
    ...(phone === undefined ? {} : { phone }),
    ...(phoneShared ? { phoneShared } : {}),
    ...(organisation === undefined ? {} : { organisation: placeName(office, organisation) }),
    ...(hamlet === undefined ? {} : { hamlet }),
    ...(group === undefined ? {} : { group }),
    ...(guardian === undefined ? {} : { guardian }),
  };
}

/** Who a contact is by its key, for one that is on the list no more. */
export async function labelOf(office: Looking, key: string): Promise<string> {
  const person = await findPerson(office.queries, key);
  const serial = /^token-(\d+)$/.exec(key)?.[1];
  return person?.name ?? (serial === undefined ? key : tokenName(Number(serial)));
}

/** `firstKept`: world ms of the first record that is kept. */
export async function viewOfContact(
  office: Looking,
  contact: MatchedContact,
  firstKept = Number.NEGATIVE_INFINITY,
): Promise<RadioContact> {
  const person = contact.person === undefined ? undefined : await findPerson(office.queries, contact.person);
  const { minutes, closeMinutes, first, last, days, spells, closeSpells, distance, evidence } = contact;
  return {
    key: contactKey(contact),
    tokens: contact.tokens.map((serial) => ({ serial, name: tokenName(serial) })),
    minutes,
    closeMinutes,
    first,
    last,
    days: [...days],
    spells: [...spells],
    closeSpells: [...closeSpells],
    distance,
    evidence,
    // Of what an older program found nothing is known of others.
    judgedWith: contact.judgedWith ?? 0,
    isContact: contact.isContact,
    confidence: {
      level: contact.confidence.level,
      reasons: [
        ...contact.confidence.reasons,
        ...(days.some(({ date }) => isGone(date, firstKept)) ? (["records-gone"] as const) : []),
      ],
    },
    ...(person ? { person: viewOfPerson(office, person) } : {}),
    label: person?.name ?? contact.person ?? tokenName(contact.token),
  };
}
