/** Lines of the list by how far their calls have come, and by who calls. */
import { OUTCOMES } from "../../../contract/call-outcomes.ts";
import type { ContactView } from "../../../contract/contacts.ts";
import { CALL_OUTCOMES } from "../../../contract/vocabulary.ts";

type Called = Pick<ContactView, "line" | "claim">;

/** Who looks, and the time, world ms. */
export interface Looking {
  readonly account: string;
  readonly now: number;
}

/** Settled in another way than by reaching them. */
const ENDS = CALL_OUTCOMES.flatMap((one) =>
  OUTCOMES[one].isSettled && one !== "reached" ? (OUTCOMES[one].line ?? []) : [],
);

const TESTS = {
  free: ({ line, claim }: Called) => line.isToCall && !claim,
  mine: ({ claim }: Called, { account }: Looking) => claim?.holder === account,
  others: ({ claim }: Called, { account }: Looking) => claim !== undefined && claim.holder !== account,
  due: ({ line: { state, callBackAt } }: Called, { now }: Looking) =>
    state === "call-back" && callBackAt !== undefined && Date.parse(callBackAt) <= now,
  later: ({ line: { state, callBackAt } }: Called, { now }: Looking) =>
    state === "call-back" && callBackAt !== undefined && Date.parse(callBackAt) > now,
  "no-answer": ({ line }: Called) => line.state === "no-answer",
  reached: ({ line }: Called) => line.state === "reached",
  ended: ({ line }: Called) => ENDS.includes(line.state),
} as const;
export type LineFilter = keyof typeof TESTS;
export const LINE_FILTERS = Object.keys(TESTS) as LineFilter[];

export function isOfLines(filter: LineFilter, contact: Called, looking: Looking): boolean {
  return TESTS[filter](contact, looking);
}
