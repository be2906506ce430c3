/** What the server does for stations beside syncs: things held ahead, sealed forms, who is called. */
import type { StoreParts } from "../store/parts.ts";
import { FormKeys } from "./form-keys.ts";
import { openForm } from "./open-form.ts";
import { type TicketsAhead, ticketsAhead } from "./tickets-ahead.ts";
import { TokensInHand } from "./tokens-in-hand.ts";

export interface StationDesk {
  readonly formKeys: Pick<FormKeys, "current">;
  ticketsAhead(serial: number): TicketsAhead | undefined;
  /** Refusals: form-key, sealed. */
  openForm(sealed: Uint8Array): Promise<unknown>;
  readonly inHand: TokensInHand;
  readonly called: CallSource;
}

/** Serials among those given whose wearer a station should see. Never why. */
type CallSource = (serials: readonly number[]) => Promise<ReadonlySet<number>>;

const NOBODY: CallSource = async () => new Set();

export function openStationDesk(parts: StoreParts, called: CallSource = NOBODY): StationDesk {
  const { directory, now } = parts;
  const formKeys = new FormKeys(parts);
  return {
    formKeys,
    called,
    inHand: new TokensInHand(now),
    ticketsAhead: (serial) => ticketsAhead(directory, serial, now()),
    openForm: (sealed) => openForm(sealed, (id) => formKeys.find(id)),
  };
}
