import type { FormKind } from "../../../contract/forms.ts";
import type { Both } from "../../shared/language.ts";

/** What waits on this computer for the server, as a plain picture. */
export interface Waiting {
  /** Sealed pages of how many tokens. */
  readonly pages: number;
  readonly tokens: number;
  /** Health reports. */
  readonly reports: number;
  /** Sealed forms of the one who is signed in, and of others. */
  readonly forms: readonly WaitingForm[];
  readonly formsOfOthers: number;
  /** What the server said when it put off what it was sent last; it is sent again by itself. */
  readonly putOff: Both<string> | undefined;
  /** The browser has promised to keep what is here; else it may clear it, and does so with a private window. */
  readonly isLasting: boolean;
  /** Unix ms of the oldest. */
  readonly since: number | undefined;
  /** Tickets and roster held ahead: until when the tickets are good, and for how many tokens and persons. */
  readonly ahead:
    | { readonly tokens: number; readonly persons: number; readonly goodUntil: number; readonly at: number }
    | undefined;
  /** They were held, and were deleted when their hours were over. */
  readonly isAheadOver: boolean;
}

export interface WaitingForm {
  readonly id: string;
  readonly kind: FormKind;
  readonly at: number;
  /** What the server said when it would not take it. */
  readonly refusal?: Both<string>;
}

export const NOTHING_WAITS: Waiting = {
  pages: 0,
  tokens: 0,
  reports: 0,
  forms: [],
  formsOfOthers: 0,
  putOff: undefined,
  isLasting: true,
  since: undefined,
  ahead: undefined,
  isAheadOver: false,
};

export function countOf({ pages, reports, forms, formsOfOthers }: Waiting): number {
  return pages + reports + forms.length + formsOfOthers;
}
