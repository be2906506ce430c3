import assert from "node:assert/strict";
import type { Brought } from "../../../host-tools/contract/gates.ts";
import { VISIT_SECRETS } from "../../../host-tools/server/gates/visit-store.ts";
import { partsOf } from "../../../host-tools/server/server.ts";
import { type GateMachine, passageOf, standGate, visitOf } from "../../support/gate-machine.ts";
import { type Client, DAY, FACTORY, type Harness, openHarness, START } from "../../support/harness.ts";
import { enrolTokens } from "../../support/scenario.ts";
import { describeOnDatabases } from "../../support/shared-database.ts";

const NAME = "Tạ Khách Kín";
const TOLD = { phone: "0912 345 678", birthYear: "1950", host: "Phòng Kế Toán Kín" };

describeOnDatabases("visits", () => {
  let harness: Harness;
  let administrator: Client;
  let gate: GateMachine;

  beforeEach(async function () {
    this.timeout(60_000);
    harness = await openHarness();
    administrator = await harness.as("unit-administrator");
    gate = await standGate(harness, administrator, { place: FACTORY, name: "Cổng chính", zone: "Nhà máy" });
  });

  const rows = () =>
    harness.database.query<{ id: string; minute: number; details: Uint8Array | null }>(
      "SELECT id, minute, details FROM people.visit ORDER BY minute",
    );
  const bring = async (...given: Parameters<GateMachine["send"]>) => {
    const answer = await gate.send(...given);
    assert.equal(answer.status, 200);
    return (await answer.json()) as Brought;
  };
  const opened = ({ id, details }: { id: string; details: Uint8Array | null }) =>
    JSON.parse(
      new TextDecoder().decode(
        partsOf(harness.server).wrapping.unwrap(VISIT_SECRETS[0]!.label!(id), details!),
      ),
    );

  it("are kept wrapped, with passages and without, and a record from before them is taken as it was", async () => {
    const [token] = await enrolTokens(harness.server, 1, DAY - 30);
    const one = visitOf(NAME, START, { ...TOLD, by: "card" });
    const taken = await bring([passageOf(token!, START)], { visits: [one] });
    assert.deepEqual([taken.taken, taken.unread], [2, 0]);
    assert.equal((await bring([passageOf(token!, START + 60_000)])).taken, 1);
    const [row] = await rows();
    assert.deepEqual([row!.id, row!.minute], [one.id, one.minute]);
    assert.deepEqual(opened(row!), { name: NAME, ...TOLD, by: "card", direction: "in" });
    const tables = await harness.database.query<{ name: string }>(
      `SELECT attrelid::regclass::text || '.' || quote_ident(attname) AS name FROM pg_attribute
       JOIN pg_class ON attrelid = pg_class.oid JOIN pg_namespace ON relnamespace = pg_namespace.oid
       WHERE relkind = 'r' AND attnum > 0 AND NOT attisdropped AND nspname !~ '^pg_|^information_schema$'`,
    );
    const traces = [NAME, TOLD.phone, TOLD.host].flatMap((text) => [text, Buffer.from(text).toString("hex")]);
    for (const { name } of tables) {
      const [table, column] = [name.slice(0, name.lastIndexOf(".")), name.slice(name.lastIndexOf(".") + 1)];
      const values = await harness.database.query<{ value: string }>(
        `SELECT ${column}::text AS value FROM ${table} WHERE ${column} IS NOT NULL`,
      );
      for (const { value } of values) for (const trace of traces) assert.ok(!value.includes(trace), name);
    }
  });

  it("that come twice are one, and what the guard took back stays so, whichever comes first", async () => {
    const [one, two, three] = [0, 1, 2].map((n) => visitOf(`${NAME} ${n}`, START + n * 60_000));
    await bring([], { visits: [one!, two!, three!] });
    await bring([], { takenBack: [two!.id, two!.id] });
    await bring([], { visits: [one!, two!] });
    await bring([], { takenBack: ["00".repeat(8)] });
    await bring([], { visits: [visitOf(NAME, START, { id: "00".repeat(8) })] });
    const names = (await rows()).flatMap((row) => (row.details ? [opened(row).name] : []));
    assert.deepEqual(names, [`${NAME} 0`, `${NAME} 2`]);
    const told = await harness.database.query<{ details: unknown; went_in: unknown; by_gate: unknown }>(
      "SELECT details, went_in, by_gate FROM people.visit WHERE id = $1",
      [two!.id],
    );
    assert.deepEqual(told, [{ details: null, went_in: null, by_gate: null }]);
  });

  it("are the own gate's: another one neither brings them in its name nor takes them back", async () => {
    const other = await standGate(harness, administrator, { place: FACTORY, name: "Cổng phụ", zone: "Kho" });
    const one = visitOf(NAME, START);
    await bring([], { visits: [one] });
    assert.equal((await other.send([], { takenBack: [one.id] })).status, 200);
    const told = await other.send([], { visits: [visitOf(NAME, START)], gate: gate.id });
    assert.equal(((await told.json()) as Brought).unread, 1);
    assert.deepEqual(
      (await rows()).map((row) => opened(row).name),
      [NAME],
    );
  });

  it("with what no form allows are not read, and the rest of what is brought is", async () => {
    for (const wrong of [
      { name: "" },
      { name: "x".repeat(81) },
      { phone: "gọi sau" },
      { birthYear: "50" },
      { idNumber: "030150001234" },
    ]) {
      const told = await bring([], { visits: [visitOf(NAME, START, wrong)] });
      assert.deepEqual([told.taken, told.unread], [0, 1], JSON.stringify(wrong));
    }
    assert.deepEqual(await rows(), []);
  });

  it("have their times put right by the server, but for times from paper", async () => {
    const off = 61 * 60_000;
    const visits = [visitOf(NAME, START + off), visitOf(NAME, START + 120_000, { by: "paper" })];
    await bring([], { visits, clock: harness.clock.now + off });
    assert.deepEqual(
      (await rows()).map(({ minute }) => minute),
      [START / 60_000, START / 60_000 + 2],
    );
  });

  it("are deleted after 21 days, also where they were taken back, and which guard it was", async () => {
    const one = visitOf(NAME, START);
    await bring([], { visits: [one, visitOf(NAME, START)], takenBack: [one.id] });
    const deed = { id: one.id, minute: START / 60_000, guard: NAME, did: "hand-count" } as const;
    await bring([], { deeds: [deed, deed] });
    const deeds = () => harness.database.query("SELECT id FROM office.guard_deed");
    harness.clock.now += 20 * 86_400_000;
    await harness.server.admin.applyRetention();
    assert.deepEqual([(await rows()).length, (await deeds()).length], [2, 1]);
    harness.clock.now += 3 * 86_400_000;
    await harness.server.admin.applyRetention();
    assert.deepEqual([await rows(), await deeds()], [[], []]);
  });

  it("can be read by no guard, manager or administrator: no answer of any path that lists gates tells of them", async () => {
    await bring([], { visits: [visitOf(NAME, START, TOLD)] });
    for (const role of ["guard", "manager", "unit-administrator", "province-administrator"] as const) {
      const client = await harness.as(role);
      const answer = await (await client.ask("GET", "/api/gates")).text();
      assert.ok(!answer.includes(NAME) && !answer.includes("visit"), role);
    }
  });
});
