/**
 * The central's side of a connection to a virtual token, as a transport for the station's sync client.
 * The token's time stands still while the station waits for something else, such as the server.
 */
import { SYNC_CONTROL, SYNC_DATA, SYNC_SERVICE } from "../../../protocol/sync.ts";
import type { SyncTransport } from "../../station/control-channel.ts";
import type { Device } from "./device.ts";
import type { ConnectOptions } from "./gatt-port.ts";
import { nameIn } from "./scan-response.ts";

interface Waiter {
  readonly deadline: number;
  readonly expire: () => void;
}

/** Holds the button until the token is connectable, as a wearer at the station does. */
export function holdButton(device: Device, now: number, holdMs = 3200): number {
  device.press();
  device.runTo(now + holdMs);
  device.release();
  device.runTo(now + holdMs + 500);
  return now + holdMs + 500;
}

/**
 * Connects to a token at world time `now`, runs the conversation and disconnects. Resolves with what the conversation
 * gave and the world time at its end; throws what it throws.
 */
export async function converse<T>(
  device: Device,
  now: number,
  options: ConnectOptions,
  conversation: (transport: SyncTransport) => Promise<T>,
): Promise<{ result: T; endedAt: number }> {
  const waiters = new Set<Waiter>();
  let time = now;
  const transport: SyncTransport = {
    name: nameIn(device.scanResponse) ?? "",
    onControl: () => {},
    onData: () => {},
    onDisconnect: () => {},
    async writeControl(bytes) {
      device.gatt.write(SYNC_SERVICE, SYNC_CONTROL, bytes);
    },
    within(milliseconds, arrival) {
      return new Promise((resolve) => {
        const waiter: Waiter = { deadline: time + milliseconds, expire: () => settle(false) };
        const settle = (heard: boolean) => {
          waiters.delete(waiter);
          resolve(heard);
        };
        waiters.add(waiter);
        arrival.then(() => settle(true));
      });
    },
  };
  device.gatt.onNotification = (_service, characteristic, value) => {
    if (characteristic === SYNC_CONTROL) transport.onControl(value);
    if (characteristic === SYNC_DATA) transport.onData(value);
  };
  device.gatt.onDisconnect = () => transport.onDisconnect();
  device.gatt.connect(options);

  let ended = false;
  const outcome = conversation(transport).finally(() => {
    ended = true;
  });
  outcome.catch(() => {});
  while (!ended) {
    // Promises of the conversation, and real work of the server's, get their turn first.
    await new Promise((resolve) => setImmediate(resolve));
    if (waiters.size === 0) continue;
    const deadline = Math.min(...[...waiters].map((waiter) => waiter.deadline));
    time = Math.max(time, Math.min(deadline, device.nextAt()));
    device.runTo(time);
    for (const waiter of [...waiters]) if (waiter.deadline <= time) waiter.expire();
  }
  if (device.gatt.connected) device.gatt.disconnect();
  return { result: await outcome, endedAt: time };
}
