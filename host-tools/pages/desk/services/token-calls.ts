/** Calls by token of a case: who may be called, how far each call has come, and the two deeds. */
import type { TokenCalls } from "../../../contract/recalls.ts";
import { useWork } from "../../shared/use-work.ts";
import { useAnswer, useDesk } from "./desk-context.ts";

export type ContactToCall = TokenCalls["contacts"][number];

/** `value` is undefined while it is loaded. */
export function useTokenCalls(of: string) {
  const { api } = useDesk();
  const work = useWork();
  const { value, error, again } = useAnswer<TokenCalls>(
    `/api/cases/${of}/token-calls?reason=case-investigation`,
  );
  const send = (method: "POST" | "DELETE", key: string) =>
    work.run(async () => {
      await api.send(method, `/api/cases/${of}/contacts/${encodeURIComponent(key)}/token-call`);
      again();
    });
  return {
    contacts: value?.contacts,
    error: error ?? work.error,
    isBusy: work.isBusy,
    call: (key: string) => send("POST", key),
    withdraw: (key: string) => send("DELETE", key),
  };
}
