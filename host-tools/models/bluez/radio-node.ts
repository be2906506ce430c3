/** Somebody on the air, as the adapter meets them. */
import type { CharacteristicDescription } from "../virtual-token/gatt-port.ts";

export interface LinkOptions {
  /** ATT MTU that the adapter asks for; the other side may allow less. */
  readonly mtu: number;
  /** Connection interval at first, ms. */
  readonly intervalMs: number;
}

export interface Advert {
  /** "C0:12:34:56:70:12" */
  readonly address: string;
  /** From the scan response; undefined for what only advertises. */
  readonly name: string | undefined;
  /** dBm at the adapter; near unless told. */
  readonly level?: number;
}

export interface RemoteService {
  readonly uuid: string;
  readonly characteristics: readonly CharacteristicDescription[];
}

export interface RadioNode {
  readonly connected: boolean;
  /** ATT MTU that it allows at most. */
  readonly mtu: number;
  onNotification: (characteristic: string, value: Uint8Array) => void;
  onDisconnect: () => void;
  /** What an adapter that scans actively hears now, if it is to be connected to. */
  advert(): Advert | undefined;
  /** Throws when it does not advertise connectable. */
  connect(options: LinkOptions): void;
  services(): RemoteService[];
  /** The radio's answer to a write comes with the event after the one that carries it. */
  write(service: string, characteristic: string, value: Uint8Array): Promise<void>;
  /** Without an answer. Throws what the adapter's own stack refuses. */
  send(service: string, characteristic: string, value: Uint8Array): void;
  read(service: string, characteristic: string): Promise<Uint8Array>;
  /** So many questions and answers of the radio stacks. Rejects when the link ends meanwhile. */
  exchanges(count: number): Promise<void>;
  disconnect(): void;
}
