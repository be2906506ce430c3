/** What every screen of the administration works with. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { AccessList, RoleLine } from "../../../contract/access.ts";
import type { Account } from "../../../contract/sessions.ts";
import type { Role } from "../../../contract/vocabulary.ts";
import type { Api } from "../../shared/api.ts";
import { type Loaded, useAnswerOf } from "../../shared/use-answer.ts";

interface QuanlyWork {
  readonly api: Api;
  readonly account: Account;
  readonly access: AccessList;
}

export const QuanlyContext = createContext<QuanlyWork | undefined>(undefined);

export function useQuanly(): QuanlyWork {
  return useContext(QuanlyContext)!;
}

export function useAsked<T>(path: string): Loaded<T> {
  return useAnswerOf<T>(useQuanly().api, path);
}

/** Whether a role may do something somewhere, by the access table as the server told it. */
export function mayDo({ actions }: AccessList, role: Role, action: string): boolean {
  return actions.some((one) => one.action === action && one.cells.some((cell) => cell.role === role));
}

export function roleLineOf({ roles }: AccessList, role: Role): RoleLine {
  return roles.find((one) => one.role === role)!;
}
