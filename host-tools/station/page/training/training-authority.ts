/** The training's server: says yes to everything, a little slowly, as over a network. */
import type { SyncAuthority } from "../../sync-client.ts";

const MOMENT_MS = 80;

const moment = () => new Promise<void>((resolve) => setTimeout(resolve, MOMENT_MS));

export const trainingAuthority: SyncAuthority = {
  async issueTicket() {
    await moment();
    return { counter: 2, notBefore: 0, hours: 1, mac: new Uint8Array(10) };
  },
  async signTime() {
    await moment();
    return { unixSeconds: Math.floor(Date.now() / 1000), mac: new Uint8Array(12) };
  },
  async receivePage({ sequence, length }) {
    await moment();
    return { sequence, length, mac: new Uint8Array(12) };
  },
  receiveHealth: moment,
};
