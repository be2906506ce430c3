/** The pages that there are, and for whom each is. */
import type { Role } from "../../contract/vocabulary.ts";
import type { Both } from "./language.ts";

interface Way {
  readonly address: string;
  readonly name: Both<string>;
  readonly forWhom: Both<string>;
  readonly roles: readonly Role[];
}

export const STATION_WAY: Way = {
  address: "/station/",
  name: { vi: "Trạm thẻ Bluezone", en: "Bluezone token station" },
  forWhom: {
    vi: "Trạm y tế, trường học, phân xưởng: đồng bộ, cấp, thu và thay thẻ.",
    en: "Health stations, schools, workshops: sync, hand out, take back and replace tokens.",
  },
  roles: ["station"],
};

export const DESK_WAY: Way = {
  address: "/desk/",
  name: { vi: "Truy vết ca bệnh", en: "Case desk" },
  forWhom: {
    vi: "Cán bộ truy vết và người duyệt: mở ca bệnh, gọi người tiếp xúc.",
    en: "Investigators and those who approve: open cases, call contacts.",
  },
  roles: ["investigator", "caller", "province-administrator"],
};

export const QUANLY_WAY: Way = {
  address: "/quanly/",
  name: { vi: "Quản lý thẻ Bluezone", en: "Administration" },
  forWhom: {
    vi: "Quản trị tỉnh, quản trị đơn vị, quản lý tổ chức, kiểm tra viên: tài khoản, đơn vị, tổ chức, nhật ký.",
    en: "Province and unit administrators, organisation managers, auditors: accounts, units, organisations, the audit log.",
  },
  roles: ["province-administrator", "unit-administrator", "manager", "auditor"],
};

export const WAYS: readonly Way[] = [STATION_WAY, DESK_WAY, QUANLY_WAY];
