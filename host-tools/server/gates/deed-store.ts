/** Which guard noted a visit, took one back or counted by hand: a gate and a minute, and wrapped who it was. Read inside an open case alone. */
import { MINUTES_PER_EPOCH } from "../../../protocol/epoch.ts";
import type { GuardDeed } from "../../contract/guards.ts";
import type { Queries } from "../database/database.ts";
import type { RoomData } from "../database/room-data.ts";
import type { KeyWrapping } from "../keys/key-wrapping.ts";
import type { SecretColumn } from "../keys/secret-column.ts";

const deedLabel = (id: string) => `guard deed ${id}`;

export const DEED_SECRETS: readonly SecretColumn[] = [
  { table: "office.guard_deed", id: "id", column: "details", label: deedLabel },
];

type Details = Pick<GuardDeed, "guard" | "did">;

/** What was there already stays as it is. */
export async function addDeeds(
  queries: Queries,
  wrapping: KeyWrapping,
  gate: string,
  deeds: readonly GuardDeed[],
): Promise<void> {
  if (deeds.length === 0) return;
  const wrapped = deeds.map(({ id, guard, did }) => {
    const details: Details = { guard, did };
    return Buffer.from(wrapping.wrap(deedLabel(id), new TextEncoder().encode(JSON.stringify(details))));
  });
  await queries.query(
    `INSERT INTO office.guard_deed (id, gate, minute, visit, details)
     SELECT brought.id, $1, brought.minute, nullif(brought.visit, ''), decode(brought.details, 'base64')
     FROM unnest($2::text[], $3::int4[], $4::text[], $5::text[]) AS brought (id, minute, visit, details)
     ON CONFLICT DO NOTHING`,
    [
      gate,
      deeds.map(({ id }) => id),
      deeds.map(({ minute }) => minute),
      deeds.map(({ visit }) => visit ?? ""),
      wrapped.map((bytes) => bytes.toString("base64")),
    ],
  );
}

/** Names of the guards who noted these visits, by visit. */
export async function guardsOfVisits(
  queries: Queries,
  wrapping: KeyWrapping,
  visits: readonly string[],
): Promise<Map<string, string>> {
  const rows = await queries.query<{ id: string; visit: string; details: Uint8Array }>(
    "SELECT id, visit, details FROM office.guard_deed WHERE visit = ANY($1) ORDER BY minute DESC, id",
    [[...visits]],
  );
  const deeds = rows.map(({ id, visit, details }) => {
    const told = JSON.parse(new TextDecoder().decode(wrapping.unwrap(deedLabel(id), details))) as Details;
    return { visit, ...told };
  });
  return new Map(deeds.filter(({ did }) => did === "visit").map(({ visit, guard }) => [visit, guard]));
}

/** As long as visits. */
export const DEED_DATA: RoomData = {
  // No token has anything to do with it.
  async erase() {},
  async discard(queries, { firstEpoch }) {
    await queries.query("DELETE FROM office.guard_deed WHERE minute < $1", [firstEpoch * MINUTES_PER_EPOCH]);
  },
};
