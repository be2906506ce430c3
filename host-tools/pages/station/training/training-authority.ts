/** The training's server: says yes to everything, a little slowly, as over a network. */
import { tokenName } from "../../../../protocol/identity.ts";
import type { SyncAuthority } from "../../../station/sync-authority.ts";
import type { SimulatedToken } from "./simulated-token.ts";

const MOMENT_MS = 80;

const moment = () => new Promise<void>((resolve) => setTimeout(resolve, MOMENT_MS));

export const trainingAuthority = (tokens: readonly SimulatedToken[]): SyncAuthority => ({
  async admit(name) {
    await moment();
    const ticket = { counter: 2, notBefore: 0, hours: 1, mac: new Uint8Array(10) };
    return tokens
      .filter(({ serial }) => tokenName(serial) === name)
      .map(({ serial }) => ({ serial, ticket }));
  },
  async signTime() {
    await moment();
    return { unixSeconds: Math.floor(Date.now() / 1000), mac: new Uint8Array(12) };
  },
  async receivePage({ sequence, length }) {
    await moment();
    return { sequence, length, mac: new Uint8Array(12) };
  },
  async receiveHealth(serial) {
    await moment();
    const token = tokens.find((one) => one.serial === serial);
    if (token) token.isRead = true;
  },
});
