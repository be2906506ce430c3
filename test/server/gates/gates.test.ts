import assert from "node:assert/strict";
import { asRecord } from "../../../host-tools/contract/gate-records.ts";
import type { Brought, GateCode, GateList } from "../../../host-tools/contract/gates.ts";
import { concatenate, fromHex } from "../../../protocol/bytes.ts";
import { bring, type GateMachine, letIn, passageOf, standGate, tryCode } from "../../support/gate-machine.ts";
import {
  type Client,
  DAY,
  FACTORY,
  FAR_SCHOOL,
  type Harness,
  openHarness,
  START,
} from "../../support/harness.ts";
import { enrolTokens, type TestToken } from "../../support/scenario.ts";
import { describeOnDatabases } from "../../support/shared-database.ts";

describeOnDatabases("gates", () => {
  let harness: Harness;
  let administrator: Client;
  let token: TestToken;

  beforeEach(async function () {
    this.timeout(60_000);
    harness = await openHarness();
    administrator = await harness.as("unit-administrator");
    [token] = (await enrolTokens(harness.server, 1, DAY - 30)) as [TestToken];
  });

  const MAIN = { place: FACTORY, name: "Cổng chính", zone: "Nhà máy" };
  const stand = () => standGate(harness, administrator, MAIN);
  const listed = async (client: Client) =>
    ((await (await client.ask("GET", "/api/gates")).json()) as GateList).gates;
  const rows = () => harness.database.query<{ minute: number }>("SELECT minute FROM radio.passage");
  const reasonOf = async (answer: Response) =>
    ((await answer.json()) as { error?: { reason?: string } }).error?.reason;

  it("let a machine in by a code, once, and another one by another code", async () => {
    const given = (await (await administrator.ask("POST", "/api/gates", MAIN)).json()) as GateCode;
    assert.equal((await listed(administrator))[0]!.enrolledAt, undefined);
    const [first, second] = ["11".repeat(32), "22".repeat(32)];
    await letIn(harness, given.code.toLowerCase(), first);
    // Whoever got no answer asks again; whoever finds the slip later is not let in.
    await letIn(harness, given.code, first);
    assert.equal(await reasonOf(await tryCode(harness, given.code, second)), "enrolment-code");
    assert.ok((await listed(administrator))[0]!.enrolledAt);
    const again = (await (await administrator.ask("POST", `/api/gates/${given.id}/code`)).json()) as GateCode;
    harness.clock.now += 73 * 3_600_000;
    assert.equal(await reasonOf(await tryCode(harness, again.code, second)), "enrolment-code");
    harness.clock.now -= 73 * 3_600_000;
    assert.equal((await letIn(harness, again.code, second)).gate, given.id);
  });

  it("take passages from the gate's own machine alone, whatever else is sent", async () => {
    const gate = await stand();
    const one = passageOf(token, START);
    const proof = fromHex(gate.secret)!;
    const wrong: [string, Promise<Response>][] = [
      ["gate", gate.send([one], { proof: "00".repeat(32) })],
      ["gate", bring(harness, gate.id, new Uint8Array(10))],
      ["gate", bring(harness, crypto.randomUUID(), proof)],
      ["input", bring(harness, gate.id, concatenate(proof, new Uint8Array(300)))],
      ["input", bring(harness, gate.id, concatenate(proof, asRecord(new Uint8Array(90)).subarray(0, 50)))],
    ];
    for (const [reason, answer] of wrong) assert.equal(await reasonOf(await answer), reason);
    const unread = [
      gate.send([one], { gate: crypto.randomUUID() }),
      gate.send([{ ...one, prefix: "zz" }]),
      gate.send([{ ...one, minute: -1 }]),
      bring(harness, gate.id, concatenate(proof, asRecord(new Uint8Array(300)))),
    ];
    for (const answer of await Promise.all(unread)) {
      const { taken, unread } = (await answer.json()) as Brought;
      assert.deepEqual([answer.status, taken, unread], [200, 0, 1]);
    }
    assert.deepEqual(await rows(), []);
    assert.equal((await gate.send([one])).status, 200);
    assert.equal((await rows()).length, 1);
  });

  it("keep what comes twice once, and say when a gate was last heard of", async () => {
    const gate = await stand();
    const some = [0, 1, 2].map((n) => passageOf(token, START + n * 60_000));
    for (const batch of [some, some, some.slice(1), []]) assert.equal((await gate.send(batch)).status, 200);
    assert.equal((await rows()).length, 3);
    assert.equal(Date.parse((await listed(administrator))[0]!.heardAt!), harness.clock.now);
  });

  it("put right what a wrong clock has written, and say by how much", async () => {
    const gate = await stand();
    const aheadOf = async (off: number) => {
      const clock = harness.clock.now + off;
      const answer = await gate.send([passageOf(token, START + off)], { clock });
      return ((await answer.json()) as { ahead: number }).ahead;
    };
    assert.deepEqual(
      [await aheadOf(61 * 60_000), await aheadOf(-3 * 86_400_000), await aheadOf(45_000)],
      [61, -4320, 0],
    );
    assert.deepEqual([...new Set((await rows()).map(({ minute }) => minute))], [START / 60_000]);
  });

  it("take nothing any more once they are taken away; what they brought stays for its time", async () => {
    const gate = await stand();
    await gate.send([passageOf(token, START)]);
    assert.equal((await administrator.ask("DELETE", `/api/gates/${gate.id}`)).status, 200);
    assert.deepEqual(await listed(administrator), []);
    assert.equal(await reasonOf(await gate.send([passageOf(token, START + 60_000)])), "gate");
    assert.equal((await rows()).length, 1);
    harness.clock.now += 23 * 86_400_000;
    await harness.server.admin.applyRetention();
    assert.deepEqual([await rows(), await harness.database.query("SELECT FROM office.gate")], [[], []]);
  });

  it("forget what a token's wearer has erased, also what comes later", async () => {
    const gate = await stand();
    await gate.send([passageOf(token, START), passageOf(token, START - 60_000, { prefix: "0123456789ab" })]);
    await harness.server.admin.eraseToken(1);
    assert.equal((await rows()).length, 1);
    await gate.send([passageOf(token, START - 120_000)]);
    assert.equal((await rows()).length, 1);
  });

  it("are added in the own place alone, two by one name not at all", async () => {
    await stand();
    assert.equal(await reasonOf(await administrator.ask("POST", "/api/gates", MAIN)), "taken");
    const far = await administrator.ask("POST", "/api/gates", { ...MAIN, place: FAR_SCHOOL });
    assert.equal(far.status, 404);
  });

  it("tell nobody of a person's passage outside an open case", async () => {
    const gate: GateMachine = await stand();
    const one = passageOf(token, START);
    await gate.send([one]);
    for (const role of [
      "guard",
      "manager",
      "unit-administrator",
      "province-administrator",
      "auditor",
    ] as const) {
      const client = await harness.as(role);
      const answer = await (await client.ask("GET", "/api/gates")).text();
      assert.ok(answer.includes(gate.id) || role === "auditor");
      for (const trace of [one.prefix, String(one.minute), "passage"])
        assert.ok(!answer.includes(trace), role);
    }
  });
});
