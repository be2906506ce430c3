/** Who is inside while something has happened: named only then, only of who agreed, only now. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import {
  FIRE_MINUTES,
  FIRE_WORD_MINUTES,
  type Fire,
  type FireList,
  type FireWord,
  type WhoIsInside,
} from "../../../host-tools/contract/fires.ts";
import type { GateList, Passage } from "../../../host-tools/contract/gates.ts";
import { HOUR, NINE, useCaseDesk } from "../../support/case-desk.ts";
import { consentOf } from "../../support/consent.ts";
import { type GateMachine, passageOf, standGate, visitOf } from "../../support/gate-machine.ts";
import { type Client, FACTORY, FAR, FAR_SCHOOL } from "../../support/harness.ts";
import { describeOnDatabases } from "../../support/shared-database.ts";

const HALL = { place: FACTORY, zone: "Xưởng A" };

describeOnDatabases("fires", () => {
  const given = useCaseDesk();
  const { token, wears, ask, reasonOf } = given;
  /** 09:00 in the province. */
  const nine = NINE * 900_000;
  const MINUTE = 60_000;
  let gate: GateMachine;
  let manager: Client;

  beforeEach(async () => {
    gate = await standGate(given.harness, await given.harness.enter("unit-administrator"), {
      ...HALL,
      name: "Cổng Bắc",
    });
    manager = await given.harness.as("manager");
    for (const [n, person] of given.persons.entries()) await wears(person, n + 1, NINE - 96);
    given.harness.clock.now = nine + 2 * HOUR;
    manager = await given.harness.enter("manager");
  });

  const pass = (serial: number, minute: number, direction: "in" | "out" = "in"): Passage =>
    passageOf(token(serial), nine + minute * MINUTE, {
      side: direction === "in" ? "inside" : "outside",
      direction,
    });
  const agrees = (n: number, answer: "given" | "withdrawn" = "given", version = "2026-3") => {
    given.harness.clock.now += 1000;
    const said = consentOf("nurse", given.harness.clock.now, { purpose: "register", answer, version });
    return given.harness.office.commit({ actor: "server", action: "consent.change", outcome: "done" }, [
      { kind: "consent", person: given.persons[n]!, consent: said },
    ]);
  };
  const raise = (client = manager, where: object = HALL) =>
    ask<Fire>(client, "POST", "/api/fires", where, 201);
  const look = (fire: Fire, client = manager) =>
    ask<WhoIsInside>(client, "GET", `/api/fires/${fire.id}/inside`);
  const namesIn = async (fire: Fire) => (await look(fire)).named.map(({ name }) => name);
  const nameOf = async (n: number) => {
    const [row] = await given.harness.database.query<{ name: string }>(
      "SELECT name FROM people.person WHERE id = $1",
      [given.persons[n]!],
    );
    return row!.name;
  };
  const later = (minutes: number) => {
    given.harness.clock.now += minutes * MINUTE;
  };

  it("name who agreed to it and is inside now, count the others, and tell nobody's time", async () => {
    for (const n of [0, 1, 2]) await agrees(n);
    // The first is inside, the second has left, the third came back; the fourth never agreed, the fifth token nobody wears.
    await gate.send([
      pass(1, 0),
      pass(2, 0),
      pass(2, 30, "out"),
      pass(3, 0),
      pass(3, 20, "out"),
      pass(3, 60),
      pass(4, 5),
      pass(7, 5),
      passageOf(token(8), nine, { prefix: "00112233aabb" }),
    ]);
    const fire = await raise();
    const told = await look(fire);
    assert.deepEqual(told.named.map(({ name }) => name).sort(), [await nameOf(0), await nameOf(2)].sort());
    assert.deepEqual([told.unnamed, told.unknown], [2, { in: 1, out: 0 }]);
    assert.deepEqual(
      told.gates.map(({ name }) => name),
      ["Cổng Bắc"],
    );
    // No time but of the look, the fire and the gate's last word; no number, phone or key of anybody.
    const times = JSON.stringify(told).match(/\d{4}-\d\d-\d\dT[\d:.]+Z/g) ?? [];
    const { fire: its, at, gates } = told;
    assert.deepEqual(times.sort(), [its.openedAt, its.until, at, gates[0]!.heardAt!].sort());
    assert.deepEqual(Object.keys(told.named[0]!), ["name"]);
    // Who goes is named no more.
    await gate.send([pass(1, 110, "out")]);
    assert.deepEqual(await namesIn(fire), [await nameOf(2)]);
  });

  it("name nobody who withdrew, never agreed, agreed to a text by which nobody was named yet, or was erased", async () => {
    await agrees(0, "given", "2026-2");
    await agrees(1);
    await agrees(1, "withdrawn");
    await agrees(3);
    await gate.send([1, 2, 3, 4].map((serial) => pass(serial, 0)));
    const fire = await raise();
    assert.deepEqual(await namesIn(fire), [await nameOf(3)]);
    assert.equal((await look(fire)).unnamed, 3);
    await agrees(0);
    assert.deepEqual((await namesIn(fire)).sort(), [await nameOf(0), await nameOf(3)].sort());
    const nurse = await given.harness.enter("station");
    assert.equal((await nurse.ask("DELETE", `/api/persons/${given.persons[3]}`)).status, 200);
    assert.deepEqual(await namesIn(fire), [await nameOf(0)]);
  });

  it("are over when somebody says so, or by themselves within an hour: then nobody is named", async () => {
    await agrees(0);
    await gate.send([pass(1, 0)]);
    const first = await raise();
    assert.equal((await raise()).id, first.id, "one that lasts is not raised twice");
    assert.equal((await ask<FireList>(manager, "GET", "/api/fires")).fires.length, 1);
    assert.equal((await manager.ask("DELETE", `/api/fires/${first.id}`)).status, 200);
    const inside = `/api/fires/${first.id}/inside`;
    assert.deepEqual(await reasonOf(manager, "GET", inside), [409, "fire-over"]);
    assert.deepEqual(await reasonOf(manager, "DELETE", `/api/fires/${first.id}`), [409, "fire-over"]);
    const second = await raise();
    assert.notEqual(second.id, first.id);
    later(FIRE_MINUTES - 1);
    manager = await given.harness.enter("manager");
    assert.equal((await namesIn(second)).length, 1);
    later(1);
    manager = await given.harness.enter("manager");
    const over = `/api/fires/${second.id}/inside`;
    assert.deepEqual(await reasonOf(manager, "GET", over), [409, "fire-over"]);
    assert.deepEqual((await ask<FireList>(manager, "GET", "/api/fires")).fires, []);
  });

  it("are raised and ended by whoever is in charge of the place, each look in the audit log under their name", async () => {
    const fire = await raise();
    await look(fire);
    await look(fire);
    const rows = await given.harness.database.query<{ action: string; actor: string; subject: string }>(
      "SELECT action, actor, subject FROM audit.entry WHERE action LIKE 'fire.%' AND outcome = 'done' ORDER BY number",
    );
    const { manager: actor } = given.harness.accounts;
    const paper = await ask<WhoIsInside>(manager, "GET", `/api/fires/${fire.id}/inside?paper=true`);
    assert.deepEqual(Object.keys(paper), Object.keys(await look(fire)));
    const looks = await given.harness.database.query<{ fields: string }>(
      "SELECT fields FROM audit.entry WHERE action = 'fire.look' ORDER BY number",
    );
    assert.deepEqual(
      looks.map(({ fields }) => /paper/.test(JSON.stringify(fields))),
      [false, false, true, false],
      "paper has its row",
    );
    assert.deepEqual(rows, [
      { action: "fire.open", actor, subject: FACTORY },
      { action: "fire.look", actor, subject: fire.id },
      { action: "fire.look", actor, subject: fire.id },
    ]);
    for (const role of ["guard", "station", "investigator", "province-administrator", "auditor"] as const) {
      const client = await given.harness.enter(role);
      assert.deepEqual(
        await reasonOf(client, "GET", `/api/fires/${fire.id}/inside`),
        [403, "forbidden"],
        role,
      );
      assert.deepEqual(await reasonOf(client, "POST", "/api/fires", HALL), [403, "forbidden"], role);
    }
    await given.harness.addAccount("manager", FAR_SCHOOL, "far.manager");
    const far = await given.harness.enter("far.manager");
    assert.deepEqual(await reasonOf(far, "GET", `/api/fires/${fire.id}/inside`), [404, "not-found"]);
    assert.deepEqual(await reasonOf(far, "DELETE", `/api/fires/${fire.id}`), [404, "not-found"]);
    assert.deepEqual(await reasonOf(manager, "POST", "/api/fires", { place: FACTORY, zone: "Kho" }), [
      422,
      "input",
    ]);
    assert.deepEqual(await reasonOf(manager, "POST", "/api/fires", { place: FAR, zone: "Kho" }), [
      404,
      "not-found",
    ]);
  });

  it("leave out an ID that was caught and sent again, and who went in longer ago than a shift", async () => {
    await agrees(0);
    await agrees(1);
    const caught = passageOf(token(1), nine - HOUR).prefix;
    await gate.send([passageOf(token(1), nine, { prefix: caught }), passageOf(token(2), nine - 20 * HOUR)]);
    assert.deepEqual(await namesIn(await raise()), []);
  });

  it("count visitors who were written down, without opening any", async () => {
    const at = (minute: number) => nine + minute * MINUTE;
    const undone = visitOf("Đỗ Ghi Nhầm", at(1));
    await gate.send([], {
      visits: [
        visitOf("Tạ Thị Khách", at(0), { phone: "0912345678" }),
        visitOf("Lê Còn Đó", at(10)),
        visitOf("Tự Ghi Xa", at(10), { by: "site" }),
        visitOf("Tự Ghi Xa", at(20), { by: "site", direction: "out" }),
        visitOf("Tự Ghi Xa", at(21), { by: "site", direction: "out" }),
        visitOf("Tạ Thị Khách", at(30), { direction: "out" }),
        visitOf("Vũ Hôm Qua", at(0) - 20 * HOUR),
        undone,
      ],
      takenBack: [undone.id],
    });
    const store = await standGate(given.harness, await given.harness.enter("unit-administrator"), {
      place: FACTORY,
      zone: "Kho",
      name: "Cổng Kho",
    });
    await store.send([], { visits: [visitOf("Mai Nơi Khác", at(0))] });
    // What is wrapped is no use to it: the number needs no key.
    await given.harness.database.query("UPDATE people.visit SET details = '\\x00' WHERE details IS NOT NULL");
    const fire = await raise();
    const told = await look(fire);
    assert.deepEqual([told.visitors, told.named], [{ in: 2, out: 1, byPhone: { in: 1, out: 2 } }, []]);
    // Of a visit from before that was kept nobody knows whose word it is; of one from before the way was, not even the way.
    await given.harness.database.query("UPDATE people.visit SET by_gate = NULL WHERE NOT went_in");
    await given.harness.database.query(
      "UPDATE people.visit SET went_in = NULL WHERE went_in AND NOT by_gate",
    );
    assert.deepEqual((await look(fire)).visitors, { in: 2, out: 0, byPhone: { in: 0, out: 3 } });
  });

  it("name nobody whose token went in while somebody else wore it", async () => {
    await agrees(3);
    await gate.send([pass(1, 0)]);
    await wears(given.persons[3]!, 1, NINE + 4);
    const told = await look(await raise());
    assert.deepEqual([told.named, told.unnamed], [[], 1]);
  });

  it("say up to when each gate has brought what passed", async () => {
    await standGate(given.harness, await given.harness.enter("unit-administrator"), {
      ...HALL,
      name: "Cổng Nam",
    });
    const code = await (await given.harness.enter("unit-administrator")).ask("POST", "/api/gates", {
      ...HALL,
      name: "Cổng Mới",
    });
    assert.equal(code.status, 201);
    await gate.send([]);
    const { gates } = await look(await raise());
    assert.deepEqual(
      new Map(gates.map(({ name, heardAt }) => [name, heardAt !== undefined])),
      new Map([
        ["Cổng Bắc", true],
        ["Cổng Nam", false],
        ["Cổng Mới", false],
      ]),
    );
    const list = await ask<GateList>(manager, "GET", "/api/gates");
    assert.equal(list.gates.length, 3);
  });

  it("are raised and ended at a gate by its guard, once and only at once; names are still the manager's alone", async () => {
    await agrees(0);
    await gate.send([pass(1, 0)]);
    const [id, other] = [randomUUID(), randomUUID()];
    const word = (did: FireWord["did"], more: Partial<FireWord> = {}): FireWord => ({
      id,
      minute: Math.floor(given.harness.clock.now / MINUTE),
      guard: "Lê Văn Gác",
      did,
      ...more,
    });
    const fires = async () => (await ask<FireList>(manager, "GET", "/api/fires")).fires;
    const says = (...words: FireWord[]) => gate.send([], { fires: words });
    const before = await says(word("raise"));
    assert.equal(before.status, 200);
    assert.deepEqual(
      (await fires()).map((one) => [one.id, one.place, one.zone]),
      [[id, FACTORY, "Xưởng A"]],
    );
    const [fire] = (await fires()) as [Fire];
    assert.deepEqual(await namesIn(fire), [await nameOf(0)]);
    assert.deepEqual(await reasonOf(await given.harness.enter("guard"), "GET", `/api/fires/${id}/inside`), [
      403,
      "forbidden",
    ]);
    // Twice, and by another guard while it lasts: one fire.
    await says(word("raise"), word("raise", { id: other }));
    assert.equal((await fires()).length, 1);
    // Of another gate nobody ends it.
    const elsewhere = await standGate(given.harness, await given.harness.enter("unit-administrator"), {
      place: FACTORY,
      zone: "Xưởng B",
      name: "Cổng Nam",
    });
    await elsewhere.send([], { fires: [word("end")] });
    assert.equal((await fires()).length, 1);
    await says(word("end"));
    assert.deepEqual(await fires(), []);
    // What it was raised by does not raise it again, nor does what comes when it is long over.
    const late = Math.floor(given.harness.clock.now / MINUTE) - FIRE_WORD_MINUTES - 2;
    await says(word("raise"), word("raise", { id: other, minute: late }));
    assert.deepEqual(await fires(), []);
    await says(word("raise", { id: other }));
    later(FIRE_MINUTES);
    manager = await given.harness.enter("manager");
    assert.deepEqual(await fires(), [], "it is over by itself");
    const rows = await given.harness.database.query<{ actor: string; subject: string }>(
      "SELECT actor, subject FROM audit.entry WHERE action = 'fire.open' AND outcome = 'done' ORDER BY number",
    );
    assert.deepEqual(
      rows.map(({ actor, subject }) => [actor, subject]),
      [
        [gate.id, FACTORY],
        [gate.id, id],
        [gate.id, FACTORY],
      ],
    );
    const [by] = await given.harness.database.query<{ opened_by: string }>(
      "SELECT opened_by FROM office.fire WHERE id::text = $1",
      [id],
    );
    assert.equal(by!.opened_by, "Lê Văn Gác");
  });
});
