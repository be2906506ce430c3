/** The case desk: lists of open cases, made anew when a log comes late, and what people may see of them. */
import { randomUUID } from "node:crypto";
import { epochAt } from "../../../protocol/epoch.ts";
import type { Look } from "../audit/contacts.ts";
import type { Server } from "../core.ts";
import type { MatchResult } from "../match.ts";
import type { Office } from "../office/office.ts";
import { refuse } from "../refusal.ts";
import { type Case, isOpen, periodOf, ruleOf } from "./case.ts";
import { contactsOf, type KeptContact, listCases, listsOf } from "./case-store.ts";
import { type CaseList, changesBetween, entriesOf, hasChanged, type ListChanges } from "./contact-list.ts";
import { type Resolution, requestOf, requestOfContact, resolveAll, tokensOfPerson } from "./matching.ts";

export interface DeskParts {
  readonly server: Pick<Server, "match" | "matching" | "store">;
  readonly office: Office;
}

/** A case's newest list with what was done about each contact, and what changed since the list before. */
export interface ListView {
  readonly list: CaseList;
  readonly contacts: readonly KeptContact[];
  readonly before: Pick<CaseList, "number" | "madeAt"> | undefined;
  readonly changes: ListChanges;
}

export interface CaseDesk {
  /** Refusal: not-open. The look is in the audit log before anything is read. */
  list(of: Case, look: Look): Promise<ListView>;
  /** Contacts of one of the case's contacts (F2). Refusals: not-open, not-found. */
  contactsOf(of: Case, key: string, look: Look): Promise<MatchResult>;
  /** Resolves what the case's own log holds of nobody known among all enrolled tokens. Refusal: not-open. */
  resolve(of: Case, look: Look): Promise<Resolution>;
  /** Makes the lists of all open cases anew when logs have come since; returns the ids of those that changed. */
  refresh(): Promise<string[]>;
}

export function newCaseId(): string {
  return randomUUID();
}

export function mustBeOpen(of: Case, now: number): void {
  if (!isOpen(of, now)) throw refuse("not-open", "case");
}

export function openCaseDesk({ server, office }: DeskParts): CaseDesk {
  /** When the newest log came that the lists know of, by case. */
  const seen = new Map<string, number>();

  async function makeList(of: Case, look: Look): Promise<CaseList> {
    const { queries } = office;
    const result = await server.match(await requestOf(queries, of), look);
    return office.alone(async () => {
      const [newest] = await listsOf(queries, of.id);
      const rule = ruleOf(of);
      const list: CaseList = {
        ...{
          number: (newest?.number ?? 0) + 1,
          madeAt: office.now(),
          rule: rule.id,
          ruleVersion: rule.version,
        },
        ...{ ...periodOf(of), entries: entriesOf(result) },
        ...{ unresolved: result.unresolved, isExhaustive: result.isExhaustive, marks: result.marks },
      };
      if (newest && isSameList(newest, list)) return newest;
      await office.commit(
        { actor: "server", action: "contacts.list", outcome: "done", subject: of.id, place: of.place },
        [{ kind: "case-list", case: of.id, list, contacts: result.contacts }],
      );
      return list;
    });
  }

  async function latestLog(): Promise<number> {
    const [row] = await office.queries.query<{ at: Date | null }>(
      "SELECT max(received_at) AS at FROM radio.page",
    );
    return row?.at?.getTime() ?? 0;
  }

  return {
    async list(of, look) {
      mustBeOpen(of, office.now());
      await makeList(of, look);
      const [list, before] = await listsOf(office.queries, of.id);
      return {
        list: list!,
        contacts: await contactsOf(office.queries, of.id),
        before: before && { number: before.number, madeAt: before.madeAt },
        changes: changesBetween(before?.entries ?? [], list!.entries),
      };
    },
    async contactsOf(of, key, look) {
      mustBeOpen(of, office.now());
      const { queries } = office;
      const found = (await contactsOf(queries, of.id)).find((contact) => contact.key === key);
      if (!found?.listing) throw refuse("not-found", "contact");
      const { person, token, first } = found.listing;
      const isKnown = person !== undefined && (await tokensOfPerson(queries, person)).length > 0;
      const subject = isKnown ? { person, tokens: await tokensOfPerson(queries, person) } : token;
      const until = epochAt(office.now() / 1000);
      const request = requestOfContact(subject, first, until, ruleOf(of));
      return server.match(request, look);
    },
    async resolve(of, look) {
      mustBeOpen(of, office.now());
      await office.commit({ action: "contacts.read", outcome: "done", ...look });
      const request = await requestOf(office.queries, of);
      return resolveAll(server.matching, server.store.wrapping, request);
    },
    async refresh() {
      const latest = await latestLog();
      const changed: string[] = [];
      for (const of of await listCases(office.queries, undefined)) {
        if (!isOpen(of, office.now()) || seen.get(of.id) === latest) continue;
        const [before] = await listsOf(office.queries, of.id);
        // Nobody has looked at it yet: there is nothing that could be old.
        if (!before) continue;
        const list = await makeList(of, {
          ...{ actor: "server", reason: "case-investigation", place: of.place },
          ...{ subject: of.id, reference: of.reference },
        });
        seen.set(of.id, latest);
        if (list.number !== before.number) changed.push(of.id);
      }
      return changed;
    },
  };
}

function isSameList(a: CaseList, b: CaseList): boolean {
  return (
    a.rule === b.rule &&
    a.ruleVersion === b.ruleVersion &&
    a.from === b.from &&
    a.to === b.to &&
    a.unresolved === b.unresolved &&
    a.isExhaustive === b.isExhaustive &&
    !hasChanged(changesBetween(a.entries, b.entries))
  );
}
