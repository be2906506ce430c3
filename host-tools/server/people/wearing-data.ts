/** How it is forgotten who wore which token. */

import { isoOf } from "../../lib/time.ts";
import { type RoomData, timesOf } from "../database/room-data.ts";
import { applyAssignmentChange } from "./assignments.ts";

/** Counted from the return of the token. */
export const WEARING_DATA: RoomData = {
  async erase(queries, span) {
    const { begins, ends } = timesOf(span);
    const times = [span.serial, isoOf(begins), isoOf(ends)];
    await queries.query(
      `DELETE FROM people.assignment
       WHERE serial = $1 AND assigned_from >= $2 AND assigned_from < $3 AND (assigned_to <= $3 OR person IS NULL)`,
      times,
    );
    // A person who wears it still wears it: from the end of the span on.
    await queries.query(
      `UPDATE people.assignment SET assigned_from = $3
       WHERE serial = $1 AND assigned_from >= $2 AND assigned_from < $3 AND assigned_to IS NULL`,
      times,
    );
  },
  discard: (queries, { before }) =>
    applyAssignmentChange(queries, { kind: "expire", before: before("assignments") }),
};
