/** Puts the real station together and keeps it in touch with the server. */

import type { ServerTime } from "../../../contract/stations.ts";
import { type ClockVerdict, ServerClock, TOLERANCE_MILLISECONDS } from "../../../station/server-clock.ts";
import { NoNetwork } from "../../shared/api.ts";
import { openStore } from "../../shared/store.ts";
import { Holdings } from "../local-store/holdings.ts";
import { KeptPartials } from "../local-store/kept-partials.ts";
import { Outbox } from "../local-store/outbox.ts";
import { NOTHING_WAITS, type Waiting } from "../local-store/waiting.ts";
import { bluetoothRadio } from "./bluetooth-radio.ts";
import type { Door, Work } from "./door.ts";
import { onlineAuthority } from "./online-authority.ts";
import { onlineRegistry } from "./online-registry.ts";
import { stationAuthority } from "./station-authority.ts";
import type { StationContext } from "./station-context.ts";
import { stationRegistry } from "./station-registry.ts";
import { type KeptTicks, openTicks } from "./ticks.ts";
import type { Clock, Station } from "./types.ts";

const PING_MS = 20_000;
const FETCH_MS = 30 * 60_000;
/** Who was synced, refused or was not home, in the vault. */
const TICKS = "ticks";

export function openRealStation({ api, database, account, vault, expiry }: Work, door: Door) {
  const serverClock = new ServerClock();
  const isReached = openStore(true);
  const clockVerdict = openStore<ClockVerdict>({ kind: "unknown" });
  const waiting = openStore<Waiting>(NOTHING_WAITS);
  const placeName = openStore<string | undefined>(undefined);
  const outbox = new Outbox(database);
  const holdings = new Holdings(vault, expiry);
  const partials = new KeptPartials(database);
  const ticks = openTicks((kept) => void vault?.put(TICKS, kept));
  let fetchedAt = Number.NEGATIVE_INFINITY;

  const clock: Clock = {
    now: () => serverClock.now() ?? Date.now(),
    get offset() {
      const verdict = serverClock.verdict();
      return "offBy" in verdict ? verdict.offBy : undefined;
    },
  };
  const look = async () => {
    const { ahead, basics } = holdings;
    placeName.set(basics?.place.name);
    const goodUntil = holdings.goodUntil();
    const isHeld = vault !== undefined && ahead !== undefined && goodUntil !== undefined;
    waiting.set({
      ...(await outbox.waiting(account.id)),
      ahead: isHeld
        ? { tokens: ahead.tokens.length, persons: ahead.persons.length, goodUntil, at: ahead.now }
        : undefined,
      isAheadOver: vault !== undefined && ahead === undefined && basics !== undefined,
    });
  };
  const onChange = () => void look();
  const askTime = async () => {
    await serverClock.measure(async () => (await api.get<ServerTime>("/api/time")).unixMs);
    const verdict = serverClock.verdict();
    if (isNews(clockVerdict.value, verdict)) clockVerdict.set(verdict);
  };
  const exchange = async () => {
    await askTime();
    // After work without a network the session may have been locked meanwhile: that is asked first.
    if (api.csrf === "" || door.keeper.state.value.stage !== "open") await door.keeper.look();
    if (door.keeper.state.value.stage !== "open") return;
    await outbox.send(api, account.id);
    if (!holdings.ahead || performance.now() - fetchedAt > FETCH_MS) {
      await holdings.fetch(api);
      fetchedAt = performance.now();
    }
    await look();
  };
  let running: Promise<void> | undefined;
  const tick = (): Promise<void> => {
    running ??= holdings
      .expire()
      .then(look)
      .then(exchange)
      .catch((error) => {
        if (!(error instanceof NoNetwork)) console.warn(error instanceof Error ? error.message : error);
      })
      .finally(() => {
        running = undefined;
      });
    return running;
  };

  const parts = { outbox, holdings, clock, onChange };
  const station: Station = {
    isTraining: false,
    clock,
    radio: bluetoothRadio,
    registry: stationRegistry({ ...parts, online: onlineRegistry(api, account.place), account: account.id }),
    authority: stationAuthority({
      ...parts,
      online: onlineAuthority(api),
      verdict: () => serverClock.verdict(),
    }),
  };
  const context = {
    station,
    partials,
    account,
    placeName,
    isReached,
    clockVerdict,
    waiting,
    ticks,
    async exchange() {
      fetchedAt = Number.NEGATIVE_INFINITY;
      await running;
      await tick();
    },
    dropForm: async (id: string) => {
      await outbox.dropForm(id);
      await look();
    },
  } satisfies Partial<StationContext>;

  return {
    context,
    /** Until the returned function is called. */
    start(): () => void {
      api.onReach = (reached) => isReached.set(reached);
      void vault?.get<KeptTicks>(TICKS).then((kept) => kept && ticks.resume(kept, clock.now()));
      void holdings.load().then(look).then(tick);
      const timer = setInterval(() => void tick(), PING_MS);
      const online = () => void tick();
      addEventListener("online", online);
      return () => {
        clearInterval(timer);
        removeEventListener("online", online);
        api.onReach = () => {};
      };
    },
  };
}

/** A number that drifts a little is none: the warning must not flicker. */
function isNews(before: ClockVerdict, now: ClockVerdict): boolean {
  if (before.kind !== "off" || now.kind !== "off") return before.kind !== now.kind;
  return Math.abs(before.offBy - now.offBy) > TOLERANCE_MILLISECONDS;
}
