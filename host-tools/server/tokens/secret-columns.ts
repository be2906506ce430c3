import type { SecretColumn } from "../keys/secret-column.ts";
import { type KeyName, keyLabel } from "./directory.ts";

function columnOf(column: string, name: KeyName): SecretColumn {
  return { table: "registry.token", id: "serial", column, label: (serial) => keyLabel(Number(serial), name) };
}

/** Keys of tokens. */
export const TOKEN_SECRETS: readonly SecretColumn[] = [
  columnOf("token_key", "tokenKey"),
  columnOf("day_key", "dayKey"),
  columnOf("page_key", "pageKey"),
];
