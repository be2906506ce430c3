/** When something was done by somebody who had no network then. */
import { refuse } from "../../../contract/refusal.ts";
import type { Caller } from "../request/route.ts";

/** Refusal: input. Nobody else works without a network, nor says that something was so before. */
export function mustBeStations(at: string | undefined, { account }: Caller): void {
  if (at !== undefined && account.role !== "station") throw refuse("input", "at");
}
