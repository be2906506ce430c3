import assert from "node:assert/strict";
import { PROVINCES } from "../../host-tools/pages/quanly/setup/provinces.ts";
import { SAMPLE_UNITS } from "../../host-tools/server/units/sample-units.ts";

/** Typed off the sources that provinces.ts names; Đồng Nai is among the cities since 30 April 2026. */
const CITIES = "01 Hà Nội, 31 Hải Phòng, 46 Huế, 48 Đà Nẵng, 75 Đồng Nai, 79 Hồ Chí Minh, 92 Cần Thơ";
const OTHERS =
  "04 Cao Bằng, 08 Tuyên Quang, 11 Điện Biên, 12 Lai Châu, 14 Sơn La, 15 Lào Cai, 19 Thái Nguyên, 20 Lạng Sơn, 22 Quảng Ninh, " +
  "24 Bắc Ninh, 25 Phú Thọ, 33 Hưng Yên, 37 Ninh Bình, 38 Thanh Hóa, 40 Nghệ An, 42 Hà Tĩnh, 44 Quảng Trị, 51 Quảng Ngãi, " +
  "52 Gia Lai, 56 Khánh Hòa, 66 Đắk Lắk, 68 Lâm Đồng, 80 Tây Ninh, 82 Đồng Tháp, 86 Vĩnh Long, 91 An Giang, 96 Cà Mau";

const listed = (list: string, kind: string) =>
  list.split(", ").map((entry) => [entry.slice(0, 2), `${kind} ${entry.slice(3)}`] as const);

describe("provinces that a server can be set up for", () => {
  it("are the seven cities and twenty-seven provinces of the decision, by its codes", () => {
    const expected = [...listed(CITIES, "Thành phố"), ...listed(OTHERS, "Tỉnh")].sort();
    assert.equal(expected.length, 34);
    assert.deepEqual(PROVINCES, expected);
  });

  it("have the names under which trials know them", () => {
    const names = new Map(PROVINCES);
    const now = SAMPLE_UNITS.filter(({ tier, to }) => tier === "province" && to === undefined);
    assert.deepEqual(
      now.map(({ code, name }) => [code, name]),
      now.map(({ code }) => [code, names.get(code)]),
    );
    assert.equal(now.length, 2);
  });
});
