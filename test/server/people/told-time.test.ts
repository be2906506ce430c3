/** Whose clock it was: what a laptop says of when a token was handed over, and who is named until somebody decides. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import fc from "fast-check";
import type { FormWork } from "../../../host-tools/contract/forms.ts";
import type { DoubtedWearings } from "../../../host-tools/contract/tokens.ts";
import { judgeTime } from "../../../host-tools/server/people/told-time.ts";
import { type FormKey, sealForm } from "../../../host-tools/station/seal-form.ts";
import { type List, NINE, useCaseDesk } from "../../support/case-desk.ts";
import type { Client } from "../../support/harness.ts";
import { describeOnDatabases } from "../../support/shared-database.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2026, 10, 24, 6);

describe("the time that a laptop tells", () => {
  const told = NOW - 30 * HOUR;

  it("is put right where something vouches for it, and else lies between what is known", () => {
    const is = (clock: Parameters<typeof judgeTime>[1], at = told) => {
      const { best, from, to, isVouched } = judgeTime(at, clock, NOW);
      if (!isVouched) return [from, best, to];
      assert.deepEqual([from, to], [best, best]);
      return best;
    };
    assert.equal(is({ by: "server" }), told);
    assert.equal(is({ by: "computer", ago: 5 * HOUR }), NOW - 5 * HOUR);
    // A day behind, before and after.
    assert.equal(is({ by: "computer", after: NOW - 2 * DAY, offBefore: -DAY, offBy: -DAY }), told + DAY);
    // Nobody knows since when it is a day behind.
    assert.deepEqual(is({ by: "computer", after: NOW - 9 * HOUR, offBy: -DAY }), [
      NOW - 9 * HOUR,
      told + DAY,
      NOW,
    ]);
    // It was set meanwhile.
    assert.deepEqual(is({ by: "computer", after: NOW - 9 * HOUR, offBefore: 0, offBy: -DAY }), [
      NOW - 9 * HOUR,
      told + DAY,
      NOW,
    ]);
    // What vouches for it says what cannot be.
    assert.deepEqual(is({ by: "server", after: NOW - 9 * HOUR }), [NOW - 9 * HOUR, NOW - 9 * HOUR, NOW]);
    assert.deepEqual(is({ by: "computer", ago: 9 * DAY, after: NOW - DAY }), [NOW - DAY, NOW - DAY, NOW]);
    assert.deepEqual(is({ by: "server" }, NOW + DAY), [NOW - 7 * DAY, NOW, NOW]);
    assert.deepEqual(is(undefined), [NOW - 7 * DAY, told, NOW]);
  });

  it("lies within what is known of it, whatever the laptop's clock did", () => {
    const off = fc.oneof(fc.constant(0), fc.integer({ min: -3 * DAY, max: 3 * DAY }));
    fc.assert(
      fc.property(
        fc.integer({ min: MINUTE, max: 6 * DAY }),
        fc.integer({ min: MINUTE, max: 6 * DAY }),
        off,
        off,
        off,
        fc.constantFrom("server", "open", "shut", "never"),
        (since, waited, before, during, after, page) => {
          const written = NOW - waited;
          // Set back and forth by exactly as much between two measurements: nobody can see that.
          fc.pre(Math.abs(before - after) > 2 * MINUTE || Math.abs(during - before) <= 2 * MINUTE);
          const known = page === "never" ? {} : { after: written - since, offBefore: before };
          const clock = { by: page === "server" ? "server" : "computer", ...known, offBy: after } as const;
          const judged = judgeTime(
            page === "server" ? written : written + during,
            page === "open" ? { ...clock, ago: waited } : clock,
            NOW,
          );
          assert.ok(
            judged.from - 2 * MINUTE <= written && written <= judged.to + 2 * MINUTE,
            JSON.stringify(judged),
          );
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describeOnDatabases("a wearing that no clock vouches for", () => {
  const given = useCaseDesk();
  let station: Client;
  let formKey: FormKey;

  beforeEach(async () => {
    station = await given.harness.as("station");
    ({ formKey } = (await (await station.ask("GET", "/api/station/ahead")).json()) as { formKey: FormKey });
  });

  type Clock = NonNullable<Parameters<typeof judgeTime>[1]>;
  async function bring(work: FormWork, at: number, clock?: Clock): Promise<number> {
    const { offBy, ago, ...sealed } = clock ?? {};
    const form = { id: randomUUID(), at, ...(clock ? { clock: sealed } : {}), ...work } as Parameters<
      typeof sealForm
    >[0];
    const sending = Object.entries({ offBy, ago }).flatMap(([name, one]) =>
      one === undefined ? [] : `${name}=${one}`,
    );
    const answer = await station.ask(
      "POST",
      `/api/station/forms?${sending.join("&")}`.replace(/\?$/, ""),
      await sealForm(form, formKey),
    );
    return answer.status;
  }
  const handOut = (person: string, serial = 1): FormWork => ({
    kind: "hand-out",
    serial,
    person,
    handOver: true,
  });
  const doubted = async () =>
    ((await (await station.ask("GET", "/api/doubted-wearings")).json()) as DoubtedWearings).doubted;
  const settle = (one: DoubtedWearings["doubted"][number], at?: number) =>
    station.ask("POST", `/api/tokens/${one.serial}/wearers/doubt`, {
      person: one.person.id,
      from: one.from,
      ...(at === undefined ? {} : { at: new Date(at).toISOString() }),
    });
  async function wearings(): Promise<[person: number, from: number, to: number | undefined][]> {
    const { wearers } = (await (await station.ask("GET", "/api/tokens/1/wearers")).json()) as {
      wearers: { person: string; from: string; to?: string }[];
    };
    return wearers.map(({ person, from, to }) => [
      given.persons.indexOf(person),
      Date.parse(from),
      to === undefined ? undefined : Date.parse(to),
    ]);
  }
  /** Whom the list of the case names, with whether it is unclear who it was. */
  async function named(): Promise<[person: number, isUnclear: boolean][]> {
    const of = await given.openCase(given.ofPerson(3));
    const { contacts } = (await given.listOf(of)) as List;
    return contacts
      .map(({ key, confidence }): [number, boolean] => [
        given.persons.indexOf(key),
        confidence.reasons.includes("wearer-unclear"),
      ])
      .sort(([a], [b]) => a - b);
  }

  /** A has the token since 07:00; the case hears it from 09:00 to 10:00; B gets it an hour later, offline. */
  async function heardOfA(): Promise<{ later: number }> {
    const { harness, wears, heard } = given;
    await wears(given.persons[3]!, 2, NINE - 8);
    await wears(given.persons[0]!, 1, NINE - 8);
    harness.clock.now = given.at(NINE + 4);
    await heard(2, 1, [NINE, NINE + 1, NINE + 2, NINE + 3]);
    harness.clock.now = given.at(NINE + 12);
    await given.days(0);
    station = await harness.enter("station");
    return { later: given.at(NINE + 8) };
  }
  const TWO_HOURS = 2 * HOUR;

  it("names who had the token, and nobody else, where the laptop's offset is known before and after", async () => {
    const { later } = await heardOfA();
    const clock = {
      by: "computer",
      after: given.at(NINE - 4),
      offBefore: -TWO_HOURS,
      offBy: -TWO_HOURS,
    } as const;
    assert.equal(await bring(handOut(given.persons[1]!), later - TWO_HOURS, clock), 200);
    assert.deepEqual(await wearings(), [
      [0, given.at(NINE - 8), later],
      [1, later, undefined],
    ]);
    const [row] = await given.harness.database.query<{ told_at: Date }>(
      "SELECT told_at FROM people.assignment WHERE told_at IS NOT NULL",
    );
    assert.equal(row!.told_at.getTime(), later - TWO_HOURS, "what was told is kept beside it");
    assert.deepEqual(await doubted(), []);
    assert.deepEqual(await named(), [[0, false]]);
  });

  it("names both with the mark until somebody says how it was", async () => {
    const { later } = await heardOfA();
    // A laptop behind by two hours says so of a time at which A had it.
    assert.equal(await bring(handOut(given.persons[1]!), later - TWO_HOURS), 200);
    assert.deepEqual(
      (await wearings()).map(([person, , to]) => [person, to]).sort(),
      [
        [0, undefined],
        [1, undefined],
      ],
      "nobody is cut short",
    );
    assert.deepEqual(await named(), [
      [0, true],
      [1, true],
    ]);
    const [one, ...more] = await doubted();
    assert.deepEqual(more, []);
    assert.equal(one!.told, new Date(later - TWO_HOURS).toISOString());
    assert.deepEqual(
      one!.others.map(({ person }) => person.id),
      [given.persons[0]],
    );
    assert.equal((await settle(one!, given.harness.clock.now + HOUR)).status, 422, "not in the future");
    assert.equal((await settle(one!, later)).status, 200);
    assert.deepEqual(await wearings(), [
      [0, given.at(NINE - 8), later],
      [1, later, undefined],
    ]);
    assert.deepEqual(await doubted(), []);
    assert.equal((await settle(one!, later)).status, 404, "it is settled");
  });

  it("does not let somebody have worn a token for a millisecond where a form comes behind a later hand-out", async () => {
    await heardOfA();
    const before = given.at(NINE - 12);
    assert.equal(await bring(handOut(given.persons[1]!), before, { by: "server" }), 200);
    const [one] = await doubted();
    assert.equal((await settle(one!, before)).status, 200);
    assert.deepEqual(await wearings(), [
      [1, before, given.at(NINE - 8)],
      [0, given.at(NINE - 8), undefined],
    ]);
  });

  it("is none where somebody says that there was none", async () => {
    const { later } = await heardOfA();
    await bring(handOut(given.persons[1]!), later);
    assert.equal((await settle((await doubted())[0]!)).status, 200);
    assert.deepEqual(await wearings(), [[0, given.at(NINE - 8), undefined]]);
  });

  it("ends nobody's before it was told", async () => {
    const { later } = await heardOfA();
    const end: FormWork = { kind: "end", serial: 1, person: given.persons[0]!, endedBy: "returned" };
    const clock = { by: "computer", after: given.at(NINE) } as const;
    assert.equal(await bring(end, later - 2 * TWO_HOURS), 409, "nobody knows which wearing it ended");
    assert.equal(await bring(end, later - 2 * TWO_HOURS, clock), 200);
    assert.deepEqual(await wearings(), [[0, given.at(NINE - 8), given.harness.clock.now]]);
  });

  it("never leaves out who truly had the token, nor cuts anybody short without somebody's word", async function () {
    this.timeout(240_000);
    interface Deed {
      /** ms after the deed before. */
      readonly later: number;
      readonly person: number;
      readonly isOffline: boolean;
      /** By how much the laptop's clock is ahead when it is written and when it is sent. */
      readonly off: number;
      readonly offSent: number;
      readonly knows: "nothing" | "offset" | "open" | "server";
      readonly kind: "hand-out" | "end";
    }
    const off = fc.oneof(fc.constantFrom(0, -DAY), fc.integer({ min: -2 * DAY, max: 2 * DAY }));
    const deed: fc.Arbitrary<Deed> = fc.record({
      later: fc.integer({ min: 10 * MINUTE, max: 5 * HOUR }),
      person: fc.nat(2),
      isOffline: fc.boolean(),
      off,
      offSent: off,
      knows: fc.constantFrom("nothing", "offset", "open", "server"),
      kind: fc.constantFrom("hand-out", "hand-out", "end"),
    });
    let serial = 3;
    const { harness } = given;
    const property = fc.asyncProperty(
      fc.array(deed, { minLength: 2, maxLength: 5 }),
      fc.nat(),
      async (deeds, order) => {
        const token = serial++;
        if (serial > 8) serial = 3;
        await harness.database.query("DELETE FROM people.assignment");
        await harness.database.query("DELETE FROM people.custody");
        station = await harness.enter("station");
        const persons = given.persons;
        const truth: { person: string; from: number; to: number }[] = [];
        const waiting: { send: () => Promise<unknown> }[] = [];
        let now = harness.clock.now;
        const start = now;
        for (const one of deeds) {
          now += one.later;
          harness.clock.now = now;
          station = await harness.enter("station");
          const person = persons[one.person]!;
          const last = truth.at(-1);
          if (one.kind === "end") {
            if (!last || last.to !== Number.POSITIVE_INFINITY) continue;
            const whose = last.person;
            const work: FormWork = { kind: "end", serial: token, person: whose, endedBy: "returned" };
            last.to = now;
            if (one.isOffline) waiting.push(late(work, one, now, start));
            else
              await station.ask("POST", `/api/tokens/${token}/wearers/end`, {
                person: whose,
                endedBy: "returned",
              });
            continue;
          }
          if (last?.person === person && last.to === Number.POSITIVE_INFINITY) continue;
          if (last) last.to = Math.min(last.to, now);
          truth.push({ person, from: now, to: Number.POSITIVE_INFINITY });
          if (one.isOffline) waiting.push(late(handOut(person, token), one, now, start));
          else await station.ask("POST", `/api/tokens/${token}/wearers`, { person, handOver: true });
        }
        harness.clock.now += 2 * HOUR;
        station = await harness.enter("station");
        // Laptops come back in any order, each with its forms in theirs.
        for (const one of order % 2 ? waiting : [...waiting].reverse()) await one.send();
        const rows = await harness.database.query<{
          person: string;
          assigned_from: Date;
          assigned_to: Date | null;
        }>("SELECT person, assigned_from, assigned_to FROM people.assignment WHERE serial = $1", [token]);
        const untold = (await untoldOf(rows, truth)).filter(Boolean);
        assert.deepEqual(untold, [], JSON.stringify({ deeds, order }));
      },
    );
    function late(work: FormWork, one: Deed, at: number, start: number) {
      const known = { after: start - HOUR, offBefore: one.off };
      const clocks: Record<Deed["knows"], () => Clock | undefined> = {
        nothing: () => undefined,
        offset: () => ({ by: "computer", ...known, offBy: one.offSent }),
        open: () => ({ by: "computer", ago: harness.clock.now - at }),
        server: () => ({ by: "server" }),
      };
      return {
        send: () => bring(work, at + (one.knows === "server" ? 0 : one.off), clocks[one.knows]()),
      };
    }
    /** Times at which somebody truly had it, was named by no row, though a row of theirs came in. */
    async function untoldOf(
      rows: readonly { person: string; assigned_from: Date; assigned_to: Date | null }[],
      truth: readonly { person: string; from: number; to: number }[],
    ) {
      return truth.map(({ person, from, to }) => {
        const own = rows.filter((row) => row.person === person);
        // A form that the server refuses stays at the station in sight.
        if (own.length === 0) return undefined;
        const until = Math.min(to, harness.clock.now);
        const covered = own.some(
          (row) =>
            row.assigned_from.getTime() <= from + 2 * MINUTE &&
            (row.assigned_to?.getTime() ?? Number.POSITIVE_INFINITY) >= until - 2 * MINUTE,
        );
        return covered ? undefined : { person, from, to: until, own };
      });
    }
    await fc.assert(property, { numRuns: 40 });
  });
});
