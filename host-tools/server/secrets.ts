import { HEALTH_SECRETS } from "./cases/health-store.ts";
import { DEED_SECRETS } from "./gates/deed-store.ts";
import { VISIT_SECRETS } from "./gates/visit-store.ts";
import type { SecretColumn } from "./keys/secret-column.ts";
import { LIST_SECRETS } from "./lists/list-store.ts";
import { STAFF_SECRETS } from "./staff/secret-columns.ts";
import { STATION_SECRETS } from "./station-desk/secret-columns.ts";
import { TOKEN_SECRETS } from "./tokens/secret-columns.ts";

/** Where wrapped secrets are kept. A column that is not here does not survive a change of the wrapping key. */
export const SECRETS: readonly SecretColumn[] = [
  ...TOKEN_SECRETS,
  ...STAFF_SECRETS,
  ...STATION_SECRETS,
  ...HEALTH_SECRETS,
  ...LIST_SECRETS,
  ...VISIT_SECRETS,
  ...DEED_SECRETS,
];
