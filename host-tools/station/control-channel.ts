/** Questions and answers on the control characteristic, in order, each with a limit of time. */
import { type ControlMessage, decodeControl, encodeControl } from "../../protocol/sync.ts";
import { SyncBroken, TokenRefusal } from "./errors.ts";

/** A connected token, whatever carries the bytes. */
export interface SyncTransport {
  /** Under which the token waits: "BZ-7890". */
  readonly name: string;
  /** Rejects with SyncBroken when the link does not take it. */
  writeControl(bytes: Uint8Array): Promise<void>;
  onControl: (bytes: Uint8Array) => void;
  onData: (bytes: Uint8Array) => void;
  onDisconnect: () => void;
  /** Resolves to true when the arrival does, to false when that takes longer than so many milliseconds. */
  within(milliseconds: number, arrival: Promise<void>): Promise<boolean>;
}

type Named<N extends ControlMessage["name"]> = Extract<ControlMessage, { name: N }>;

/** A token that turns a page while it answers needs a second or two. */
const ANSWER_MILLISECONDS = 10_000;

export class ControlChannel {
  /** Bytes of a page that one notification of this link carries; 0 as long as that is not known. */
  chunkBytes = 0;
  readonly #transport: SyncTransport;
  readonly #waiting: ControlMessage[] = [];
  #wake: () => void = () => {};
  #broken: SyncBroken | undefined;

  constructor(transport: SyncTransport) {
    this.#transport = transport;
    transport.onControl = (bytes) => {
      const message = decodeControl(bytes);
      if (message.ok) this.#waiting.push(message.value);
      else {
        const { reason, field } = message.error;
        this.#broken ??= new SyncBroken("no-protocol", `control message: ${reason} in ${field}`);
      }
      this.#wake();
    };
    transport.onDisconnect = () => {
      this.#broken ??= new SyncBroken("link-lost", "the link to the token was lost");
      this.#wake();
    };
  }

  async send(message: ControlMessage): Promise<void> {
    if (this.#broken) throw this.#broken;
    await this.#transport.writeControl(encodeControl(message));
  }

  /** Sends a message and takes the answer, which must be of the kind named. */
  async ask<N extends ControlMessage["name"]>(message: ControlMessage, answer: N): Promise<Named<N>> {
    await this.send(message);
    return this.next(answer);
  }

  /** The next message from the token, which must be of the kind named. */
  async next<N extends ControlMessage["name"]>(name: N): Promise<Named<N>> {
    await this.#arrival();
    const message = this.#waiting.shift();
    if (!message)
      throw this.#broken ?? new SyncBroken("no-answer", `no answer from the token: ${name} awaited`);
    if (message.name === "error") throw new TokenRefusal(message);
    if (message.name !== name)
      throw new SyncBroken("no-protocol", `the token said ${message.name}, ${name} was awaited`);
    return message as Named<N>;
  }

  /** Throws what has come meanwhile and ends the conversation: an error of the token, or the end of the link. */
  check(): void {
    const message = this.#waiting[0];
    if (message?.name === "error") {
      this.#waiting.shift();
      throw new TokenRefusal(message);
    }
    if (this.#broken) throw this.#broken;
  }

  async #arrival(): Promise<void> {
    if (this.#waiting.length > 0 || this.#broken) return;
    const arrival = new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    await this.#transport.within(ANSWER_MILLISECONDS, arrival);
  }
}
