/** The case desk: lists of open cases, made anew when a log comes late, and what people may see of them. */

import { randomUUID } from "node:crypto";
import { epochAt } from "../../../protocol/epoch.ts";
import { refuse } from "../../contract/refusal.ts";
import { type Look, lastLook } from "../audit/contacts.ts";
import type { Queries } from "../database/database.ts";
import type { KeyWrapping } from "../keys/key-wrapping.ts";
import type { MatchedContact } from "../matching/contacts.ts";
import type { MatchParts } from "../matching/reading.ts";
import type { MatchRequest, MatchResult } from "../matching/request.ts";
import type { OfficeOf } from "../office/office.ts";
import { usableFor } from "../people/consents.ts";
import { standIns } from "../people/merged-ids.ts";
import { firstKept, latestLog } from "../store/log-times.ts";
import { type Case, isOpen, periodOf, ruleOf } from "./case.ts";
import {
  type CaseChange,
  importedKeys,
  type KeptContact,
  keptContacts,
  listCases,
  listOf,
  listsOf,
} from "./case-store.ts";
import {
  type CaseList,
  changesBetween,
  contactKey,
  entriesOf,
  hasChanged,
  isTokenKey,
  type ListChanges,
} from "./contact-list.ts";
import { bothFound, findingsOf } from "./findings.ts";
import { type HealthChange, toldOf, wrappedTold } from "./health-store.ts";
import { type Resolution, requestOf, requestOfContact, resolveAll, tokensOfPerson } from "./matching.ts";
import type { Told } from "./next-steps.ts";
import { passagesOfCase, type ZoneOfCase } from "./passages.ts";
import { dayKeysOfCase, type Publication, type TraceExport, traceOf } from "./publication.ts";
import type { Written } from "./written.ts";

interface DeskParts {
  /** Writes the look into the audit log, durably, before it computes a contact. */
  readonly match: (request: MatchRequest, look: Look) => Promise<MatchResult>;
  readonly matching: MatchParts;
  readonly wrapping: KeyWrapping;
  readonly office: OfficeOf<CaseChange>;
}

/** A case's newest list with what was done about each contact, and what changed since an earlier list. */
interface ListView {
  readonly list: CaseList;
  readonly contacts: readonly KeptContact[];
  /** When each list was made, newest first. World ms. */
  readonly lists: readonly Pick<CaseList, "number" | "madeAt">[];
  readonly before: CaseList | undefined;
  readonly changes: ListChanges;
  /** What this look has looked at; the list may have been made before. */
  readonly looked: Looked;
}

/** What was asked of a match, and what it looked at. */
export interface Looked {
  readonly request: MatchRequest;
  readonly result: MatchResult;
}

export interface CaseDesk {
  /**
   * The changes are those since list `since`; since the one that the same account saw last, or the one before, unless told.
   * Refusal: not-open. The look is in the audit log before anything is read.
   */
  list(of: Case, look: Look, since?: number): Promise<ListView>;
  /** Close contacts of one of the case's close contacts (F2), the case left out. Refusals: not-open, not-found, not-close. */
  contactsOf(of: Case, key: string, look: Look): Promise<Looked>;
  /** Resolves what the case's own log holds of nobody known among all enrolled tokens. Refusal: not-open. */
  resolve(of: Case, look: Look): Promise<Resolution>;
  /** Day keys of the case's tokens, for phones. Refusals: no-tokens, not-retired, still-used, worn-later, key-gone. */
  dayKeys(of: Case): Promise<Publication>;
  /** The case's own log as a phone would have uploaded it. */
  trace(of: Case): Promise<TraceExport>;
  /** What a match for the case looks at, without its contacts. The look is in the audit log first. Refusal: not-open. */
  looked(of: Case, look: Look): Promise<Looked>;
  /** What was told of the health of a case's contacts by key, oldest first; of one where its key is given. */
  told(caseId: string, key?: string): Promise<Map<string, Written<Told>[]>>;
  /** Where the case went through gates on a day of its period, and who was there meanwhile. The look is in the audit log by now. Refusal: days. */
  passages(of: Case, day: string): Promise<ZoneOfCase[]>;
  /** An entry about health, wrapped as it is kept. */
  healthChange(caseId: string, key: string, entry: Written<Told>): HealthChange;
  /** Makes the lists of all open cases anew when logs have come since; returns the ids of those that changed. */
  refresh(): Promise<string[]>;
}

export function newCaseId(): string {
  return randomUUID();
}

export function mustBeOpen(of: Case, now: number): void {
  if (!isOpen(of, now)) throw refuse("not-open", "case");
}

export function openCaseDesk(parts: DeskParts): CaseDesk {
  return new Desk(parts);
}

class Desk implements CaseDesk {
  readonly #parts: DeskParts;
  /** When the newest log came that the lists know of, by case. */
  readonly #seen = new Map<string, number>();

  constructor(parts: DeskParts) {
    this.#parts = parts;
  }

  async list(of: Case, look: Look, since?: number): Promise<ListView> {
    const { queries, now } = this.#parts.office;
    mustBeOpen(of, now());
    const lastSeen = await lastLook(queries, look.actor, of.id);
    const { looked } = await this.#makeList(of, look);
    const lists = await listsOf(queries, of.id);
    const list = (await listOf(queries, of.id))!;
    const before = await listOf(queries, of.id, since ?? numberBefore(lists, lastSeen));
    const shown = (entries: CaseList["entries"]) => usableEntries(queries, entries, now());
    const changes = before
      ? changesBetween(await shown(before.entries), await shown(list.entries))
      : { added: [], removed: [], changed: [] };
    const contacts = await keptContacts(queries, of.id, now());
    return { list, lists, before, changes, looked, contacts };
  }

  async contactsOf(of: Case, key: string, look: Look): Promise<Looked> {
    const { queries, now } = this.#parts.office;
    mustBeOpen(of, now());
    const found = (await keptContacts(queries, of.id, now())).find((contact) => contact.key === key);
    if (!found?.listing) throw refuse("not-found", "contact");
    if (!found.listing.isContact) throw refuse("not-close", "contact");
    const { person, token, first } = found.listing;
    const tokens = person === undefined ? [] : await tokensOfPerson(queries, person);
    const subject = person !== undefined && tokens.length > 0 ? { person, tokens } : token;
    const request = requestOfContact(subject, first, epochAt(now() / 1000), ruleOf(of));
    const result = await this.#parts.match(request, look);
    const contacts = result.contacts.filter((contact) => contact.isContact && !isOfCase(of, contact));
    return { request, result: { ...result, contacts } };
  }

  async resolve(of: Case, look: Look): Promise<Resolution> {
    const { office, matching, wrapping } = this.#parts;
    mustBeOpen(of, office.now());
    await office.commit({ action: "contacts.read", outcome: "done", ...look });
    return resolveAll(matching, wrapping, await requestOf(office.queries, of));
  }

  dayKeys(of: Case): Promise<Publication> {
    const { office, matching } = this.#parts;
    return dayKeysOfCase(office.queries, matching, of, office.now());
  }

  async trace(of: Case): Promise<TraceExport> {
    const { office, matching } = this.#parts;
    const imported = await importedKeys(office.queries, office.now());
    return traceOf(matching, await requestOf(office.queries, of), imported);
  }

  async looked(of: Case, look: Look): Promise<Looked> {
    const { office, match } = this.#parts;
    mustBeOpen(of, office.now());
    const request = await requestOf(office.queries, of);
    return { request, result: await match(request, look) };
  }

  told(caseId: string, key?: string): Promise<Map<string, Written<Told>[]>> {
    const { office, wrapping } = this.#parts;
    return toldOf(office.queries, wrapping, caseId, key);
  }

  passages(of: Case, day: string): Promise<ZoneOfCase[]> {
    return passagesOfCase(this.#parts.matching, this.#parts.wrapping, of, day);
  }

  healthChange(caseId: string, key: string, entry: Written<Told>): HealthChange {
    return wrappedTold(this.#parts.wrapping, caseId, key, entry);
  }

  async refresh(): Promise<string[]> {
    const { queries, now } = this.#parts.office;
    const latest = await latestLog(queries);
    const changed: string[] = [];
    for (const of of await listCases(queries, undefined)) {
      if (!isOpen(of, now()) || this.#seen.get(of.id) === latest) continue;
      const before = await listOf(queries, of.id);
      // Nobody has looked at it yet: there is nothing that could be old.
      if (!before) continue;
      const { list } = await this.#makeList(of, {
        actor: "server",
        reason: "case-investigation",
        place: of.place,
        subject: of.id,
        reference: of.reference,
      });
      this.#seen.set(of.id, latest);
      if (list.number !== before.number) changed.push(of.id);
    }
    return changed;
  }

  async #makeList(of: Case, look: Look): Promise<{ readonly list: CaseList; readonly looked: Looked }> {
    const looked = await this.looked(of, look);
    return { list: await this.#keepList(of, looked.result), looked };
  }

  #keepList(of: Case, result: MatchResult): Promise<CaseList> {
    const { office } = this.#parts;
    const { queries } = office;
    return office.alone(async () => {
      const newest = await listOf(queries, of.id);
      const seen = newest && { ...newest, entries: await livingEntries(queries, newest.entries) };
      const rule = ruleOf(of);
      const settings = { rule: rule.id, ruleVersion: rule.version, ...periodOf(of) };
      const known = (await keptContacts(queries, of.id, office.now())).flatMap(({ found }) => found ?? []);
      const { listed, found } = findingsOf(await livingContacts(queries, of, result.contacts), known, {
        ...periodOf(of),
        rule,
        firstKept: await firstKept(queries),
      });
      const list: CaseList = {
        number: (newest?.number ?? 0) + 1,
        madeAt: office.now(),
        ...settings,
        entries: entriesOf({ contacts: listed }),
        unresolved: result.unresolved,
        isExhaustive: result.isExhaustive,
        marks: result.marks,
      };
      if (newest && seen && isSameList(seen, list)) return newest;
      await office.commit(
        { actor: "server", action: "contacts.list", outcome: "done", subject: of.id, place: of.place },
        [{ kind: "case-list", case: of.id, list, contacts: listed, found }],
      );
      return list;
    });
  }
}

/** Without who may not be used for contacts, and who was erased since. `now` in world ms. */
async function usableEntries(
  queries: Queries,
  entries: CaseList["entries"],
  now: number,
): Promise<CaseList["entries"]> {
  const living = await livingEntries(queries, entries);
  const keys = living.map(({ key }) => key);
  const usable = await usableFor(queries, keys, "contacts", now);
  return living.filter(({ key }) => isTokenKey(key) || usable.has(key));
}

/** Under the ids of who stayed where two became one since the list was made; of such two the line with more minutes. */
async function livingEntries(queries: Queries, entries: CaseList["entries"]): Promise<CaseList["entries"]> {
  const standing = await standIns(
    queries,
    entries.map(({ key }) => key),
  );
  if (standing.size === 0) return entries;
  const living = entries.map((entry) => ({ ...entry, key: standing.get(entry.key) ?? entry.key }));
  const longest = (one: (typeof living)[number]) =>
    living.find(({ key, minutes }) => key === one.key && minutes > one.minutes) === undefined;
  const kept = living.filter(longest);
  return kept.filter(({ key }, i) => kept.findIndex((one) => one.key === key) === i);
}

/** The same of contacts that were found while two became one; who is the case is none. */
async function livingContacts(
  queries: Queries,
  of: Case,
  contacts: readonly MatchedContact[],
): Promise<readonly MatchedContact[]> {
  const standing = await standIns(
    queries,
    contacts.flatMap(({ person }) => person ?? []),
  );
  if (standing.size === 0) return contacts;
  const living = new Map<string, MatchedContact>();
  for (const contact of contacts) {
    const person = contact.person && (standing.get(contact.person) ?? contact.person);
    const named = person === undefined ? contact : Object.assign({}, contact, { person });
    const key = contactKey(named);
    const known = living.get(key);
    const joined = known && person ? bothFound(known, named, person, ruleOf(of)) : named;
    if (joined && !isOfCase(of, joined)) living.set(key, joined);
  }
  return [...living.values()];
}

/** The list that changes are told from: never the newest, and none that is newer than the last look. */
function numberBefore(lists: ListView["lists"], lastSeen: number | undefined): number {
  const seen = lists.find(({ madeAt }) => madeAt <= (lastSeen ?? 0))?.number;
  const previous = (lists[0]?.number ?? 0) - 1;
  return Math.min(seen ?? previous, previous);
}

type Settings = Pick<CaseList, "rule" | "ruleVersion" | "from" | "to">;

function isMadeBy(list: CaseList, { rule, ruleVersion, from, to }: Settings): boolean {
  return list.rule === rule && list.ruleVersion === ruleVersion && list.from === from && list.to === to;
}

function isSameList(a: CaseList, b: CaseList): boolean {
  return (
    isMadeBy(a, b) &&
    a.unresolved === b.unresolved &&
    a.isExhaustive === b.isExhaustive &&
    !hasChanged(changesBetween(a.entries, b.entries))
  );
}

function isOfCase({ subject }: Case, { person, token }: MatchedContact): boolean {
  if (subject.kind === "person") return subject.person === person;
  return subject.kind === "token" && subject.serial === token;
}
