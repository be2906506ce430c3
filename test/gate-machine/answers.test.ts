import assert from "node:assert/strict";
import { Answers } from "../../host-tools/gate-machine/answers.ts";
import { answers, decodeGateAdvert } from "../../protocol/gate-advert.ts";

const EPOCH = 2_000_000;
const START = EPOCH * 900_000 + 60_000;
const random = (count: number) => crypto.getRandomValues(new Uint8Array(count));
const idOf = (number: number) => new Uint8Array(12).fill(number);

describe("a gate's answers", () => {
  /** Numbers of those who are answered. */
  function answered(of: Answers, now: number, epoch = EPOCH): number[] {
    const advert = of.due(now, random);
    if (!advert) return [];
    const decoded = decodeGateAdvert(advert);
    assert.ok(decoded.ok);
    return [1, 2, 3, 4, 5].filter((number) => answers(decoded.value, epoch, idOf(number)));
  }

  it("name up to three who have tapped, until 2.5 s behind the last advert of each; a fourth takes the place of the first", () => {
    const of = new Answers();
    assert.deepEqual(answered(of, START), []);
    for (const number of [1, 2, 3]) of.add(idOf(number), START + number * 100);
    assert.deepEqual(answered(of, START + 400), [1, 2, 3]);
    of.add(idOf(4), START + 500);
    assert.deepEqual(answered(of, START + 600), [2, 3, 4]);
    assert.deepEqual(answered(of, START + 4650), [2, 3, 4]);
    assert.deepEqual(answered(of, START + 4750), [3, 4]);
    assert.equal(of.due(START + 5100, random), undefined);
  });

  it("stay as they are, bit for bit, while nobody comes or goes", () => {
    const of = new Answers();
    of.add(idOf(1), START);
    const first = of.due(START + 100, random);
    assert.equal(of.due(START + 200, random), first);
    of.add(idOf(2), START + 300);
    assert.notDeepEqual(of.due(START + 300, random), first);
  });

  it("are of one epoch: that of the last who has tapped", () => {
    const of = new Answers();
    const turn = (EPOCH + 1) * 900_000;
    of.add(idOf(1), turn - 1000);
    of.add(idOf(2), turn + 500);
    assert.deepEqual(answered(of, turn + 600, EPOCH + 1), [2]);
    assert.deepEqual(answered(of, turn + 600), []);
  });
});
