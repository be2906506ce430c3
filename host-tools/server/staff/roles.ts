/** Where each role is placed, and which role may give which. */
import { ROLES, type Role } from "../../contract/vocabulary.ts";

interface RoleText {
  readonly vi: string;
  readonly en: string;
  /** A unit, an organisation in a unit, or the whole server's records. */
  readonly placedIn: "unit" | "organisation";
  /** Roles that it may give to others. */
  readonly grants: readonly Role[];
}

const LOCAL: readonly Role[] = ["station", "guard", "manager"];

/** Whose people share the computer of a gate, each with a PIN. */
export const GATE_ROLE: Role = "guard";

export const ROLE_TEXTS: Readonly<Record<Role, RoleText>> = {
  station: { vi: "Cán bộ trạm y tế", en: "Health station", placedIn: "unit", grants: [] },
  guard: { vi: "Bảo vệ cổng", en: "Guard at a gate", placedIn: "organisation", grants: [] },
  manager: { vi: "Quản lý tổ chức", en: "Organisation manager", placedIn: "organisation", grants: [] },
  investigator: { vi: "Cán bộ truy vết", en: "Case investigator", placedIn: "unit", grants: [] },
  caller: { vi: "Người gọi", en: "Caller", placedIn: "unit", grants: [] },
  bench: { vi: "Bàn nạp thẻ", en: "Bench", placedIn: "unit", grants: [] },
  "unit-administrator": {
    vi: "Quản trị đơn vị",
    en: "Unit administrator",
    placedIn: "unit",
    grants: LOCAL,
  },
  "province-administrator": {
    vi: "Quản trị tỉnh",
    en: "Province administrator",
    placedIn: "unit",
    grants: ROLES,
  },
  auditor: { vi: "Kiểm tra viên", en: "Auditor", placedIn: "unit", grants: [] },
};
