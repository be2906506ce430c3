/** How many wear a token: exact where its people are known anyway, hidden everywhere else. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { toldText } from "../../../host-tools/contract/small-numbers.ts";
import type { Uptake, UptakeWeeks, WearersInNeed } from "../../../host-tools/contract/uptake.ts";
import type { Role } from "../../../host-tools/contract/vocabulary.ts";
import { ROUTES } from "../../../host-tools/server/http/routes/index.ts";
import { toldThisWeek } from "../../../host-tools/server/http/routes/told-week.ts";
import { addHealth } from "../../../host-tools/server/tokens/health-store.ts";
import { needOf } from "../../../host-tools/server/uptake/uptake.ts";
import { DAY, FACTORY, type Harness, NEIGHBOUR, openHarness, START, WARD } from "../../support/harness.ts";
import { readToken } from "../../support/read-token.ts";
import { enrolTokens, type TestToken } from "../../support/scenario.ts";
import { describeOnDatabases } from "../../support/shared-database.ts";

const DAY_MS = 86_400_000;
/** What routes want besides, so that a sector's leader is refused for what they are and not for how they ask. */
const QUERIES: Readonly<Record<string, string>> = {
  "/api/places": "?text=nha",
  "/api/persons": "?text=dao&limit=200",
  "/api/planned": "?limit=200",
  "/api/uptake/weeks": `?place=${FACTORY}`,
};
/** What a new cell, one for four weeks, one for two weeks and one that is low tells. */
const [FULL, LATER, DUE, LOW] = [3000, 2650, 2620, 2450] as const;

describe("what is to be done for a wearer first", () => {
  const at = (syncedDaysAgo: number | undefined, millivolts?: number) =>
    needOf(
      {
        syncedAt: syncedDaysAgo === undefined ? undefined : START - syncedDaysAgo * DAY_MS,
        millivolts,
      },
      START,
      START - 7 * DAY_MS,
    );
  it("is a sync, then a battery; a week without a sync is silence, whatever the battery was", () => {
    assert.equal(at(undefined), "never");
    assert.equal(at(7.01, LOW), "silent");
    assert.equal(at(7, LOW), "due");
    assert.equal(at(0, DUE), "due");
    assert.equal(at(0, LATER), "dueLater");
    assert.equal(at(6.9, LATER), "due", "it went on since");
    assert.equal(at(0, FULL), undefined);
    assert.equal(at(0), undefined);
  });
});

describeOnDatabases("uptake", () => {
  let harness: Harness;
  let tokens: TestToken[];
  let newest: TestToken;
  const first: string[] = [];

  beforeEach(async function () {
    this.timeout(120_000);
    harness = await openHarness();
    tokens = await enrolTokens(harness.server, 120, DAY - 20);
    first.length = 0;
    // So many of each: never synced, silent, battery due, due later, nothing to be done.
    await wear(WARD, undefined, [3, 0, 9, 0, 23]);
    await wear(WARD, FACTORY, [0, 4, 0, 2, 34]);
  });

  async function wear(unit: string, organisation: string | undefined, counts: readonly number[]) {
    for (const [index, count] of counts.entries())
      for (let i = 0; i < count; i++) {
        const person = await harness.addPerson(unit, organisation);
        first.push(person);
        newest = tokens.pop()!;
        const { serial } = newest;
        await harness.office.commit({ actor: "server", action: "assignment.change", outcome: "done" }, [
          { kind: "assign", person, serial, from: START - 15 * DAY_MS },
        ]);
        const days = [undefined, 12, 3, 3, 3][index];
        if (days === undefined) continue;
        const told = START - days * DAY_MS;
        const batteryMillivolts = [FULL, LOW, DUE, LATER + 20, FULL][index];
        const report = { anchor: Math.floor(told / 1000), batteryMillivolts };
        await addHealth(harness.database, { serial, at: told, report });
      }
  }

  async function ask(role: Role): Promise<Uptake> {
    const answer = await (await harness.as(role)).ask("GET", "/api/uptake");
    assert.equal(answer.status, 200);
    return (await answer.json()) as Uptake;
  }
  const textOf = ({ places }: Uptake, wanted: string) => {
    const {
      place: _,
      name: __,
      kind: ___,
      in: ____,
      ...told
    } = places.find(({ place }) => place === wanted)!;
    return Object.values(told).map(toldText).join(" ");
  };

  it("is exact for the own place's station alone", async () => {
    const station = await ask("station");
    assert.deepEqual([station.isExact, station.day], [true, "2026-11-23"]);
    assert.equal(textOf(station, FACTORY), "40 36 0 4 0 2");
    assert.equal(
      textOf(station, WARD),
      "75 68 3 4 9 2",
      "whoever belongs to an organisation counts in its unit, too",
    );
    for (const role of ["manager", "unit-administrator", "province-administrator"] as const) {
      const told = await ask(role);
      assert.deepEqual([told.isExact, told.day], [false, "2026-11-23"]);
      // 38–42 people, of whom 1–7 are silent.
      assert.equal(textOf(told, FACTORY), "40 31–41 0 * 0 *", role);
    }
    const province = await ask("province-administrator");
    // Counted first, and far enough from the ends of what 33–37 and 38–42 can be together.
    assert.equal(textOf(province, WARD), "71–79 57–77 * * 10 *");
    assert.equal(textOf(province, "31"), textOf(province, WARD));
    assert.deepEqual(
      province.sectors.map(({ kind, worn }) => [kind, toldText(worn)]),
      [["enterprise", "40"]],
    );
  });

  it("is told to whoever leads a sector of all that stands under it, across communes, and nobody's name", async () => {
    const { office } = harness;
    const by = { actor: "server", action: "unit.change", outcome: "done" } as const;
    const at = { kind: "enterprise", unit: NEIGHBOUR } as const;
    await office.commit(by, [
      { kind: "organisation", organisation: { id: "board", name: "Ban quản lý khu công nghiệp", ...at } },
      {
        kind: "organisation",
        organisation: { id: "park", name: "Khu công nghiệp", ...at, under: ["board"] },
      },
      {
        kind: "organisation",
        organisation: { id: FACTORY, name: "Nhà máy", kind: "enterprise", unit: WARD, under: ["park"] },
      },
    ]);
    await harness.addAccount("manager", "board", "board.manager");
    await harness.addAccount("unit-administrator", NEIGHBOUR, "neighbour.administrator");
    const leader = await harness.enter("board.manager");
    const told = (await (await leader.ask("GET", "/api/uptake")).json()) as Uptake;
    assert.deepEqual(told.places.map(({ place }) => place).sort(), ["board", FACTORY, "park"].sort());
    assert.equal(textOf(told, FACTORY), "40 31–41 0 * 0 *");
    const weeks = await leader.ask("GET", "/api/uptake/weeks?place=board");
    assert.ok(((await weeks.json()) as UptakeWeeks).places.some(({ place }) => place === FACTORY));
    // Who administers the unit in which the board sits leads nothing.
    const neighbour = await harness.enter("neighbour.administrator");
    const theirs = (await (await neighbour.ask("GET", "/api/uptake")).json()) as Uptake;
    assert.ok(!theirs.places.some(({ place }) => place === FACTORY));

    const person = first.at(-1)!;
    for (const { method, path, places } of ROUTES) {
      if (method !== "GET" || !places) continue;
      const asked = path.replace(/\{(\w+)\}/g, (_, what: string) =>
        what === "person" ? person : what === "serial" ? String(newest.serial) : randomUUID(),
      );
      const answer = await leader.ask("GET", `${asked}${QUERIES[path] ?? ""}`);
      const text = await answer.text();
      assert.ok([200, 403, 404].includes(answer.status), `${path}: ${text}`);
      assert.ok(!text.includes("Đào") && !first.some((one) => text.includes(one)), path);
    }
  });

  it("says nobody's name, and keeps no small number", async () => {
    const { status } = await (await harness.as("guard")).ask("GET", "/api/uptake");
    assert.equal(status, 403);
    const told = JSON.stringify(await ask("province-administrator"));
    assert.ok(!told.includes("Đào") && !first.some((person) => told.includes(person)));
    const [row] = await harness.database.query<{ counts: unknown }>("SELECT counts FROM office.uptake");
    const ranges = JSON.stringify(row!.counts).matchAll(
      /\{"most": ?(\d+), ?"least": ?(\d+)\}|\{"least": ?(\d+), ?"most": ?(\d+)\}/g,
    );
    let found = 0;
    for (const [, b1, a1, a2, b2] of ranges) {
      found++;
      const text = toldText({ least: Number(a1 ?? a2), most: Number(b1 ?? b2) });
      assert.match(text, /^(?:0|\*|\d*[05]|71–79)$/);
    }
    // Of a factory, a ward's own people, and of every unit there is.
    assert.equal(found, 5 * (2 + harness.office.places.allUnits().length));
  });

  it("is told once a week: who comes or withdraws meanwhile changes nothing before Monday", async function () {
    this.timeout(120_000);
    const before = await ask("manager");
    const station = await harness.as("station");
    await wear(WARD, FACTORY, [0, 0, 0, 0, 3]);
    const gone = await station.ask("DELETE", `/api/persons/${first[35 + 1]}`);
    assert.equal(gone.status, 200, await gone.text());
    assert.deepEqual(await ask("manager"), before);
    assert.equal(textOf(await ask("station"), FACTORY), "42 39 0 3 0 2");
    harness.clock.now += 7 * DAY_MS;
    await harness.enter("manager");
    const answer = await (await harness.enter("manager")).ask("GET", "/api/uptake");
    const after = (await answer.json()) as Uptake;
    assert.equal(after.day, "2026-11-30");
    assert.equal(textOf(after, FACTORY), "40 0–42 0–42 0–42 0–42 0–42", "that all are silent, out of so few");
    assert.equal((await harness.database.query("SELECT FROM office.uptake")).length, 2);
  });

  it("is told of past weeks as it was told then, of a place and what lies in it, by the day's work too", async function () {
    this.timeout(120_000);
    await ask("manager");
    await wear(WARD, FACTORY, [0, 0, 0, 0, 9]);
    harness.clock.now += 7 * DAY_MS;
    await toldThisWeek(harness.office);
    const weeksFor = async (role: Role, place: string) =>
      (await harness.enter(role)).ask("GET", `/api/uptake/weeks?place=${place}`);
    const told = (await (await weeksFor("unit-administrator", WARD)).json()) as UptakeWeeks;
    assert.deepEqual(told.weeks, ["2026-11-23", "2026-11-30"]);
    assert.deepEqual(
      told.places.map(({ place, told }) => [place, ...told.map((one) => one && toldText(one.worn))]),
      [
        [WARD, "71–79", "81–89"],
        [FACTORY, "40", "50"],
      ],
    );
    assert.equal((await weeksFor("manager", FACTORY)).status, 200);
    assert.equal((await weeksFor("manager", WARD)).status, 404);
    const province = (await (await weeksFor("province-administrator", "31")).json()) as UptakeWeeks;
    assert.equal(province.places[0]!.place, "31");
    assert.ok(province.places.some(({ place, in: above }) => place === WARD && above === "31"));
    harness.clock.now += 13 * 7 * DAY_MS;
    await toldThisWeek(harness.office);
    assert.equal((await harness.database.query("SELECT FROM office.uptake")).length, 1);
  });

  it("names who is silent to the own station alone", async () => {
    for (const role of ["manager", "unit-administrator", "province-administrator"] as const)
      assert.equal((await (await harness.as(role)).ask("GET", "/api/uptake/wearers")).status, 403, role);
    const answer = await (await harness.as("station")).ask("GET", "/api/uptake/wearers");
    const { wearers } = (await answer.json()) as WearersInNeed;
    const of = (wanted: string) => wearers.filter(({ state }) => state === wanted);
    assert.deepEqual(
      ["never", "silent", "due", "dueLater"].map((state) => of(state).length),
      [3, 4, 9, 2],
    );
    const [silent] = of("silent");
    assert.equal(silent!.name, "Nguyễn Thị Đào");
    assert.deepEqual([silent!.organisation, silent!.synced], ["Nhà máy", "2026-11-11"]);
    assert.equal(of("never")[0]!.synced, undefined);
    const rows = await harness.database.query<{ action: string }>(
      "SELECT action FROM audit.entry WHERE action = 'uptake.wearers' AND outcome = 'done'",
    );
    assert.equal(rows.length, 1, "the look is in the audit log");
  });

  it("counts a sync as soon as the token itself has told of it", async () => {
    await wear(WARD, FACTORY, [1]);
    assert.equal(textOf(await ask("station"), FACTORY), "41 36 1 4 0 2");
    await readToken(await harness.as("station"), newest);
    assert.equal(textOf(await ask("station"), FACTORY), "41 37 0 4 0 2");
  });
});
