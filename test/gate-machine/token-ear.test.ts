import assert from "node:assert/strict";
import { TokenEar } from "../../host-tools/gate-machine/token-ear.ts";
import { toHex } from "../../protocol/bytes.ts";
import { encodeHeard } from "../../protocol/gate-stream.ts";

const NOW = 1_000_000;
const ID = new Uint8Array(7).fill(0x31);
const told = (number: number, isOverrun = false) =>
  toHex(encodeHeard({ number, isOverrun, adverts: [{ id: ID, call: "tap", loss: 6 }] }));
const from = (page: string, isLinked: boolean, ...notifications: string[]) => ({
  listener: "token1",
  page,
  isLinked,
  notifications,
});

describe("a gate token as a gate's listener", () => {
  it("is what the page says of its link, and nobody's where no page says anything", () => {
    const ear = new TokenEar("token1");
    assert.equal(ear.stateAt(NOW), "no-page");
    ear.take(from("a", false), NOW);
    assert.equal(ear.stateAt(NOW), "no-token");
    ear.take(from("a", true), NOW);
    assert.equal(ear.stateAt(NOW + 3000), "listening");
    assert.equal(ear.stateAt(NOW + 5000), "no-page");
  });

  it("hears each advert once, and counts what was lost before it", () => {
    const ear = new TokenEar("token1");
    const heard = (...notifications: string[]) => ear.take(from("a", true, ...notifications), NOW).length;
    assert.equal(heard(told(254), told(255), told(0)), 3);
    assert.equal(ear.takeLost(), 0);
    // Sent again, because the answer was late.
    assert.equal(heard(told(255), told(0), told(1)), 1);
    assert.equal(ear.takeLost(), 0);
    assert.equal(heard(told(4), told(5, true), "00", "zz"), 2);
    assert.equal(ear.takeLost(), 5);
    // A new link counts anew.
    ear.take(from("a", false), NOW);
    assert.equal(heard(told(90)), 1);
    assert.equal(ear.takeLost(), 0);
  });

  it("is the page's that was connected last: another one neither changes it nor gets its answers", () => {
    const ear = new TokenEar("token1");
    const heard = (page: string, at: number, ...numbers: number[]) =>
      ear.take(from(page, true, ...numbers.map((number) => told(number))), at).length;
    assert.equal(heard("a", NOW, 0), 1);
    ear.answer(ID);
    ear.take(from("b", false), NOW + 100);
    assert.deepEqual([ear.stateAt(NOW + 100), ear.takeAnswers("b")], ["listening", []]);
    assert.deepEqual(ear.takeAnswers("a").map(toHex), [toHex(ID)]);
    // Loaded anew, or a second tab of the same browser: both get everything, and it is told once.
    assert.deepEqual([heard("b", NOW + 200, 1), heard("a", NOW + 210, 1)], [1, 0]);
    assert.deepEqual([heard("b", NOW + 300, 2), heard("a", NOW + 310, 2)], [1, 0]);
    assert.equal(ear.takeLost(), 0);
    // That tab is closed: the first one goes on.
    assert.equal(heard("a", NOW + 9000, 90), 1);
    assert.equal(ear.takeLost(), 0);
  });
});
