/** Writes down what calls come to: an investigator by case and contact, who calls for others by what they hold. */
import type { CallWritten } from "../../../contract/calls.ts";
import type { CallOutcome } from "../../../contract/vocabulary.ts";
import type { Api } from "../../shared/api.ts";

export interface Said {
  readonly outcome: CallOutcome;
  /** Hours from now; of "call-back". */
  readonly backIn?: number | undefined;
  readonly note?: string | undefined;
  readonly corrects?: string | undefined;
}

/** `path` of the line's calls; a second try of the same press is the same call. */
export function sayOutcome(
  api: Api,
  path: string,
  id: string,
  { outcome, backIn, note, corrects }: Said,
  now: number,
): Promise<CallWritten> {
  return api.send<CallWritten>("POST", path, {
    id,
    outcome,
    ...(backIn === undefined ? {} : { callBackAt: new Date(now + 3_600_000 * backIn).toISOString() }),
    ...(note ? { note } : {}),
    ...(corrects === undefined ? {} : { corrects }),
  });
}
