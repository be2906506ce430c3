import assert from "node:assert/strict";
import { Choices, smallest } from "../../../host-tools/studies/fuzz/generators/choices.ts";

describe("choices of a generator", () => {
  const make = (c: Choices): string =>
    c.some(1, 9, () => c.one([() => "a", () => `b${c.below(10)}`, () => `c${c.pick(["x", "y"])}`])).join(" ");

  it("make the same thing again, and others by another seed", () => {
    const made = new Set<string>();
    for (let seed = 0; seed < 50; seed++) {
      const drawn = Choices.drawn(seed);
      const text = make(drawn);
      assert.equal(make(Choices.drawn(seed)), text);
      assert.equal(make(Choices.again(drawn.made)), text);
      made.add(text);
    }
    assert.ok(made.size > 40);
    assert.ok([...made].some((text) => text.split(" ").length === 9));
    assert.ok([...made].some((text) => text.split(" ").length === 1));
  });

  it("that are missing are the simplest, and so are those out of bounds", () => {
    assert.equal(make(Choices.again([])), "a");
    assert.equal(Choices.again([7]).below(5), 0);
    assert.equal(Choices.again([4]).below(5), 4);
  });

  it("are true as often as they should be", () => {
    const c = Choices.drawn(1);
    const often = Array.from({ length: 10_000 }, () => c.chance(0.3)).filter(Boolean).length;
    assert.ok(Math.abs(often - 3000) < 200, String(often));
    assert.equal(Choices.again([]).chance(0.999), false);
  });

  it("become fewer and smaller as long as something holds, and stay what the generator can make", async () => {
    const holds = async (choices: readonly number[]): Promise<boolean> =>
      /b[3-9].*cy/.test(make(Choices.again(choices)));
    let tried = 0;
    for (let seed = 0; seed < 400; seed++) {
      const drawn = Choices.drawn(seed);
      make(drawn);
      const { made } = drawn;
      if (!(await holds(made))) continue;
      tried++;
      assert.equal(make(Choices.again(await smallest(made, holds))), "b3 cy", String(seed));
    }
    assert.ok(tried > 20);
  });
});
