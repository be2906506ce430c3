/** Which deeds may be done with which tokens: pure judgement over what lies in stock. */
import {
  type NOT_DONE,
  type StockDeed,
  type StockState,
  TRANSITIONS,
  UNDO_STOCK_HOURS,
} from "../../contract/stock.ts";
import { HOUR_MS } from "../../lib/time.ts";
import type { Place } from "../units/unit.ts";
import type { InStock, StockDeedDone } from "./stock-store.ts";

/** What stops a deed; undefined where nothing does. `token`: as it lies in stock. */
export function whyNot(
  deed: StockDeed,
  token: InStock | undefined,
  {
    isKnown,
    place,
    above,
  }: { readonly isKnown: boolean; readonly place: Place; readonly above: ReadonlySet<Place> },
): (typeof NOT_DONE)[number] | undefined {
  if (!isKnown) return "unknown";
  if (token && token.place !== place) {
    // A bench of the province has made it for whoever takes it in.
    const isForAnyone = deed === "received" && token.state === "ready" && token.transfer === undefined;
    return isForAnyone && above.has(token.place) ? undefined : "elsewhere";
  }
  if (token?.transfer !== undefined) return "on-its-way";
  const from: readonly (StockState | "none")[] = TRANSITIONS[deed].from;
  return from.includes(token?.state ?? "none") ? undefined : "state";
}

/** What it is afterwards. */
export function stateAfter(deed: StockDeed, token: InStock | undefined): StockState {
  const transition = TRANSITIONS[deed];
  return "to" in transition ? transition.to : token!.state;
}

/** The last deed, where it can be undone: within a day, and nothing has become of the token since, nor was it sent on. World ms. */
export function undoableDeed<D extends StockDeedDone & { readonly isUndone: boolean }>(
  deeds: readonly D[],
  token: InStock,
  now: number,
): D | undefined {
  const last = deeds.find(({ isUndone }) => !isUndone);
  if (!last || now - last.at > UNDO_STOCK_HOURS * HOUR_MS) return undefined;
  if (token.transfer !== undefined || token.place !== last.place) return undefined;
  return token.state === stateAfter(last.deed, token) && token.since <= last.at ? last : undefined;
}
