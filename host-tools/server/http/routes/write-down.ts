/** Writes down calls and what is told of health, whoever does: each once, and nothing in a colleague's place unseen. */
import type * as v from "valibot";
import type { CallWritten, newCall } from "../../../contract/calls.ts";
import { refuse } from "../../../contract/refusal.ts";
import { callsOf } from "../../cases/call-store.ts";
import type { Case } from "../../cases/case.ts";
import { mustBeOpen } from "../../cases/case-desk.ts";
import { type KeptContact, keptContacts } from "../../cases/case-store.ts";
import { type Call, lineOf } from "../../cases/line.ts";
import type { Told } from "../../cases/next-steps.ts";
import { addition, type Wanted, type Written } from "../../cases/written.ts";
import type { Queries } from "../../database/database.ts";
import type { Caller, Services } from "../request/route.ts";
import { staffNames, viewOfCall, viewOfLine } from "./call-views.ts";

/** Refusals: not-open; not-found, where nobody is known under the key who may be used for contacts. */
async function openContact(of: Case, key: string, { office }: Services): Promise<KeptContact> {
  mustBeOpen(of, office.now());
  const kept = await keptContacts(office.queries, of.id, office.now());
  const found = kept.find((one) => one.key === key);
  if (!found) throw refuse("not-found", "contact");
  return found;
}

/** To be called alone. Refusals: not-open, not-found, taken. */
export async function writeCall(
  of: Case,
  key: string,
  { id, corrects, outcome, callBackAt, note }: v.InferOutput<typeof newCall>,
  services: Services,
  caller: Caller,
): Promise<CallWritten> {
  const { office } = services;
  const { state } = await openContact(of, key, services);
  const made = (await callsOf(office.queries, of.id, key)).get(key) ?? [];
  const said: Call = {
    outcome,
    ...(callBackAt === undefined ? {} : { callBackAt: Date.parse(callBackAt) }),
    ...(note === undefined ? {} : { note }),
  };
  const verdict = addition(made, { id, corrects, said }, caller.account.id, office.now());
  const told = async (queries: Queries, calls: readonly Written<Call>[]) => ({
    isSaved: verdict.kind !== "meanwhile",
    now: viewOfCall(verdict.kind === "meanwhile" ? verdict.now : verdict.entry, await staffNames(queries)),
    line: viewOfLine(lineOf(calls, state)),
  });
  if (verdict.kind !== "made") return told(office.queries, made);
  const call = verdict.entry;
  return caller.commit(
    [{ kind: "call", case: of.id, key, call }],
    { subject: key, reference: of.reference, fields: ["calls"] },
    (queries) => told(queries, [...made, call]),
  );
}

interface ToldWritten {
  readonly isSaved: boolean;
  readonly now: Written<Told>;
}

/** To be called alone; `answer` makes what is told of it. Refusals: not-open, not-found, taken. */
export async function writeTold<A>(
  of: Case,
  key: string,
  wanted: Wanted<Told>,
  services: Services,
  caller: Caller,
  answer: (written: ToldWritten, queries: Queries) => Promise<A> | A,
): Promise<A> {
  const { office, cases } = services;
  await openContact(of, key, services);
  const made = (await cases.told(of.id, key)).get(key) ?? [];
  const verdict = addition(made, wanted, caller.account.id, office.now());
  if (verdict.kind === "meanwhile") return answer({ isSaved: false, now: verdict.now }, office.queries);
  const written = { isSaved: true, now: verdict.entry };
  if (verdict.kind === "again") return answer(written, office.queries);
  return caller.commit(
    [cases.healthChange(of.id, key, verdict.entry)],
    { subject: key, reference: of.reference, fields: [wanted.said.kind] },
    (queries) => answer(written, queries),
  );
}
