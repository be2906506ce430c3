/** Counts of gates: once a week, never of few, and never nought for what is not known. */
import assert from "node:assert/strict";
import type { GateCounts } from "../../../host-tools/contract/gate-counts.ts";
import { dayStart } from "../../../host-tools/contract/province-time.ts";
import { toldText } from "../../../host-tools/contract/small-numbers.ts";
import type { Role } from "../../../host-tools/contract/vocabulary.ts";
import { countLastWeek } from "../../../host-tools/server/http/routes/gate-counts.ts";
import { toHex } from "../../../protocol/bytes.ts";
import { type GateMachine, passageOf, standGate } from "../../support/gate-machine.ts";
import {
  type Client,
  DAY,
  FACTORY,
  FAR_SCHOOL,
  type Harness,
  NEIGHBOUR,
  openHarness,
  WARD,
} from "../../support/harness.ts";
import { enrolTokens, rollingId, type TestToken } from "../../support/scenario.ts";
import { describeOnDatabases } from "../../support/shared-database.ts";

const HOUR = 3_600_000;
const [MONDAY, NEXT, LATER] = ["2026-11-23", "2026-11-30", "2026-12-07"].map(dayStart) as [
  number,
  number,
  number,
];

describeOnDatabases("counts of gates", () => {
  let harness: Harness;
  let administrator: Client;
  let tokens: TestToken[];
  let gate: GateMachine;

  beforeEach(async function () {
    this.timeout(60_000);
    harness = await openHarness();
    // The harness begins on the week's first morning; all that the tests bring is of this week.
    harness.clock.now = MONDAY + HOUR;
    administrator = await harness.enter("unit-administrator");
    tokens = await enrolTokens(harness.server, 30, DAY - 30);
    gate = await standGate(harness, administrator, { place: FACTORY, name: "Cổng chính", zone: "Nhà máy" });
  });

  /** So many at a time of the week, each by a token of its own. */
  const through = (count: number, at: number, direction: "in" | "out" | "passed" | "there" = "in") =>
    tokens
      .slice(0, count)
      .map((token, minute) => passageOf(token, at + (minute % 10) * 60_000, { direction, evidence: "tap" }));

  async function counted(role: Role = "manager"): Promise<GateCounts> {
    const answer = await (await harness.enter(role)).ask("GET", "/api/gates/counts");
    assert.equal(answer.status, 200, role);
    return (await answer.json()) as GateCounts;
  }
  const daysOf = ({ gates }: GateCounts, week = 0) =>
    gates[0]!.days[week]!.map((day) => (day ? `${toldText(day.in)}/${toldText(day.out)}` : "?")).join(" ");

  async function endOfWeek(): Promise<void> {
    harness.clock.now = NEXT + HOUR;
    await gate.send([]);
    harness.clock.now = NEXT + 4 * HOUR;
    await countLastWeek(harness.office);
  }

  it("count an ID once a way, in and out alone, and hide what is few", async () => {
    const twice = through(20, MONDAY + 7 * HOUR);
    await gate.send([
      ...twice,
      // The same told by both sides, and a minute later again.
      ...twice.map((one) => ({ ...one, evidence: "sides" as const, minute: one.minute + 1 })),
      ...through(9, MONDAY + 7 * HOUR + 20 * 60_000, "passed"),
      ...through(9, MONDAY + 7 * HOUR + 40 * 60_000, "there"),
      ...through(20, MONDAY + 16 * HOUR, "out"),
      ...through(4, MONDAY + 31 * HOUR),
      // The same people once more, a quarter of an hour later: eight that went through.
      ...through(4, MONDAY + 31.5 * HOUR),
      ...through(3, MONDAY + 40 * HOUR, "out"),
    ]);
    await endOfWeek();
    const told = await counted();
    assert.deepEqual(told.weeks, ["2026-11-23"]);
    assert.deepEqual(
      told.gates.map(({ name, zone, place, placeName }) => [name, zone, place, placeName]),
      [["Cổng chính", "Nhà máy", FACTORY, "Nhà máy"]],
    );
    assert.equal(daysOf(told), "20/20 10/* 0/0 0/0 0/0 0/0 0/0");
    const { hours } = told.gates[0]!;
    assert.equal(hours.in!.map(toldText).join(" "), `${"0 ".repeat(7)}30${" 0".repeat(16)}`);
    assert.equal(hours.out, undefined, "hours of a single day");
    const text = JSON.stringify(told);
    for (const { prefix, minute } of twice)
      assert.ok(!text.includes(prefix) && !text.includes(String(minute)));
    assert.ok(!text.includes(toHex(rollingId(tokens[0]!, 0).slice(0, 3))));
  });

  it("are told once, of the own place alone, to managers and administrators", async () => {
    await gate.send(through(20, MONDAY + 7 * HOUR));
    harness.clock.now = NEXT + HOUR;
    await gate.send([]);
    assert.equal(await countLastWeek(harness.office), 0, "not before machines have had time to bring Sunday");
    await endOfWeek();
    const before = await counted();
    assert.equal(daysOf(before), "20/0 0/0 0/0 0/0 0/0 0/0 0/0");
    // What comes later, and who withdraws: nothing that is told changes.
    await gate.send(through(9, MONDAY + 30 * HOUR));
    await harness.server.admin.eraseToken(tokens[0]!.serial);
    assert.equal(await countLastWeek(harness.office), 0);
    assert.deepEqual(await counted(), before);
    for (const role of ["unit-administrator", "province-administrator"] as const)
      assert.deepEqual(await counted(role), before);
    for (const role of ["guard", "station", "investigator", "auditor", "caller"] as const)
      assert.equal((await (await harness.enter(role)).ask("GET", "/api/gates/counts")).status, 403, role);
    await harness.addAccount("manager", FAR_SCHOOL, "far.manager");
    const far = await (await harness.enter("far.manager")).ask("GET", "/api/gates/counts");
    assert.deepEqual(((await far.json()) as GateCounts).gates, []);
    harness.clock.now = LATER + 4 * HOUR;
    await countLastWeek(harness.office);
    assert.equal(daysOf(await counted(), 1), "? ? ? ? ? ? ?", "nothing was heard of it since");
    assert.equal(daysOf(await counted()), daysOf(before));
    harness.clock.now = LATER + 12 * 7 * 24 * HOUR + 4 * HOUR;
    await countLastWeek(harness.office);
    assert.ok(!(await counted()).weeks.includes("2026-11-23"), "13 weeks are told");
  });

  it("are told to whoever leads a sector, of what stands under it", async () => {
    const by = { actor: "server", action: "unit.change", outcome: "done" } as const;
    const at = { kind: "enterprise", unit: NEIGHBOUR } as const;
    await harness.office.commit(by, [
      { kind: "organisation", organisation: { id: "board", name: "Ban quản lý", ...at } },
      {
        kind: "organisation",
        organisation: { id: FACTORY, name: "Nhà máy", kind: "enterprise", unit: WARD, under: ["board"] },
      },
    ]);
    await harness.addAccount("manager", "board", "board.manager");
    await endOfWeek();
    const leader = await harness.enter("board.manager");
    const told = (await (await leader.ask("GET", "/api/gates/counts")).json()) as GateCounts;
    assert.deepEqual(
      told.gates.map(({ place }) => place),
      [FACTORY],
    );
  });

  it("tell what guards counted by hand, once each, and nothing of few people", async () => {
    const at = Math.floor((MONDAY + 7 * HOUR) / 60_000);
    const handCounts = [
      { minute: at, minutes: 10, people: 30, passages: 11 },
      { minute: at + 1440, minutes: 8, people: 22, passages: 9 },
    ];
    // The file is brought twice, for no answer came.
    for (let i = 0; i < 2; i++) await gate.send(through(28, MONDAY + 7 * HOUR), { handCounts });
    await endOfWeek();
    const [first] = (await counted()).gates;
    assert.deepEqual(
      first!.byHand.map((one) => one && [one.times, toldText(one.people), toldText(one.passages)]),
      [[2, "50", "20"]],
    );
    harness.clock.now = LATER + HOUR;
    await gate.send(through(28, NEXT + 7 * HOUR), {
      handCounts: [{ minute: at + 7 * 1440, minutes: 5, people: 19, passages: 3 }],
    });
    harness.clock.now = LATER + 4 * HOUR;
    await countLastWeek(harness.office);
    assert.equal((await counted()).gates[0]!.byHand[1], null);
    harness.clock.now += 25 * 24 * HOUR;
    await harness.server.admin.applyRetention();
    assert.deepEqual(await harness.database.query("SELECT FROM office.hand_count"), []);
  });

  it("call a day unknown that its machine was not heard of behind, never nought", async () => {
    await gate.send(through(20, MONDAY + 7 * HOUR));
    const other = { place: FACTORY, name: "Cổng phụ", zone: "Nhà máy" };
    harness.clock.now = MONDAY + 60 * HOUR;
    await gate.send(through(20, MONDAY + 50 * HOUR));
    const again = await harness.enter("unit-administrator");
    assert.equal((await again.ask("POST", "/api/gates", other)).status, 201);
    harness.clock.now = NEXT + 4 * HOUR;
    await countLastWeek(harness.office);
    const { gates } = await counted();
    const days = gates.map(({ name, days: [week] }) => [name, week!.map((day) => day && toldText(day.in))]);
    assert.deepEqual(days, [
      ["Cổng chính", ["20", "0", null, null, null, null, null]],
      ["Cổng phụ", [null, null, null, null, null, null, null]],
    ]);
  });
});
