import assert from "node:assert/strict";
import type { ProblemAnswer } from "../../../host-tools/contract/problem.ts";
import type { PlannedUnits, Unit } from "../../../host-tools/contract/units.ts";
import { becoming } from "../../support/change.ts";
import {
  type Client,
  FACTORY,
  FAR,
  FAR_SCHOOL,
  type Harness,
  NEIGHBOUR,
  openHarness,
  WARD,
} from "../../support/harness.ts";
import { describeOnDatabases } from "../../support/shared-database.ts";

describeOnDatabases("units over the doors", () => {
  let harness: Harness;
  let admin: Client;

  beforeEach(async function () {
    this.timeout(120_000);
    harness = await openHarness();
    admin = await harness.as("province-administrator");
  });

  const hamlet = (change: Partial<Unit> = {}): Unit => ({
    id: "thon-1",
    code: "1",
    name: "Thôn Một",
    tier: "hamlet",
    parent: WARD,
    ...change,
  });
  const put = (unit: Unit) => {
    const seen = harness.office.places.unit(unit.id) ?? {};
    return admin.ask("PUT", `/api/units/${unit.id}`, becoming(seen, unit));
  };
  async function isRefused(unit: Unit, status: number, reason: string, field: string) {
    const answer = await put(unit);
    const { error } = (await answer.json()) as { error: { reason: string; field: string } };
    assert.deepEqual([answer.status, error.reason, error.field], [status, reason, field]);
  }

  it("are added at any depth, moved and merged within the own province", async () => {
    assert.equal((await put(hamlet())).status, 200);
    assert.equal((await put(hamlet({ id: "to-1", parent: "thon-1" }))).status, 200);
    assert.equal((await put(hamlet({ parent: NEIGHBOUR }))).status, 200);
    assert.ok(harness.office.places.isWithin("to-1", NEIGHBOUR));
    assert.equal((await put(hamlet({ to: "2026-12-31", successors: [WARD] }))).status, 200);
    assert.ok(harness.office.places.isWithin("to-1", WARD), "people of a merged hamlet go with it");
  });

  it("say who helps: told to the staff of all that lies below, changed and taken away like every field", async () => {
    const support = { phone: "0220 3 891 234", hours: "7:00–17:00" };
    const told = async () => {
      const answer = await (await harness.as("station")).ask("GET", "/api/session");
      return ((await answer.json()) as { support?: object }).support;
    };
    assert.equal(await told(), undefined);
    const province = harness.office.places.unit("31")!;
    assert.equal((await put({ ...province, support })).status, 200);
    assert.deepEqual(await told(), support);
    await isRefused(
      { ...province, support: { ...support, phone: "hỏi Lan" } },
      422,
      "input",
      "support.phone",
    );
    assert.equal((await put(province)).status, 200);
    assert.equal(await told(), undefined);
  });

  it("are neither given to another province nor cut off from the own one", async () => {
    assert.equal((await put(hamlet())).status, 200);
    await isRefused(hamlet({ parent: FAR }), 422, "input", "parent");
    await isRefused(hamlet({ successors: [FAR] }), 422, "input", "successors");
    const { parent: _, ...orphan } = hamlet();
    await isRefused(orphan, 422, "input", "parent");
    const { parent: __, ...own } = harness.office.places.unit("31")!;
    await isRefused(own, 422, "input", "parent");
    assert.deepEqual(harness.office.places.unit("thon-1"), hamlet());
    assert.ok(harness.office.places.isWithin("31", "vn"));
  });

  it("take no organisation's name: whoever belongs to it would belong to them", async () => {
    const pupil = await harness.addPerson(FAR, FAR_SCHOOL);
    await isRefused(hamlet({ id: FAR_SCHOOL }), 409, "taken", "id");
    await isRefused(hamlet({ id: FACTORY }), 409, "taken", "id");
    const station = await harness.as("station");
    assert.equal((await station.ask("GET", `/api/persons/${pupil}`)).status, 404);
    const organisation = { seen: {}, name: "Trường", kind: "school", unit: WARD };
    assert.equal((await admin.ask("PUT", `/api/organisations/${WARD}`, organisation)).status, 409);
  });

  const remove = async (path: string) => {
    const answer = await admin.ask("DELETE", path);
    const { error } = (await answer.json()) as { error?: { reason: string; field: string } };
    return answer.ok ? "gone" : `${error!.reason} ${error!.field}`;
  };
  const organise = async (id: string, more: object = {}) => {
    const seen = harness.office.places.organisation(id) ?? {};
    const wanted = { name: id, kind: "enterprise", unit: WARD, ...more };
    const answer = await admin.ask("PUT", `/api/organisations/${id}`, becoming(seen, { id, ...wanted }));
    const { error } = (await answer.json()) as { error?: { field: string } };
    return answer.ok ? "done" : error!.field;
  };

  it("made by mistake are taken away while nothing stands on them, and are not while something does", async () => {
    await put(hamlet());
    assert.equal(await remove("/api/units/thon-1"), "gone");
    assert.equal(harness.office.places.unit("thon-1"), undefined);
    assert.equal(await remove("/api/units/thon-1"), "not-found path");
    await put(hamlet());
    const stands: readonly (readonly [string, () => Promise<unknown>])[] = [
      ["units", () => put(hamlet({ id: "to-1", parent: "thon-1" }))],
      ["organisations", () => organise("cho-1", { unit: "thon-1" })],
      ["accounts", () => harness.addAccount("station", "thon-1", "somebody.here")],
      ["computers", () => harness.computerOf("thon-1")],
      ["persons", () => harness.addPerson("thon-1")],
    ];
    for (const [what, stand] of [...stands].reverse()) {
      await stand();
      assert.equal(await remove("/api/units/thon-1"), `not-empty ${what}`);
    }
    assert.equal(
      (await harness.database.query("SELECT 1 FROM office.unit WHERE id = 'thon-1'")).length,
      1,
      "it is still there",
    );
    assert.equal(await organise("cho-2"), "done");
    assert.equal(await remove("/api/organisations/cho-2"), "gone");
    assert.equal(await remove(`/api/organisations/${FACTORY}`), "not-empty accounts");
  });

  it("of every kind stand under one another, in no circle, and nobody sees anybody by it", async () => {
    for (const [id, kind, under] of [
      ["ban-quan-ly", "park-board", []],
      ["khu-1", "park", ["ban-quan-ly"]],
      ["lien-doan", "union", []],
      [FACTORY, "enterprise", ["khu-1", "lien-doan"]],
      ["phan-xuong-1", "workshop", [FACTORY]],
    ] as const)
      assert.equal(await organise(id, { kind, ...(under.length > 0 ? { under } : {}) }), "done", id);
    assert.deepEqual(harness.office.places.organisation(FACTORY)!.under, ["khu-1", "lien-doan"]);
    assert.equal(await organise("ban-quan-ly", { kind: "park-board", under: ["phan-xuong-1"] }), "under");
    assert.equal(await organise("khu-1", { kind: "park", under: ["khu-1"] }), "under");
    assert.equal(await organise("khu-1", { kind: "park", under: [WARD] }), "under");
    await harness.addAccount("manager", "ban-quan-ly", "board.manager");
    const worker = await harness.addPerson(WARD, FACTORY);
    const board = await harness.enter("board.manager");
    assert.equal((await board.ask("GET", `/api/persons/${worker}`)).status, 404);
    const { persons } = (await (await board.ask("GET", "/api/persons?text=dao")).json()) as {
      persons: unknown[];
    };
    assert.deepEqual(persons, []);
    assert.equal(await remove("/api/organisations/khu-1"), "not-empty organisations");
  });

  it("of a province come from its list: looked at first, taken over whole, and the same again changes nothing", async () => {
    const row = (code: string, name: string, more: object = {}) => ({ code, name, tier: "commune", ...more });
    const rows = [
      row("11470", "Phường Thủy Nguyên", { from: "2025-07-01" }),
      row("11473", "Xã Dương Quan", { to: "2025-06-30", into: ["11470"] }),
      row("10525", "Phường Hải Dương", { from: "2025-07-01" }),
    ];
    const ask = async (path: string, rows: readonly object[]) => {
      const answer = await admin.ask("POST", path, { parent: "31", rows });
      const told = (await answer.json()) as PlannedUnits & ProblemAnswer;
      return answer.ok ? told.rows.map(({ what }) => what) : told.error;
    };
    const before = harness.office.places.allUnits().length;
    assert.deepEqual(await ask("/api/units/checks", rows), ["new", "new", "same"]);
    assert.equal(harness.office.places.allUnits().length, before);
    assert.deepEqual(await ask("/api/units/lists", rows), ["new", "new", "same"]);
    assert.deepEqual(harness.office.places.unit("11473")!.successors, ["11470"]);
    assert.ok(harness.office.places.isWithin("11473", "11470"), "people of what was merged go with it");
    assert.deepEqual(await ask("/api/units/lists", rows), ["same", "same", "same"]);
    const wrong = [
      row("11470", "Phường Khác"),
      row("9", "Xã Chín", { into: ["nowhere"], to: "2026-01-01" }),
      row("8", "Xã Tám", { from: "2026-02-31" }),
      row("", "", {}),
      row("7", "Xã Bảy", { from: "2026-01-02", to: "2026-01-01" }),
    ];
    const refused = (await ask("/api/units/lists", wrong)) as ProblemAnswer["error"];
    assert.equal(refused.reason, "rows");
    assert.deepEqual(
      refused.rows!.map(({ row, field, fault }) => `${row} ${field} ${fault}`),
      ["0 name other-name", "1 into unknown", "2 from bad", "3 code missing", "3 name missing", "4 to dates"],
    );
    assert.equal(harness.office.places.allUnits().length, before + 2);
    const { n } = (
      await harness.database.query<{ n: number }>(
        "SELECT count(*)::int4 AS n FROM audit.entry WHERE action = 'unit.change' AND subject IN ('11470', '11473')",
      )
    )[0]!;
    assert.equal(n, 2);
  });
});
