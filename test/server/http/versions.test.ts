/** Whoever changes what others change, too, says what they saw of it: on every route, for any two who take turns. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import type { ProblemAnswer } from "../../../host-tools/contract/problem.ts";
import { ROLES } from "../../../host-tools/contract/vocabulary.ts";
import { type Action, scopeOf } from "../../../host-tools/server/staff/access-table.ts";
import { accountSecrets } from "../../../host-tools/server/staff/account-store.ts";
import { type Client, DAY, FACTORY, type Harness, openHarness, SECOND, WARD } from "../../support/harness.ts";
import { enrolTokens } from "../../support/scenario.ts";

/** Routes that put something and take no version, and why nobody's word can be lost by them. */
const WITHOUT_VERSION: Readonly<Record<string, string>> = {
  "/api/session/codes": "the own second factor, in a step that one session alone has begun",
  "/api/session/computer": "adds a computer by a code that opens once",
  "/api/session/pin": "the own PIN, which nobody sees",
  "/api/tokens/{serial}/pages/{sequence}":
    "a page is what the token wrote: the same or refused, never changed",
};

/** Whoever may change it may read it: the answer to a conflict holds both words. */
const READ_BY: Readonly<Partial<Record<Action, Action>>> = {
  "case.change": "case.read",
  "contacts.change": "contacts.read",
  "person.change": "person.read",
  "unit.change": "unit.read",
  "organisation.change": "organisation.read",
  "staff.change": "staff.read",
};

type Fields = Readonly<Record<string, unknown>>;

interface Kind {
  /** Makes one; answers its id in the audit log, its address, and its fields as the server has them. */
  make(): Promise<{ subject: string; path: string; read: () => Promise<Fields> }>;
  readonly editors: () => readonly [Client, Client];
  readonly values: Readonly<Record<string, readonly unknown[]>>;
}

interface Operation {
  readonly requestBody?: { readonly content: Readonly<Record<string, { schema: { properties?: object } }>> };
  readonly "x-action": Action;
}

describe("what colleagues change", function () {
  this.timeout(180_000);
  let harness: Harness;
  let nurses: readonly [Client, Client];
  let investigators: readonly [Client, Client];
  let admins: readonly [Client, Client];
  let number = 0;

  before(async () => {
    harness = await openHarness();
    await enrolTokens(harness.server, 3, DAY - 1);
    const two = async (role: "station" | "investigator") => {
      await harness.addAccount(role, WARD, `other.${role}`);
      return [await harness.as(role), await harness.enter(`other.${role}`)] as const;
    };
    nurses = await two("station");
    investigators = await two("investigator");
    admins = [await harness.as("province-administrator"), await harness.as(SECOND)];
  });

  const body = async <T>(answer: Response) => (await answer.json()) as T;

  const KINDS: Readonly<Record<string, Kind>> = {
    "/api/cases/{case}": {
      async make() {
        const subject = { kind: "person", person: await harness.addPerson(WARD) };
        const dates = { reference: `HD/${number++}`, ground: "pcr", tested: "2026-11-23" };
        const opened = await investigators[0].ask("POST", "/api/cases", { subject, ...dates });
        const { id } = await body<{ id: string }>(opened);
        const read = async () => {
          const of = await body<Fields>(await investigators[0].ask("GET", `/api/cases/${id}`));
          return { tested: of.tested, onset: of.onset, rule: of.rule, ...(of.byHand as object) };
        };
        return { subject: id, path: `/api/cases/${id}`, read };
      },
      editors: () => investigators,
      values: {
        onset: [null, "2026-11-20", "2026-11-21"],
        from: [null, "2026-11-18", "2026-11-19"],
        to: [null, "2026-11-22"],
        tested: ["2026-11-22", "2026-11-23"],
        rule: ["two-metres-15-in-24", "who-one-metre-15", "vn-3638-2021"],
      },
    },
    "/api/persons/{person}": {
      async make() {
        const id = await harness.addPerson(WARD, undefined, { phone: "+84912345678" });
        const read = async () => {
          const { person } = await body<{ person: Fields }>(await nurses[0].ask("GET", `/api/persons/${id}`));
          return person;
        };
        return { subject: id, path: `/api/persons/${id}`, read };
      },
      editors: () => nurses,
      values: {
        name: ["Nguyễn Thị Đào", "Nguyễn Thị Hồng Đào"],
        hamlet: [null, "Khu 4", "Khu 5"],
        organisation: [null, FACTORY],
        phone: [null, "+84912345678", "+84987654321"],
        guardian: [
          null,
          { name: "Ba", relation: "bố" },
          { name: "Ba", phone: "+84911111111", relation: "bố" },
        ],
      },
    },
    "/api/units/{unit}": {
      async make() {
        const id = `thon-${number++}`;
        const unit = { seen: {}, code: "1", name: "Thôn Một", tier: "hamlet", parent: WARD };
        assert.equal((await admins[0].ask("PUT", `/api/units/${id}`, unit)).status, 200);
        return {
          subject: id,
          path: `/api/units/${id}`,
          read: async () => ({ ...harness.office.places.unit(id) }),
        };
      },
      editors: () => admins,
      values: {
        name: ["Thôn Một", "Thôn Hai", "Thôn Ba"],
        code: ["1", "2", "3"],
        from: [null, "2026-01-01", "2026-02-01"],
        to: [null, "2026-12-31"],
        successors: [null, [WARD]],
      },
    },
    "/api/organisations/{organisation}": {
      async make() {
        const id = `to-${number++}`;
        const organisation = { seen: {}, name: "Tổ", kind: "office", unit: WARD };
        assert.equal((await admins[0].ask("PUT", `/api/organisations/${id}`, organisation)).status, 200);
        return {
          subject: id,
          path: `/api/organisations/${id}`,
          read: async () => ({ ...harness.office.places.organisation(id) }),
        };
      },
      editors: () => admins,
      values: { name: ["Tổ", "Tổ Hai", "Tổ Ba"], kind: ["office", "school"] },
    },
    "/api/staff/{account}": {
      async make() {
        const id = await harness.addAccount("station", WARD);
        const read = async () => {
          const { name, role, place, enabled } = (await accountSecrets(harness.office.queries, id))!;
          return { name, role, place, enabled };
        };
        return { subject: id, path: `/api/staff/${id}`, read };
      },
      editors: () => admins,
      values: {
        name: ["Cán Bộ", "Cán Bộ Hai", "Cán Bộ Ba"],
        enabled: [true, false],
        role: ["station", "auditor"],
      },
    },
  };

  const description = JSON.parse(
    readFileSync(new URL("../../../docs/openapi.json", import.meta.url), "utf8"),
  ) as { paths: Record<string, Record<string, Operation>> };
  const puts = Object.entries(description.paths).flatMap(([path, { put }]) =>
    put ? [[path, put] as const] : [],
  );

  it("every route that puts something takes what was seen, or stands in the table with the reason", () => {
    const without = puts.filter(([, { requestBody }]) => {
      const properties = requestBody?.content["application/json"]?.schema.properties;
      return properties === undefined || !("seen" in properties);
    });
    assert.deepEqual(without.map(([path]) => path).sort(), Object.keys(WITHOUT_VERSION).sort());
    const own = ["/api/cases/{case}/contacts/{contact}", "/api/organisations/{organisation}/tokens"];
    const held = [...Object.keys(KINDS), ...own, ...Object.keys(WITHOUT_VERSION)];
    assert.deepEqual(puts.map(([path]) => path).sort(), held.sort(), "each is held to it by a test");
  });

  it("who may change something may read it, and so may be told a colleague's word", () => {
    for (const [change, read] of Object.entries(READ_BY) as [Action, Action][])
      for (const role of ROLES) {
        const scope = scopeOf(role, change);
        if (scope) assert.ok([scope, "any"].includes(scopeOf(role, read)!), `${role} ${change}`);
      }
    const actions = puts.flatMap(([path, put]) => (path in WITHOUT_VERSION ? [] : [put["x-action"]]));
    for (const action of actions) assert.ok(action === "custody.change" || READ_BY[action], action);
  });

  for (const [route, { make, editors, values }] of Object.entries(KINDS))
    it(`PUT ${route}: of two who take turns neither loses a word unseen`, async () => {
      const moves = fc.array(
        fc.record({
          who: fc.constantFrom(0, 1),
          reads: fc.nat(5).map((n) => n === 0),
          field: fc.constantFrom(...Object.keys(values)),
          value: fc.nat(5),
          sendsAll: fc.boolean(),
        }),
        { minLength: 12, maxLength: 20 },
      );
      // The first field of three values: it has the first one, and both make others of it.
      const contested = Object.keys(values).find((one) => values[one]!.length > 2)!;
      const bothChange = (who: number) => ({
        who,
        reads: false,
        field: contested,
        value: who + 1,
        sendsAll: false,
      });
      let conflicts = 0;
      await fc.assert(
        fc.asyncProperty(moves, async (all) => {
          const { subject, path, read } = await make();
          let current = await read();
          const seen = [current, current];
          for (const { who, reads, field, value, sendsAll } of all) {
            harness.clock.now += 5;
            if (reads) seen[who] = current;
            const known = seen[who]!;
            const wanted = values[field]![value % values[field]!.length];
            const picked = sendsAll ? Object.keys(values) : [field];
            const sent = {
              seen: Object.fromEntries(picked.map((one) => [one, known[one] ?? null])),
              ...Object.fromEntries(picked.map((one) => [one, known[one] ?? null])),
              [field]: wanted,
            };
            // Of what has to be there null stands for nothing.
            for (const one of picked)
              if (known[one] === undefined && !values[one]!.includes(null)) assert.fail(one);
            const answer = await editors()[who]!.ask("PUT", path, sent);
            const after = await read();
            const [now, saw] = [current[field] ?? null, known[field] ?? null].map((one) =>
              JSON.stringify(one),
            );
            const asked = JSON.stringify(wanted);
            if (asked !== saw && asked !== now && now !== saw) {
              const { error } = await body<ProblemAnswer>(answer);
              assert.deepEqual([answer.status, error.reason, error.field], [409, "meanwhile", field]);
              const [told] = error.meanwhile!;
              assert.deepEqual([told!.now, told!.wanted], [current[field] ?? null, wanted]);
              assert.ok(told!.by && told!.at, "who and when");
              assert.deepEqual(after, current);
              conflicts++;
              continue;
            }
            assert.equal(answer.status, 200, await answer.text());
            const isChange = asked !== saw && asked !== now;
            for (const one of Object.keys(values))
              assert.deepEqual(
                after[one] ?? null,
                one === field && isChange ? wanted : (current[one] ?? null),
                one,
              );
            const [row] = await harness.database.query<{ fields: string | null }>(
              "SELECT fields FROM audit.entry WHERE subject = $1 AND fields IS NOT NULL ORDER BY number DESC LIMIT 1",
              [subject],
            );
            if (isChange) assert.equal(row!.fields, field);
            current = after;
            seen[who] = current;
          }
        }),
        { numRuns: 12, examples: [[[0, 1].map(bothChange)]] },
      );
      assert.ok(conflicts > 0, "some of the turns were conflicts");
    });

  it("PUT /api/organisations/{organisation}/tokens: no colleague's custody is taken away unseen", async () => {
    const others = `kho-${number++}`;
    await admins[0].ask("PUT", `/api/organisations/${others}`, {
      seen: {},
      name: "Kho",
      kind: "office",
      unit: WARD,
    });
    const keeperOf = async (serial: number) => {
      const { keptBy } = await body<{ keptBy: { organisation: string; to?: string }[] }>(
        await nurses[0].ask("GET", `/api/tokens/${serial}/wearers`),
      ).catch(() => ({ keptBy: [] }));
      return (keptBy ?? []).find(({ to }) => to === undefined)?.organisation;
    };
    const moves = fc.array(
      fc.record({
        who: fc.constantFrom(0, 1),
        reads: fc.boolean(),
        // Also within one millisecond: nothing is dropped without a word.
        later: fc.constantFrom(0, 0, 5),
        to: fc.constantFrom(FACTORY, others),
      }),
      { minLength: 4, maxLength: 10 },
    );
    await fc.assert(
      fc.asyncProperty(moves, async (all) => {
        let current = await keeperOf(1);
        const seen = [current, current];
        for (const { who, reads, later, to } of all) {
          harness.clock.now += later;
          if (reads) seen[who] = current;
          const known = seen[who];
          const answer = await nurses[who]!.ask("PUT", `/api/organisations/${to}/tokens`, {
            give: [1],
            seen: known === undefined ? [] : [{ serial: 1, organisation: known }],
          });
          if (current !== undefined && current !== to && current !== known) {
            const { error } = await body<ProblemAnswer>(answer);
            assert.deepEqual([answer.status, error.reason], [409, "meanwhile"]);
            assert.deepEqual(error.meanwhile, [{ field: "give 1", now: current, wanted: to }]);
            assert.equal(await keeperOf(1), current);
          } else {
            assert.equal(answer.status, 200);
            current = to;
            seen[who] = to;
            assert.equal(await keeperOf(1), to);
          }
        }
      }),
      { numRuns: 10 },
    );
  });

  it("two spellings of one phone number are no two words", async () => {
    const id = await harness.addPerson(WARD, undefined, { phone: "+84912345678" });
    const put = (change: object) => nurses[0].ask("PUT", `/api/persons/${id}`, change);
    assert.equal((await put({ seen: { phone: "0912 345 678" }, phone: "0987654321" })).status, 200);
    assert.equal((await put({ seen: { phone: "0912345678" }, phone: "098 765 4321" })).status, 200);
    assert.equal((await put({ seen: { phone: "0912345678" }, phone: "0900000000" })).status, 409);
    assert.equal((await put({ seen: {}, hamlet: "Khu 9" })).status, 200);
    const answer = await nurses[0].ask("GET", `/api/persons/${id}`);
    const { person } = await body<{ person: Fields }>(answer);
    assert.deepEqual([person.phone, person.hamlet], ["+84987654321", "Khu 9"]);
  });

  it("a place that was asked to take somebody in is a word, too", async () => {
    const id = await harness.addPerson(WARD);
    const put = async (who: Client, unit: string, seen: string) => {
      const answer = await who.ask("PUT", `/api/persons/${id}`, { seen: { unit: seen }, unit });
      return [answer.status, await body<Partial<ProblemAnswer> & { waiting?: string[] }>(answer)] as const;
    };
    const [first] = await put(nurses[0], "10507-2025", WARD);
    assert.equal(first, 200);
    const [status, told] = await put(nurses[1], "22", WARD);
    assert.deepEqual([status, told.error!.meanwhile![0]!.now], [409, "10507-2025"]);
    assert.deepEqual((await put(nurses[1], "22", "10507-2025"))[1].waiting, ["unit"]);
    // Taken back, it waits for nobody.
    assert.deepEqual((await put(nurses[0], WARD, "22"))[1].waiting, []);
    const rows = await harness.database.query("SELECT FROM people.move WHERE person = $1", [id]);
    assert.equal(rows.length, 0);
  });

  it("two who add one thing under one id are told of each other", async () => {
    const id = `moi-${randomUUID().slice(0, 8)}`;
    const add = (who: Client, name: string) =>
      who.ask("PUT", `/api/units/${id}`, { seen: {}, code: "1", name, tier: "hamlet", parent: WARD });
    assert.equal((await add(admins[0], "Thôn Đông")).status, 200);
    assert.equal((await add(admins[1], "Thôn Tây")).status, 409);
    assert.equal(harness.office.places.unit(id)!.name, "Thôn Đông");
    const without = await admins[0].ask("PUT", `/api/units/${id}-x`, { seen: {}, code: "1", parent: WARD });
    assert.deepEqual([without.status, (await body<ProblemAnswer>(without)).error.field], [422, "name"]);
  });
});
