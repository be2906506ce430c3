/** A whole server with a case desk, tokens and persons, and what its tests do over and over. */
import assert from "node:assert/strict";
import type { CaseView } from "../../host-tools/contract/cases.ts";
import type { Coverage } from "../../host-tools/contract/coverage.ts";
import { EPOCHS_PER_DAY } from "../../protocol/epoch.ts";
import type { EncounterRecord, Summary } from "../../protocol/record.ts";
import { settingsBecoming } from "./change.ts";
import { type Client, DAY, type Harness, openHarness, WARD } from "./harness.ts";
import { enrolTokens, logOf, record, type TestToken } from "./scenario.ts";

export const HOUR = 3_600_000;
/** 09:00 in Việt Nam on the day of the harness. */
export const NINE = DAY * EPOCHS_PER_DAY + 8;
export const TODAY = "2026-11-23";
export const NAMES = ["Nguyễn Thị Đào", "Trần Văn Ân", "Lê Thị Bưởi", "Phạm Đình Chuẩn"] as const;
export const REASON = "reason=case-investigation";

export interface View {
  readonly id: string;
  readonly state: string;
  readonly isOpen: boolean;
  readonly from: string;
  readonly to: string;
  readonly scope: string;
  readonly openedBy?: string;
  readonly reviewDue?: string;
}
export interface List {
  readonly list: { number: number; rule: string; ruleVersion: number; unresolved: number };
  readonly coverage: Coverage;
  readonly lists: { number: number }[];
  readonly before?: { number: number };
  readonly changes: {
    added: string[];
    removed: string[];
    changed: { key: string; after: { minutes: number } }[];
  };
  readonly others: number;
  readonly contacts: {
    key: string;
    label: string;
    state: string;
    note?: string;
    minutes: number;
    isContact: boolean;
    evidence: string;
    tokens: { serial: number }[];
    person?: { name: string; phone?: string; idNumber?: string };
    days: { date: string; distance: string }[];
    confidence: { level: string; reasons: string[] };
  }[];
  readonly dropped: { key: string; label: string; state: string }[];
}

/** A new one before each test: eight tokens, four persons who wear none yet, an investigator, and who approves. */
export function useCaseDesk() {
  let harness: Harness;
  let tokens: TestToken[];
  let investigator: Client;
  let second: Client;
  let persons: string[];
  const sequences = new Map<number, { epoch: number; records: EncounterRecord[] }[]>();

  beforeEach(async function () {
    this.timeout(60_000);
    harness = await openHarness();
    tokens = await enrolTokens(harness.server, 8, DAY - 3);
    investigator = await harness.as("investigator");
    second = await harness.as("province-administrator");
    persons = [];
    sequences.clear();
    for (const name of NAMES)
      persons.push(
        await harness.addPerson(WARD, undefined, { name, phone: "+84912345678", idNumber: "012345678901" }),
      );
  });

  const token = (serial: number) => tokens[serial - 1]!;
  const at = (epoch: number) => epoch * 900_000;

  /** Time goes by: sessions end, and the same two come again. */
  async function days(count: number) {
    harness.clock.now += count * 24 * HOUR;
    investigator = await harness.enter("investigator");
    second = await harness.enter("province-administrator");
  }

  /** `to` in epochs; a wearing without it lasts. */
  async function wears(person: string, serial: number, from: number, to?: number) {
    const by = { actor: "server", action: "assignment.change", outcome: "done" } as const;
    await harness.office.commit(by, [{ kind: "assign", person, serial, from: at(from) }]);
    if (to !== undefined)
      await harness.office.commit(by, [
        { kind: "unassign", person, serial, to: at(to), endedBy: "returned" },
      ]);
  }

  /** Another piece of the recorder's log comes: it heard the peer in these epochs. */
  async function heard(
    recorder: number,
    peer: number,
    epochs: readonly number[],
    summary: Partial<Summary> = {},
  ) {
    const log = sequences.get(recorder) ?? [];
    for (const epoch of epochs) log.push({ epoch, records: [record(token(peer), epoch, summary)] });
    log.sort((a, b) => a.epoch - b.epoch);
    sequences.set(recorder, log);
    harness.clock.now += 1000;
    for (const result of await harness.server.receivePages(logOf(token(recorder), log))) assert.ok(result.ok);
  }

  async function ask<T>(
    client: Client,
    method: string,
    path: string,
    body?: unknown,
    status = 200,
  ): Promise<T> {
    const answer = await client.ask(method, path, body);
    const text = await answer.text();
    assert.equal(answer.status, status, `${method} ${path}: ${text}`);
    return JSON.parse(text) as T;
  }
  const reasonOf = async (client: Client, method: string, path: string, body?: unknown) => {
    const answer = await client.ask(method, path, body);
    return [answer.status, ((await answer.json()) as { error?: { reason: string } }).error?.reason];
  };

  const newCase = (subject: object, more: object = {}) =>
    ask<View>(
      investigator,
      "POST",
      "/api/cases?another=true",
      { subject, reference: "HD/2026-17", ground: "pcr", tested: TODAY, ...more },
      201,
    );
  /** The body of a verdict on a case as it was seen. */
  const verdict = ({ scope }: View, approved: boolean) => ({ approved, scope });
  const approve = (of: View) => ask<View>(second, "POST", `/api/cases/${of.id}/approval`, verdict(of, true));
  /** As it is now, whatever it was when it was opened. */
  const approveNow = async ({ id }: View) => approve(await ask<View>(second, "GET", `/api/cases/${id}`));
  async function openCase(subject: object, more: object = {}): Promise<View> {
    return approve(await newCase(subject, more));
  }
  /** A case's settings become these and no others, as they are seen now. */
  async function changing(of: Pick<View, "id">, wanted: object): Promise<object> {
    const path = `/api/cases/${of.id}`;
    return settingsBecoming(await ask<CaseView>(investigator, "GET", path), wanted);
  }
  const change = async (of: Pick<View, "id">, wanted: object) =>
    ask<View>(investigator, "PUT", `/api/cases/${of.id}`, await changing(of, wanted));
  const ofPerson = (i: number) => ({ kind: "person", person: persons[i]! });
  /** Everybody who was near by; `more` of the address, such as "&since=1". */
  const listOf = (of: View, more = "&everybody=true") =>
    ask<List>(investigator, "GET", `/api/cases/${of.id}/contacts?${REASON}${more}`);
  return {
    get harness() {
      return harness;
    },
    get investigator() {
      return investigator;
    },
    get second() {
      return second;
    },
    get persons() {
      return persons;
    },
    sequences,
    days,
    token,
    at,
    wears,
    heard,
    ask,
    reasonOf,
    newCase,
    verdict,
    approve,
    approveNow,
    openCase,
    changing,
    change,
    ofPerson,
    listOf,
  };
}
