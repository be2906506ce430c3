/** Who of some places is likely to be the same person as somebody (contract/doubles.ts). */
import { doubleReasons, type Likeness, nearYears } from "../../contract/doubles.ts";
import { normalPhone } from "../../contract/phones.ts";
import type { Resembling } from "../../contract/roster.ts";
import type { Queries } from "../database/database.ts";
import type { Place } from "../units/unit.ts";
import { rosterEntriesOf, rosterRows } from "./roster.ts";

interface Wanted {
  /** Where to look; undefined: everywhere. */
  readonly places: readonly Place[] | undefined;
  /** Only at these ids, where they are told. */
  readonly among?: readonly string[];
  /** World ms. */
  readonly now: number;
}

/** All of them, those with the most reasons first. */
export async function likelyDoublesOf(
  queries: Queries,
  one: Likeness & { readonly id?: string },
  { places, among, now }: Wanted,
): Promise<Resembling[]> {
  // Only whom the rule could name: births near, or the same number.
  const rows = await rosterRows(
    queries,
    `($1::text[] IS NULL OR unit = ANY($1) OR organisation = ANY($1)) AND id <> $2
     AND (left(birth, 4) = ANY($3::text[]) OR id_number = $4)
     AND ($5::text[] IS NULL OR id = ANY($5))`,
    [
      places ? [...places] : null,
      one.id ?? "",
      nearYears(one.birth.slice(0, 4)),
      one.idNumber ?? null,
      among ? [...among] : null,
    ],
  );
  const given = one.phone === undefined ? {} : { phone: normalPhone(one.phone) ?? one.phone };
  const asked = Object.assign({ name: one.name, birth: one.birth }, one, given);
  const reasons = new Map(rows.map((row) => [row.id, doubleReasons(asked, likenessOf(row))]));
  const alike = rows
    .filter(({ id }) => reasons.get(id)!.length > 0)
    .sort((a, b) => reasons.get(b.id)!.length - reasons.get(a.id)!.length);
  const entries = await rosterEntriesOf(queries, alike, now);
  return entries.map((entry) => Object.assign(entry, { reasons: reasons.get(entry.id)! }));
}

/** Without what is not known. */
function likenessOf(row: Awaited<ReturnType<typeof rosterRows>>[number]): Likeness {
  const { name, birth, phone, id_number, hamlet, group } = row;
  return {
    name,
    birth,
    phone: phone ?? undefined,
    idNumber: id_number ?? undefined,
    hamlet: hamlet ?? undefined,
    group: group ?? undefined,
  };
}
