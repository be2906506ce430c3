/** A case whose contacts are to be called: on top of the case desk, with who calls. */
import { randomUUID } from "node:crypto";
import type { Board } from "../../host-tools/contract/board.ts";
import type { CallWritten, Claimed, HeldLines } from "../../host-tools/contract/calls.ts";
import type { ListView } from "../../host-tools/contract/contacts.ts";
import type { FollowUp, ToldWritten } from "../../host-tools/contract/health.ts";
import { NINE, REASON, useCaseDesk, type View } from "./case-desk.ts";
import { type Client, WARD } from "./harness.ts";

/** Contacts of a case, so many; the first wears token 2. */
export function useCalls(contacts = 3) {
  const given = useCaseDesk();
  let of: View;
  let keys: string[];
  let caller: Client;

  beforeEach(async function () {
    this.timeout(120_000);
    const { harness } = given;
    for (let i = given.persons.length; i <= contacts; i++)
      given.persons.push(
        await harness.addPerson(WARD, undefined, { name: `Vũ Văn ${"ABCDEFGH"[i]}`, phone: "+84987654321" }),
      );
    for (let i = 0; i <= contacts; i++) await given.wears(given.persons[i]!, i + 1, NINE);
    for (let i = 1; i <= contacts; i++) await given.heard(1, i + 1, [NINE]);
    of = await given.openCase(given.ofPerson(0), { reference: "HD/2026-17" });
    keys = given.persons.slice(1, contacts + 1);
    caller = await harness.as("caller");
    await given.listOf(of);
  });

  const list = async () =>
    given.ask<ListView>(given.investigator, "GET", `/api/cases/${of.id}/contacts?${REASON}`);
  const line = async (key: string) => (await list()).contacts.find((one) => one.key === key)!;
  const claims = (body: object, by = given.investigator) =>
    given.ask<Claimed>(by, "POST", `/api/cases/${of.id}/claims`, body);
  const call = (key: string, said: object, by = given.investigator) =>
    given.ask<CallWritten>(by, "POST", `/api/cases/${of.id}/contacts/${key}/calls`, {
      id: randomUUID(),
      ...said,
    });
  const tell = (key: string, told: object, more: object = {}) =>
    given.ask<ToldWritten>(given.investigator, "POST", `/api/cases/${of.id}/contacts/${key}/health`, {
      id: randomUUID(),
      told,
      ...more,
    });
  const followUp = () =>
    given.ask<FollowUp>(given.investigator, "GET", `/api/cases/${of.id}/follow-up?${REASON}`);
  const held = (by = caller) => given.ask<HeldLines>(by, "GET", "/api/calls");
  const next = (count: number, by = caller) =>
    given.ask<HeldLines>(by, "POST", "/api/calls", { place: WARD, count });
  const board = (by = given.investigator) => given.ask<Board>(by, "GET", "/api/board");
  return {
    given,
    get of() {
      return of;
    },
    get keys() {
      return keys;
    },
    get caller() {
      return caller;
    },
    set caller(client: Client) {
      caller = client;
    },
    list,
    line,
    claims,
    call,
    tell,
    followUp,
    held,
    next,
    board,
  };
}
