/** What the answers about a case's contacts cover, as pages and files tell it. */
import { tokenName } from "../../../../protocol/identity.ts";
import type { Coverage } from "../../../contract/coverage.ts";
import { coverageLines } from "../../../contract/coverage-words.ts";
import { dayInProvince } from "../../../contract/province-time.ts";
import { EPOCH_MS } from "../../../lib/time.ts";
import type { Case } from "../../cases/case.ts";
import type { Looked } from "../../cases/case-desk.ts";
import { type Concerned, concernedCase, coverageOf } from "../../cases/coverage.ts";
import type { Office } from "../../changes.ts";
import type { MatchedContact } from "../../matching/contacts.ts";
import { findPerson } from "../../people/person-store.ts";

async function nameOf({ queries }: Office, person: string): Promise<string> {
  return (await findPerson(queries, person))?.name ?? person;
}

/** The case's name for people. */
export async function caseLabel(office: Office, { subject, reference }: Case): Promise<string> {
  if (subject.kind === "person") return nameOf(office, subject.person);
  return subject.kind === "token" ? tokenName(subject.serial) : reference;
}

/** `contacts` are those whom the answer names: the logs of others are nobody's business. */
export async function coverageOfLooked(
  office: Office,
  of: Coverage["of"],
  label: string,
  { request, result }: Looked,
  contacts: readonly MatchedContact[],
): Promise<Coverage> {
  const { from, to } = request.epochs!;
  const days = {
    of,
    from: dayInProvince(from * EPOCH_MS),
    to: dayInProvince((to + 1) * EPOCH_MS - 1),
    zone: "province",
  } as const;
  const others = contacts.map(
    async ({ person, token, tokens }): Promise<Concerned> => ({
      label: person === undefined ? tokenName(token) : await nameOf(office, person),
      person,
      serials: tokens,
      isCase: false,
    }),
  );
  const concerned = [concernedCase(request, label), ...(await Promise.all(others))];
  return coverageOf(office.queries, days, result, concerned, office.now());
}

/** The same in words, as a file's answer has it. */
export function toldCoverage(coverage: Coverage) {
  return coverageLines(coverage).map(({ isWarning, vi, en }) => ({ isWarning, vi, en }));
}
