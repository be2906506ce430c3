/** What every screen of the desk works with. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Account } from "../../../contract/sessions.ts";
import type { Api } from "../../shared/api.ts";
import { type Loaded, useAnswerOf } from "../../shared/use-answer.ts";

interface DeskWork {
  readonly api: Api;
  readonly account: Account;
}

export const DeskContext = createContext<DeskWork | undefined>(undefined);

export function useDesk(): DeskWork {
  return useContext(DeskContext)!;
}

/** What a route answers; asked again when the path changes. */
export function useAnswer<T>(path: string): Loaded<T> {
  return useAnswerOf<T>(useDesk().api, path);
}
