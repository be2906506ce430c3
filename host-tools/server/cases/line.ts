/** How far the calls to one contact have come: always told from the history, never kept. */
import { OUTCOMES } from "../../contract/call-outcomes.ts";
import type { CallOutcome, ContactState, LineState } from "../../contract/vocabulary.ts";
import { type Written, whatStands } from "./written.ts";

/** What was said of one call. */
export interface Call {
  readonly outcome: CallOutcome;
  /** World ms; of "call-back". */
  readonly callBackAt?: number | undefined;
  readonly note?: string | undefined;
}

export interface Line {
  readonly state: LineState;
  /** Calls in a row that nobody answered, up to now. */
  readonly tries: number;
  readonly isToCall: boolean;
  /** World ms of the last call, of when they are to be called back, and of when they were reached first. */
  readonly lastCallAt?: number;
  readonly callBackAt?: number;
  readonly reachedAt?: number;
}

/** `state` is what was said by hand of what was done about the contact; calls oldest first. */
export function lineOf(written: readonly Written<Call>[], state: ContactState): Line {
  const calls = whatStands(written).filter(({ said }) => said.outcome !== "mistaken");
  // Nobody is less reached for not having picked up later.
  const telling = calls.findLast(({ said }) => said.outcome !== "no-answer");
  const tries = calls.slice(telling ? calls.indexOf(telling) + 1 : 0).length;
  const reached = calls.find(({ said }) => said.outcome === "reached");
  const last = calls.at(-1);
  const { line, isSettled } = OUTCOMES[telling?.said.outcome ?? (tries > 0 ? "no-answer" : "mistaken")];
  const isByHand = !isSettled && state !== "to-call";
  const now = isByHand ? "called" : (line ?? "to-call");
  const callBackAt = now === "call-back" ? telling?.said.callBackAt : undefined;
  return {
    state: now,
    tries,
    isToCall: !isSettled && !isByHand,
    ...(last ? { lastCallAt: last.at } : {}),
    ...(callBackAt === undefined ? {} : { callBackAt }),
    ...(reached ? { reachedAt: reached.at } : {}),
  };
}
