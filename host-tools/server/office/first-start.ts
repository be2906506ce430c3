/** What an empty office needs before anybody can sign in: units, and one administrator. */
import { randomUUID } from "node:crypto";
import { accountByLogin, listAccounts } from "../staff/account-store.ts";
import { hashed } from "../staff/passwords.ts";
import { firstPassword } from "../staff/sign-in.ts";
import type { Unit } from "../units/unit.ts";
import { Places } from "../units/unit.ts";
import type { Office } from "./office.ts";

const BY_THE_SERVER = { actor: "server", outcome: "done" } as const;

/** Adds or changes units. Throws for the first one that does not fit; then none is added. */
export async function putUnits(office: Office, units: readonly Unit[]): Promise<void> {
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

export async function hasAccounts(office: Office): Promise<boolean> {
  return (await listAccounts(office.queries)).length > 0;
}

/**
 * `tell` gets the password for the first sign-in before the account is there: cut short in between, the same can be done
 * again. Throws when the login is taken or the unit unknown.
 */
export async function addAdministrator(
  office: Office,
  login: string,
  unit: string,
  tell: (password: string) => void,
): Promise<void> {
  if (!office.places.unit(unit)) throw new Error(`There is no unit ${unit}.`);
  if (await accountByLogin(office.queries, login)) throw new Error(`There is an account ${login} already.`);
  const id = randomUUID();
  const password = firstPassword();
  tell(password);
  await office.commit({ ...BY_THE_SERVER, action: "staff.change", subject: id }, [
    {
      kind: "account",
      account: { id, login, name: login, role: "province-administrator", place: unit, enabled: true },
    },
    { kind: "password", id, hash: await hashed(password), mustChange: true },
  ]);
}
