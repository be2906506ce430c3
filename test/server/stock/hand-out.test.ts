/** Handing a token out asks the stock first: what is lost, dead, another's or on its way is given only by a further press. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import type { ProblemAnswer } from "../../../host-tools/contract/problem.ts";
import { STOCK_STATES, type StockDeed, type StockDoubt } from "../../../host-tools/contract/stock.ts";
import type { Transfers } from "../../../host-tools/contract/transfers.ts";
import { judgeHandOut } from "../../../host-tools/server/stock/hand-out.ts";
import { inStock } from "../../../host-tools/server/stock/stock-store.ts";
import { type FormKey, sealForm } from "../../../host-tools/station/seal-form.ts";
import {
  type Client,
  DAY,
  FACTORY,
  type Harness,
  NEIGHBOUR,
  openHarness,
  WARD,
} from "../../support/harness.ts";
import { enrolTokens } from "../../support/scenario.ts";
import { describeOnDatabases } from "../../support/shared-database.ts";

const PROVINCE = "31";

describeOnDatabases("a hand-out and the stock", () => {
  let harness: Harness;
  let here: Client;

  beforeEach(async function () {
    this.timeout(120_000);
    harness = await openHarness();
    here = await harness.as("station");
    await enrolTokens(harness.server, 6, DAY - 1);
  });

  const later = () => {
    harness.clock.now += 60_000;
    return harness.clock.now;
  };
  async function lies(serial: number, place: string, ...deeds: StockDeed[]): Promise<void> {
    const common = { kind: "stock-deed", serial, place, by: "somebody", details: {} } as const;
    const by = { actor: "server", action: "stock.change", outcome: "done" } as const;
    await harness.office.commit(by, [{ ...common, at: later(), deed: "received", state: "ready" }]);
    for (const deed of deeds)
      await harness.office.commit(by, [
        { ...common, at: later(), deed, state: deed as "lost" | "dead" | "to-refurbish" },
      ]);
  }
  async function handOut(serial: number, more: object = {}, client = here) {
    const person = await harness.addPerson(WARD);
    later();
    const answer = await client.ask("POST", `/api/tokens/${serial}/wearers`, { person, ...more });
    const { error } = (await answer.json()) as Partial<ProblemAnswer>;
    return { status: answer.status, reason: error?.reason, doubt: error?.stock };
  }
  const stateOf = async (serial: number) => {
    const token = (await inStock(harness.office.queries, [serial])).get(serial);
    return token && [token.place, token.state, token.transfer !== undefined];
  };
  const transfers = async (client: Client) =>
    ((await (await client.ask("GET", "/api/transfers?limit=50")).json()) as Transfers).transfers;

  it("gives what lies ready, and what lay in no stock, without a question: the latter lies with who gave it", async () => {
    await lies(1, WARD);
    assert.equal((await handOut(1)).status, 201);
    assert.deepEqual(await stateOf(1), [WARD, "handed-out", false]);
    assert.equal(await stateOf(2), undefined);
    assert.equal((await handOut(2)).status, 201);
    assert.deepEqual(await stateOf(2), [WARD, "handed-out", false]);
  });

  it("leaves it in the stock of an organisation below, whose things it is", async () => {
    await lies(1, FACTORY);
    assert.equal((await handOut(1)).status, 201);
    assert.deepEqual(await stateOf(1), [FACTORY, "handed-out", false]);
  });

  it("brings what a bench above made ready into the own stock, and asks where it is anything else", async () => {
    await lies(1, PROVINCE);
    await lies(2, PROVINCE, "lost");
    assert.equal((await handOut(1)).status, 201);
    assert.deepEqual(await stateOf(1), [WARD, "handed-out", false]);
    assert.equal((await handOut(2)).doubt, "elsewhere");
  });

  for (const doubt of ["lost", "dead", "to-refurbish"] as const)
    it(`asks where the own stock says ${doubt}, and gives it when it is said again`, async () => {
      await lies(1, WARD, doubt);
      assert.deepEqual(await handOut(1), { status: 409, reason: "stock", doubt });
      assert.deepEqual(await stateOf(1), [WARD, doubt, false], "nothing was changed");
      assert.equal((await handOut(1, { anyway: true })).status, 201);
      assert.deepEqual(await stateOf(1), [WARD, "handed-out", false]);
    });

  it("takes over from another stock only when it is said again, whatever its state there, and tells both", async () => {
    await lies(1, NEIGHBOUR, "dead");
    assert.deepEqual(await handOut(1), { status: 409, reason: "stock", doubt: "elsewhere" });
    assert.equal((await handOut(1, { anyway: true })).status, 201);
    assert.deepEqual(await stateOf(1), [WARD, "handed-out", false]);
    await harness.addAccount("station", NEIGHBOUR, "tram.ben");
    for (const client of [here, await harness.enter("tram.ben")]) {
      const [told] = await transfers(client);
      assert.deepEqual([told!.isTakenOver, told!.from.place, told!.to.place], [true, NEIGHBOUR, WARD]);
      assert.deepEqual(told!.came, [1]);
    }
  });

  it("asks nobody of what was done without a network: the token is on, and lies where it was given", async () => {
    await lies(1, NEIGHBOUR, "lost");
    const person = await harness.addPerson(WARD);
    const ahead = await here.ask("GET", "/api/station/ahead");
    const { formKey } = (await ahead.json()) as { readonly formKey: FormKey };
    const work = { kind: "hand-out", serial: 1, person, handOver: false } as const;
    const form = await sealForm({ id: randomUUID(), at: later(), ...work }, formKey);
    assert.equal((await here.ask("POST", "/api/station/forms", form)).status, 200);
    assert.deepEqual(await stateOf(1), [WARD, "handed-out", false]);
    assert.equal((await transfers(here))[0]!.isTakenOver, true);
  });

  it("has got what was sent to it; keeps what it sent itself only when it is said again", async () => {
    await harness.addAccount("station", NEIGHBOUR, "tram.ben");
    const there = await harness.enter("tram.ben");
    for (const serial of [1, 2]) {
      await lies(serial, WARD);
      const sent = { place: WARD, to: NEIGHBOUR, serials: [serial] };
      assert.equal((await here.ask("POST", "/api/transfers", sent)).status, 200);
    }
    const person = await harness.addPerson(NEIGHBOUR);
    assert.equal((await there.ask("POST", "/api/tokens/1/wearers", { person })).status, 201);
    assert.deepEqual(await stateOf(1), [NEIGHBOUR, "handed-out", false]);
    assert.equal((await handOut(2)).doubt, "on-its-way");
    assert.equal((await handOut(2, { anyway: true })).status, 201);
    assert.deepEqual(await stateOf(2), [WARD, "handed-out", false]);
    const boxes = await transfers(there);
    assert.deepEqual(boxes.flatMap(({ came }) => came).sort(), [1]);
    assert.deepEqual(
      boxes.flatMap(({ onItsWay }) => onItsWay),
      [],
    );
  });
});

describe("what a hand-out asks of the stock", () => {
  const giver = {
    account: "nurse",
    place: "ward",
    above: new Set(["ward", "province"]),
    isWithin: (place: string) => place === "ward" || place === "factory",
    isInHand: false,
  };
  const judged = (place: string, state: (typeof STOCK_STATES)[number], to?: string) => {
    const token = { serial: 1, place, state, since: 0, ...(to ? { transfer: "box" } : {}) };
    const way = to
      ? { id: "box", from: place, to, sentAt: 0, isTakenBack: false, isTakenOver: false }
      : undefined;
    return judgeHandOut(token, way, giver, 1);
  };

  it("is not where it lies of a token that has just been read, but in which state", () => {
    const token = { serial: 1, place: "elsewhere", state: "lost", since: 0 } as const;
    const { doubt, arrivals } = judgeHandOut(token, undefined, { ...giver, isInHand: true }, 1);
    assert.equal(doubt, undefined);
    assert.equal(arrivals.length, 1);
    assert.equal(
      judgeHandOut({ ...token, place: "ward" }, undefined, { ...giver, isInHand: true }, 1).doubt,
      "lost",
    );
  });

  it("is asked of every state at every place, and each token ends in a stock within reach", () => {
    const asked = new Set<StockDoubt | undefined>();
    for (const state of STOCK_STATES)
      for (const place of ["ward", "factory", "province", "elsewhere"])
        for (const to of [undefined, "ward", "factory", "province", "elsewhere"]) {
          const { doubt, arrivals, place: now } = judged(place, state, to);
          asked.add(doubt);
          const isOwn = giver.isWithin(place);
          const ends = now ?? (arrivals.length > 0 ? (arrivals[0] as { to: string }).to : place);
          assert.ok(giver.isWithin(ends), `${state} at ${place} on its way to ${to}`);
          if (isOwn && to === undefined && ["ready", "returned", "handed-out", "retired"].includes(state))
            assert.equal(doubt, undefined);
          if (!isOwn && (to === undefined || !giver.isWithin(to)) && state !== "ready")
            assert.ok(doubt, `${state} at ${place}`);
        }
    assert.equal(asked.size, 6);
  });
});
