import type { SchemaPart } from "../database/migrations.ts";
import type { TokenDirectory } from "../tokens/directory.ts";

/** What events are brought into. */
export interface Tables {
  readonly directory: TokenDirectory;
  /** Every part that an event may tell of a step of, in the order in which they are brought up. */
  readonly schema: readonly SchemaPart[];
}
