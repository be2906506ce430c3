/** A station is connected: a token advertises nothing and listens for nothing meanwhile. */
export let connected = false;

export function setConnected(on: boolean): void {
  connected = on;
}
