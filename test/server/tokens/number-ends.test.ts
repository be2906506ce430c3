/** What becomes of a number that a bench drew: a token has it and lies in the bench's stock, or it is void for ever. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { IdentityKey } from "../../../host-tools/bench/sealed-identity.ts";
import type { EnrolmentAnswer, NumberEnd } from "../../../host-tools/contract/enrolments.ts";
import type { StockDone, StockHistory } from "../../../host-tools/contract/stock.ts";
import { openServer, partsOf } from "../../../host-tools/server/server.ts";
import { inStock } from "../../../host-tools/server/stock/stock-store.ts";
import { crc32 } from "../../../protocol/crc32.ts";
import { decodeIdentity } from "../../../protocol/identity.ts";
import { type Client, DAY, FAR, type Harness, openHarness, START, WARD } from "../../support/harness.ts";
import { helloFrom } from "../../support/hello.ts";
import { enrolRequest } from "../../support/scenario.ts";
import { describeOnDatabases, emptyDatabase } from "../../support/shared-database.ts";

const PROVINCE = "31";

describeOnDatabases("a number that a bench drew", () => {
  let folder: string;
  let harness: Harness;
  let bench: Client;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "number-ends-"));
    harness = await openHarness({ dir: folder });
    bench = await harness.as("bench");
  });

  afterEach(async () => {
    await harness.server.close();
    rmSync(folder, { recursive: true });
  });

  async function draw(client = bench): Promise<{ readonly serial: number; readonly tokenKey: Uint8Array }> {
    const key = new IdentityKey();
    const asked = { board: 1, powerAtOneMetre: -59, point: key.point };
    const answer = await client.ask("POST", "/api/enrolments", asked);
    const { serial, sealed } = (await answer.json()) as EnrolmentAnswer;
    const read = decodeIdentity(crc32, key.open(new Uint8Array(Buffer.from(sealed, "hex")), serial));
    assert.ok(read.ok && read.value.secrets);
    return { serial, tokenKey: read.value.tokenKey };
  }
  const end = async (serial: number, what: NumberEnd, client = bench) =>
    (await client.ask("POST", `/api/enrolments/${serial}/end`, { end: what })).status;
  const stateOf = async (serial: number) => (await inStock(harness.office.queries, [serial])).get(serial);

  it("is void: handed out, synced, taken in and drawn no more, also behind a new start, and said twice it is so once", async () => {
    const token = await draw();
    const { serial } = token;
    assert.equal(await end(serial, "void"), 200);
    assert.equal(await end(serial, "void"), 200, "a bench that was cut says it again");
    const rows = await harness.database.query(
      "SELECT FROM audit.entry WHERE action = 'enrolment.end' AND outcome = 'done' AND subject = $1",
      [String(serial)],
    );
    assert.equal(rows.length, 1);
    assert.equal(await end(serial, "finished"), 409);

    const { server } = harness;
    assert.equal(server.isToken(serial), false);
    assert.deepEqual(await server.tokens(), []);
    await assert.rejects(server.issueTicket(serial), { reason: "unknown-token" });
    const { name, hello } = helloFrom(token);
    assert.throws(() => server.whoSays(name, hello), { reason: "unknown-alias" });
    const station = await harness.as("station");
    const deed = { deed: "received", place: WARD, serials: [serial] };
    const answer = await station.ask("POST", "/api/stock/deeds", deed);
    assert.deepEqual(((await answer.json()) as StockDone).not, [{ serial, why: "unknown" }]);
    await assert.rejects(server.enrol([enrolRequest(serial, DAY)]), { reason: "serial" });
    assert.equal((await draw()).serial, serial + 1);
    assert.deepEqual(
      await harness.database.query("SELECT FROM registry.token WHERE serial = $1", [serial]),
      [],
    );

    await server.close();
    const again = await openServer({ dir: folder, database: await emptyDatabase(), now: () => START });
    const { directory } = partsOf(again);
    assert.deepEqual([...directory.voidNumbers()], [serial]);
    assert.deepEqual([again.isToken(serial), again.isToken(serial + 1)], [false, true]);
    await again.close();
  });

  it("is still the next bench's to pass over where it was the highest of all", async () => {
    const { serial } = await draw();
    assert.equal(await end(serial, "void"), 200);
    await harness.server.close();
    const again = await openServer({ dir: folder, database: await emptyDatabase(), now: () => START });
    assert.equal(partsOf(again).directory.highestSerial, serial);
    await again.close();
  });

  it("is a finished token's: ready in the stock of the bench's place, once, and never void", async () => {
    const { serial } = await draw();
    assert.equal(await stateOf(serial), undefined, "not before it is finished");
    assert.deepEqual([await end(serial, "finished"), await end(serial, "finished")], [200, 200]);
    const { place, state } = (await stateOf(serial))!;
    assert.deepEqual([place, state], [WARD, "ready"]);
    assert.equal(await end(serial, "void"), 409);
    const station = await harness.as("station");
    const history = (await (await station.ask("GET", `/api/stock/${serial}`)).json()) as StockHistory;
    assert.deepEqual(
      history.deeds.map(({ deed }) => deed),
      ["received"],
    );
  });

  it("is no matter of stock where the token was handed out before the bench could tell, nor void any more", async () => {
    const [one, other] = [await draw(), await draw()];
    for (const { serial } of [one, other]) {
      const person = await harness.addPerson(WARD);
      await harness.office.commit({ actor: "server", action: "assignment.change", outcome: "done" }, [
        { kind: "assign", person, serial, from: START },
      ]);
    }
    assert.equal(await end(one.serial, "finished"), 200);
    assert.equal((await stateOf(one.serial))!.state, "handed-out");
    assert.equal(await end(other.serial, "void"), 409, "somebody wears it");
    assert.ok(harness.server.isToken(other.serial));
  });

  it("is its own place's alone, and no number that another way has enrolled", async () => {
    const { serial } = await draw();
    await harness.addAccount("bench", FAR, "far.bench");
    const far = await harness.enter("far.bench");
    assert.equal(await end(serial, "void", far), 404);
    assert.equal(await end(serial, "void", await harness.as("station")), 403);
    await harness.server.enrol([enrolRequest(77, DAY)]);
    assert.equal(await end(77, "void"), 404);
    assert.equal(await stateOf(77), undefined);
    assert.ok(harness.server.isToken(serial) && harness.server.isToken(77));
  });

  it("lies with a bench of the province until a station takes it in or hands it out; undone it lies there again", async () => {
    await harness.addAccount("bench", PROVINCE, "province.bench");
    const province = await harness.enter("province.bench");
    const station = await harness.as("station");
    const made = [await draw(province), await draw(province)].map(({ serial }) => serial) as [number, number];
    for (const serial of made) assert.equal(await end(serial, "finished", province), 200);
    assert.equal((await stateOf(made[0]))!.place, PROVINCE);
    harness.clock.now += 60_000;
    const deed = async (deed: string, serials: readonly number[]) =>
      (await (
        await station.ask("POST", "/api/stock/deeds", { deed, place: WARD, serials })
      ).json()) as StockDone;
    assert.deepEqual((await deed("lost", [made[0]])).not, [{ serial: made[0], why: "elsewhere" }]);
    assert.deepEqual((await deed("received", [made[0]])).done, [made[0]]);
    assert.equal((await stateOf(made[0]))!.place, WARD);
    assert.equal((await station.ask("DELETE", `/api/stock/${made[0]}/deeds`)).status, 200);
    assert.deepEqual([(await stateOf(made[0]))!.place, (await stateOf(made[0]))!.state], [PROVINCE, "ready"]);
    const person = await harness.addPerson(WARD);
    assert.equal((await station.ask("POST", `/api/tokens/${made[1]}/wearers`, { person })).status, 201);
    assert.deepEqual(
      [(await stateOf(made[1]))!.place, (await stateOf(made[1]))!.state],
      [WARD, "handed-out"],
    );
  });
});
