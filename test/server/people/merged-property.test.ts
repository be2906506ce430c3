/** Whatever becomes one and is taken apart, in whatever order: nothing is orphaned, lost or doubled, and an erasure takes all of it. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import fc from "fast-check";
import type { Person } from "../../../host-tools/contract/persons.ts";
import type { Change } from "../../../host-tools/server/changes.ts";
import type { MatchedContact } from "../../../host-tools/server/matching/contacts.ts";
import { findPerson } from "../../../host-tools/server/people/person-store.ts";
import { DEFAULT_RULE } from "../../../protocol/rules.ts";
import { consentOf } from "../../support/consent.ts";
import { type Harness, openHarness, START, WARD } from "../../support/harness.ts";
import { SEED } from "../../support/seed.ts";
import { describeOnDatabases } from "../../support/shared-database.ts";

const PEOPLE = 5;
/** BLUEZONE_MERGES draws more of them. */
const RUNS = Number(process.env.BLUEZONE_MERGES ?? 25);

type Deed =
  | { readonly what: "merge"; readonly who: number; readonly other: number; readonly takes: boolean }
  | { readonly what: "apart" | "edit" | "wear" | "end" | "consent" | "note" | "erase"; readonly who: number };

const who = fc.nat(PEOPLE - 1);
const merge = fc.record({ what: fc.constant("merge" as const), who, other: who, takes: fc.boolean() });
const other = fc.record({
  what: fc.constantFrom("apart", "apart", "edit", "wear", "end", "consent", "note", "note", "erase"),
  who,
}) as fc.Arbitrary<Deed>;
const deeds: fc.Arbitrary<readonly Deed[]> = fc.array(
  fc.oneof({ weight: 2, arbitrary: merge }, { weight: 3, arbitrary: other }),
  { minLength: 4, maxLength: 24 },
);

/** What is whose: written down for them, whoever they are one with by then. */
interface Own {
  readonly id: string;
  hamlet: string;
  readonly serials: number[];
  readonly consents: number[];
  /** Days on which they were near the case; undefined while they are no contact of it. */
  days: string[] | undefined;
  readonly changes: string[];
  into: Own | undefined;
  isErased: boolean;
}

class World {
  readonly #harness: Harness;
  readonly people: Own[] = [];
  /** Of somebody else: everybody is a contact of it. */
  readonly caseId = randomUUID();
  #tick = 0;
  static #serial = 1_000_000;

  constructor(harness: Harness) {
    this.#harness = harness;
  }

  /** World ms, each another one. */
  time(): number {
    return START + ++this.#tick * 1000;
  }

  commit(...changes: readonly Change[]): Promise<void> {
    return this.#harness.office.commit({ actor: "somebody", action: "test", outcome: "done" }, changes);
  }

  async begin(): Promise<void> {
    for (let i = 0; i < PEOPLE; i++) {
      const hamlet = `Thôn ${i} ${randomUUID().slice(0, 4)}`;
      const id = await this.#harness.addPerson(WARD, undefined, { hamlet });
      const days = i % 2 === 0 ? [`2026-11-0${i + 1}`, "2026-11-20"] : undefined;
      const rest = { serials: [], consents: [], changes: [], into: undefined, isErased: false };
      this.people.push({ id, hamlet, days, ...rest });
    }
    const contacts = this.people.flatMap(({ id, days }) => (days ? [contactOn(id, days)] : []));
    await this.commit(
      {
        kind: "case",
        of: {
          id: this.caseId,
          place: WARD,
          reference: "HD/2026-18",
          ground: "pcr",
          tested: "2026-11-23",
          rule: DEFAULT_RULE.id,
          openedBy: "somebody",
          openedAt: START,
          state: "open",
          subject: { kind: "phone" },
        },
      },
      {
        kind: "case-list",
        case: this.caseId,
        list: { number: 1, madeAt: START, entries: [] } as never,
        contacts,
        found: contacts,
      },
    );
  }

  alive(): Own[] {
    return this.people.filter(({ into, isErased }) => !into && !isErased);
  }

  rootOf(own: Own): Own {
    return own.into ? this.rootOf(own.into) : own;
  }

  groupOf(root: Own): Own[] {
    return this.people.filter((one) => this.rootOf(one) === root);
  }

  async do(deed: Deed): Promise<void> {
    const own = this.rootOf(this.people[deed.who]!);
    if (own.isErased) return;
    const person = own.id;
    const { queries } = this.#harness.office;
    switch (deed.what) {
      case "merge": {
        const gone = this.rootOf(this.people[deed.other]!);
        if (gone === own || gone.isErased) return;
        const kept = (await findPerson(queries, person))!;
        const { hamlet } = (await findPerson(queries, gone.id))!;
        const details: Person = deed.takes ? { ...kept, hamlet: hamlet! } : kept;
        gone.into = own;
        const [at, mark] = [this.time(), randomUUID()];
        const narrowed = [
          consentOf("somebody", at, { purpose: "register", answer: "withdrawn", at: at + 1 }),
        ];
        return this.commit({
          kind: "merge",
          person,
          other: gone.id,
          details,
          narrowed,
          at,
          by: "somebody",
          mark,
        });
      }
      case "apart": {
        const gone = this.people[deed.who]!;
        if (gone.into) return this.apart(gone);
        return;
      }
      case "edit": {
        own.hamlet = `Xóm ${randomUUID().slice(0, 6)}`;
        const details = (await findPerson(queries, person))!;
        return this.commit({ kind: "person", person, details: { ...details, hamlet: own.hamlet } });
      }
      case "wear": {
        const serial = World.#serial++;
        own.serials.push(serial);
        return this.commit({ kind: "assign", person, serial, from: this.time() });
      }
      case "end": {
        const serial = this.groupOf(own).flatMap(({ serials }) => serials)[0];
        if (serial === undefined) return;
        return this.commit({ kind: "unassign", person, serial, to: this.time(), endedBy: "returned" });
      }
      case "consent": {
        const at = this.time();
        own.consents.push(at);
        return this.commit({
          kind: "consent",
          person,
          consent: consentOf("somebody", at, { purpose: "call-by-token" }),
        });
      }
      case "note": {
        if (!this.groupOf(own).some(({ days }) => days)) return;
        own.days ??= [];
        const id = randomUUID();
        own.changes.push(id);
        const change = { id, at: this.time(), by: "somebody", state: "called", note: id } as const;
        return this.commit({ kind: "case-contact", case: this.caseId, key: person, change });
      }
      case "erase": {
        for (const one of this.groupOf(own)) one.isErased = true;
        return this.commit({ kind: "erase", person, at: this.time() });
      }
    }
  }

  /** Whoever is one with somebody who is one with another is not taken from the latter: that is done from the outside. */
  async apart(gone: Own): Promise<void> {
    const from = gone.into!;
    if (gone.isErased) return;
    await this.commit({ kind: "taken-apart", person: this.rootOf(gone).id, other: gone.id });
    if (!from.into) gone.into = undefined;
  }

  async check(): Promise<void> {
    const { database } = this.#harness;
    const ids = this.people.map(({ id }) => id);
    const rows = <Row>(sql: string) => database.query<Row>(sql, [ids]);
    const people = await rows<{ id: string }>("SELECT id FROM people.person WHERE id = ANY($1)");
    assert.deepEqual(people.map(({ id }) => id).sort(), sorted(this.alive().map(({ id }) => id)));
    const living = this.people.filter(({ isErased }) => !isErased);
    const owned = <T>(what: (own: Own) => readonly T[]) =>
      sorted(living.flatMap((own) => what(own).map((one) => `${one} ${this.rootOf(own).id}`)));
    const worn = await rows<{ serial: number; person: string }>(
      "SELECT serial, person FROM people.assignment WHERE person = ANY($1)",
    );
    const wearings = worn.map(({ serial, person }) => `${serial} ${person}`);
    assert.deepEqual(
      sorted(wearings),
      owned(({ serials }) => serials),
    );
    const said = await rows<{ at: Date; person: string }>(
      "SELECT said_at AS at, person FROM people.consent WHERE person = ANY($1) AND purpose = 'call-by-token'",
    );
    const answers = said.map(({ at, person }) => `${at.getTime()} ${person}`);
    assert.deepEqual(
      sorted(answers),
      owned(({ consents }) => consents),
    );
    const contacts = await database.query<{ key: string; found: MatchedContact | null }>(
      "SELECT key, found FROM desk.contact WHERE case_id = $1",
      [this.caseId],
    );
    const wanted = this.alive().flatMap((root) => {
      const days = this.groupOf(root).flatMap((own) => (own.days ? [own.days] : []));
      return days.length === 0 ? [] : [`${root.id} ${sorted([...new Set(days.flat())])}`];
    });
    const there = contacts.map(({ key, found }) => `${key} ${(found?.days ?? []).map(({ date }) => date)}`);
    assert.deepEqual(sorted(there), sorted(wanted));
    const changes = await database.query<{ id: string; key: string }>(
      "SELECT id, key FROM desk.contact_change WHERE case_id = $1 AND note NOT LIKE '% · %'",
      [this.caseId],
    );
    const done = changes.map(({ id, key }) => `${id} ${key}`);
    assert.deepEqual(
      sorted(done),
      owned(({ changes }) => changes),
    );
    await this.#nothingIsOrphaned();
  }

  async #nothingIsOrphaned(): Promise<void> {
    const { database } = this.#harness;
    for (const table of ["people.assignment", "people.consent", 'desk."case"'])
      assert.deepEqual(
        await database.query(
          `SELECT row.person, row.origin FROM ${table} AS row LEFT JOIN people.merged ON merged.id = origin
           WHERE origin <> '' AND merged.person IS DISTINCT FROM row.person`,
        ),
        [],
        table,
      );
    const erased = this.people.filter(({ isErased }) => isErased).map(({ id }) => id);
    const noted = await database.query<{ person: string }>(
      "SELECT person FROM people.erasure WHERE person = ANY($1)",
      [this.people.map(({ id }) => id)],
    );
    assert.deepEqual(sorted(noted.map(({ person }) => person)), sorted(erased), "restored backups");
    if (erased.length === 0) return;
    const tables = await database.query<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
       WHERE schemaname NOT IN ('pg_catalog', 'information_schema', 'public', 'audit')`,
    );
    for (const { name } of tables.filter((one) => one.name !== "people.erasure" && one.name !== "desk.list"))
      assert.deepEqual(
        await database.query(`SELECT row::text FROM ${name} AS row WHERE row::text ~ $1`, [erased.join("|")]),
        [],
        name,
      );
  }

  /** As if nobody had ever become one with anybody. */
  async takeAllApart(): Promise<void> {
    for (let i = 0; i < PEOPLE; i++)
      for (const one of this.people) if (one.into && !one.into.into) await this.apart(one);
    await this.check();
    for (const { id, hamlet, isErased } of this.people)
      if (!isErased) assert.equal((await findPerson(this.#harness.office.queries, id))!.hamlet, hamlet);
    const left = await this.#harness.database.query(
      `SELECT * FROM (
         SELECT id FROM people.merged UNION ALL SELECT origin FROM desk.merged_contact
         UNION ALL SELECT person FROM people.consent WHERE purpose = 'register'
       ) AS rest WHERE id = ANY($1)`,
      [this.people.map(({ id }) => id)],
    );
    assert.deepEqual(left, []);
  }
}

const sorted = (texts: readonly string[]) => [...texts].sort();

function contactOn(person: string, dates: readonly string[]): MatchedContact {
  const days = dates.map((date) => ({
    date,
    minutes: 30,
    closeMinutes: 30,
    first: `${date}T02:00:00.000Z`,
    last: `${date}T02:29:00.000Z`,
    distance: "2m" as const,
  }));
  return {
    person,
    token: 1,
    tokens: [1],
    days,
    minutes: 30 * days.length,
    closeMinutes: 30 * days.length,
    ruleMinutes: 30,
    first: days[0]!.first,
    last: days.at(-1)!.last,
    spells: [],
    closeSpells: [],
    distance: "2m",
    evidence: "both",
    isContact: true,
    leastLoss: 1,
    nearestLoss: 1,
    clockTrusted: true,
    confidence: { level: "high", reasons: ["both-logs"] },
  } as unknown as MatchedContact;
}

describeOnDatabases(
  "records that become one and are taken apart, edited, worn and erased in any order",
  () => {
    it("leave nothing orphaned, no wearing lost, no contact doubled, and nothing of who was erased", async function () {
      this.timeout(300_000);
      const harness = await openHarness();
      await fc.assert(
        fc.asyncProperty(deeds, async (all) => {
          const world = new World(harness);
          await world.begin();
          for (const deed of all) {
            await world.do(deed);
            await world.check();
          }
          await world.takeAllApart();
        }),
        { numRuns: RUNS, seed: SEED, endOnFailure: false },
      );
    });
  },
);
