import type { Organisation, Unit } from "../../contract/units.ts";
import type { Tier } from "../../contract/vocabulary.ts";
import type { Queries } from "../database/database.ts";
import { type Place, Places } from "./unit.ts";

export type PlaceChange =
  | { readonly kind: "unit"; readonly unit: Unit }
  | { readonly kind: "organisation"; readonly organisation: Organisation }
  /** Of a unit or organisation on which nothing stands. */
  | { readonly kind: "place-removed"; readonly place: Place };

export async function applyPlaceChange(queries: Queries, change: PlaceChange): Promise<void> {
  if (change.kind === "place-removed") {
    for (const table of ["office.unit", "office.organisation"])
      await queries.query(`DELETE FROM ${table} WHERE id = $1`, [change.place]);
    return;
  }
  if (change.kind === "unit") {
    const { id, code, name, tier, parent, from, to, successors = [], support } = change.unit;
    await queries.query(
      `INSERT INTO office.unit
         (id, code, name, tier, parent, valid_from, valid_to, successors, support_phone, support_hours)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
       ON CONFLICT (id) DO UPDATE SET code = excluded.code, name = excluded.name, tier = excluded.tier,
         parent = excluded.parent, valid_from = excluded.valid_from, valid_to = excluded.valid_to,
         successors = excluded.successors, support_phone = excluded.support_phone,
         support_hours = excluded.support_hours`,
      [
        id,
        code,
        name,
        tier,
        parent ?? null,
        from ?? null,
        to ?? null,
        successors,
        support?.phone ?? null,
        support?.hours ?? null,
      ],
    );
    return;
  }
  const { id, name, kind, unit, under = [] } = change.organisation;
  await queries.query(
    `INSERT INTO office.organisation (id, name, kind, unit, under) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, kind = excluded.kind, unit = excluded.unit,
       under = excluded.under`,
    [id, name, kind, unit, under],
  );
}

export async function loadPlaces(queries: Queries): Promise<Places> {
  const places = new Places();
  const units = await queries.query<{
    id: string;
    code: string;
    name: string;
    tier: Tier;
    parent: string | null;
    valid_from: string | null;
    valid_to: string | null;
    successors: string[];
    support_phone: string | null;
    support_hours: string | null;
  }>("SELECT * FROM office.unit");
  for (const { id, code, name, tier, parent, valid_from, valid_to, successors, ...support } of units)
    places.putUnit({
      id,
      code,
      name,
      tier,
      ...(parent === null ? {} : { parent }),
      ...(valid_from === null ? {} : { from: valid_from }),
      ...(valid_to === null ? {} : { to: valid_to }),
      ...(successors.length > 0 ? { successors } : {}),
      ...(support.support_phone !== null && support.support_hours !== null
        ? { support: { phone: support.support_phone, hours: support.support_hours } }
        : {}),
    });
  for (const { under = [], ...organisation } of await queries.query<Organisation>(
    "SELECT id, name, kind, unit, under FROM office.organisation",
  ))
    places.putOrganisation(under.length > 0 ? { ...organisation, under } : organisation);
  return places;
}
