/** A province's list of units, planned row by row against those that there are: what is new, changed, the same, or wrong. */
import * as v from "valibot";
import { date, text } from "../../contract/pieces.ts";
import { likenessOf, tidyText } from "../../contract/texts.ts";
import type { PlannedUnits, Unit, UnitRowFault } from "../../contract/units.ts";
import { TIERS } from "../../contract/vocabulary.ts";
import { type Place, Places } from "./unit.ts";

interface TypedUnit {
  readonly code: string;
  readonly name: string;
  readonly tier: string;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly into?: readonly string[] | undefined;
}

type Plan = PlannedUnits["rows"][number];
type Fault = Plan["faults"][number];

interface Planned {
  readonly plan: Plan;
  /** As it is to be, where something becomes another. */
  readonly unit?: Unit;
}

const nameSchema = text(120);
const isName = (name: string) => v.safeParse(nameSchema, name).success;
const isDate = (day: string | undefined) => day === undefined || v.safeParse(date, day).success;
const isAlike = (a: string, b: string) => likenessOf(a) === likenessOf(b);

/** `home`: of who brings the list; nothing of elsewhere is named as what took over. */
export function planUnits(rows: readonly TypedUnit[], parent: Place, places: Places, home: Place): Planned[] {
  const own = rows.map((row, i) => unitOf(row, i, rows, parent, places));
  const after = new Places();
  for (const unit of places.allUnits()) after.putUnit(unit);
  for (const unit of own) if (unit) after.putUnit(unit);
  const whole = rows.map((row, i) => {
    const unit = own[i];
    const into = (row.into ?? []).map((name) => takerOf(name, row, rows, own, places));
    const successors = into.filter((id) => id !== undefined);
    return (
      unit && {
        unit: successors.length > 0 ? { ...unit, successors } : unit,
        isKnown: !into.includes(undefined),
      }
    );
  });
  for (const one of whole) if (one) after.putUnit(one.unit);
  return rows.map((row, i): Planned => {
    const given = whole[i];
    const faults = [
      ...rowFaults(row, i, rows, parent, places),
      ...(given ? unitFaults(given, after, places, home) : []),
    ];
    if (faults.length > 0 || !given) return { plan: { what: "wrong", faults } };
    const before = places.unit(given.unit.id);
    if (before && JSON.stringify(sorted(before)) === JSON.stringify(sorted(given.unit)))
      return { plan: { what: "same", id: before.id, faults } };
    return { plan: { what: before ? "changed" : "new", id: given.unit.id, faults }, unit: given.unit };
  });
}

const sorted = (unit: Unit) => Object.entries(unit).sort(([a], [b]) => (a < b ? -1 : 1));

/** Units below `parent` that have the code of a row: of one that ended, those that its name says. */
function known({ code, name, to }: TypedUnit, parent: Place, places: Places): Unit | undefined {
  const same = places.allUnits().filter((unit) => unit.code === code && unit.parent === parent);
  const named = same.filter((unit) => isAlike(unit.name, name));
  return named.find((unit) => unit.to === to) ?? named.find((unit) => unit.to === undefined) ?? named[0];
}

/** What a row makes of the unit that it names, or the new one; undefined where it names none. */
function unitOf(
  row: TypedUnit,
  i: number,
  rows: readonly TypedUnit[],
  parent: Place,
  places: Places,
): Unit | undefined {
  const { code, tier, from, to } = row;
  if (rowFaults(row, i, rows, parent, places).length > 0) return undefined;
  const before = known(row, parent, places);
  const name = tidyText(row.name);
  const dates = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
  const told = { code, name, tier: TIERS.find((one) => one === tier)!, parent, ...dates };
  if (before) return { ...before, ...told };
  const year = (from ?? to ?? "").slice(0, 4);
  const earlier = rows.slice(0, i).map((one) => one.code);
  const isTaken = (id: string) => places.has(id);
  const free = [code, `${code}-${year}`, `${code}-${year}-2`].find(
    (id, n) => !isTaken(id) && id !== `${code}-` && !(n === 0 && earlier.includes(code)),
  );
  return { id: free ?? `${code}-${i}`, ...told };
}

/** The unit that took over, by code or name: of the list itself first, of those that last. */
function takerOf(
  name: string,
  of: TypedUnit,
  rows: readonly TypedUnit[],
  own: readonly (Unit | undefined)[],
  places: Places,
): Place | undefined {
  const isMeant = (unit: Pick<Unit, "code" | "name">) => unit.code === name || isAlike(unit.name, name);
  const inList = rows.findIndex((row, i) => row !== of && row.to === undefined && own[i] && isMeant(own[i]));
  if (inList >= 0) return own[inList]!.id;
  return places.allUnits().find((unit) => unit.to === undefined && isMeant(unit))?.id;
}

function rowFaults(
  row: TypedUnit,
  i: number,
  rows: readonly TypedUnit[],
  parent: Place,
  places: Places,
): Fault[] {
  const { code, name, tier, from, to } = row;
  const faults: Fault[] = [];
  const object = (field: Fault["field"], fault: UnitRowFault) => faults.push({ field, fault });
  if (code === "") object("code", "missing");
  else if (!/^[0-9a-z]{1,10}$/.test(code)) object("code", "bad");
  else if (rows.some((one, n) => n !== i && one.code === code && one.to === to)) object("code", "twice");
  if (name.trim() === "") object("name", "missing");
  else if (!isName(name)) object("name", "bad");
  if (!TIERS.some((one) => one === tier)) object("tier", tier === "" ? "missing" : "unknown");
  if (!isDate(from)) object("from", "bad");
  if (!isDate(to)) object("to", "bad");
  // Another name under the code of one that lasts: it was renamed, or merged, and somebody has to say which.
  const lasting = places
    .allUnits()
    .find((unit) => unit.code === code && unit.parent === parent && unit.to === undefined);
  const isEnded = rows.some(
    (one) => one.code === code && one.to !== undefined && lasting && isAlike(one.name, lasting.name),
  );
  if (lasting && to === undefined && !isAlike(lasting.name, name) && !isEnded) object("name", "other-name");
  return faults;
}

function unitFaults(
  { unit, isKnown }: { readonly unit: Unit; readonly isKnown: boolean },
  after: Places,
  places: Places,
  home: Place,
): Fault[] {
  if (!isKnown) return [{ field: "into", fault: "unknown" }];
  if (unit.successors?.some((id) => places.has(id) && !places.isWithin(id, home)))
    return [{ field: "into", fault: "not-yours" }];
  const objection = after.objection(unit);
  if (objection === "dates") return [{ field: "to", fault: "dates" }];
  if (objection === "loop") return [{ field: "into", fault: "loop" }];
  return objection === undefined ? [] : [{ field: "into", fault: "unknown" }];
}
