import { AUDIT_MIGRATIONS } from "../audit/schema.ts";
import type { SchemaPart } from "../migrations.ts";
import { PEOPLE_MIGRATIONS } from "../people/schema.ts";
import { STAFF_MIGRATIONS } from "../staff/schema.ts";
import { UNIT_MIGRATIONS } from "../units/schema.ts";

/** Tables of units, staff, persons and the audit log, each in a schema apart from the records of encounters. */
export const OFFICE_SCHEMA: readonly SchemaPart[] = [
  { part: "units", steps: UNIT_MIGRATIONS },
  { part: "staff", steps: STAFF_MIGRATIONS },
  { part: "people", steps: PEOPLE_MIGRATIONS },
  { part: "audit", steps: AUDIT_MIGRATIONS },
];
