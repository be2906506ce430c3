/** Calls and lines as pages see them. */
import type { CallView, ClaimView, LineView } from "../../../contract/calls.ts";
import { isoOf } from "../../../lib/time.ts";
import type { Claim } from "../../cases/claims.ts";
import type { Call, Line } from "../../cases/line.ts";
import type { Written } from "../../cases/written.ts";
import type { Queries } from "../../database/database.ts";
import { listAccounts } from "../../staff/account-store.ts";

/** What accounts are called, by id. */
export type StaffNames = ReadonlyMap<string, string>;

export async function staffNames(queries: Queries): Promise<StaffNames> {
  return new Map((await listAccounts(queries)).map(({ id, name }) => [id, name]));
}

function byOf(names: StaffNames, account: string): { by?: string } {
  const by = names.get(account);
  return by === undefined ? {} : { by };
}

export function viewOfCall({ id, at, by, corrects, said }: Written<Call>, names: StaffNames): CallView {
  const { outcome, callBackAt, note } = said;
  return {
    id,
    at: isoOf(at),
    ...byOf(names, by),
    outcome,
    ...(callBackAt === undefined ? {} : { callBackAt: isoOf(callBackAt) }),
    ...(note === undefined ? {} : { note }),
    ...(corrects === undefined ? {} : { corrects }),
  };
}

export function viewOfLine({ state, tries, isToCall, lastCallAt, callBackAt, reachedAt }: Line): LineView {
  return {
    state,
    tries,
    isToCall,
    ...(lastCallAt === undefined ? {} : { lastCallAt: isoOf(lastCallAt) }),
    ...(callBackAt === undefined ? {} : { callBackAt: isoOf(callBackAt) }),
    ...(reachedAt === undefined ? {} : { reachedAt: isoOf(reachedAt) }),
  };
}

export function viewOfClaim({ id, holder, until }: Claim, names: StaffNames): ClaimView {
  return { claim: id, holder, ...byOf(names, holder), until: isoOf(until) };
}
