/** Every table of the server, in the order in which the parts are brought up: a part may refer to tables of those before it. */
import { AUDIT_SCHEMA } from "./audit/schema.ts";
import { CASE_SCHEMA } from "./cases/schema.ts";
import type { SchemaPart } from "./database/migrations.ts";
import { FIRE_SCHEMA } from "./fires/schema.ts";
import { GATE_SCHEMA } from "./gates/schema.ts";
import { LIST_SCHEMA } from "./lists/schema.ts";
import { PEOPLE_SCHEMA } from "./people/schema.ts";
import { RECALL_SCHEMA } from "./recalls/schema.ts";
import { REPEATS_SCHEMA } from "./repeats/schema.ts";
import { STAFF_SCHEMA } from "./staff/schema.ts";
import { STATION_SCHEMA } from "./station-desk/schema.ts";
import { STOCK_SCHEMA } from "./stock/schema.ts";
import { STORE_SCHEMA } from "./store/schema.ts";
import { UNIT_SCHEMA } from "./units/schema.ts";
import { UPTAKE_SCHEMA } from "./uptake/schema.ts";

/** Records of encounters, and apart from them units, staff, persons, lists of people to come, the audit log, stations' forms and cases. */
export const SCHEMA: readonly SchemaPart[] = [
  STORE_SCHEMA,
  REPEATS_SCHEMA,
  UNIT_SCHEMA,
  STAFF_SCHEMA,
  PEOPLE_SCHEMA,
  LIST_SCHEMA,
  AUDIT_SCHEMA,
  STATION_SCHEMA,
  CASE_SCHEMA,
  UPTAKE_SCHEMA,
  GATE_SCHEMA,
  FIRE_SCHEMA,
  RECALL_SCHEMA,
  STOCK_SCHEMA,
];
