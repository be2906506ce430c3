/// <reference types="web-bluetooth" />
/**
 * A token over Web Bluetooth: chosen by its name, connected, and offered as the transport of a sync. It only needs the
 * browser's `navigator.bluetooth`, which is handed in.
 */
import { SYNC_CONTROL, SYNC_DATA, SYNC_SERVICE } from "../../protocol/sync-codes.ts";
import type { SyncTransport } from "./control-channel.ts";
import { BluetoothProblem, SyncBroken } from "./errors.ts";

/** What every token's name begins with (tokenName in protocol/identity.ts). */
const NAME_PREFIX = "BZ-";
/** A browser tries for ever to reach a token that has gone. */
const REACH_MILLISECONDS = 8_000;
/** The browser itself answers within some milliseconds. */
const ANSWER_MILLISECONDS = 4_000;
/** A write without an answer has left the computer long before. */
const WRITE_MILLISECONDS = 5_000;

export interface TokenLink extends SyncTransport {
  readonly connected: boolean;
  close(): void;
}

/**
 * Why this page cannot use Bluetooth now, or undefined when it can: asked before each choice, because a chooser without an
 * adapter just stays empty, and before each link. Chromium answers no question of a page about Bluetooth any more after a
 * link ended, or a device went, while an operation was under way; only a reload helps then.
 */
export async function whyNoBluetooth(
  bluetooth: Bluetooth | undefined,
  isSecureContext: boolean,
): Promise<BluetoothProblem | undefined> {
  if (!isSecureContext) return new BluetoothProblem("insecure-page", "not a secure context");
  if (!bluetooth) return new BluetoothProblem("no-web-bluetooth", "navigator.bluetooth is missing");
  let isThere = true;
  const asked = bluetooth.getAvailability().then(
    (is) => {
      isThere = is;
    },
    () => {},
  );
  if (!(await withinRealTime(ANSWER_MILLISECONDS, asked)))
    return new BluetoothProblem("browser-stuck", "the browser's Bluetooth answers this page no more");
  return isThere ? undefined : new BluetoothProblem("no-adapter", "no adapter, or it is off");
}

/**
 * The browser's own chooser, with the tokens that wait; with a name only that one. Needs a click of
 * the user. Throws BluetoothProblem: none-chosen, no-adapter, not-allowed.
 */
export async function chooseToken(bluetooth: Bluetooth, name?: string): Promise<BluetoothDevice> {
  const filter = name === undefined ? { namePrefix: NAME_PREFIX } : { name };
  try {
    return await bluetooth.requestDevice({ filters: [filter], optionalServices: [SYNC_SERVICE] });
  } catch (error) {
    throw choiceProblem(error);
  }
}

function choiceProblem(error: unknown): unknown {
  const { name, message } = error as Error;
  if (name === "NotFoundError")
    return new BluetoothProblem(/adapter/i.test(message) ? "no-adapter" : "none-chosen", message);
  if (name === "SecurityError" || name === "NotAllowedError")
    return new BluetoothProblem("not-allowed", message);
  return error;
}

/**
 * Connects and listens to both characteristics. Throws BluetoothProblem: not-reached, no-token (it lacks the service),
 * not-allowed.
 */
export async function connectToken(device: BluetoothDevice): Promise<TokenLink> {
  const gatt = device.gatt;
  if (!gatt) throw new BluetoothProblem("not-allowed", "no GATT server");
  let expired: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    expired = setTimeout(() => {
      // Ends the browser's own attempt.
      gatt.disconnect();
      reject(new BluetoothProblem("not-reached", "the token did not answer in time"));
    }, REACH_MILLISECONDS);
  });
  try {
    return await Promise.race([opened(device, gatt), tooLate]);
  } catch (error) {
    gatt.disconnect();
    throw linkProblem(error);
  } finally {
    clearTimeout(expired);
  }
}

async function opened(device: BluetoothDevice, gatt: BluetoothRemoteGATTServer): Promise<TokenLink> {
  await gatt.connect();
  const service = await gatt.getPrimaryService(SYNC_SERVICE);
  const control = await service.getCharacteristic(SYNC_CONTROL);
  const data = await service.getCharacteristic(SYNC_DATA);
  const link = linkOf(device, gatt, control);
  control.addEventListener("characteristicvaluechanged", () => link.onControl(bytesFrom(control)));
  data.addEventListener("characteristicvaluechanged", () => link.onData(bytesFrom(data)));
  // One at a time: Android does not take two operations at once.
  await control.startNotifications();
  await data.startNotifications();
  return link;
}

function linkProblem(error: unknown): unknown {
  if (error instanceof BluetoothProblem) return error;
  const { name, message } = error as Error;
  if (name === "NotFoundError") return new BluetoothProblem("no-token", message);
  if (name === "SecurityError") return new BluetoothProblem("not-allowed", message);
  // NetworkError, and what browsers throw when the link ends between two steps.
  return new BluetoothProblem("not-reached", message);
}

function linkOf(
  device: BluetoothDevice,
  gatt: BluetoothRemoteGATTServer,
  control: BluetoothRemoteGATTCharacteristic,
): TokenLink {
  let markLost: () => void;
  const lost = new Promise<void>((resolve) => {
    markLost = resolve;
  });
  const ended = () => {
    device.removeEventListener("gattserverdisconnected", ended);
    markLost();
    link.onDisconnect();
  };
  const link: TokenLink = {
    name: device.name ?? "",
    get connected() {
      return gatt.connected;
    },
    onControl: () => {},
    onData: () => {},
    onDisconnect: () => {},
    async writeControl(bytes) {
      let problem: string | undefined;
      // Every message has its answer in the protocol: the radio's own would cost one more round.
      const written = control.writeValueWithoutResponse(bytes as Uint8Array<ArrayBuffer>).catch((error) => {
        problem = (error as Error).message;
      });
      // Chromium never settles a write that was under way when the link ended.
      const isSettled = await withinRealTime(WRITE_MILLISECONDS, Promise.race([written, lost]));
      if (!isSettled) problem = "the browser does not end a write";
      else if (!gatt.connected) problem ??= "the link to the token was lost";
      if (problem !== undefined) throw new SyncBroken("link-lost", problem);
    },
    within: withinRealTime,
    close() {
      ended();
      gatt.disconnect();
    },
  };
  device.addEventListener("gattserverdisconnected", ended);
  return link;
}

/** The event's value may be written over by the next one. */
function bytesFrom({ value }: BluetoothRemoteGATTCharacteristic): Uint8Array {
  return value ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength).slice() : new Uint8Array(0);
}

function withinRealTime(milliseconds: number, arrival: Promise<void>): Promise<boolean> {
  return new Promise((resolve) => {
    const expired = setTimeout(() => resolve(false), milliseconds);
    arrival.then(() => {
      clearTimeout(expired);
      resolve(true);
    });
  });
}
