/**
 * The channels of an interpreter's build with a simulated radio (docs/CONFORMANCE.md): it takes commands on descriptor 3,
 * tells events on descriptor 4, and runs under a clock of ours.
 */
import type { ChildProcess } from "node:child_process";
import type { Readable, Writable } from "node:stream";

/** What the build looks for: the two descriptors, the seed of its random numbers, the address burnt into the chip. */
export const RADIO_ADDRESS = "c0:5e:11:22:33:44";
/**
 * Both halves of its generator's state come from the seed, and neither may be zero: with seed 1 one stays zero, and all
 * numbers lie below 0.55 (Espruino 2v29, rand_m_w and rand_m_z).
 */
export const RADIO_SEED = 0x5eed_c0de;
export const RADIO_ENVIRONMENT = {
  SIM_CTRL: "3,4",
  SIM_SEED: String(RADIO_SEED),
  SIM_ADDRESS: RADIO_ADDRESS,
} as const;
/** `stdio` of such a process, behind its input, output and errors. */
export const RADIO_PIPES = ["pipe", "pipe"] as const;
const COMMANDS = 3;
const EVENTS = 4;
const NEVER = -1;

export interface RadioEvent {
  /** Milliseconds since the start. */
  readonly at: number;
  readonly kind: string;
  readonly words: readonly string[];
}

export class RadioChannel {
  /** Milliseconds since the start. */
  now = 0;
  /** When it next has something to do, or Infinity. */
  next = Infinity;
  readonly #child: ChildProcess;
  readonly #onEvent: (event: RadioEvent) => void;
  #rest = "";
  #idle: () => void = () => {};
  #fail: (error: Error) => void = () => {};
  #failure: Error | undefined;

  /** `printed`: what the interpreter has printed, for the error when it ends by itself. */
  constructor(child: ChildProcess, onEvent: (event: RadioEvent) => void, printed: () => string) {
    this.#child = child;
    this.#onEvent = onEvent;
    const ended = (error: Error): void => {
      this.#failure ??= error;
      this.#fail(this.#failure);
    };
    child.on("exit", () => ended(new Error(`the interpreter ended; it printed:\n${printed()}`)));
    child.on("error", ended);
    // A process that is ended while something is on its way to it.
    this.#commands.on("error", () => {});
    const events = child.stdio[EVENTS] as Readable;
    events.on("error", () => {});
    events.setEncoding("latin1");
    events.on("data", (text: string) => this.#read(text));
  }

  get #commands(): Writable {
    return this.#child.stdio[COMMANDS] as Writable;
  }

  #read(text: string): void {
    const lines = (this.#rest + text).split("\n");
    this.#rest = lines.pop()!;
    for (const line of lines) {
      const [microseconds, kind = "", ...words] = line.split(" ");
      const at = Number(microseconds) / 1000;
      if (kind !== "idle") {
        this.#onEvent({ at, kind, words });
        continue;
      }
      this.now = at;
      this.next = Number(words[0]) === NEVER ? Infinity : Number(words[0]) / 1000;
      this.#idle();
    }
  }

  /** Resolves when it has nothing more to do at its present time; rejects when it has ended. */
  untilIdle(): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#failure) reject(this.#failure);
      this.#idle = resolve;
      this.#fail = reject;
    });
  }

  /** Commands, then everything that is due up to a time, ms. Rejects when the interpreter ends. */
  async runTo(ms: number, commands: readonly string[] = []): Promise<void> {
    const idle = this.untilIdle();
    const until = Math.max(Math.round(ms * 1000), Math.round(this.now * 1000));
    this.#commands.write([...commands, `run ${until}`, ""].join("\n"), "latin1");
    await idle;
    // It tells whole microseconds: who waits for a time between two of them would wait for ever.
    if (ms > this.now && Math.round(this.now * 1000) === until) this.now = ms;
  }
}
