/** What an empty office needs before anybody can sign in: units, and two administrators. */
import { randomUUID } from "node:crypto";
import type { Account } from "../../contract/sessions.ts";
import type { Unit } from "../../contract/units.ts";
import { Places } from "../units/unit.ts";
import { accountByLogin, listAccounts } from "./account-store.ts";
import { activeAdministrators, LEAST_ADMINISTRATORS } from "./administrators.ts";
import { hashed } from "./passwords.ts";
import { toldOnce } from "./sign-in.ts";
import type { StaffChange, StaffOffice } from "./staff-change.ts";

const BY_THE_SERVER = { actor: "server", outcome: "done" } as const;

/** Adds or changes units. Throws for the first one that does not fit; then none is added. */
export async function putUnits(office: StaffOffice, units: readonly Unit[]): Promise<void> {
  const after = new Places();
  for (const unit of [...office.places.allUnits(), ...units]) after.putUnit(unit);
  for (const unit of units) {
    const objection = office.places.organisation(unit.id) ? "id of an organisation" : after.objection(unit);
    if (objection) throw new Error(`Unit ${unit.id}: ${objection}.`);
  }
  for (const unit of units)
    await office.commit({ ...BY_THE_SERVER, action: "unit.change", subject: unit.id }, [
      { kind: "unit", unit },
    ]);
}

export async function hasAccounts(office: StaffOffice): Promise<boolean> {
  return (await listAccounts(office.queries)).length > 0;
}

/**
 * `tell` gets each one's password for the first sign-in before any account is there: cut short in between, the same can
 * be done again. Nobody has to accept them: who owns the machine makes them. Throws when a login is taken, the unit is
 * unknown, or fewer than two administrators would be there.
 */
export async function addAdministrators(
  office: StaffOffice,
  logins: readonly string[],
  unit: string,
  tell: (login: string, password: string) => void,
): Promise<void> {
  if (!office.places.unit(unit)) throw new Error(`There is no unit ${unit}.`);
  for (const login of logins)
    if (await accountByLogin(office.queries, login)) throw new Error(`There is an account ${login} already.`);
  const there = await activeAdministrators(office.queries);
  if (there + logins.length < LEAST_ADMINISTRATORS)
    throw new Error("A server has two administrators at least: name another one, --administrator A,B.");
  const passwords = logins.map(() => toldOnce());
  for (const [i, login] of logins.entries()) tell(login, passwords[i]!);
  for (const [i, login] of logins.entries()) {
    const { id, changes } = await newAdministrator({ login, name: login }, unit, passwords[i]!);
    await office.commit({ ...BY_THE_SERVER, action: "staff.change", subject: id }, changes);
  }
}

/** An administrator whom nobody has to accept, with a password for the first sign-in. */
export async function newAdministrator(
  who: Pick<Account, "login" | "name">,
  place: string,
  password: string,
): Promise<{ readonly id: string; readonly changes: readonly StaffChange[] }> {
  const id = randomUUID();
  const account: Account = { id, ...who, role: "province-administrator", place, enabled: true };
  const hash = await hashed(password);
  return {
    id,
    changes: [
      { kind: "account", account },
      { kind: "password", id, hash, mustChange: true },
    ],
  };
}
