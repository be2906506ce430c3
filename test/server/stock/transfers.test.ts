/** Boxes of tokens between places: on their way until the receiver acknowledges them; nothing is lost or taken silently. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { STOCK_STATES, type Stock, type StockDone } from "../../../host-tools/contract/stock.ts";
import { SENT_FROM, type TokensMoved, type Transfers } from "../../../host-tools/contract/transfers.ts";
import { type Client, DAY, FAR, type Harness, NEIGHBOUR, openHarness, WARD } from "../../support/harness.ts";
import { enrolTokens } from "../../support/scenario.ts";
import { describeOnDatabases } from "../../support/shared-database.ts";

const TOKENS = 12;
const ALL = [...Array(TOKENS).keys()].map((i) => i + 1);

describeOnDatabases("transfers of tokens", () => {
  let harness: Harness;
  let here: Client;
  let there: Client;

  beforeEach(async function () {
    this.timeout(120_000);
    harness = await openHarness();
    here = await harness.as("station");
    await harness.addAccount("station", NEIGHBOUR, "tram.ben");
    there = await harness.enter("tram.ben");
    await enrolTokens(harness.server, TOKENS, DAY - 1);
    await put(ALL);
  });

  async function put(serials: readonly number[], place = WARD): Promise<void> {
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
        state: "ready",
        details: {},
      })),
    );
  }
  async function asked<T>(client: Client, method: "GET" | "POST" | "DELETE", path: string, body?: object) {
    harness.clock.now += 1000;
    const answer = await client.ask(method, path, body);
    return { status: answer.status, said: (await answer.json()) as T };
  }
  const send = async (serials: readonly number[], to = NEIGHBOUR, place = WARD, client = here) =>
    (await asked<TokensMoved>(client, "POST", "/api/transfers", { place, to, serials })).said;
  const came = async (serials: readonly number[], place = NEIGHBOUR, client = there) =>
    (await asked<TokensMoved>(client, "POST", "/api/transfers/acknowledgements", { place, serials })).said;
  const takeOver = async (serials: readonly number[], place = NEIGHBOUR, client = there) =>
    (await asked<TokensMoved>(client, "POST", "/api/transfers/takeovers", { place, serials })).said;
  const transfers = async (client = here) =>
    (await asked<Transfers>(client, "GET", "/api/transfers")).said.transfers;
  const back = async (id: string, client = here) =>
    (await asked<unknown>(client, "DELETE", `/api/transfers/${id}`)).status;
  const deed = async (deed: string, serials: readonly number[], place = WARD, client = here) =>
    (await asked<StockDone>(client, "POST", "/api/stock/deeds", { deed, place, serials })).said;
  const lying = async (client: Client) => (await asked<Stock>(client, "GET", "/api/stock?limit=200")).said;
  const why = ({ not }: TokensMoved | StockDone) =>
    Object.fromEntries(not.map(({ serial, why }) => [serial, why]));

  it("is acknowledged by the receiver: what came is theirs, what did not is on its way and told to both", async () => {
    assert.deepEqual(await send([1, 2, 3]), { done: [1, 2, 3], not: [], missing: [] });
    for (const client of [here, there]) {
      const [box] = await transfers(client);
      assert.deepEqual([box?.from.place, box?.to.place, box?.onItsWay], [WARD, NEIGHBOUR, [1, 2, 3]]);
    }
    assert.equal((await lying(here)).places[0]!.onItsWay, 3);
    assert.deepEqual((await lying(there)).tokens, []);
    assert.deepEqual(await came([1, 2]), { done: [1, 2], not: [], missing: [3] });
    for (const client of [here, there]) {
      const [box] = await transfers(client);
      assert.deepEqual([box?.onItsWay, box?.came], [[3], [1, 2]]);
    }
    assert.deepEqual(
      (await lying(there)).tokens.map(({ serial, state, transfer }) => [serial, state, transfer]),
      [
        [1, "ready", undefined],
        [2, "ready", undefined],
      ],
    );
    // The same once more is no second arrival.
    assert.deepEqual(why(await came([1, 3])), { 1: "here" });
    assert.equal((await lying(here)).tokens.length, TOKENS - 3);
    const rows = await harness.database.query<{ fields: string }>(
      "SELECT fields FROM audit.entry WHERE action = 'stock.move' AND outcome = 'done' ORDER BY number",
    );
    assert.deepEqual(
      rows.map(({ fields }) => fields),
      ["sent", "came", "came"],
    );
  });

  it("tells what came and was not announced, and takes it only where somebody says so: then both are told", async () => {
    await send([1]);
    assert.deepEqual(why(await came([1, 2, 999])), { 2: "unannounced", 999: "unknown" });
    assert.equal((await lying(there)).tokens.length, 1);
    assert.deepEqual((await takeOver([2])).done, [2]);
    for (const client of [here, there]) {
      const box = (await transfers(client)).find(({ isTakenOver }) => isTakenOver);
      assert.deepEqual([box?.from.place, box?.to.place, box?.came], [WARD, NEIGHBOUR, [2]]);
    }
    // One that is on its way to a third place goes there no more; one that was sent here has simply come.
    await send([3], FAR);
    await send([4]);
    assert.deepEqual((await takeOver([3, 4, 1])).done, [3, 4]);
    const boxes = await transfers();
    assert.deepEqual(boxes.find(({ to }) => to.place === FAR)?.elsewhere, [3]);
    assert.equal(boxes.filter(({ isTakenOver }) => isTakenOver).length, 2);
    // What somebody wears is nobody's to take over.
    const person = await harness.addPerson(WARD);
    assert.equal((await asked(here, "POST", "/api/tokens/5/wearers", { person })).status, 201);
    assert.deepEqual(why(await takeOver([5])), { 5: "state" });
  });

  it("is taken back until something of it was acknowledged, by its sender alone", async () => {
    await send([1, 2]);
    const { id } = (await transfers())[0]!;
    assert.equal(await back(id, there), 404);
    assert.equal(await back(id), 200);
    assert.equal(await back(id), 404);
    assert.equal((await transfers())[0]!.isTakenBack, true);
    assert.deepEqual(why(await came([1])), { 1: "unannounced" });
    await send([1, 2]);
    const again = (await transfers()).find(({ onItsWay }) => onItsWay.length === 2)!.id;
    await came([1]);
    assert.equal(await back(again), 409);
    assert.deepEqual((await transfers())[0]!.onItsWay, [2]);
  });

  it("lets nothing else be done with a token on its way, nor undone what was done before", async () => {
    await deed("to-refurbish", [1]);
    await send([1, 2]);
    for (const what of ["lost", "dead", "to-refurbish"])
      assert.deepEqual(why(await deed(what, [1, 2])), { 1: "on-its-way", 2: "on-its-way" }, what);
    assert.deepEqual(why(await send([1])), { 1: "on-its-way" });
    assert.equal((await asked(here, "DELETE", "/api/stock/1/deeds")).status, 404);
    await came([1]);
    // Nor by the receiver, who did not do it; what the sender wrote of it is the sender's.
    assert.equal((await asked(there, "DELETE", "/api/stock/1/deeds")).status, 404);
    const { said } = await asked<{ deeds: unknown[] }>(there, "GET", "/api/stock/1");
    assert.deepEqual(said.deeds, []);
  });

  it("sends only what lies in the own stock in a state that can be sent, to a place that there is", async () => {
    for (const [i, state] of STOCK_STATES.entries())
      await harness.database.query("UPDATE stock.token SET state = $2 WHERE serial = $1", [i + 1, state]);
    const serials = STOCK_STATES.map((_, i) => i + 1);
    const { done } = await send(serials);
    assert.deepEqual(
      done.map((serial) => STOCK_STATES[serial - 1]),
      STOCK_STATES.filter((state) => SENT_FROM.includes(state)),
    );
    for (const to of [WARD, "nowhere"])
      assert.equal(
        (await asked(here, "POST", "/api/transfers", { place: WARD, to, serials: [8] })).status,
        422,
      );
    const other = { place: NEIGHBOUR, to: WARD, serials: [8] };
    assert.equal((await asked(here, "POST", "/api/transfers", other)).status, 404);
    assert.deepEqual(why(await send([8], WARD, NEIGHBOUR, there)), { 8: "elsewhere" });
    const tooMany = [...Array(501).keys()].map((i) => i + 1);
    assert.equal(
      (await asked(here, "POST", "/api/transfers", { place: WARD, to: NEIGHBOUR, serials: tooMany })).status,
      422,
    );
  });

  it("keeps each token in exactly one stock, whatever is sent, acknowledged, taken back and taken over", async function () {
    this.timeout(240_000);
    // A linear congruential generator: the same moves on every run.
    let seed = 20_261_130;
    const drawn = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((seed / 2_147_483_648) * below);
    };
    const some = () => ALL.filter(() => drawn(3) === 0).concat(1 + drawn(TOKENS));
    const sides = [
      { place: WARD, to: NEIGHBOUR, client: here },
      { place: NEIGHBOUR, to: WARD, client: there },
    ] as const;
    const at = new Map<number, { place: string; box: string | undefined }>(
      ALL.map((serial) => [serial, { place: WARD, box: undefined }]),
    );
    const goingTo = new Map<string, string>();
    const begun = new Set<string>();
    for (let i = 0; i < 60; i++) {
      const { place, to, client } = sides[drawn(2)]!;
      const serials = [...new Set(some())];
      const what = drawn(4);
      if (what === 0) {
        const wanted = serials.filter((serial) => at.get(serial)!.place === place && !at.get(serial)!.box);
        assert.deepEqual((await send(serials, to, place, client)).done, wanted);
        if (wanted.length === 0) continue;
        const box = (await transfers(client)).find(({ onItsWay }) => onItsWay.includes(wanted[0]!))!;
        goingTo.set(box.id, to);
        for (const serial of wanted) at.get(serial)!.box = box.id;
      } else if (what === 1) {
        const wanted = serials.filter((serial) => goingTo.get(at.get(serial)!.box ?? "") === place);
        assert.deepEqual((await came(serials, place, client)).done, wanted);
        for (const serial of wanted) {
          begun.add(at.get(serial)!.box!);
          at.set(serial, { place, box: undefined });
        }
      } else if (what === 2) {
        const open = [...goingTo].find(
          ([id, there]) => there === to && ALL.some((serial) => at.get(serial)!.box === id),
        );
        const id = open?.[0] ?? randomUUID();
        assert.equal(await back(id, client), open ? (begun.has(id) ? 409 : 200) : 404);
        if (open && !begun.has(id))
          for (const serial of ALL) if (at.get(serial)!.box === id) at.get(serial)!.box = undefined;
      } else {
        const wanted = serials.filter((serial) => at.get(serial)!.place !== place || at.get(serial)!.box);
        assert.deepEqual((await takeOver(serials, place, client)).done, wanted);
        for (const serial of wanted) {
          const { box } = at.get(serial)!;
          if (box && goingTo.get(box) === place) begun.add(box);
          at.set(serial, { place, box: undefined });
        }
      }
      const rows = await harness.database.query<{ serial: number; place: string; box: string | null }>(
        "SELECT serial, place, transfer AS box FROM stock.token ORDER BY serial",
      );
      const told = ALL.map((serial) => ({ serial, ...at.get(serial)!, box: at.get(serial)!.box ?? null }));
      assert.deepEqual(rows, told);
    }
  });

  it("names places to send to, and tells nobody else of boxes", async () => {
    const { said } = await asked<{ places: { place: string }[] }>(
      here,
      "GET",
      `/api/places?text=${NEIGHBOUR}`,
    );
    assert.deepEqual(Object.keys(said.places[0]!).sort(), ["name", "place", "within"]);
    await send([1], FAR);
    assert.deepEqual(await transfers(there), []);
  });

  it("forgets what came when somebody got it, with them", async () => {
    await takeOver([1]);
    const person = await harness.addPerson(NEIGHBOUR);
    await asked(there, "POST", "/api/tokens/1/wearers", { person });
    assert.equal((await asked(there, "DELETE", `/api/persons/${person}`)).status, 200);
    assert.deepEqual(await harness.database.query("SELECT 1 FROM stock.transfer_token WHERE serial = 1"), []);
  });
});
