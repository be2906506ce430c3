/** A list of people from a spreadsheet, as the server takes it: roles and places by the names that people give them. */
import type { AccessList } from "../../../contract/access.ts";
import { folded } from "../../../contract/names.ts";
import type { Role } from "../../../contract/vocabulary.ts";
import { pastedRows } from "./delimited.ts";
import { type KnownPlaces, placesNamed } from "./places.ts";

interface SheetRow {
  readonly name: string;
  readonly role: string;
  readonly place: string;
  readonly login: string;
}

export const MOST_SHEET_ROWS = 100;

const FIELDS = ["name", "role", "place", "login"] as const;
type Field = (typeof FIELDS)[number];

/** What columns are called, without marks. */
const HEADINGS: Readonly<Record<Field, readonly string[]>> = {
  name: ["ho ten", "ho va ten", "ten", "name", "full name"],
  role: ["vai tro", "chuc danh", "role"],
  place: ["noi lam viec", "noi", "don vi", "to chuc", "place", "unit", "organisation"],
  login: ["ten dang nhap", "dang nhap", "tai khoan", "login", "user", "username"],
};

/** What people call a role besides its names, without marks. */
const ALSO: Readonly<Partial<Record<Role, readonly string[]>>> = {
  station: ["y ta", "y si", "bac si", "dieu duong", "tram", "tram y te", "can bo tram", "nurse", "station"],
  guard: ["bao ve", "bao ve cong", "guard"],
  manager: ["quan ly", "quan ly to chuc", "manager"],
  investigator: ["truy vet", "can bo truy vet", "investigator"],
  caller: ["nguoi goi", "goi dien", "caller"],
  bench: ["ban nap", "nap the", "bench"],
  "unit-administrator": ["quan tri", "quan tri don vi", "quan tri xa", "unit administrator"],
  "province-administrator": ["quan tri tinh", "province administrator"],
  auditor: ["kiem tra", "kiem tra vien", "auditor"],
};

/** The rows of a list, with or without headings. */
export function sheetRows(text: string): SheetRow[] {
  const rows = pastedRows(text);
  const order = orderOf(rows[0] ?? []);
  const body = order ? rows.slice(1) : rows;
  const at = order ?? FIELDS;
  return body.map((cells) => {
    const cellOf = (field: Field) => cells[at.indexOf(field)] ?? "";
    return { name: cellOf("name"), role: cellOf("role"), place: cellOf("place"), login: cellOf("login") };
  });
}

/** Which column holds what, where the first row says so. */
function orderOf(first: readonly string[]): readonly (Field | undefined)[] | undefined {
  const order = first.map((cell) => FIELDS.find((field) => HEADINGS[field].includes(folded(cell))));
  return order.includes("name") && order.filter((one) => one !== undefined).length >= 2 ? order : undefined;
}

/** The role that a cell names, or the cell. */
function roleNamed(cell: string, { roles }: AccessList): string {
  const name = folded(cell);
  const found = roles.find(
    ({ role, vi, en }) => [role, vi, en].some((one) => folded(one) === name) || ALSO[role]?.includes(name),
  );
  return found?.role ?? cell;
}

export interface ReadRow {
  readonly row: SheetRow;
  /** As it is sent. */
  readonly sent: {
    readonly login?: string;
    readonly name: string;
    readonly role: string;
    readonly place: string;
  };
  /** So many places have the name that is given. */
  readonly samePlaces: number;
}

/** `elsewhere`: the place of rows that name none. */
export function readRow(row: SheetRow, access: AccessList, places: KnownPlaces, elsewhere: string): ReadRow {
  const named = row.place === "" ? [] : placesNamed(row.place, places);
  const place = row.place === "" ? elsewhere : named.length === 1 ? named[0]!.id : row.place;
  const login = row.login.trim().toLowerCase();
  const sent = { name: row.name, role: roleNamed(row.role, access), place };
  return {
    row,
    sent: login === "" ? sent : Object.assign({ login }, sent),
    samePlaces: named.length,
  };
}
