/**
 * The board's side of Espruino's packets (2v25 and later): DLE SOH, two bytes of type and length, the expression; answered
 * with ACK and a packet of the value as JSON.
 */
const DLE = 0x10;
const SOH = 0x01;
const ACK = Buffer.from([0x06]);
const EVAL = 0x2000;
const LENGTH = 0x1fff;

interface Answering {
  evaluate(expression: string): Promise<unknown>;
  /** Characters that are no packet. */
  type(text: string): Promise<void>;
}

/** Takes bytes as they come and answers in turn; `send` brings bytes back. */
export class Console {
  readonly #board: Answering;
  readonly #send: (bytes: Buffer) => void;
  #bytes = Buffer.alloc(0);
  #turn = Promise.resolve();

  constructor(board: Answering, send: (bytes: Buffer) => void) {
    this.#board = board;
    this.#send = send;
  }

  take(bytes: Buffer): void {
    this.#bytes = Buffer.concat([this.#bytes, bytes]);
    for (;;) {
      const start = this.#bytes.indexOf(Buffer.from([DLE, SOH]));
      const typed = start < 0 ? this.#bytes : this.#bytes.subarray(0, start);
      // The first half of a packet's mark may be the last byte that has come.
      const isHalf = start < 0 && typed.at(-1) === DLE;
      const text = isHalf ? typed.subarray(0, -1) : typed;
      if (text.length > 0) this.#then(() => this.#board.type(text.toString("latin1")));
      this.#bytes = this.#bytes.subarray(text.length);
      if (start < 0 || this.#bytes.length < 4) return;
      const flags = this.#bytes.readUInt16BE(2);
      const end = 4 + (flags & LENGTH);
      if (this.#bytes.length < end) return;
      const packet = this.#bytes.subarray(4, end).toString("latin1");
      this.#bytes = this.#bytes.subarray(end);
      if ((flags & ~LENGTH) === EVAL) this.#then(() => this.#answer(packet));
    }
  }

  async #answer(expression: string): Promise<void> {
    this.#send(ACK);
    const value = await this.#board.evaluate(expression);
    const json = Buffer.from(JSON.stringify(value) ?? "undefined", "latin1");
    const head = Buffer.from([DLE, SOH, json.length >> 8, json.length & 0xff]);
    this.#send(Buffer.concat([head, json]));
  }

  /** A board that is gone answers nothing more. */
  #then(work: () => Promise<void>): void {
    this.#turn = this.#turn.then(work).catch(() => {});
  }
}
