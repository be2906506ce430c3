import assert from "node:assert/strict";
import type { Unit } from "../../../host-tools/contract/units.ts";
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
});
