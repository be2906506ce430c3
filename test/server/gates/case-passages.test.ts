import assert from "node:assert/strict";
import type { CasePassages, Passage } from "../../../host-tools/contract/gates.ts";
import { HOUR, NINE, REASON, TODAY, useCaseDesk, type View } from "../../support/case-desk.ts";
import { type GateMachine, passageOf, standGate, visitOf } from "../../support/gate-machine.ts";
import { DAY, FACTORY, FAR, WARD } from "../../support/harness.ts";
import { describeOnDatabases } from "../../support/shared-database.ts";

describeOnDatabases("passages of a case", () => {
  const given = useCaseDesk();
  const { token, wears } = given;
  /** 09:00 in the province. */
  const nine = NINE * 900_000;
  let north: GateMachine;
  let south: GateMachine;

  beforeEach(async () => {
    const administrator = await given.harness.enter("unit-administrator");
    const hall = { place: FACTORY, zone: "Xưởng A" };
    north = await standGate(given.harness, administrator, { ...hall, name: "Cổng Bắc" });
    south = await standGate(given.harness, administrator, { ...hall, name: "Cổng Nam" });
    for (const [n, person] of given.persons.entries()) await wears(person, n + 1, NINE - 96);
  });

  const ways = (serial: number, from: number, to: number | undefined): Passage[] => [
    passageOf(token(serial), nine + from * 60_000),
    ...(to === undefined
      ? []
      : [passageOf(token(serial), nine + to * 60_000, { side: "outside", direction: "out" })]),
  ];
  const path = (of: View, day = TODAY) => `/api/cases/${of.id}/passages?${REASON}&day=${day}`;
  const passagesOf = (of: View, day = TODAY) =>
    given.ask<CasePassages>(given.investigator, "GET", path(of, day));
  const clockOf = (iso: string | undefined) => iso?.slice(11, 16);

  it("tell of a case that is open, and of its days alone", async () => {
    await north.send(ways(1, 0, 60));
    const of = await given.newCase(given.ofPerson(0));
    assert.deepEqual(await given.reasonOf(given.investigator, "GET", path(of)), [409, "not-open"]);
    await given.approve(of);
    assert.equal((await passagesOf(of)).stays.length, 1);
    assert.deepEqual(await given.reasonOf(given.investigator, "GET", path(of, "2026-11-19")), [422, "days"]);
    assert.deepEqual(await given.reasonOf(given.second, "GET", path(of)), [403, "forbidden"]);
    await given.ask(given.investigator, "POST", `/api/cases/${of.id}/closing`);
    assert.deepEqual(await given.reasonOf(given.investigator, "GET", path(of)), [409, "not-open"]);
  });

  it("tell when they came and went, by whatever gate, and who was there meanwhile", async () => {
    await north.send([...ways(1, 0, undefined), ...ways(2, 30, undefined), ...ways(3, 130, 150)]);
    await south.send([
      ...ways(1, 0, 120).slice(1),
      ...ways(2, 0, 90).slice(1),
      ...ways(5, 10, 20),
      passageOf(token(6), nine + 20 * 60_000, { prefix: "00112233aabb" }),
    ]);
    const told = await passagesOf(await given.openCase(given.ofPerson(0)));
    assert.deepEqual(
      told.stays.map(({ zone, from, to }) => [zone, clockOf(from), clockOf(to)]),
      [["Xưởng A", "02:00", "04:00"]],
    );
    assert.deepEqual(
      told.others.map(({ label, from, to, minutes, isSure }) => [
        label,
        clockOf(from),
        clockOf(to),
        minutes,
        isSure,
      ]),
      [
        ["Trần Văn Ân", "02:30", "03:30", 61, true],
        ["BZ-0005", "02:10", "02:20", 11, true],
      ],
    );
    // The third came when the case had gone. One ID is no token of ours.
    assert.equal(told.unknown, 1);
    assert.deepEqual(told.gates.map(({ name }) => name).sort(), ["Cổng Bắc", "Cổng Nam"]);
  });

  it("name visitors of the same zone and minutes, and no others, and who noted them", async () => {
    await north.send(ways(1, 0, 60), {
      visits: [
        visitOf("Tạ Thị Khách", nine + 10 * 60_000, {
          id: "cd".repeat(8),
          phone: "0912345678",
          host: "Kho",
          birthYear: "1950",
        }),
        visitOf("Lê Còn Đó", nine + 20 * 60_000, { by: "site" }),
        // When the case had gone.
        visitOf("Vũ Đến Sau", nine + 61 * 60_000),
        visitOf("Đỗ Ghi Nhầm", nine + 10 * 60_000, { id: "ab".repeat(8) }),
      ],
      takenBack: ["ab".repeat(8)],
    });
    const deed = { id: "ef".repeat(8), minute: Math.floor(nine / 60_000) + 10, guard: "Lê Văn Gác" };
    const undone = { ...deed, id: "ee".repeat(8), guard: "Mai Thị Cổng", did: "take-back" } as const;
    for (let i = 0; i < 2; i++)
      await north.send([], {
        deeds: [
          { ...deed, did: "visit", visit: "cd".repeat(8) },
          { ...undone, visit: "cd".repeat(8) },
        ],
      });
    await south.send([], {
      visits: [visitOf("ta thi khach", nine + 40 * 60_000, { direction: "out", birthYear: "1950" })],
    });
    const administrator = await given.harness.enter("unit-administrator");
    const store = await standGate(given.harness, administrator, {
      place: FACTORY,
      zone: "Kho",
      name: "Cổng Kho",
    });
    await store.send([], { visits: [visitOf("Mai Nơi Khác", nine + 20 * 60_000)] });
    const of = await given.openCase(given.ofPerson(0));
    const { visitors } = await passagesOf(of);
    assert.deepEqual(
      visitors.map(({ from, to, ...one }) => ({ ...one, span: [clockOf(from), clockOf(to)] })),
      [
        {
          name: "Lê Còn Đó",
          by: "site",
          gate: "Cổng Bắc",
          zone: "Xưởng A",
          placeName: visitors[0]!.placeName,
          span: ["02:20", "03:00"],
          minutes: 41,
          isSure: false,
        },
        {
          name: "Tạ Thị Khách",
          phone: "0912345678",
          birthYear: "1950",
          host: "Kho",
          by: "spoken",
          guard: "Lê Văn Gác",
          gate: "Cổng Bắc",
          zone: "Xưởng A",
          placeName: visitors[0]!.placeName,
          span: ["02:10", "02:40"],
          minutes: 31,
          isSure: true,
        },
      ],
    );
    assert.deepEqual(await given.reasonOf(given.second, "GET", path(of)), [403, "forbidden"]);
    await given.ask(given.investigator, "POST", `/api/cases/${of.id}/closing`);
    assert.deepEqual(await given.reasonOf(given.investigator, "GET", path(of)), [409, "not-open"]);
  });

  it("tell to whom a token was lent while it was there, on both lines", async () => {
    await north.send([...ways(1, 0, 60), ...ways(5, 10, 40)], {
      visits: [
        visitOf("Tạ Thị Khách", nine + 10 * 60_000, { token: 5 }),
        visitOf("Trả Rồi", nine + 41 * 60_000, { direction: "out", token: 5 }),
        visitOf("Lê Mượn Sau", nine + 50 * 60_000, { token: 5 }),
      ],
    });
    const { others, visitors } = await passagesOf(await given.openCase(given.ofPerson(0)));
    assert.deepEqual(
      others.map(({ label, lentTo }) => [label, lentTo]),
      [["BZ-0005", "Tạ Thị Khách"]],
    );
    assert.deepEqual(
      visitors.map(({ name, token, minutes, isSure }) => [name, token, minutes, isSure]),
      [
        ["Tạ Thị Khách", "BZ-0005", 32, true],
        ["Lê Mượn Sau", "BZ-0005", 11, false],
      ],
    );
  });

  it("name nobody who may not be used for contacts", async () => {
    await north.send([...ways(1, 0, 50), ...ways(2, 10, 40)]);
    const of = await given.openCase(given.ofPerson(0));
    const nurse = await given.harness.enter("station");
    const gone = await nurse.ask("DELETE", `/api/persons/${given.persons[1]}`);
    assert.equal(gone.status, 200, await gone.text());
    assert.deepEqual((await passagesOf(of)).others, []);
  });

  it("leave out what was on the air long after its time, and what somebody else's token did", async () => {
    const caught = passageOf(token(1), nine - 24 * HOUR).prefix;
    await north.send([passageOf(token(1), nine, { prefix: caught }), ...ways(5, 0, 60)]);
    const of = await given.openCase(given.ofPerson(0));
    assert.deepEqual((await passagesOf(of)).stays, []);
  });

  it("put nobody beside the case whose ID of an hour ago was caught and sent again", async () => {
    const caught = passageOf(token(2), nine - HOUR).prefix;
    await north.send([...ways(1, 0, 60), passageOf(token(2), nine + 10 * 60_000, { prefix: caught })]);
    const told = await passagesOf(await given.openCase(given.ofPerson(0)));
    assert.deepEqual([told.stays.length, told.others], [1, []]);
  });

  it("tell what each gate brought of the day: one that was silent, behind or never there saw nobody and is told so", async () => {
    const administrator = await given.harness.enter("unit-administrator");
    await standGate(given.harness, administrator, { place: FACTORY, zone: "Kho", name: "Cổng Kho" });
    const code = await administrator.ask("POST", "/api/gates", {
      place: WARD,
      zone: "Trạm",
      name: "Cổng Trạm",
    });
    assert.equal(code.status, 201);
    const of = await given.openCase(given.ofPerson(0));
    const yesterday = "2026-11-22";
    const gatesOf = async (day: string) => {
      const { gates, elsewhere, stays } = await passagesOf(of, day);
      return { told: Object.fromEntries(gates.map(({ name, told }) => [name, told])), elsewhere, stays };
    };
    // They did not stand yet: of that day nobody looked.
    assert.deepEqual(await gatesOf(yesterday), { told: {}, elsewhere: { gates: 0, lacking: 0 }, stays: [] });
    await north.send(ways(5, 0, 60));
    await south.send([]);
    assert.deepEqual(await gatesOf(TODAY), {
      told: { "Cổng Bắc": "brought", "Cổng Nam": "silent", "Cổng Kho": "never", "Cổng Trạm": "never" },
      elsewhere: { gates: 0, lacking: 0 },
      stays: [],
    });
    // Who notes visitors alone is not silent; what was taken back is nothing.
    const undone = visitOf("Đỗ Ghi Nhầm", nine);
    await south.send([], { visits: [undone], takenBack: [undone.id] });
    assert.equal((await gatesOf(TODAY)).told["Cổng Nam"], "silent");
    await south.send([], { visits: [visitOf("Tạ Thị Khách", nine)] });
    assert.equal((await gatesOf(TODAY)).told["Cổng Nam"], "visitors");
    // A gate that was not heard of since may still have something.
    given.harness.clock.now += 2 * HOUR;
    await given.days(0);
    await south.send([]);
    const later = await passagesOf(of);
    assert.deepEqual(
      later.gates
        .filter(({ zone }) => zone === "Xưởng A")
        .map(({ name, told, from, to }) => [name, told, clockOf(from), clockOf(to)]),
      [
        ["Cổng Bắc", "behind", "02:00", "03:00"],
        ["Cổng Nam", "visitors", undefined, undefined],
      ],
    );
    await north.send([]);
    assert.equal((await gatesOf(TODAY)).told["Cổng Bắc"], "brought");
  });

  it("count the gates of elsewhere, and tell from when on passages are kept", async () => {
    await given.harness.addAccount("province-administrator", FAR, "far.administrator");
    const administrator = await given.harness.enter("far.administrator");
    const far = await standGate(given.harness, administrator, { place: FAR, zone: "Ga", name: "Cổng Ga" });
    await far.send(ways(5, 0, 60));
    const of = await given.openCase(given.ofPerson(0));
    const told = await passagesOf(of);
    assert.deepEqual(
      told.gates.map(({ name }) => name),
      ["Cổng Bắc", "Cổng Nam"],
    );
    assert.deepEqual(told.elsewhere, { gates: 1, lacking: 0 });
    assert.equal(told.firstKept, undefined);
    await given.harness.database.query("INSERT INTO radio.horizon (day) VALUES ($1)", [DAY]);
    const partly = await passagesOf(of);
    assert.equal(partly.firstKept, "2026-11-23T00:00:00.000Z");
    assert.deepEqual(
      [partly.gates.map(({ told }) => told), partly.elsewhere.lacking],
      [["never", "never"], 0],
    );
    // What was deleted is not told as nothing.
    await north.send([]);
    const gone = (await passagesOf(of)).gates.find(({ name }) => name === "Cổng Bắc");
    assert.equal(gone?.told, "deleted");
    // Where the case was, a gate is named wherever it stands.
    await far.send(ways(1, 0, 60));
    assert.deepEqual((await passagesOf(of)).gates.map(({ name }) => name).sort(), [
      "Cổng Bắc",
      "Cổng Ga",
      "Cổng Nam",
    ]);
  });

  it("are a look that is written down first, with its reason", async () => {
    const of = await given.openCase(given.ofPerson(0));
    await passagesOf(of);
    const rows = await given.harness.database.query<{ subject: string; reason: string }>(
      "SELECT subject, reason FROM audit.entry WHERE action = 'passages.read' AND outcome = 'done'",
    );
    assert.deepEqual(rows, [{ subject: of.id, reason: "case-investigation" }]);
  });
});
