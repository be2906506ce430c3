/** Who has a token or the app, out of how many: typed by an office, told once a week and never of few. */
import assert from "node:assert/strict";
import { toldText } from "../../../host-tools/contract/small-numbers.ts";
import type { UptakeWeeks } from "../../../host-tools/contract/uptake.ts";
import type { Role } from "../../../host-tools/contract/vocabulary.ts";
import {
  type Client,
  DAY,
  FACTORY,
  FAR,
  type Harness,
  NEIGHBOUR,
  openHarness,
  START,
  WARD,
} from "../../support/harness.ts";
import { enrolTokens, type TestToken } from "../../support/scenario.ts";
import { describeOnDatabases } from "../../support/shared-database.ts";

const WEEK_MS = 7 * 86_400_000;

describeOnDatabases("the share of people with a token or the app", () => {
  let harness: Harness;
  let tokens: TestToken[];

  beforeEach(async function () {
    this.timeout(120_000);
    harness = await openHarness();
    signedIn.clear();
    tokens = await enrolTokens(harness.server, 120, DAY - 20);
    await wear(WARD, undefined, 23);
    await wear(WARD, FACTORY, 40);
  });

  async function wear(unit: string, organisation: string | undefined, count: number) {
    for (let i = 0; i < count; i++) {
      const person = await harness.addPerson(unit, organisation);
      const { serial } = tokens.pop()!;
      await harness.office.commit({ actor: "server", action: "assignment.change", outcome: "done" }, [
        { kind: "assign", person, serial, from: START - 15 * 86_400_000 },
      ]);
    }
  }

  /** A week later nobody is signed in any more. */
  const signedIn = new Map<string, Promise<Client>>();
  const clientOf = (role: Role): Promise<Client> => {
    const key = `${role} ${harness.clock.now}`;
    const client = signedIn.get(key) ?? harness.enter(role);
    signedIn.set(key, client);
    return client;
  };
  const type = async (role: Role, place: string, heads: number, phones: number) =>
    (await clientOf(role)).ask("POST", "/api/uptake/heads", { place, heads, phones });
  const aim = async (role: Role, place: string, target: object | null) =>
    (await clientOf(role)).ask("POST", "/api/uptake/targets", { place, target });

  async function weeks(role: Role, place: string): Promise<UptakeWeeks> {
    const answer = await (await clientOf(role)).ask("GET", `/api/uptake/weeks?place=${place}`);
    assert.equal(answer.status, 200);
    return (await answer.json()) as UptakeWeeks;
  }
  const shareIn = ({ places }: UptakeWeeks, place: string) => {
    const share = places.find((one) => one.place === place)?.told.at(-1)?.share;
    if (!share) return undefined;
    const { heads, phones, percent, places: told, of } = share;
    return `${toldText(heads)} ${toldText(phones)} ${percent ? `${percent.least}–${percent.most}` : ""} ${told}/${of}`;
  };
  const nextMonday = () => {
    harness.clock.now += WEEK_MS;
  };

  it("is typed by the own office, and its target by who administers the unit", async () => {
    const types: readonly (readonly [Role, string, number])[] = [
      ["manager", FACTORY, 200],
      ["manager", WARD, 404],
      ["unit-administrator", WARD, 200],
      ["unit-administrator", FACTORY, 200],
      ["unit-administrator", NEIGHBOUR, 404],
      ["unit-administrator", FAR, 404],
      ["province-administrator", WARD, 403],
      ["station", WARD, 403],
      ["auditor", WARD, 403],
    ];
    for (const [role, place, status] of types)
      assert.equal((await type(role, place, 60, 5)).status, status, `${role} ${place}`);
    const target = { percent: 80, until: "2026-12-31" };
    const aims: readonly (readonly [Role, string, number])[] = [
      ["province-administrator", WARD, 200],
      ["unit-administrator", WARD, 200],
      ["unit-administrator", NEIGHBOUR, 404],
      // A target is a unit's.
      ["province-administrator", FACTORY, 404],
      ["manager", WARD, 403],
    ];
    for (const [role, place, status] of aims)
      assert.equal((await aim(role, place, target)).status, status, `${role} ${place}`);
    assert.equal((await type("manager", FACTORY, 5, 6)).status, 422, "more phones than people");
    const rows = await harness.database.query<{ place: string; typed_by: string }>(
      "SELECT place, typed_by FROM office.head_count ORDER BY place",
    );
    assert.deepEqual(
      rows.map(({ typed_by }) => typed_by),
      rows.map(() => harness.accounts["unit-administrator"]),
      "who typed last stands there",
    );
  });

  it("is told from the next Monday on, frozen with its week, and a correction from the Monday after", async () => {
    await type("manager", FACTORY, 70, 15);
    assert.equal(shareIn(await weeks("manager", FACTORY), FACTORY), undefined);
    nextMonday();
    // 38 to 42 and 13 to 17 of 68 to 72.
    assert.equal(shareIn(await weeks("manager", FACTORY), FACTORY), "70 15 71–87 1/1");
    await type("manager", FACTORY, 100, 15);
    assert.equal(shareIn(await weeks("manager", FACTORY), FACTORY), "70 15 71–87 1/1");
    nextMonday();
    assert.equal(shareIn(await weeks("manager", FACTORY), FACTORY), "100 15 50–60 1/1");
    const told = await weeks("manager", FACTORY);
    assert.equal(told.places[0]!.told.at(-2)?.share?.heads.least, 68, "the week before stays as it was told");
    await type("manager", FACTORY, 0, 0);
    nextMonday();
    const after = await weeks("manager", FACTORY);
    assert.deepEqual([shareIn(after, FACTORY), after.typed], [undefined, undefined]);
  });

  it("of a unit is the sum of the places in it that are told, with its target and its rank beside other units", async () => {
    await wear(NEIGHBOUR, undefined, 9);
    await type("manager", FACTORY, 50, 0);
    await aim("province-administrator", WARD, { percent: 80, until: "2026-12-31" });
    nextMonday();
    assert.equal(shareIn(await weeks("unit-administrator", WARD), WARD), "50 0 73–88 1/2");
    await type("unit-administrator", WARD, 100, 30);
    await harness.office.commit({ actor: "server", action: "heads.change", outcome: "done" }, [
      { kind: "heads", place: NEIGHBOUR, heads: 300, phones: 0, by: "somebody", at: harness.clock.now },
    ]);
    nextMonday();
    const ward = await weeks("unit-administrator", WARD);
    assert.equal(shareIn(ward, WARD), "146–154 30 58–69 2/2");
    assert.deepEqual(ward.places[0]!.target, { percent: 80, until: "2026-12-31" });
    assert.deepEqual(ward.places[0]!.rank, { rank: 1, of: 2 });
    const province = await weeks("province-administrator", "31");
    const neighbour = province.places.find(({ place }) => place === NEIGHBOUR);
    assert.deepEqual(neighbour!.rank, { rank: 2, of: 2 });
    await aim("unit-administrator", WARD, null);
    assert.equal((await weeks("unit-administrator", WARD)).places[0]!.target, undefined);
  });

  it("shows what was typed to who typed it alone, and keeps no count of few in what is told", async () => {
    await type("manager", FACTORY, 103, 3);
    const own = await weeks("manager", FACTORY);
    assert.deepEqual(own.typed, { day: "2026-11-23", heads: 103, phones: 3 });
    for (const role of ["unit-administrator", "province-administrator", "station"] as const)
      assert.equal((await weeks(role, FACTORY)).typed, undefined, role);
    nextMonday();
    assert.equal(shareIn(await weeks("province-administrator", FACTORY), FACTORY), "105 * 36–48 1/1");
    const [row] = await harness.database.query<{ counts: unknown }>(
      "SELECT counts FROM office.uptake ORDER BY day DESC LIMIT 1",
    );
    assert.doesNotMatch(JSON.stringify(row!.counts), /"least": ?3,|"heads": ?103/);
  });

  it("is not told of a place whose tokens and phones leave a count of few no room", async () => {
    await type("manager", FACTORY, 47, 5);
    await type("unit-administrator", WARD, 4, 0);
    nextMonday();
    const ward = await weeks("unit-administrator", WARD);
    assert.deepEqual([shareIn(ward, FACTORY), shareIn(ward, WARD)], [undefined, undefined]);
    assert.equal(toldText(ward.places.find(({ place }) => place === FACTORY)!.told.at(-1)!.worn), "40");
  });
});
