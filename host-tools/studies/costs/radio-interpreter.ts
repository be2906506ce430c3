/**
 * A process of the interpreter's build with a simulated radio stack (docs/CONFORMANCE.md) that boots from a flash image,
 * under a clock of ours and, where asked, under callgrind, which counts the instructions between two marks.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { outside, programOnPath } from "../../lib/system-packages.ts";
import {
  RADIO_ENVIRONMENT,
  RADIO_PIPES,
  RadioChannel,
  type RadioEvent,
} from "../conformance/radio-channel.ts";

/** The file in its folder that the interpreter keeps its flash in. */
const FLASH = "espruino.flash";
const COUNTS = "callgrind";

/** Variables in use now and at most since the peak was last reset; adverts that the full queue dropped since the start. */
interface Memory {
  readonly used: number;
  readonly peak: number;
  readonly total: number;
  readonly dropped: number;
  readonly erases: number;
  /** The deepest C stack since the start, bytes; NaN where the build does not tell. */
  readonly stack: number;
}

/** Path of a build with a radio, or undefined: ESPRUINO_RADIO, or the interpreter that the tests use if it has one. */
export function radioInterpreter(): string | undefined {
  const path = process.env.ESPRUINO_RADIO || outside("espruino");
  return path && has(path, "typeof SIM", "function") ? path : undefined;
}

/** What an interpreter calls itself. */
export function nameOf(path: string): string {
  return `Espruino ${ask(path, 'process.version+" "+process.env.BOARD')}`;
}

function has(path: string, expression: string, value: string): boolean {
  return ask(path, expression) === value;
}

/** What an expression prints; empty when the program does not answer. */
function ask(path: string, expression: string): string {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  try {
    writeFileSync(join(folder, "ask.js"), `echo(0);print("<<"+(${expression})+">>");quit()`);
    // Input must stay open: at its end the interpreter reads garbage.
    const script = 'sleep 5 | "$1" ask.js > answer & wait $!; :';
    spawnSync("sh", ["-c", `${script}`, "sh", path], { cwd: folder, timeout: 10_000 });
    return /<<(.*)>>/.exec(readFileSync(join(folder, "answer"), "latin1"))?.[1] ?? "";
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export class RadioInterpreter {
  readonly events: RadioEvent[] = [];
  /** Called for each event as it is read. */
  onEvent: (event: RadioEvent) => void = () => {};
  dropped = 0;
  readonly #folder: string;
  readonly #child: ChildProcess;
  readonly #channel: RadioChannel;
  readonly #output: number;
  /** Instructions that one run costs in which nothing happens, and runs so far. */
  #handshake = 0;
  #runs = 0;

  private constructor(path: string, flash: Uint8Array, counting: boolean) {
    this.#folder = mkdtempSync(join(tmpdir(), "bench-"));
    writeFileSync(join(this.#folder, FLASH), flash);
    this.#output = openSync(join(this.#folder, "output"), "w");
    const callgrind = ["--tool=callgrind", `--callgrind-out-file=${COUNTS}`, path];
    this.#child = spawn(counting ? "valgrind" : path, counting ? callgrind : [], {
      cwd: this.#folder,
      stdio: ["pipe", this.#output, this.#output, ...RADIO_PIPES],
      env: { ...process.env, ...RADIO_ENVIRONMENT },
    });
    const take = (event: RadioEvent): void => {
      if (event.kind === "lost" && event.words[0] === "fifo") this.dropped++;
      this.events.push(event);
      this.onEvent(event);
    };
    this.#channel = new RadioChannel(this.#child, take, () => this.console);
  }

  /** Milliseconds since the start. */
  get now(): number {
    return this.#channel.now;
  }

  /** When it next has something to do. */
  get next(): number {
    return this.#channel.next;
  }

  /** Boots from a flash image. Rejects when it does not come up. `counting` needs valgrind on PATH. */
  static async boot(path: string, flash: Uint8Array, counting = false): Promise<RadioInterpreter> {
    if (counting && !programOnPath("valgrind")) throw new Error("no valgrind on PATH");
    const one = new RadioInterpreter(path, flash, counting);
    await one.#channel.untilIdle();
    if (counting) one.#handshake = await one.countTo(one.now);
    return one;
  }

  get console(): string {
    return readFileSync(join(this.#folder, "output"), "latin1");
  }

  /** What its flash holds. */
  get flash(): Uint8Array {
    return readFileSync(join(this.#folder, FLASH));
  }

  /** Commands of the simulated radio, then everything that is due up to a time. */
  async runTo(ms: number, commands: readonly string[] = []): Promise<void> {
    this.#runs++;
    await this.#channel.runTo(ms, commands);
  }

  /**
   * Instructions from the commands on, without those of the commands themselves, until the interpreter has nothing more
   * to do at time `ms`.
   */
  async countTo(ms: number, commands: readonly string[] = []): Promise<number> {
    await this.runTo(ms, [...commands, "cg0"]);
    return (await this.#counted()) - this.#handshake;
  }

  /** Instructions of all that the interpreter does meanwhile, without what it costs to be told the time. */
  async count(work: () => Promise<unknown>): Promise<number> {
    await this.runTo(this.now, ["cg0"]);
    const before = this.#runs;
    await work();
    const runs = this.#runs - before;
    return (await this.#counted()) - (runs + 1) * this.#handshake;
  }

  async #counted(): Promise<number> {
    await this.runTo(this.now, ["cg 1"]);
    const dumps = readdirSync(this.#folder).filter((name) => name.startsWith(COUNTS));
    const texts = dumps.map((name) => {
      const path = join(this.#folder, name);
      const text = readFileSync(path, "latin1");
      rmSync(path);
      return text;
    });
    const dump = texts.find((text) => text.includes("Client Request"));
    const total = /^(?:totals|summary): (\d+)/m.exec(dump ?? "");
    if (!total) throw new Error(`callgrind has counted nothing (${dumps.join(", ")})`);
    return Number(total[1]);
  }

  /** `collected`: when the garbage is gone. */
  async memory(collected = false): Promise<Memory> {
    const from = this.events.length;
    await this.runTo(this.now, collected ? ["gc", "mem"] : ["mem"]);
    const { words } = this.events.slice(from).find(({ kind }) => kind === "mem")!;
    const after = (name: string): number => Number(words[words.indexOf(name) + 1]);
    return {
      used: after("used"),
      peak: after("peak"),
      total: after("total"),
      dropped: this.dropped,
      erases: after("erases"),
      stack: after("stack"),
    };
  }

  /** The value of an expression, as JSON. */
  async evaluate(expression: string): Promise<unknown> {
    const from = this.events.length;
    await this.runTo(this.now, [`eval ${expression}`]);
    const event = this.events.slice(from).find(({ kind }) => kind === "result" || kind === "exception")!;
    if (event.kind === "exception") throw new Error(event.words.join(" "));
    return JSON.parse(event.words.join(" "));
  }

  resetPeak(): Promise<void> {
    return this.runTo(this.now, ["peak0"]);
  }

  async end(): Promise<void> {
    const closed = new Promise((resolve) => this.#child.on("close", resolve));
    this.#child.kill("SIGKILL");
    await closed;
    closeSync(this.#output);
    rmSync(this.#folder, { recursive: true });
  }
}
