/** A virtual board on the air: its open console as the UART service, its name while a token's button is held. */
import type { Advert, RadioNode, RemoteService } from "../../host-tools/models/bluez/radio-node.ts";
import { Console } from "./console.ts";
import type { VirtualBoard } from "./virtual-board.ts";

const UART = "6e400001-b5a3-f393-e0a9-e50e24dcca9e";
const TO_BOARD = "6e400002-b5a3-f393-e0a9-e50e24dcca9e";
const FROM_BOARD = "6e400003-b5a3-f393-e0a9-e50e24dcca9e";
const PACKET_BYTES = 20;

export class BoardRadio implements RadioNode {
  readonly mtu = 53;
  readonly #board: VirtualBoard;
  readonly #console: Console;
  onNotification: (characteristic: string, value: Uint8Array) => void = () => {};
  onDisconnect: () => void = () => {};
  connected = false;
  isHeld = false;

  constructor(board: VirtualBoard) {
    this.#board = board;
    const typed = async (text: string) => {
      await board.type(text);
      // The restart takes the link with it.
      if (board.isLocked) this.disconnect();
    };
    const answering = { evaluate: (expression: string) => board.evaluate(expression), type: typed };
    this.#console = new Console(answering, (bytes) => this.#notify(bytes));
  }

  advert(): Advert | undefined {
    const { level, isLocked, name, unit, address } = this.#board;
    if (level === undefined || this.connected) return undefined;
    if (isLocked) return this.isHeld ? { address: "C1:02:03:04:05:06", name, level } : undefined;
    return { address: address.toUpperCase(), name: `Puck.js ${unit.slice(-4)}`, level };
  }

  connect(): void {
    this.connected = true;
  }

  services(): RemoteService[] {
    const toBoard = { uuid: TO_BOARD, readable: false, writable: true, notify: false };
    const fromBoard = { uuid: FROM_BOARD, readable: false, writable: false, notify: true };
    return [{ uuid: UART, characteristics: [toBoard, fromBoard] }];
  }

  async write(_service: string, _characteristic: string, value: Uint8Array): Promise<void> {
    this.send("", "", value);
  }

  send(_service: string, _characteristic: string, value: Uint8Array): void {
    if (!this.connected) throw new Error("not connected");
    this.#console.take(Buffer.from(value));
  }

  async read(): Promise<Uint8Array> {
    return new Uint8Array(0);
  }

  async exchanges(): Promise<void> {}

  disconnect(): void {
    if (!this.connected) return;
    this.connected = false;
    this.onDisconnect();
  }

  #notify(bytes: Buffer): void {
    for (let at = 0; at < bytes.length; at += PACKET_BYTES)
      this.onNotification(FROM_BOARD, bytes.subarray(at, at + PACKET_BYTES));
  }
}
