/** A station is connected: nothing is advertised and nothing listened for meanwhile. */
export let connected = false;

export function setConnected(on: boolean): void {
  connected = on;
}
