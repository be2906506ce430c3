/** What gates' machines are given to send: to whom it speaks, and what it tells nobody. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { EPOCHS_AHEAD, openedSets, SET_BYTES } from "../../../host-tools/contract/recall-sets.ts";
import { sha256 } from "../../../host-tools/lib/sha256.ts";
import { EPOCH_MS } from "../../../host-tools/lib/time.ts";
import { fromHex, toHex } from "../../../protocol/bytes.ts";
import { decodeGateAdvert, encodeRecall, MOST_TAGS, TAG_BYTES } from "../../../protocol/gate-advert.ts";
import { hmacKey } from "../../../protocol/hash.ts";
import { recallFor, recallTags } from "../../../protocol/recall.ts";
import { useCalls } from "../../support/case-calls.ts";
import { HOUR } from "../../support/case-desk.ts";
import { consentOf } from "../../support/consent.ts";
import { type GateMachine, passageOf, standGate } from "../../support/gate-machine.ts";
import { FACTORY, NEIGHBOUR, WARD } from "../../support/harness.ts";
import { readToken } from "../../support/read-token.ts";

describe("sets of recalls", function () {
  this.timeout(60_000);
  const calls = useCalls();
  const { given } = calls;
  let ward: GateMachine;
  let factory: GateMachine;
  let neighbour: GateMachine;

  beforeEach(async () => {
    const { harness } = given;
    const stand = (place: string, name: string) =>
      standGate(harness, given.second, { place, name, zone: "Sân" });
    [ward, factory, neighbour] = [
      await stand(WARD, "Trạm"),
      await stand(FACTORY, "Cổng Bắc"),
      await stand(NEIGHBOUR, "Trạm khác"),
    ];
    // In the middle of an epoch.
    await given.days((EPOCH_MS - (harness.clock.now % EPOCH_MS) + 400_000) / (24 * HOUR));
  });

  const commit = (...changes: Parameters<typeof given.harness.office.commit>[1] & object[]) =>
    given.harness.office.commit({ actor: "server", action: "test", outcome: "done" }, changes);
  const agrees = (n: number, answer: "given" | "withdrawn" = "given") => {
    given.harness.clock.now += 1000;
    const about = { purpose: "call-by-token", answer, version: "2026-4" } as const;
    const consent = consentOf("nurse", given.harness.clock.now, about);
    return commit({ kind: "consent", person: calls.keys[n]!, consent });
  };
  const pathOf = (n: number) => `/api/cases/${calls.of.id}/contacts/${calls.keys[n]}/token-call`;
  const call = async (n: number) => {
    await agrees(n);
    await given.ask(given.investigator, "POST", pathOf(n), undefined, 201);
  };
  const epochNow = () => Math.floor(given.harness.clock.now / EPOCH_MS);
  const later = (epochs: number) => given.days(epochs / 96);
  const fetched = (gate: GateMachine, secret = gate.secret, of = gate.id) =>
    given.harness.ask(`/api/gates/${of}/recalls`, {
      method: "POST",
      headers: { "content-type": "application/octet-stream" },
      body: fromHex(secret)!,
    });
  const sets = async (gate: GateMachine) => {
    const answer = await fetched(gate);
    assert.equal(answer.status, 200);
    const { sealed } = (await answer.json()) as { sealed: string };
    const opened = await openedSets(Buffer.from(sealed, "base64"), gate.id, fromHex(gate.secret)!);
    assert.ok(opened);
    assert.equal(opened.first, epochNow());
    assert.equal(opened.tags.length, EPOCHS_AHEAD * SET_BYTES);
    const ofEpoch = (ahead: number) => opened.tags.subarray(ahead * SET_BYTES, (ahead + 1) * SET_BYTES);
    return { first: opened.first, ofEpoch };
  };
  const tagsIn = (set: Uint8Array) =>
    Array.from({ length: set.length / TAG_BYTES }, (_, i) =>
      set.subarray(i * TAG_BYTES, (i + 1) * TAG_BYTES),
    );
  /** What a gate's set of so many epochs ahead says to a token. */
  const says = async (gate: GateMachine, serial: number, ahead = 1) => {
    const { first, ofEpoch } = await sets(gate);
    const epoch = first + ahead;
    const own = recallTags(sha256, hmacKey(given.token(serial).keys.tokenKey), epoch);
    const tags = tagsIn(ofEpoch(ahead));
    for (let i = 0; i < tags.length; i += MOST_TAGS) {
      const advert = decodeGateAdvert(encodeRecall(epoch, tags.slice(i, i + MOST_TAGS)));
      const word = advert.ok ? recallFor(advert.value, epoch, own) : undefined;
      if (word) return word;
    }
    return undefined;
  };

  it("are for the gate's own machine alone", async () => {
    const wrong = await fetched(ward, factory.secret);
    assert.equal(wrong.status, 403);
    assert.equal((await fetched(ward, ward.secret, factory.id)).status, 403);
    const { sealed } = (await (await fetched(ward)).json()) as { sealed: string };
    const bytes = Buffer.from(sealed, "base64");
    assert.ok(await openedSets(bytes, ward.id, fromHex(ward.secret)!));
    assert.equal(await openedSets(bytes, ward.id, fromHex(factory.secret)!), undefined);
    assert.equal(await openedSets(bytes, factory.id, fromHex(ward.secret)!), undefined);
    const changed = Uint8Array.from(bytes);
    changed[40]! ^= 1;
    assert.equal(await openedSets(changed, ward.id, fromHex(ward.secret)!), undefined);
    assert.equal((await given.second.ask("DELETE", `/api/gates/${ward.id}`)).status, 200);
    assert.equal((await fetched(ward)).status, 403);
  });

  it("call a token in its wearer's commune, at stations and gates alike, and nobody elsewhere", async () => {
    await call(0);
    assert.equal(await says(ward, 2), undefined, "not within the epoch in which it was called");
    await later(1);
    for (const ahead of [1, 2, 100, EPOCHS_AHEAD - 1]) {
      assert.equal(await says(ward, 2, ahead), "call", String(ahead));
      assert.equal(await says(factory, 2, ahead), "call", String(ahead));
    }
    assert.equal(await says(ward, 2, 0), undefined, "an epoch stays as it began");
    assert.equal(await says(ward, 3), undefined);
    assert.equal(await says(neighbour, 2), undefined);
    await later(1);
    assert.equal(await says(ward, 2, 0), "call");
  });

  it("are one and the same for all places of a commune, whenever in an epoch they ask", async () => {
    await call(0);
    await later(1);
    const early = await sets(ward);
    await call(1);
    given.harness.clock.now += 200_000;
    const late = await sets(factory);
    for (const ahead of [0, 1, 50, EPOCHS_AHEAD - 1])
      assert.equal(toHex(early.ofEpoch(ahead)), toHex(late.ofEpoch(ahead)), String(ahead));
    // What was settled for an epoch is what is sent in it.
    given.harness.clock.now += EPOCH_MS - (given.harness.clock.now % EPOCH_MS);
    assert.equal(toHex((await sets(ward)).ofEpoch(0)), toHex(early.ofEpoch(1)));
  });

  it("tell nothing of who is called, nor whether anybody is", async () => {
    const quiet = await (await fetched(ward)).text();
    for (const n of [0, 1, 2]) await call(n);
    await later(1);
    const busy = await (await fetched(ward)).text();
    assert.equal(busy.length, quiet.length);
    const { ofEpoch } = await sets(ward);
    const seen = new Set<string>();
    for (let ahead = 0; ahead < EPOCHS_AHEAD; ahead++) {
      const tags = tagsIn(ofEpoch(ahead)).map(toHex);
      assert.deepEqual(tags, [...tags].sort(), "in the order of their bytes");
      for (const tag of tags) seen.add(tag);
    }
    // As many different ones as there is room for, none twice: nothing tells which two are one token's.
    assert.equal(seen.size, EPOCHS_AHEAD * 12);
    // Each commune has chaff of its own.
    const elsewhere = await sets(neighbour);
    for (const ahead of [0, 1, 90])
      for (const tag of tagsIn(elsewhere.ofEpoch(ahead)).map(toHex)) assert.ok(!seen.has(tag), tag);
    // In the answer nothing but the time and what is sealed; in the audit log nothing at all.
    assert.deepEqual(Object.keys(JSON.parse(busy)).sort(), ["at", "sealed"]);
    const rows = await given.harness.database.query("SELECT FROM audit.entry WHERE action = 'recall.fetch'");
    assert.equal(rows.length, 0);
  });

  it("call a token where it passed a gate this week, and not where its ID was sent again", async () => {
    const passed = passageOf(given.token(2), given.harness.clock.now - 3 * HOUR);
    await neighbour.send([passed]);
    await call(0);
    await later(1);
    assert.equal(await says(neighbour, 2), "call");
    assert.equal(await says(neighbour, 3), undefined);
    await call(1);
    const { prefix } = passageOf(given.token(3), given.harness.clock.now - 6 * HOUR);
    await neighbour.send([passageOf(given.token(3), given.harness.clock.now - HOUR, { prefix })]);
    await later(1);
    assert.equal(await says(neighbour, 3), undefined);
    assert.equal(await says(ward, 3), "call");
  });

  it("say that a call is withdrawn for as long as it would have lasted, whoever ends it", async () => {
    for (const n of [0, 1]) await call(n);
    await later(1);
    assert.equal((await given.investigator.ask("DELETE", pathOf(0))).status, 200);
    await agrees(1, "withdrawn");
    assert.equal(await says(ward, 2), "call", "settled when the epoch began");
    await later(1);
    assert.equal(await says(ward, 2), "withdrawn");
    assert.equal(await says(ward, 3), "withdrawn");
    await given.ask(given.investigator, "POST", pathOf(0), undefined, 201);
    await later(1);
    assert.equal(await says(ward, 2), "call", "called anew");
    await given.ask(given.investigator, "POST", `/api/cases/${calls.of.id}/closing`);
    await later(1);
    assert.equal(await says(ward, 2), "withdrawn");
    await given.days(8);
    assert.equal(await says(ward, 2), undefined);
  });

  it("say that it is over for two days behind a sync, and nothing behind that, nor behind seven days", async () => {
    await call(0);
    await call(1);
    await later(1);
    assert.equal(await says(ward, 2), "call");
    await readToken(await given.harness.enter("station"), given.token(2));
    await later(1);
    // A place without a network calls on meanwhile.
    assert.equal(await says(ward, 2), "withdrawn");
    assert.equal(await says(ward, 2, EPOCHS_AHEAD - 10), "withdrawn");
    assert.equal(await says(ward, 3), "call");
    await given.days(2);
    assert.equal(await says(ward, 2), undefined);
    await given.days(4);
    assert.equal(await says(ward, 3, 1), "call");
    assert.equal(await says(ward, 3, EPOCHS_AHEAD - 1), undefined, "ends in the midst of what is sent ahead");
  });

  it("go on calling whom one call asks for when another one to them is withdrawn", async () => {
    await call(0);
    const other = { id: randomUUID(), case: calls.of.id, person: calls.keys[0]!, by: "somebody" };
    await commit(
      { kind: "token-call", call: { ...other, at: given.harness.clock.now + 1000 } },
      { kind: "token-call-withdrawn", id: other.id, at: given.harness.clock.now + 2000 },
    );
    await later(1);
    assert.equal(await says(ward, 2), "call");
  });

  it("call who wears the token now, not who wore it before", async () => {
    await call(0);
    const [epoch, person] = [epochNow(), calls.keys[0]!];
    await commit({
      kind: "unassign",
      person,
      serial: 2,
      to: epoch * EPOCH_MS + 450_000,
      endedBy: "replaced",
    });
    await commit({ kind: "assign", person, serial: 7, from: epoch * EPOCH_MS + 460_000 });
    await later(1);
    assert.equal(await says(ward, 2), undefined);
    assert.equal(await says(ward, 7), "call");
  });

  it("are not made while the server's clock is in doubt", async () => {
    given.harness.clock.off = -72 * HOUR;
    assert.equal((await fetched(ward)).status, 503);
  });
});
