/** What handing a token out means for the stock: what has to be decided first, and where the token lies from then on. */
import type { StockDoubt } from "../../contract/stock.ts";
import type { Queries } from "../database/database.ts";
import type { Place } from "../units/unit.ts";
import { type InStock, inStock } from "./stock-store.ts";
import { arrivals } from "./transfer-desk.ts";
import { type Transfer, type TransferChange, transfersById } from "./transfer-store.ts";

/** Who hands out. */
interface Giver {
  readonly account: string;
  readonly place: Place;
  readonly above: ReadonlySet<Place>;
  readonly isWithin: (place: Place) => boolean;
  /** It has just been read there: no number was mistaken for another. */
  readonly isInHand: boolean;
}

interface HandOutOfStock {
  /** Undefined: it is given without a question. */
  readonly doubt: StockDoubt | undefined;
  /** It came from another stock. */
  readonly arrivals: readonly TransferChange[];
  /** In whose stock it lies from then on; undefined: in the one that it lies in by then. */
  readonly place?: Place;
}

/**
 * `way`: the transfer that it is on its way with. A place that was to get a token and hands it out has got it. What a bench above
 * has made ready is anybody's. Whatever lies in another stock is taken over from it, which both are told.
 */
export function judgeHandOut(
  token: InStock | undefined,
  way: Transfer | undefined,
  giver: Giver,
  at: number,
): HandOutOfStock {
  const { place, account: by, isWithin, isInHand } = giver;
  if (!token) return { doubt: undefined, arrivals: [], place };
  const bring = (to: Place) => arrivals([token], new Map(way && [[way.id, way]]), { place: to, at, by });
  if (way && isWithin(way.to)) return { doubt: doubtOf(token), arrivals: bring(way.to) };
  const astray = (doubt: StockDoubt) => (isInHand ? undefined : doubt);
  if (isWithin(token.place)) return { doubt: (way && astray("on-its-way")) ?? doubtOf(token), arrivals: [] };
  const isForAnyone = token.state === "ready" && !way && giver.above.has(token.place);
  if (isForAnyone) return { doubt: undefined, arrivals: [], place };
  return { doubt: astray(way ? "on-its-way" : "elsewhere"), arrivals: bring(place) };
}

function doubtOf({ state }: InStock): StockDoubt | undefined {
  return state === "lost" || state === "dead" || state === "to-refurbish" ? state : undefined;
}

/** `at`: world ms. */
export async function handOutOfStock(
  queries: Queries,
  serial: number,
  giver: Giver,
  at: number,
): Promise<HandOutOfStock> {
  const token = (await inStock(queries, [serial])).get(serial);
  const id = token?.transfer;
  const way = id === undefined ? undefined : (await transfersById(queries, [id])).get(id);
  return judgeHandOut(token, way, giver, at);
}
