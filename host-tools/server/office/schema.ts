import { AUDIT_MIGRATIONS } from "../audit/schema.ts";
import { CASE_MIGRATIONS } from "../cases/schema.ts";
import type { SchemaPart } from "../database/migrations.ts";
import { PEOPLE_MIGRATIONS } from "../people/schema.ts";
import { STAFF_MIGRATIONS } from "../staff/schema.ts";
import { STATION_MIGRATIONS } from "../station-desk/schema.ts";
import { UNIT_MIGRATIONS } from "../units/schema.ts";

/** Tables of units, staff, persons, the audit log, stations' forms and cases, each in a schema apart from the records of encounters. */
export const OFFICE_SCHEMA: readonly SchemaPart[] = [
  { part: "units", steps: UNIT_MIGRATIONS },
  { part: "staff", steps: STAFF_MIGRATIONS },
  { part: "people", steps: PEOPLE_MIGRATIONS },
  { part: "audit", steps: AUDIT_MIGRATIONS },
  { part: "station", steps: STATION_MIGRATIONS },
  { part: "cases", steps: CASE_MIGRATIONS },
];
