import type { Agreement } from "./connection-parameters.ts";

export interface ConnectOptions {
  readonly mtu: number;
  /** Connection interval at first, ms. */
  readonly intervalMs: number;
  /** What the central says to another interval; it stays with its own where not given. */
  readonly agrees?: Agreement | undefined;
}

export interface CharacteristicDescription {
  readonly uuid: string;
  readonly readable: boolean;
  readonly writable: boolean;
  readonly notify: boolean;
}

/**
 * The central's side of a connection. Services and characteristics by UUID, in any form Espruino takes. Every
 * characteristic that notifies counts as subscribed to.
 */
export interface GattPort {
  /** Only while the token advertises connectable; throws otherwise. The MTU is the lesser of both sides'. */
  connect(options: ConnectOptions): void;
  /** At the next connection event, after what was written. */
  disconnect(): void;
  readonly connected: boolean;
  /** Interval of the connection, ms; NaN without one. */
  readonly intervalMs: number;
  services(): string[];
  characteristics(service: string): CharacteristicDescription[];
  read(service: string, characteristic: string): Uint8Array;
  /** Delivered at the next connection event. Throws what the stack answers (too long, not writable, unknown). */
  write(service: string, characteristic: string, value: Uint8Array): void;
  onNotification: (service: string, characteristic: string, value: Uint8Array) => void;
  onDisconnect: () => void;
}

/** What a port asks of the server behind it. */
interface ServerBehind {
  readonly table: {
    services(): string[];
    characteristics(service: string): readonly CharacteristicDescription[];
  };
  readonly connected: boolean;
  readonly intervalMs: number | undefined;
  open(options: ConnectOptions): void;
  close(): void;
  read(service: string, characteristic: string): Uint8Array;
  write(service: string, characteristic: string, value: Uint8Array): void;
}

/** The port of a token outlives its power cycles; the server behind it is made anew at each. */
export class GattPortState implements GattPort {
  server: ServerBehind | undefined;
  onNotification: GattPort["onNotification"] = () => {};
  onDisconnect: () => void = () => {};

  connect(options: ConnectOptions): void {
    this.#running.open(options);
  }

  disconnect(): void {
    this.server?.close();
  }

  get connected(): boolean {
    return this.server?.connected ?? false;
  }

  get intervalMs(): number {
    return this.server?.intervalMs ?? Number.NaN;
  }

  services(): string[] {
    return this.#running.table.services();
  }

  characteristics(service: string): CharacteristicDescription[] {
    const found = this.#running.table.characteristics(service);
    return found.map(({ uuid, readable, writable, notify }) => ({ uuid, readable, writable, notify }));
  }

  read(service: string, characteristic: string): Uint8Array {
    return this.#running.read(service, characteristic);
  }

  write(service: string, characteristic: string, value: Uint8Array): void {
    this.#running.write(service, characteristic, value);
  }

  get #running(): ServerBehind {
    if (!this.server) throw new Error("the token is off");
    return this.server;
  }
}
