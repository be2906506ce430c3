import assert from "node:assert/strict";
import type { Unit } from "../../../host-tools/contract/units.ts";
import { REFORM, SAMPLE_UNITS } from "../../../host-tools/server/units/sample-units.ts";
import { Places } from "../../../host-tools/server/units/unit.ts";

function sample(): Places {
  const places = new Places();
  for (const unit of SAMPLE_UNITS) places.putUnit(unit);
  return places;
}

describe("units", () => {
  it("had three tiers until 30 June 2025 and have two since", () => {
    const places = sample();
    const tiers = (date: string) => new Set(places.unitsOn(date).map(({ tier }) => tier));
    assert.deepEqual(tiers("2025-06-30"), new Set(["country", "province", "district", "commune"]));
    assert.deepEqual(tiers(REFORM), new Set(["country", "province", "commune"]));
    assert.deepEqual(
      places.unitsOn("2025-06-30", "vn").map(({ name }) => name),
      ["Thành phố Hải Phòng", "Tỉnh Quảng Ninh", "Tỉnh Hải Dương"],
    );
    assert.deepEqual(
      places.unitsOn(REFORM, "31").map(({ name }) => name),
      ["Phường Thành Đông", "Phường Hải Dương", "Phường Lê Thanh Nghị", "Phường Tân Hưng"],
    );
  });

  it("keep what was: a ward of the old city belongs to its old province and to those that took over", () => {
    const places = sample();
    const above = places.above("10516"); // Quang Trung, now part of Phường Hải Dương
    for (const id of ["10516", "288", "30", "10525-2025", "31", "vn"]) assert.ok(above.has(id), id);
    assert.ok(!above.has("22") && !above.has("10507-2025"));
    // One code, two units: Trần Hưng Đạo until the reform, Phường Hải Dương since.
    assert.equal(places.unit("10525")!.code, places.unit("10525-2025")!.code);
    assert.notEqual(places.unit("10525")!.name, places.unit("10525-2025")!.name);
  });

  it("that were divided belong to all their successors", () => {
    const places = sample();
    assert.ok(places.isWithin("10528", "10532-2025") && places.isWithin("10528", "10537-2025"));
    assert.ok(!places.isWithin("10532-2025", "10528"), "not the other way round");
  });

  it("may be of any depth, with organisations in them", () => {
    const places = sample();
    let parent = "10525-2025";
    for (let depth = 0; depth < 50; depth++) {
      places.putUnit({ id: `h${depth}`, code: "h", name: `Thôn ${depth}`, tier: "hamlet", parent });
      parent = `h${depth}`;
    }
    places.putOrganisation({ id: "school", name: "Trường", kind: "school", unit: parent });
    assert.ok(
      places.isWithin("school", "31") && places.isWithin("school", "h0") && !places.isWithin("school", "22"),
    );
  });

  it("are helped by the nearest above that says who helps", () => {
    const places = sample();
    places.putOrganisation({ id: "school", name: "Trường", kind: "school", unit: "10525-2025" });
    assert.equal(places.supportOf("school"), undefined);
    const province = { phone: "0220 3 891 234", hours: "7:00–17:00" };
    places.putUnit({ ...places.unit("31")!, support: province });
    assert.deepEqual(places.supportOf("school"), province);
    const ward = { phone: "1900 9095", hours: "cả ngày" };
    places.putUnit({ ...places.unit("10525-2025")!, support: ward });
    assert.deepEqual(places.supportOf("school"), ward);
    assert.deepEqual(places.supportOf("10507-2025"), province);
  });

  it("are refused with an unknown parent or successor, dates the wrong way round, or a loop", () => {
    const places = sample();
    const unit: Unit = { id: "new", code: "1", name: "Xã", tier: "commune", parent: "31" };
    assert.equal(places.objection(unit), undefined);
    assert.equal(places.objection({ ...unit, parent: "none" }), "parent");
    assert.equal(places.objection({ ...unit, successors: ["none"] }), "successors");
    assert.equal(places.objection({ ...unit, from: "2026-01-02", to: "2026-01-01" }), "dates");
    assert.equal(places.objection({ ...places.unit("31")!, parent: "10525-2025" }), "loop");
    assert.equal(places.objection({ ...places.unit("10525-2025")!, successors: ["10516"] }), "loop");
  });
});
