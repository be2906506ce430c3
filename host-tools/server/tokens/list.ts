import { tokenName } from "../../../protocol/identity.ts";
import type { Database } from "../database/database.ts";
import type { Assignment } from "../people/assignments.ts";
import type { TokenDirectory } from "./directory.ts";

export interface TokenInfo {
  readonly serial: number;
  readonly name: string;
  readonly board: number;
  readonly role: "token" | "gate";
  readonly firstDay: number;
  /** Pages and records received. */
  readonly pages: number;
  readonly records: number;
  /** First and last epoch of its records. */
  readonly epochs: readonly [number, number] | undefined;
  readonly assignments: readonly Assignment[];
}

/** All enrolled tokens with what has come from them and who has them. */
export async function listTokens(database: Database, directory: TokenDirectory): Promise<TokenInfo[]> {
  const pages = await database.query<{ serial: number; pages: number }>(
    "SELECT serial, count(*)::int4 AS pages FROM radio.page GROUP BY serial",
  );
  const records = await database.query<{ serial: number; records: number; first: number; last: number }>(
    `SELECT recorder AS serial, count(*)::int4 AS records, min(epoch) AS first, max(epoch) AS last
     FROM radio.encounter GROUP BY recorder`,
  );
  const assignments = await database.query<{ serial: number; person: string; from: Date; to: Date | null }>(
    `SELECT serial, COALESCE(person, label) AS person, assigned_from AS "from", assigned_to AS "to" FROM people.assignment
     ORDER BY assigned_from`,
  );
  const pagesOf = new Map(pages.map((row) => [row.serial, row.pages]));
  const recordsOf = new Map(records.map((row) => [row.serial, row]));
  return [...directory.all()].map(({ serial, board, role, firstDay }) => {
    const own = recordsOf.get(serial);
    return {
      serial,
      name: tokenName(serial),
      board,
      role,
      firstDay,
      pages: pagesOf.get(serial) ?? 0,
      records: own?.records ?? 0,
      epochs: own && [own.first, own.last],
      assignments: assignments
        .filter((row) => row.serial === serial)
        .map(({ person, from, to }) => ({
          serial,
          person,
          from: from.getTime(),
          ...(to ? { to: to.getTime() } : {}),
        })),
    };
  });
}
