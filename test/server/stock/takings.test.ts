/** Stock-taking: what lies in a place is held against what should; nothing is told as there that was not scanned. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { STOCK_STATES } from "../../../host-tools/contract/stock.ts";
import {
  ON_THE_SHELF,
  type StockTaking,
  type StockTakings,
} from "../../../host-tools/contract/stock-takings.ts";
import { partsOf } from "../../../host-tools/server/server.ts";
import { inStock } from "../../../host-tools/server/stock/stock-store.ts";
import { takenFrom } from "../../../host-tools/server/stock/taking-store.ts";
import { applyRetention } from "../../../host-tools/server/upkeep/retention.ts";
import { type Client, DAY, type Harness, NEIGHBOUR, openHarness, WARD } from "../../support/harness.ts";
import { enrolTokens } from "../../support/scenario.ts";
import { describeOnDatabases } from "../../support/shared-database.ts";

describeOnDatabases("stock-takings", () => {
  let harness: Harness;
  let here: Client;

  beforeEach(async function () {
    this.timeout(120_000);
    harness = await openHarness();
    here = await harness.as("station");
    await enrolTokens(harness.server, 10, DAY - 1);
  });

  async function lies(serials: readonly number[], state: (typeof STOCK_STATES)[number], place = WARD) {
    harness.clock.now += 60_000;
    await harness.office.commit(
      { actor: "server", action: "stock.change", outcome: "done" },
      serials.map((serial) => ({
        kind: "stock-deed",
        serial,
        at: harness.clock.now,
        deed: "received",
        place,
        by: "somebody",
        state,
        details: {},
      })),
    );
  }
  async function take(serials: readonly number[], client = here): Promise<StockTaking> {
    const answer = await client.ask("POST", "/api/stock/takings", { place: WARD, serials });
    assert.equal(answer.status, 201);
    return (await answer.json()) as StockTaking;
  }
  const kept = async (client = here) =>
    (await (await client.ask("GET", "/api/stock/takings?limit=50")).json()) as StockTakings;

  it("tell what is missing and what should not be there, and change no token", async () => {
    await lies([1, 2, 3], "ready");
    await lies([4], "dead");
    await lies([5], "lost");
    await lies([6], "ready", NEIGHBOUR);
    await lies([7], "ready");
    const sent = { place: WARD, to: NEIGHBOUR, serials: [7] };
    assert.equal((await here.ask("POST", "/api/transfers", sent)).status, 200);
    const before = await inStock(harness.office.queries, [1, 2, 3, 4, 5, 6, 7]);
    const { found, missing, astray } = await take([1, 1, 4, 5, 6, 7, 8, 999]);
    assert.equal(found, 2);
    assert.deepEqual(missing, [
      { serial: 2, state: "ready" },
      { serial: 3, state: "ready" },
    ]);
    assert.deepEqual(astray, [
      { serial: 5, why: "state", state: "lost" },
      { serial: 6, why: "elsewhere" },
      { serial: 7, why: "on-its-way", state: "ready" },
      { serial: 8, why: "unstocked" },
      { serial: 999, why: "unknown" },
    ]);
    assert.deepEqual(await inStock(harness.office.queries, [1, 2, 3, 4, 5, 6, 7]), before);
  });

  it("are kept as they were found, the newest first, for the place itself alone, and deleted in time", async () => {
    await lies([1, 2], "ready");
    const first = await take([1]);
    harness.clock.now += 60_000;
    await take([1, 2]);
    const { takings, total } = await kept();
    assert.deepEqual([total, takings.map(({ missing }) => missing.length)], [2, [0, 1]]);
    assert.deepEqual(takings[1], first);
    await harness.addAccount("station", NEIGHBOUR, "tram.ben");
    const there = await harness.enter("tram.ben");
    assert.deepEqual((await kept(there)).takings, []);
    const asked = await there.ask("POST", "/api/stock/takings", { place: WARD, serials: [1] });
    assert.equal(asked.status, 404);
    harness.clock.now += 400 * 86_400_000;
    await applyRetention(partsOf(harness.server));
    here = await harness.enter("station");
    assert.equal((await kept()).total, 0);
  });
});

describe("what a stock-taking finds", () => {
  const stateOf = fc.constantFrom(...STOCK_STATES);
  const token = fc.record({
    state: stateOf,
    isHere: fc.boolean(),
    isSent: fc.boolean(),
    isScanned: fc.boolean(),
    isKnown: fc.boolean(),
  });

  it("is each token once: found, missing, astray, or rightly not there", () => {
    fc.assert(
      fc.property(fc.array(token, { maxLength: 60 }), (all) => {
        const known = new Map(
          all.flatMap(({ state, isHere, isSent, isKnown }, serial) =>
            isKnown
              ? [
                  [
                    serial,
                    {
                      serial,
                      place: isHere ? "here" : "there",
                      state,
                      since: 0,
                      ...(isSent ? { transfer: "box" } : {}),
                    },
                  ] as const,
                ]
              : [],
          ),
        );
        const expected = [...known.values()].filter(
          (one) => one.place === "here" && !("transfer" in one) && ON_THE_SHELF.includes(one.state),
        );
        const scanned = all.flatMap(({ isScanned }, serial) => (isScanned ? [serial] : []));
        const { found, missing, astray } = takenFrom(scanned, {
          place: "here",
          expected,
          known,
          isToken: () => true,
        });
        assert.equal(found + missing.length, expected.length);
        assert.equal(found + astray.length, scanned.length);
        const told = [...missing, ...astray].map(({ serial }) => serial);
        assert.equal(new Set(told).size, told.length);
        for (const { serial } of missing) assert.ok(!scanned.includes(serial));
        for (const { why, state } of astray)
          assert.equal(state !== undefined, why === "state" || why === "on-its-way");
      }),
    );
  });
});
