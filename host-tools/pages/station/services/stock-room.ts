/** The stock of the own place over the server's routes. Throws ApiProblem or NoNetwork. */
import type { Stock, StockDone } from "../../../contract/stock.ts";
import type { Api } from "../../shared/api.ts";
import type { StockRoom } from "./types.ts";

/** Shown at once. */
const PAGE = 50;

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
  };
}
