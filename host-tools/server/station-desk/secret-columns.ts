import type { SecretColumn } from "../keys/secret-column.ts";
import { formKeyLabel } from "./form-keys.ts";

/** Private halves of the keys that stations seal forms to. */
export const STATION_SECRETS: readonly SecretColumn[] = [
  { table: "station.form_key", id: "id", column: "private_key", label: formKeyLabel },
];
