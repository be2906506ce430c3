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
      `UPDATE people.assignment AS worn SET assigned_from = $3::timestamptz + place * interval '1 millisecond'
       FROM (
         SELECT assigned_from, row_number() OVER (ORDER BY assigned_from) - 1 AS place FROM people.assignment
         WHERE serial = $1 AND assigned_from >= $2 AND assigned_from < $3 AND assigned_to IS NULL
       ) AS open
       WHERE worn.serial = $1 AND worn.assigned_from = open.assigned_from`,
      times,
    );
  },
  discard: (queries, { before }) =>
    applyAssignmentChange(queries, { kind: "expire", before: before("assignments") }),
};
