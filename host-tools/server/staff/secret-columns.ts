import type { SecretColumn } from "../keys/secret-column.ts";
import { totpLabel } from "./second-factor.ts";

/** Secrets of one-time codes. */
export const STAFF_SECRETS: readonly SecretColumn[] = [
  { table: "office.account", id: "id", column: "totp", label: totpLabel },
  { table: "office.session", id: "key", column: "new_totp", label: undefined },
];
