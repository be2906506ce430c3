/** What stands on a unit or an organisation: as long as there is something it cannot be taken away. */
import type { Standing } from "../../contract/units.ts";
import type { Queries } from "../database/database.ts";
import type { Place, Places } from "../units/unit.ts";

/** Columns that name a place, by what stands on it then. */
const COLUMNS: readonly (readonly [Standing, table: string, columns: readonly string[]])[] = [
  ["accounts", "office.account", ["place"]],
  ["computers", "office.computer", ["place"]],
  ["gates", "office.gate", ["place"]],
  ["persons", "people.person", ["unit", "organisation"]],
  ["moves", "people.move", ["place"]],
  ["persons", "people.list", ["place"]],
  ["tokens", "people.custody", ["organisation"]],
  ["tokens", "desk.retired_token", ["place"]],
  ["tokens", "desk.asked_retirement", ["place"]],
  ["cases", 'desk."case"', ["place"]],
  ["notices", "desk.notice", ["place"]],
  ["heads", "office.head_count", ["place"]],
  ["heads", "office.share_target", ["place"]],
];

/** The first thing that stands on it, or undefined. */
export async function standsOn(
  queries: Queries,
  places: Places,
  place: Place,
): Promise<Standing | undefined> {
  const [below] = places.below(place);
  if (below !== undefined) return places.unit(below) ? "units" : "organisations";
  for (const [what, table, columns] of COLUMNS) {
    const where = columns.map((column) => `${column} = $1`).join(" OR ");
    const rows = await queries.query(`SELECT 1 FROM ${table} WHERE ${where} LIMIT 1`, [place]);
    if (rows.length > 0) return what;
  }
  return undefined;
}
