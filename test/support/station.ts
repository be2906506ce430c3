/** A station in virtual time: links to a token that can break at any moment, and a server that can fail. */

import type { Device } from "../../host-tools/models/virtual-token/device.ts";
import { nameIn } from "../../host-tools/models/virtual-token/scan-response.ts";
import type { SyncTransport } from "../../host-tools/station/control-channel.ts";
import { ServerProblem } from "../../host-tools/station/errors.ts";
import type { SyncAuthority } from "../../host-tools/station/sync-authority.ts";
import { SYNC_CONTROL, SYNC_DATA, SYNC_SERVICE } from "../../protocol/sync.ts";

interface LinkOptions {
  readonly mtu: number;
  readonly intervalMs: number;
}

/** What an eye on the link sees after each step: world ms, and chunks of pages that have come. */
export interface Seen {
  readonly at: number;
  readonly chunks: number;
}

/** "cut": the radio link is gone; "reset": the token's battery was out for a moment. */
export type Blow = "cut" | "reset" | undefined;

interface Waiter {
  readonly deadline: number;
  readonly expire: () => void;
}

/**
 * Runs a conversation over a link of the token's, in its time. After each step `strike` says whether the link breaks:
 * what is on its way then is lost. Resolves or rejects as the conversation does.
 */
export async function overLink<T>(
  device: Device,
  { mtu, intervalMs }: LinkOptions,
  conversation: (transport: SyncTransport) => Promise<T>,
  strike: (seen: Seen) => Blow = () => undefined,
): Promise<T> {
  const waiters = new Set<Waiter>();
  let time = device.worldNow;
  let chunks = 0;
  let isBroken = false;
  const transport: SyncTransport = {
    name: nameIn(device.scanResponse) ?? "",
    onControl: () => {},
    onData: () => {},
    onDisconnect: () => {},
    async writeControl(bytes) {
      if (!isBroken) device.gatt.write(SYNC_SERVICE, SYNC_CONTROL, bytes);
    },
    within: (milliseconds, arrival) =>
      new Promise((resolve) => {
        const waiter = { deadline: time + milliseconds, expire: () => settle(false) };
        const settle = (heard: boolean) => {
          waiters.delete(waiter);
          resolve(heard);
        };
        waiters.add(waiter);
        arrival.then(() => settle(true));
      }),
  };
  const lose = () => {
    if (isBroken) return;
    isBroken = true;
    transport.onDisconnect();
  };
  device.gatt.onNotification = (_service, characteristic, value) => {
    if (isBroken) return;
    if (characteristic === SYNC_DATA) chunks++;
    if (characteristic === SYNC_CONTROL) transport.onControl(value);
    else transport.onData(value);
  };
  device.gatt.onDisconnect = lose;
  device.gatt.connect({ mtu, intervalMs });

  let hasEnded = false;
  const outcome = conversation(transport).finally(() => {
    hasEnded = true;
  });
  outcome.catch(() => {});
  while (!hasEnded) {
    // Promises of the conversation, and real work of the server's, get their turn first.
    await new Promise((resolve) => setImmediate(resolve));
    if (waiters.size === 0) continue;
    const deadline = Math.min(...[...waiters].map((waiter) => waiter.deadline));
    time = Math.max(time, Math.min(deadline, device.nextAt()));
    device.runTo(time);
    for (const waiter of [...waiters]) if (waiter.deadline <= time) waiter.expire();
    const blow = isBroken ? undefined : strike({ at: time, chunks });
    if (blow === "reset") {
      device.powerOff();
      device.powerOn();
    }
    if (blow) {
      lose();
      if (device.gatt.connected) device.gatt.disconnect();
    }
  }
  if (device.gatt.connected) device.gatt.disconnect();
  device.runTo(device.worldNow + 1000);
  return outcome;
}

/** "failing": 500 from everything; "away": nothing gets there; "deaf": it works, but its answers do not come back. */
export type Mood = "well" | "failing" | "away" | "deaf";

/** A server as the station meets it, in the mood that `mood` tells when it is asked. */
export function moody(server: SyncAuthority, mood: () => Mood): SyncAuthority {
  const through = async <T>(ask: () => Promise<T>): Promise<T> => {
    const now = mood();
    if (now === "failing") throw new ServerProblem("server-failed");
    if (now === "away") throw new ServerProblem("server-away");
    const answer = await ask();
    if (now === "deaf") throw new ServerProblem("server-away");
    return answer;
  };
  return {
    admit: (name, hello) => through(() => server.admit(name, hello)),
    // Without the server's time the token's clock is left alone.
    signTime: (serial, nonce) => through(() => server.signTime(serial, nonce)).catch(() => undefined),
    receivePage: (upload) => through(() => server.receivePage(upload)),
    receiveHealth: (serial, health) => through(() => server.receiveHealth(serial, health)).catch(() => {}),
  };
}
