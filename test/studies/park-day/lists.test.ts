import assert from "node:assert/strict";
import { mean } from "../../../host-tools/lib/statistics.ts";
import { playWorld, rowsAt, type WorldPair } from "../../../host-tools/studies/park-day/drawn-world.ts";
import { JUDGES, type Verdict, verdictsOf } from "../../../host-tools/studies/park-day/judges.ts";
import { listFigures } from "../../../host-tools/studies/park-day/list-figures.ts";
import { playLists } from "../../../host-tools/studies/park-day/lists.ts";
import { listsText, over, spared } from "../../../host-tools/studies/park-day/lists-text.ts";
import { asWorn, WAYS, wayNamed } from "../../../host-tools/studies/park-day/ways.ts";
import { contactOf } from "../../../protocol/contact.ts";
import { DEFAULT_RULE } from "../../../protocol/rules.ts";

const OPTIONS = { shift: "park", people: 24, minutes: 90, geometry: "plane", way: "anyhow" } as const;
const RULE = { ...DEFAULT_RULE, sharedPeers: undefined };

describe("lists of a drawn world", function () {
  this.timeout(60_000);
  const world = playWorld({ ...OPTIONS, seed: 2 });
  const verdicts = verdictsOf(world, 2);

  it("say of each pair the limit from which on it would be called, by the rule itself", () => {
    let looked = 0;
    for (const [i, { rows }] of world.pairs.entries()) {
      const { from, contact } = verdicts["old rule"][i]!;
      assert.equal(contact?.isContact === true, from <= RULE.nearLoss, `pair ${i}`);
      if (!Number.isFinite(from)) continue;
      looked++;
      assert.equal(contactOf(rows, { ...RULE, nearLoss: from })?.isContact, true);
      assert.equal(contactOf(rows, { ...RULE, nearLoss: from - 0.01 })?.isContact, false);
    }
    assert.ok(looked > 50, String(looked));
  });

  it("move the loss by shared peers as the product does, less with fewer of them, and not where the order alone is theirs", () => {
    const changed = (judge: "shared peers" | "three of five peers" | "order alone") =>
      verdicts[judge].filter(({ from }, i) => from !== verdicts["old rule"][i]!.from).length;
    assert.ok(changed("shared peers") > 50);
    assert.ok(changed("three of five peers") > 50);
    assert.equal(changed("order alone"), 0);
    const judgedWith = (judge: "shared peers" | "three of five peers") =>
      mean(verdicts[judge].flatMap(({ contact }) => contact?.judgedWith || []));
    assert.ok(judgedWith("three of five peers") < judgedWith("shared peers") - 1);
  });

  it("count who is found, called in vain, lost within a metre, and what is spared at one recall", () => {
    const pair = (a: number, b: number, metres: number, isContact: boolean): WorldPair => ({
      a,
      b,
      rows: [],
      metres,
      minutes: isContact ? 20 : 3,
      isContact,
    });
    const pairs = [pair(0, 1, 0.8, true), pair(0, 2, 1.8, true), pair(1, 2, 3, false), pair(2, 3, 5, false)];
    const contact = world.pairs.flatMap((_, i) => verdicts["old rule"][i]!.contact ?? [])[0]!;
    const judged = (limits: readonly number[]): Verdict[] =>
      limits.map((from) => ({ from, contact: { ...contact, isContact: from <= 4.5, nearestLoss: from } }));
    const old = judged([1, 3, 2, 4]);
    const own = listFigures(pairs, old, old);
    assert.deepEqual([own.contacts, own.found, own.falseCalls, own.falseAtEqualRecall], [2, 2, 2, 1]);
    assert.deepEqual([own.withinMetre, own.missedWithinMetre, own.lostWithinMetre], [1, 0, 0]);
    assert.deepEqual([own.falseAtFourFifths, own.calls], [1, 8]);
    const other = listFigures(pairs, judged([5, 0, 6, 7]), old);
    assert.deepEqual([other.found, other.falseCalls, other.falseAtEqualRecall], [1, 0, 0]);
    assert.deepEqual([other.lostWithinMetre, other.lostWithinMetreAtEqualRecall], [1, 0]);
    assert.deepEqual([own.minutesOfLost, other.minutesOfLost], [[], [20]]);
    assert.equal(other.limitOfEqualRecall, 5);
    assert.equal(other.callsToMost, null);
    const called = (metres: number) => other.bands.find(({ metres: [from] }) => from === metres)!.called;
    assert.deepEqual([called(0), called(1.5), called(2)], [0, 1, 0]);
    assert.deepEqual(over([1, 2, 3]).mean, 2);
    assert.ok(over([1, 2, 3]).low < 0 && over([5]).low === 5);
  });

  it("come for every judge and seed, and the knowing ones are ahead of the rule", () => {
    const lists = playLists({ ...OPTIONS, people: 40 }, [3]);
    assert.deepEqual(Object.keys(lists).sort(), [...JUDGES].sort());
    assert.ok(spared(lists, "known distances")[0]! > 0.1, String(spared(lists, "known distances")));
    const text = listsText(lists);
    assert.match(text, /precision +\| \d+ % +\|/);
    assert.match(text, /called, 0–1 m, of \d+/);
  });
});

describe("ways of wearing", () => {
  const world = playWorld({ ...OPTIONS, minutes: 20, people: 12, seed: 2 });
  const at = world.scene.day.startAt + 5 * 60_000;

  it("turn tokens that are worn behind, leave lanyards as they are, and cost what recordings say", () => {
    assert.equal(asWorn(world.scene, WAYS.lanyard, 1), world.scene);
    const turned = (a: number, b: number) => [
      world.scene.relation(a, b, at)?.turned,
      asWorn(world.scene, WAYS.pocket, 1).relation(a, b, at)?.turned,
    ];
    let behind = 0;
    for (let a = 0; a < 11; a++) {
      const [before, after] = turned(a, 11);
      if (!before || !after) continue;
      const { degrees } = WAYS.pocket.placeOf(a, 1);
      if (degrees === 180) behind++;
      assert.ok(Math.abs(after[0] - (degrees === 180 ? 180 - before[0] : before[0])) < 1e-9);
    }
    assert.ok(behind > 0 && behind < 11);
    assert.deepEqual(WAYS.bag.placeOf(1, 1).lossDb, -1.7);
    assert.throws(() => wayNamed("hat"), RangeError);
  });

  it("keep the rows but for their losses where an oracle speaks", () => {
    const { rows } = world.pairs.find((pair) => pair.rows.length > 0)!;
    const known = rowsAt(rows, () => 3);
    assert.deepEqual(
      known.map(({ minutes, recorder }) => [minutes, recorder]),
      rows.map(({ minutes, recorder }) => [minutes, recorder]),
    );
    assert.ok(known.every(({ strongestLoss, stretchLoss }) => strongestLoss === 3 && stretchLoss === 3));
  });
});
