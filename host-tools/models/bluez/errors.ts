/** Errors as BlueZ names them on the bus (doc/org.bluez.*.rst, src/gatt-client.c of BlueZ 5.66). */

export class BluezError extends Error {
  /** "org.bluez.Error.Failed" */
  readonly bus: string;

  constructor(word: string, message: string) {
    super(message);
    this.bus = word.includes(".") ? word : `org.bluez.Error.${word}`;
  }
}

export const notConnected = () => new BluezError("Failed", "Not connected");
export const notReached = () => new BluezError("Failed", "le-connection-abort-by-local");
export const notReady = () => new BluezError("NotReady", "Resource Not Ready");

/** What the token's radio stack answered to a read or write (gatt-server.ts of the virtual token), as BlueZ passes it on. */
const ATT_ANSWERS: readonly (readonly [part: string, word: string, message: string])[] = [
  ["write not permitted", "NotPermitted", "Write not permitted"],
  ["read not permitted", "NotPermitted", "Read not permitted"],
  ["long writes are not supported", "NotSupported", "Operation is not supported"],
  ["invalid attribute value length", "InvalidArguments", "Invalid Length"],
  ["not connected", "Failed", "Not connected"],
];

export function attError(error: unknown): BluezError {
  const text = error instanceof Error ? error.message : String(error);
  const found = ATT_ANSWERS.find(([part]) => text.includes(part));
  return found ? new BluezError(found[1], found[2]) : new BluezError("Failed", text);
}
