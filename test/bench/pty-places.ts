/** Places of a bench behind real ports, with virtual boards that live on while the bench's process is killed. */
import { Console } from "./console.ts";
import { Terminal } from "./terminal.ts";
import type { VirtualBoard } from "./virtual-board.ts";

export class PtyPlace {
  readonly #terminal: Terminal;
  #board: VirtualBoard | undefined;
  /** Told of each expression before the board gets it. */
  onExpression: (expression: string) => void = () => {};

  private constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  static async open(): Promise<PtyPlace> {
    return new PtyPlace(await Terminal.open());
  }

  get path(): string {
    return this.#terminal.path;
  }

  get board(): VirtualBoard | undefined {
    return this.#board;
  }

  /** Takes out what lies there and puts a board in. */
  put(board: VirtualBoard | undefined): void {
    this.#board = board;
    this.#terminal.onData = () => {};
    if (!board) return;
    const watched = {
      evaluate: (expression: string) => {
        this.onExpression(expression);
        return board.evaluate(expression);
      },
      type: (text: string) => board.type(text),
    };
    const console = new Console(watched, (bytes) => this.#terminal.send(bytes));
    this.#terminal.onData = (bytes) => console.take(bytes);
  }

  close(): void {
    this.#terminal.close();
  }
}
