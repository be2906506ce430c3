/** From a case's list to a red blink and back: the server, a gate's machine and the built program, each as it is; only the radio is played. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { puckjs } from "../../boards/index.ts";
import type { CaseView } from "../../host-tools/contract/cases.ts";
import type { ListView } from "../../host-tools/contract/contacts.ts";
import type { TokenCalls } from "../../host-tools/contract/recalls.ts";
import { fetchRecalls } from "../../host-tools/gate-machine/recall-fetch.ts";
import { RecallStore } from "../../host-tools/gate-machine/recall-store.ts";
import { EPOCH_MS, MINUTE_MS } from "../../host-tools/lib/time.ts";
import { buildFirmware } from "../../host-tools/tools/firmware-build/bundle.ts";
import type { Day } from "../../host-tools/world/day.ts";
import { drive } from "../../host-tools/world/drive.ts";
import { handOut, syncAtStation, type WornToken } from "../../host-tools/world/handout.ts";
import { Radio } from "../../host-tools/world/radio.ts";
import { Scene } from "../../host-tools/world/scene.ts";
import { consentOf } from "../support/consent.ts";
import { type GateMachine, standGate } from "../support/gate-machine.ts";
import { type Client, type Harness, openHarness, START, WARD } from "../support/harness.ts";
import { nextBlink } from "../support/lights.ts";
import { runHearing } from "../support/token.ts";

const PEOPLE = ["Hoa", "Nam", "Lan"];
const [HOA, NAM, LAN] = [0, 1, 2] as const;
const MINUTES = 35;
const REASON = "reason=case-investigation";

/** Hoa and Nam face each other for 18 minutes; Lan is somewhere else. */
function day(startAt: number): Day {
  const rows = [];
  for (let at = startAt + 10 * MINUTE_MS; at < startAt + 28 * MINUTE_MS; at += 20_000)
    rows.push({ at, a: HOA, b: NAM });
  const endAt = startAt + MINUTES * MINUTE_MS;
  const stays = PEOPLE.map((_, person) => ({
    person,
    room: person === LAN ? "home" : "hall",
    from: startAt,
    to: endAt,
  }));
  return { date: "2026-11-23", startAt, endAt, people: PEOPLE, rows, stays };
}

describe("a contact who has no phone", function () {
  this.timeout(180_000);
  let harness: Harness;
  let gate: GateMachine;
  let folder: string;
  let tokens: WornToken[];
  let persons: string[];
  before(async () => {
    harness = await openHarness();
    gate = await standGate(harness, await harness.as("province-administrator"), {
      place: WARD,
      name: "Cổng chợ",
      zone: "Chợ",
    });
    folder = mkdtempSync(join(tmpdir(), "called-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  const until = (at: number) => {
    harness.clock.now = Math.max(harness.clock.now, at);
  };
  async function ask<T>(client: Client, method: string, path: string, body?: unknown): Promise<T> {
    const answer = await client.ask(method, path, body);
    const text = await answer.text();
    assert.ok(answer.ok, `${method} ${path}: ${text}`);
    return JSON.parse(text) as T;
  }

  /** The three live their hour with tokens of their own, and agree to be called by them. */
  async function live(): Promise<void> {
    const build = await buildFirmware(puckjs);
    const handedOut = await handOut(PEOPLE, { server: harness.server, build, seed: 4, at: START });
    tokens = handedOut.tokens;
    persons = [];
    for (const [i, name] of PEOPLE.entries()) {
      const person = await harness.addPerson(WARD, undefined, { name });
      persons.push(person);
      const consent = consentOf("nurse", START, { purpose: "call-by-token", version: "2026-4" });
      await harness.office.commit({ actor: "server", action: "assignment.change", outcome: "done" }, [
        { kind: "consent", person, consent },
        { kind: "assign", person, serial: tokens[i]!.serial, from: handedOut.readyAt },
      ]);
    }
    const lived = day(handedOut.readyAt + MINUTE_MS);
    const members = tokens.map(({ device, person }) => ({
      token: device,
      person,
      rssiAtOneMetreDbm: puckjs.radio.rssiAtOneMetreDbm - puckjs.radio.txPowerDbm,
    }));
    const end = lived.endAt + 16 * MINUTE_MS;
    drive(new Radio(new Scene(lived, 4), members, { seed: 4 }), members, handedOut.readyAt, end);
    until(end);
  }

  /** By a pressed button, with the server as it is. */
  async function synced(person: number): Promise<void> {
    const { device } = tokens[person]!;
    until(device.worldNow);
    device.runTo(harness.clock.now);
    const { endedAt } = await syncAtStation(device, harness.clock.now, harness.server);
    until(endedAt);
  }

  /** For some epochs tokens are near the gate, whose machine fetches its sets in each and sends the set of each. */
  async function nearGate(who: readonly number[], epochs: number): Promise<void> {
    const { id, secret } = gate;
    const identity = { server: "http://gate.test", gate: id, secret };
    const store = new RecallStore(folder, identity);
    await store.open();
    const fetched = (async (url: string, init: RequestInit) =>
      harness.ask(new URL(url).pathname, init)) as typeof fetch;
    for (let i = 0; i < epochs; i++) {
      const epoch = Math.floor(harness.clock.now / EPOCH_MS);
      const given = await fetchRecalls({ identity, now: () => harness.clock.now, ask: fetched });
      assert.ok(given && (await store.take(given.sealed)));
      for (const person of who)
        runHearing(tokens[person]!.device, (epoch + 1) * EPOCH_MS, (at) =>
          (store.advertsOf(Math.floor(at / EPOCH_MS)) ?? []).map((data) => ({ data, rssi: -60 })),
        );
      until((epoch + 1) * EPOCH_MS);
    }
    for (const person of who) assert.deepEqual(tokens[person]!.device.console, []);
  }

  const callOf = async (client: Client, of: string, person: number) =>
    (await ask<TokenCalls>(client, "GET", `/api/cases/${of}/token-calls?${REASON}`)).contacts.find(
      ({ key }) => key === persons[person],
    )!.call;

  it("is called from the case's list, blinks red at a gate, comes, and the desk says when the token heard it", async () => {
    await live();
    await synced(HOA);
    const investigator = await harness.enter("investigator");
    const opened = await ask<CaseView>(investigator, "POST", "/api/cases?another=true", {
      id: randomUUID(),
      subject: { kind: "person", person: persons[HOA] },
      reference: "HD/2026-17",
      ground: "pcr",
      tested: "2026-11-23",
    });
    const second = await harness.enter("province-administrator");
    const verdict = { approved: true, scope: opened.scope };
    await ask(second, "POST", `/api/cases/${opened.id}/approval`, verdict);
    const { contacts } = await ask<ListView>(
      investigator,
      "GET",
      `/api/cases/${opened.id}/contacts?${REASON}`,
    );
    assert.deepEqual(
      contacts.map(({ key }) => key),
      [persons[NAM]],
    );
    const path = `/api/cases/${opened.id}/contacts/${persons[NAM]}/token-call`;
    const { calledAt } = await ask<NonNullable<TokenCalls["contacts"][number]["call"]>>(
      investigator,
      "POST",
      path,
    );
    for (const person of [NAM, LAN]) assert.equal(nextBlink(tokens[person]!), "green", PEOPLE[person]);

    await nearGate([NAM, LAN], 3);
    assert.equal(nextBlink(tokens[NAM]!), "red");
    assert.equal(nextBlink(tokens[LAN]!), "green", "whom nobody calls");

    await synced(NAM);
    assert.equal(nextBlink(tokens[NAM]!), "green");
    const desk = await harness.enter("investigator");
    const told = (await callOf(desk, opened.id, NAM))!;
    assert.equal(told.state, "came");
    const [called, heard, came] = [calledAt, told.heardAt!, told.cameAt!].map((time) => Date.parse(time));
    assert.ok(called! < heard! && heard! <= came! && came! <= harness.clock.now, JSON.stringify(told));
    assert.ok(heard! - called! < 2 * EPOCH_MS + EPOCH_MS);
    // A place that does not know of the sync yet may call once more; from the next epochs on it says that it is over.
    await nearGate([NAM], 3);
    assert.equal(nextBlink(tokens[NAM]!), "green");
  });
});
