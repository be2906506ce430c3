import assert from "node:assert/strict";
import fc from "fast-check";
import { ENDINGS } from "../../../host-tools/contract/vocabulary.ts";
import { wearingsOfPerson } from "../../../host-tools/server/people/assignments.ts";
import { type Client, DAY, type Harness, openHarness, WARD } from "../../support/harness.ts";
import { enrolTokens } from "../../support/scenario.ts";
import { describeOnDatabases } from "../../support/shared-database.ts";

const HOUR_MS = 3_600_000;
const WEEK_MS = 7 * 24 * HOUR_MS;
const PERSONS = 3;
/** Of a sequence; another sequence has others. */
const TOKENS = 2;
const RUNS = 25;
/** Enough for the runs in which fast-check makes a counterexample smaller. */
const MOST_TOKENS = 6 * RUNS * TOKENS;

/** What a station does with a token. `ago` is told where it was done without a network, ms before now. */
interface Deed {
  readonly kind: "hand-out" | "end";
  readonly token: number;
  readonly person: number;
  readonly handOver: boolean;
  readonly endedBy: (typeof ENDINGS)[number];
  readonly ago: number | undefined;
  /** That goes by before it. */
  readonly later: number;
}

const deed: fc.Arbitrary<Deed> = fc.record({
  kind: fc.constantFrom("hand-out", "hand-out", "end"),
  token: fc.nat(TOKENS - 1),
  person: fc.nat(PERSONS - 1),
  handOver: fc.boolean(),
  endedBy: fc.constantFrom(...ENDINGS),
  ago: fc.option(fc.oneof(fc.nat(3), fc.nat(3 * HOUR_MS), fc.integer({ min: -HOUR_MS, max: 2 * WEEK_MS })), {
    nil: undefined,
  }),
  // Short, so that the station's session lasts through all sequences.
  later: fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 10_000 })),
});

interface Worn {
  readonly person: string;
  readonly from: number;
  to?: number;
  endedBy?: string;
}

/** The naive model: of each token the times it was worn, which never overlap because each begins behind the one before. */
class Model {
  readonly worn: Worn[][] = Array.from({ length: TOKENS }, () => []);

  /**
   * When it was done: behind what is known of the token, as a clock that is right tells it. What others tell is the business
   * of told-time.test.ts.
   */
  toldAt(ago: number | undefined, token: number, now: number): number {
    const known = Math.max(0, ...this.worn[token]!.map(({ from, to = from }) => to + 1));
    return ago === undefined ? now : Math.min(now, Math.max(now - ago, now - WEEK_MS, known));
  }

  /** The status that the server has to answer with; what it is told is noted. */
  does(
    { kind, token, person, handOver, endedBy, ago }: Deed,
    persons: readonly string[],
    now: number,
  ): number {
    const all = this.worn[token]!;
    const last = all.at(-1);
    const wearer = last && last.to === undefined ? last : undefined;
    const at = this.toldAt(ago, token, now);
    if (kind === "end") {
      if (!wearer || wearer.person !== persons[person]) return 404;
      wearer.to = at;
      wearer.endedBy = endedBy;
      return 200;
    }
    if (wearer && wearer.person !== persons[person] && !handOver) return 409;
    if (wearer) {
      wearer.to = at;
      wearer.endedBy = "handed-on";
    }
    all.push({ person: persons[person]!, from: at });
    return 201;
  }
}

describeOnDatabases("who wore a token when", () => {
  let harness: Harness;
  let station: Client;
  let persons: string[];
  let serial = 1;

  before(async () => {
    harness = await openHarness();
    await enrolTokens(harness.server, MOST_TOKENS, DAY - 1);
    station = await harness.as("station");
  });
  /** They may wear all tokens of the sequence at once. */
  const others = (first: number) =>
    Array.from({ length: TOKENS }, (_, i) => ({ serial: first + i, what: "worn-too" }));

  /** What the stock says against a token is another matter (stock/hand-out.test.ts). */
  const howOf = ({ person, handOver }: Deed, first: number) => ({
    person: persons[person]!,
    handOver,
    anyway: true,
    others: others(first),
  });

  async function ask(one: Deed, told: number, of: number, first: number): Promise<number> {
    const at =
      one.ago === undefined ? {} : { at: new Date(told).toISOString(), clock: { by: "server" } as const };
    const person = persons[one.person]!;
    const path = `/api/tokens/${of}/wearers`;
    const answer =
      one.kind === "end"
        ? await station.ask("POST", `${path}/end`, { person, endedBy: one.endedBy, ...at })
        : await station.ask("POST", path, { ...howOf(one, first), ...at });
    return answer.status;
  }

  async function wearersOf(of: number): Promise<Worn[]> {
    const answer = await station.ask("GET", `/api/tokens/${of}/wearers`);
    // Nobody had it: it belongs to no place.
    if (answer.status === 404) return [];
    const { wearers } = (await answer.json()) as {
      wearers: { person: string; from: string; to?: string; endedBy?: string }[];
    };
    return wearers.map(({ from, to, ...rest }) => ({
      ...rest,
      from: Date.parse(from),
      ...(to === undefined ? {} : { to: Date.parse(to) }),
    }));
  }

  it("is what a naive model says of any hand-outs, returns and replacements, told at once or later", async () => {
    const sequence = fc.array(deed, { minLength: 1, maxLength: 12 });
    const property = fc.asyncProperty(sequence, async (deeds) => {
      const first = serial;
      persons = [];
      for (let i = 0; i < PERSONS; i++) persons.push(await harness.addPerson(WARD));
      serial += TOKENS;
      const model = new Model();
      for (const one of deeds) {
        harness.clock.now += one.later;
        const told = model.toldAt(one.ago, one.token, harness.clock.now);
        const expected = model.does(one, persons, harness.clock.now);
        assert.equal(await ask(one, told, first + one.token, first), expected, JSON.stringify(one));
      }
      for (const [i, worn] of model.worn.entries()) {
        assert.deepEqual(await wearersOf(first + i), worn, `token ${i}`);
        for (const [k, { from, to }] of worn.entries()) {
          assert.ok(to === undefined ? k === worn.length - 1 : from <= to, `token ${i}, wearing ${k}`);
          assert.ok(
            k === 0 || worn[k - 1]!.to! <= from,
            `token ${i}: ${k} begins before the one before ends`,
          );
        }
      }
      for (const person of persons) {
        const found = await wearingsOfPerson(harness.office.queries, person);
        const own = found.filter((one) => one.serial >= first).map((one) => [one.serial - first, one.from]);
        const expected = model.worn.flatMap((worn, i) =>
          worn.filter((one) => one.person === person).map(({ from }) => [i, from]),
        );
        assert.deepEqual(own.sort(byNumbers), expected.sort(byNumbers));
      }
    });
    await fc.assert(property, { numRuns: RUNS });
  });
});

function byNumbers(a: readonly (number | undefined)[], b: readonly (number | undefined)[]): number {
  return a[0]! - b[0]! || a[1]! - b[1]!;
}
