/**
 * A board's console through the `espruino` package, which knows serial ports, Bluetooth adapters and the interpreter's
 * packets. It runs in a child process, because it turns TLS checks off wherever it is loaded.
 */
import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";

/** Nothing came back in time, or the line was lost. */
export class NoAnswer extends Error {
  override readonly name = "NoAnswer";
}

/** The interpreter threw; the message is its own. */
export class DeviceError extends Error {
  override readonly name = "DeviceError";
}

export interface Port {
  /** Value of an expression on the board; DeviceError when it throws there, NoAnswer when nothing comes back. */
  evaluate(expression: string, timeoutMs?: number): Promise<unknown>;
  /** Sends characters as somebody at a terminal would type them. */
  type(text: string): Promise<void>;
  /** What the board printed since the last call, and whether the line was lost. */
  heard(): Promise<{ text: string; closed: boolean }>;
  close(): void;
}

const EVALUATION_MS = 15_000;

interface Answer {
  readonly id?: number;
  readonly value?: unknown;
  readonly error?: string;
  readonly ready?: true;
  readonly fatal?: string;
}

/** Opens a serial port, a Bluetooth address or tcp://host; Error when it cannot be opened. */
export async function openPort(path: string, baud: number): Promise<Port> {
  const child = fork(fileURLToPath(new URL("port-child.cjs", import.meta.url)), {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    execArgv: [],
  });
  try {
    const line = new Line(child);
    await line.ready;
    await line.ask("open", { path, baud });
    return portOver(line, child);
  } catch (error) {
    child.kill();
    throw error;
  }
}

function portOver(line: Line, child: ChildProcess): Port {
  return {
    async evaluate(expression, timeoutMs = EVALUATION_MS) {
      const code = `(function(){try{return [1,${expression}]}catch(e){return [0,e.toString()]}})()`;
      const answer = await line.ask("evaluate", { code, timeout: timeoutMs }).catch(asNoAnswer);
      if (!Array.isArray(answer)) throw new NoAnswer(`no value, but ${JSON.stringify(answer)}`);
      if (answer[0] !== 1) throw new DeviceError(String(answer[1]));
      return answer[1];
    },
    async type(text) {
      await line.ask("write", { text });
    },
    heard: () => line.ask("heard", {}) as Promise<{ text: string; closed: boolean }>,
    close: () => void child.kill(),
  };
}

function asNoAnswer(error: Error): never {
  throw new NoAnswer(error.message);
}

/** Requests to the child and its answers. */
class Line {
  readonly ready: Promise<void>;
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  #next = 0;
  #broken: Error | undefined;

  constructor(child: ChildProcess) {
    this.#child = child;
    this.ready = new Promise((resolve, reject) => {
      child.once("error", reject);
      child.on("message", (answer: Answer) => {
        if (answer.ready) resolve();
        else if (answer.fatal !== undefined) this.#break(answer.fatal);
        else this.#take(answer);
      });
      child.once("exit", () => {
        this.#break("the line to the board was lost");
        reject(this.#broken);
      });
    });
  }

  ask(request: string, details: object): Promise<unknown> {
    if (this.#broken) return Promise.reject(this.#broken);
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#child.send({ id, request, ...details });
    });
  }

  #take({ id, value, error }: Answer): void {
    const waiting = id === undefined ? undefined : this.#waiting.get(id);
    if (!waiting) return;
    this.#waiting.delete(id!);
    if (error === undefined) waiting.resolve(value);
    else waiting.reject(new Error(error));
  }

  #break(reason: string): void {
    this.#broken ??= new NoAnswer(reason);
    for (const { reject } of this.#waiting.values()) reject(this.#broken);
    this.#waiting.clear();
  }
}
