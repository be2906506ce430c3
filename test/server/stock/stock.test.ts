/** Tokens as things: each goes from state to state as one table says, in its own stock, and with what people do with it. */
import assert from "node:assert/strict";
import {
  STOCK_DEEDS,
  STOCK_STATES,
  type Stock,
  type StockDeed,
  type StockDone,
  type StockHistory,
  type StockState,
  TRANSITIONS,
  UNDO_STOCK_HOURS,
} from "../../../host-tools/contract/stock.ts";
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

const CHECKED = { battery: "changed", strap: "well", label: "well", wiped: "synced" };
const HOUR_MS = 3_600_000;

describeOnDatabases("stock of tokens", () => {
  let harness: Harness;
  let station: Client;

  beforeEach(async function () {
    this.timeout(120_000);
    harness = await openHarness();
    station = await harness.as("station");
    await enrolTokens(harness.server, 12, DAY - 1);
  });

  /** Their session is over by then. */
  const later = async (hours: number) => {
    harness.clock.now += hours * HOUR_MS;
    station = await harness.enter("station");
  };
  const soon = () => {
    harness.clock.now += 60_000;
  };
  async function deed(deed: StockDeed, serials: readonly number[], more: object = {}, client = station) {
    soon();
    const extra = {
      ...(deed === "refurbished" ? { checked: CHECKED } : {}),
      ...(deed === "lent" ? { due: new Date(harness.clock.now + HOUR_MS).toISOString() } : {}),
    };
    const answer = await client.ask("POST", "/api/stock/deeds", {
      deed,
      place: WARD,
      serials,
      ...extra,
      ...more,
    });
    return [answer.status, (await answer.json()) as StockDone] as const;
  }
  const stock = async (query = "", client = station) =>
    (await (await client.ask("GET", `/api/stock?limit=50${query}`)).json()) as Stock;
  const stateOf = async (serial: number) => {
    const { tokens } = await stock();
    return tokens.find((one) => one.serial === serial)?.state;
  };
  async function wears(serial: number, unit = WARD): Promise<string> {
    soon();
    const person = await harness.addPerson(unit);
    const answer = await station.ask("POST", `/api/tokens/${serial}/wearers`, { person });
    assert.equal(answer.status, 201);
    return person;
  }
  const ends = (serial: number, person: string, endedBy: string) => {
    soon();
    return station.ask("POST", `/api/tokens/${serial}/wearers/end`, { person, endedBy });
  };
  const undo = async (serial: number) => (await station.ask("DELETE", `/api/stock/${serial}/deeds`)).status;

  /** A token in each state, as it comes there. */
  const COMING: Readonly<Record<StockState, (serial: number) => Promise<unknown>>> = {
    ready: (serial) => deed("received", [serial]),
    "handed-out": wears,
    returned: async (serial) => ends(serial, await wears(serial), "returned"),
    "to-refurbish": async (serial) => ends(serial, await wears(serial), "broken"),
    lost: async (serial) => ends(serial, await wears(serial), "lost"),
    dead: async (serial) => {
      await deed("received", [serial]);
      await deed("dead", [serial]);
    },
    retired: async (serial) => {
      await deed("received", [serial]);
      soon();
      const change = {
        kind: "token-retired",
        serial,
        at: harness.clock.now,
        how: "retired",
        place: WARD,
      } as const;
      await harness.office.commit({ actor: "server", action: "token.retire", outcome: "done" }, [change]);
    },
  };

  it("goes from state to state as the table says, and nowhere else", async function () {
    this.timeout(240_000);
    for (const what of STOCK_DEEDS) {
      // A new stock for each: one token a state, and one in none.
      await harness.database.query("DELETE FROM stock.deed");
      await harness.database.query("DELETE FROM people.assignment");
      await harness.database.query("DELETE FROM desk.retired_token");
      await harness.database.query("DELETE FROM stock.token");
      for (const [i, state] of STOCK_STATES.entries()) await COMING[state](i + 1);
      for (const [i, state] of STOCK_STATES.entries()) assert.equal(await stateOf(i + 1), state);
      const serials = [...STOCK_STATES.keys()].map((i) => i + 1).concat(8);
      const [status, { done, not }] = await deed(what, serials);
      assert.equal(status, 200);
      const transition: { readonly from: readonly string[]; readonly to?: string } = TRANSITIONS[what];
      const states = [...STOCK_STATES, "none"];
      assert.deepEqual(
        done,
        serials.filter((serial) => transition.from.includes(states[serial - 1]!)),
        what,
      );
      assert.deepEqual(
        not.map(({ serial, why }) => [serial, why]),
        serials.filter((serial) => !done.includes(serial)).map((serial) => [serial, "state"]),
      );
      for (const serial of done) assert.equal(await stateOf(serial), transition.to ?? states[serial - 1]);
      // The same again is another deed only where the state allows it.
      for (const serial of done) assert.equal(await undo(serial), 200, `${what} ${serial}`);
      for (const serial of done)
        assert.equal(await stateOf(serial), serial === 8 ? undefined : states[serial - 1]);
    }
  });

  it("says what was looked at before a token is ready again, and keeps what was done", async () => {
    const person = await wears(1);
    await ends(1, person, "returned");
    const [status] = await deed("refurbished", [1], { checked: undefined });
    assert.equal(status, 422);
    for (const wrong of [{ ...CHECKED, battery: "perhaps" }, { battery: "well" }])
      assert.equal((await deed("refurbished", [1], { checked: wrong }))[0], 422);
    assert.equal((await deed("lost", [1], { checked: CHECKED }))[0], 422);
    const checked = { ...CHECKED, wiped: "no-power" };
    assert.deepEqual((await deed("refurbished", [1], { checked, note: "dây mới" }))[1].done, [1]);
    const { token, deeds } = (await (await station.ask("GET", "/api/stock/1")).json()) as StockHistory;
    assert.equal(token.state, "ready");
    assert.deepEqual(
      deeds.map(({ deed, before, checked, note }) => ({ deed, before, checked, note })),
      [{ deed: "refurbished", before: "returned", checked, note: "dây mới" }],
    );
    await later(UNDO_STOCK_HOURS + 1);
    assert.equal(await undo(1), 404);
  });

  it("is not undone once something has become of the token", async () => {
    await deed("received", [1]);
    await wears(1);
    assert.equal(await undo(1), 404);
    assert.equal(await stateOf(1), "handed-out");
  });

  it("tells who is reminded: what was lent and is not back", async () => {
    const [first, second] = [await wears(1), await wears(2)];
    await wears(3);
    assert.equal((await deed("lent", [1], { due: undefined }))[0], 422);
    await deed("lent", [1, 2]);
    assert.equal((await stock()).places[0]!.overdue, 0);
    await later(2);
    const found = await stock("&state=overdue");
    assert.deepEqual([found.total, found.tokens.map(({ serial }) => serial)], [2, [1, 2]]);
    assert.equal(found.places[0]!.overdue, 2);
    await ends(1, first, "returned");
    assert.ok(second);
    await deed("kept", [2]);
    assert.deepEqual((await stock("&state=overdue")).tokens, []);
    assert.deepEqual(await Promise.all([1, 2].map(stateOf)), ["returned", "handed-out"]);
  });

  it("follows what people do: handed on, a mistake taken back, erased", async () => {
    const person = await wears(1);
    await ends(1, person, "lost");
    await station.ask("DELETE", `/api/tokens/1/wearers/${person}/end`);
    assert.equal(await stateOf(1), "handed-out");
    await wears(2);
    soon();
    const other = await harness.addPerson(WARD);
    await station.ask("POST", "/api/tokens/2/wearers", { person: other, handOver: true });
    assert.equal(await stateOf(2), "handed-out");
    await deed("lent", [1]);
    soon();
    assert.equal((await station.ask("DELETE", `/api/persons/${person}`)).status, 200);
    const { tokens } = await stock();
    assert.deepEqual(
      tokens.filter(({ serial }) => serial === 1).map(({ state, due }) => [state, due]),
      [["returned", undefined]],
    );
    // What tells when they had it goes with them.
    assert.deepEqual(await harness.database.query("SELECT 1 FROM stock.deed WHERE serial = 1"), []);
  });

  it("tells a place its own tokens alone, and lets nobody else touch them", async () => {
    await deed("received", [1, 2]);
    await harness.addAccount("station", NEIGHBOUR, "tram.ben");
    const near = await harness.enter("tram.ben");
    assert.deepEqual(await stock("", near), { places: [], tokens: [], total: 0 });
    assert.equal((await near.ask("GET", "/api/stock/1")).status, 404);
    assert.equal((await near.ask("DELETE", "/api/stock/1/deeds")).status, 404);
    const [, { done, not }] = await deed("received", [1, 3, 999], { place: NEIGHBOUR }, near);
    assert.deepEqual(done, [3]);
    assert.deepEqual(not, [
      { serial: 1, why: "elsewhere" },
      { serial: 999, why: "unknown" },
    ]);
    // An organisation has its own.
    const manager = await harness.as("manager");
    await deed("received", [4], { place: FACTORY }, manager);
    assert.deepEqual(
      (await stock("", manager)).tokens.map(({ serial }) => serial),
      [4],
    );
    // Who shares in the unit sees both, each where it lies.
    assert.deepEqual(
      (await stock()).places.map(({ place, counts }) => [place, counts.ready]).sort(),
      [
        [FACTORY, 1],
        [WARD, 2],
      ].sort(),
    );
    assert.equal((await stock(`&place=${WARD}&state=ready`)).total, 2);
    for (const role of ["guard", "investigator", "caller", "auditor", "unit-administrator"] as const)
      assert.equal((await (await harness.as(role)).ask("GET", "/api/stock?limit=5")).status, 403, role);
  });
});
