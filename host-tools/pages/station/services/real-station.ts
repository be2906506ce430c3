/** Puts the real station together. */
import type { NoticeList } from "../../../contract/notices.ts";
import { openStore } from "../../shared/store.ts";
import { KeptPartials } from "../local-store/kept-partials.ts";
import { bluetoothRadio } from "./bluetooth-radio.ts";
import type { Door, Work } from "./door.ts";
import { openDrafts } from "./drafts.ts";
import { Exchange } from "./exchange.ts";
import { onlineAuthority } from "./online-authority.ts";
import { onlineRegistry } from "./online-registry.ts";
import { stationAuthority } from "./station-authority.ts";
import type { StationContext } from "./station-context.ts";
import { stationRegistry } from "./station-registry.ts";
import { stockRoom } from "./stock-room.ts";
import { type KeptTicks, openTicks } from "./ticks.ts";
import type { Station } from "./types.ts";
import { wearerRights } from "./wearer-rights.ts";

/** Who was synced, refused or was not home, in the vault. */
const TICKS = "ticks";

export function openRealStation(work: Work, door: Door) {
  const { api, database, account, vault } = work;
  const exchange = new Exchange(work, door);
  const { outbox, holdings, clock, serverClock } = exchange;
  const isReached = openStore(true);
  const ticks = openTicks((kept) => void vault?.put(TICKS, kept));
  const { id, place } = account;
  const parts = { outbox, holdings, clock, onChange: () => void exchange.look() };
  const registry = stationRegistry({
    ...parts,
    account: id,
    unit: place,
    isReached: () => isReached.value,
    sendWaiting: () => exchange.send(),
    online: onlineRegistry(api),
  });
  const station: Station = {
    isTraining: false,
    clock,
    radio: bluetoothRadio,
    registry,
    stock: stockRoom(api, place),
    notices: async () => (await api.get<NoticeList>("/api/notices")).notices,
    rights: wearerRights({ api, registry, holdings, ticks, place, now: () => clock.now() }),
    authority: stationAuthority({
      ...parts,
      online: onlineAuthority(api),
      verdict: () => serverClock.verdict(),
    }),
  };
  const context = {
    station,
    partials: new KeptPartials(database),
    account,
    placeName: exchange.placeName,
    isReached,
    clockVerdict: exchange.clockVerdict,
    waiting: exchange.waiting,
    ticks,
    drafts: openDrafts(vault, () => clock.now()),
    exchange: () => exchange.now(),
    dropForm: async (id: string) => {
      await outbox.dropForm(id);
      await exchange.look();
    },
  } satisfies Partial<StationContext>;
  return {
    context,
    /** Until the returned function is called. */
    start(): () => void {
      api.onReach = (reached) => isReached.set(reached);
      void vault?.get<KeptTicks>(TICKS).then((kept) => kept && ticks.resume(kept, clock.now()));
      const stop = exchange.start();
      // The browser knows at once that there is no network; that the server is there only its answers tell.
      const cut = () => isReached.set(false);
      addEventListener("offline", cut);
      return () => {
        stop();
        removeEventListener("offline", cut);
        api.onReach = () => {};
      };
    },
  };
}
