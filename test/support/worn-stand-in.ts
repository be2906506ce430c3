/** Tokens that were worn for some hours, waiting behind a stand-in, with a server and a page: what a browser test needs. */
import {
  type StandIn,
  type StandInOptions,
  startStandIn,
  type TokenInHand,
} from "../../host-tools/models/bluez/stand-in.ts";
import { WorldClock } from "../../host-tools/models/bluez/world-clock.ts";
import { tokenName } from "../../protocol/identity.ts";
import { type WearOptions, type Worn, type WornToken, wearTokens } from "./worn-token.ts";

export interface WaitingToken {
  readonly token: WornToken;
  readonly hand: TokenInHand;
  readonly name: string;
}

export interface Waiting {
  readonly worn: Worn;
  readonly standIn: StandIn;
  readonly tokens: readonly WaitingToken[];
  stop(): Promise<void>;
}

/** The tokens' time is the wall clock's when they are put behind the stand-in, and the server's is theirs. */
export async function waitingTokens(
  options: WearOptions,
  link: Omit<StandInOptions, "clock"> & { readonly speed?: number } = {},
): Promise<Waiting> {
  const worn = await wearTokens({ at: Date.now() - (options.epochs + 2) * 900_000, ...options });
  const latest = Math.max(...worn.tokens.map(({ at }) => at));
  const clock = new WorldClock(latest, link.speed);
  const standIn = await startStandIn({ ...link, clock });
  Object.defineProperty(worn.clock, "now", { get: () => clock.now() });
  const tokens = worn.tokens.map((token) => ({
    token,
    hand: standIn.add(token.device),
    name: tokenName(token.serial),
  }));
  return {
    worn,
    standIn,
    tokens,
    async stop() {
      await standIn.stop();
      await worn.server.close();
    },
  };
}
