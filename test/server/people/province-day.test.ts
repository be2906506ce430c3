import assert from "node:assert/strict";
import { openHarness, WARD } from "../../support/harness.ts";
import { describeOnDatabases } from "../../support/shared-database.ts";

const consent = { agreed: true, version: "2026-1", language: "vi", channel: "station" };
const guardian = { name: "Trần Thị Mẹ", relation: "mẹ" };

/** Around the turn of a year, by the clock on the station's wall: the day that it is there, and the next one. */
const TIMES = [
  ["23:59", "2026-12-31T16:59:59.999Z", "2026-12-31", "2027-01-01"],
  ["00:00", "2026-12-31T17:00:00.000Z", "2027-01-01", "2027-01-02"],
  ["06:59", "2026-12-31T23:59:59.999Z", "2027-01-01", "2027-01-02"],
  ["07:00", "2027-01-01T00:00:00.000Z", "2027-01-01", "2027-01-02"],
] as const;

const yearsBefore = (day: string, years: number) => `${Number(day.slice(0, 4)) - years}${day.slice(4)}`;

describeOnDatabases("today at a station", () => {
  for (const [wall, world, today, tomorrow] of TIMES)
    it(`is the province's day at ${wall}: for births, for who agrees alone and for a change of details`, async function () {
      this.timeout(120_000);
      const harness = await openHarness();
      harness.clock.now = Date.parse(world);
      const station = await harness.as("station");
      const told = async (answer: Response) => {
        if (answer.ok) return "done";
        const { error } = (await answer.json()) as { error: { reason: string; field: string } };
        return `${error.reason} ${error.field}`;
      };
      const add = (birth: string, givenBy: "self" | "guardian") =>
        station.ask("POST", "/api/persons", {
          person: { name: "An", birth, unit: WARD, ...(givenBy === "guardian" ? { guardian } : {}) },
          consent: { ...consent, givenBy },
          another: true,
        });
      const [year, nextYear] = [today.slice(0, 4), String(Number(today.slice(0, 4)) + 1)];
      assert.equal(await told(await add(today, "guardian")), "done");
      assert.equal(await told(await add(tomorrow, "guardian")), "input birth");
      assert.equal(await told(await add(year, "guardian")), "done");
      assert.equal(await told(await add(nextYear, "guardian")), "input birth");
      assert.equal(await told(await add(yearsBefore(tomorrow, 16), "self")), "consent guardian");
      const grown = await add(yearsBefore(today, 16), "self");
      const { id } = (await grown.clone().json()) as { id: string };
      assert.equal(await told(grown), "done");
      const { age, isChild } = (await (await station.ask("GET", `/api/persons/${id}`)).json()) as {
        age: number;
        isChild: boolean;
      };
      assert.deepEqual([age, isChild], [16, false]);
      const born = yearsBefore(today, 16);
      const change = (seen: string, birth: string) =>
        station.ask("PUT", `/api/persons/${id}`, { seen: { birth: seen }, birth });
      assert.equal(await told(await change(born, yearsBefore(tomorrow, 16))), "consent guardian");
      const older = yearsBefore(today, 17);
      assert.equal(await told(await change(born, older)), "done");
      assert.equal(await told(await change(older, born)), "done");
    });
});
