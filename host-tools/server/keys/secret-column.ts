/**
 * A column of secrets that are kept wrapped. `id` is the table's key, from which the label of each secret follows.
 * Without a label its secrets are emptied when the key changes: whoever was about to set one up begins again.
 */
export interface SecretColumn {
  readonly table: string;
  readonly id: string;
  readonly column: string;
  readonly label: ((id: string) => string) | undefined;
}
