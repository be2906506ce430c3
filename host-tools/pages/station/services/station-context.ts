/** What every screen reaches: the station (real or training), who is signed in, whether the server is there. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Account } from "../../../contract/sessions.ts";
import type { PartialPages } from "../../../station/partial-pages.ts";
import type { ClockVerdict } from "../../../station/server-clock.ts";
import type { Store } from "../../shared/store.ts";
import type { Waiting } from "../local-store/waiting.ts";
import type { Drafts } from "./drafts.ts";
import type { Ticks } from "./ticks.ts";
import type { Station } from "./types.ts";

export interface StationContext {
  readonly station: Station;
  readonly partials: PartialPages;
  /** Puts off the idle lock. */
  stayAwake(): void;
  readonly account: Account | undefined;
  /** Name of the unit, where it is known. */
  readonly placeName: Store<string | undefined>;
  readonly isReached: Store<boolean>;
  readonly clockVerdict: Store<ClockVerdict>;
  readonly waiting: Store<Waiting>;
  readonly ticks: Ticks;
  readonly drafts: Drafts;
  /** Tries now to send what waits and to fetch what is held ahead. */
  exchange(): Promise<void>;
  /** A form that the server refused and somebody has read about. */
  dropForm(id: string): Promise<void>;
  lock(): void;
  signOut(): void;
  enterTraining(): void;
  leaveTraining(): void;
}

export const StationProvider = createContext<StationContext | undefined>(undefined);

export function useStation(): StationContext {
  const context = useContext(StationProvider);
  if (!context) throw new Error("outside a station");
  return context;
}
