/** The stock of the own place over the server's routes. Throws ApiProblem or NoNetwork. */
import type { Stock, StockDone } from "../../../contract/stock.ts";
import type { StockTaking } from "../../../contract/stock-takings.ts";
import type { NamedPlaces, TokensMoved, Transfers } from "../../../contract/transfers.ts";
import type { Api } from "../../shared/api.ts";
import type { StockRoom } from "./types.ts";

/** Shown at once. */
const PAGE = 50;
const BOXES = 20;
const PLACES = 12;

export function stockRoom(api: Api, place: string): StockRoom {
  return {
    look(state, skip) {
      const query = new URLSearchParams({
        limit: String(PAGE),
        skip: String(skip),
        ...(state === undefined ? {} : { state }),
      });
      return api.get<Stock>(`/api/stock?${query}`);
    },
    perform: (asked, key) => api.send<StockDone>("POST", "/api/stock/deeds", { ...asked, place }, { key }),
    async undo(serial) {
      await api.send("DELETE", `/api/stock/${serial}/deeds`);
    },
    place,
    places: (text) =>
      api.get<NamedPlaces>(`/api/places?${new URLSearchParams({ text, limit: String(PLACES) })}`),
    send: (to, serials, key) =>
      api.send<TokensMoved>("POST", "/api/transfers", { place, to, serials }, { key }),
    acknowledge: (serials, key) =>
      api.send<TokensMoved>("POST", "/api/transfers/acknowledgements", { place, serials }, { key }),
    takeOver: (serials, key) =>
      api.send<TokensMoved>("POST", "/api/transfers/takeovers", { place, serials }, { key }),
    take: (serials, key) => api.send<StockTaking>("POST", "/api/stock/takings", { place, serials }, { key }),
    transfers: (skip) =>
      api.get<Transfers>(
        `/api/transfers?${new URLSearchParams({ limit: String(BOXES), skip: String(skip) })}`,
      ),
    async takeBack(transfer) {
      await api.send("DELETE", `/api/transfers/${transfer}`);
    },
  };
}
