/** A sheet of accounts, judged row by row before anything is written. */
import * as v from "valibot";
import { proposedLogin } from "../../contract/logins.ts";
import { login as loginSchema, text } from "../../contract/pieces.ts";
import type { CheckedSheet, RowFault } from "../../contract/staff.ts";
import { ROLES, type Role } from "../../contract/vocabulary.ts";
import type { Place, Places } from "../units/unit.ts";
import { ROLE_TEXTS } from "./roles.ts";

interface TypedRow {
  readonly login?: string | undefined;
  readonly name: string;
  readonly role: string;
  readonly place: string;
}

interface By {
  /** Of who brings the sheet. */
  readonly role: Role;
  readonly place: Place;
  readonly places: Places;
  /** Logins that there are. */
  readonly taken: ReadonlySet<string>;
}

type CheckedRow = CheckedSheet["rows"][number];
type Fault = CheckedRow["faults"][number];

const nameSchema = text(120);
const fits = (schema: v.GenericSchema, value: string) => v.safeParse(schema, value).success;

/** Each row with what is wrong in it; one without a login gets one that nobody has, here and there. */
export function checkSheet(rows: readonly TypedRow[], by: By): CheckedRow[] {
  const given = new Map<string, number>();
  for (const { login } of rows) if (login) given.set(login, (given.get(login) ?? 0) + 1);
  const used = new Set([...by.taken, ...given.keys()]);
  return rows.map((row) => {
    const login = row.login || proposedLogin(row.name, (one) => used.has(one));
    if (login !== undefined) used.add(login);
    const faults = [
      ...faultOf("login", loginFault(row.login, given, by)),
      ...faultOf("name", nameFault(row.name)),
      ...faultOf("role", roleFault(row.role, by)),
      ...faultOf("place", placeFault(row, by)),
    ];
    const isMine = by.places.has(row.place) && by.places.isWithin(row.place, by.place);
    return { ...(login === undefined ? {} : { login }), ...(isMine ? { place: row.place } : {}), faults };
  });
}

function faultOf(field: Fault["field"], fault: RowFault | undefined): Fault[] {
  return fault === undefined ? [] : [{ field, fault }];
}

function loginFault(
  login: string | undefined,
  given: ReadonlyMap<string, number>,
  { taken }: By,
): RowFault | undefined {
  if (!login) return undefined;
  if (!fits(loginSchema, login)) return "bad-login";
  if (taken.has(login)) return "taken";
  return given.get(login)! > 1 ? "twice" : undefined;
}

function nameFault(name: string): RowFault | undefined {
  if (name.trim() === "") return "missing";
  return fits(nameSchema, name) && proposedLogin(name, () => false) !== undefined ? undefined : "bad-name";
}

function roleFault(role: string, by: By): RowFault | undefined {
  if (role === "") return "missing";
  if (!ROLES.some((one) => one === role)) return "unknown";
  return ROLE_TEXTS[by.role].grants.some((one) => one === role) ? undefined : "not-granted";
}

function placeFault({ role, place }: TypedRow, { place: home, places }: By): RowFault | undefined {
  if (place === "") return "missing";
  if (!places.has(place)) return "unknown";
  if (!places.isWithin(place, home)) return "not-yours";
  const wanted = ROLES.find((one) => one === role);
  const isUnit = places.unit(place) !== undefined;
  return wanted && isUnit !== (ROLE_TEXTS[wanted].placedIn === "unit") ? "wrong-place" : undefined;
}
