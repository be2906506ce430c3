import assert from "node:assert/strict";
import { openTurns } from "../../../host-tools/server/staff/hash-turns.ts";

describe("turns at hashing", () => {
  it("are taken by so many at once, by the known before strangers, and refused when too many wait", async () => {
    const turns = openTurns(2, 3);
    const order: string[] = [];
    const ends = new Map<string, () => void>();
    const ask = (name: string, goesFirst: boolean) =>
      turns.run(async () => {
        order.push(name);
        await new Promise<void>((resolve) => ends.set(name, resolve));
        return name;
      }, goesFirst);
    const asked = ["s1", "s2", "s3", "s4"].map((name) => ask(name, false));
    await assert.rejects(ask("s5", false), { reason: "busy" });
    assert.deepEqual(order, ["s1"], "one turn is left for the known");
    const known = ["k1", "k2", "k3", "k4"].map((name) => ask(name, true));
    await assert.rejects(ask("k5", true), { reason: "busy" });
    for (const name of ["s1", "k1", "k2", "k3", "k4", "s2", "s3", "s4"]) {
      assert.ok(ends.has(name), `${name} has its turn: ${order}`);
      ends.get(name)!();
      await new Promise((resolve) => setImmediate(resolve));
    }
    assert.deepEqual(await Promise.all([...asked, ...known]), [
      "s1",
      "s2",
      "s3",
      "s4",
      "k1",
      "k2",
      "k3",
      "k4",
    ]);
  });

  it("go on when what somebody did with theirs fails", async () => {
    const turns = openTurns(1, 9);
    const failing = turns.run(() => Promise.reject(new Error("no")), false);
    const after = turns.run(async () => "after", false);
    await assert.rejects(failing, /no/);
    assert.equal(await after, "after");
    assert.equal(await turns.run(async () => "later", false), "later");
  });
});
